"""What the written report says of facts, each worked by hand, in both languages."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from data.store import Study
from metrics.stated.credit_facts import CREDIT
from metrics.stated.reported import told
from metrics.stated.satisfaction_facts import SATISFACTION
from metrics.stated.score_facts import SCORES
from report import measured
from tests.studies import orders_on, scope_of
from ui.document import markdown
from ui.formats import Formats
from ui.gaps_in_words import slopes_told, worst_told
from ui.labels import columns_named
from ui.ladder_in_words import rung
from ui.words import languages, words

LANGUAGES = sorted(languages())
EMPTY: dict[str, Any] = {"files": [], "indicators": [], "locked": [], "as_of": None, "customers": 1}


def said(language: str, **models: Any) -> str:
    """The lines of these facts."""
    return markdown({**EMPTY, "models": models}, words(language))


def _campaign(p: float) -> dict[str, Any]:
    clicked = {"arm": "treated", "outcome": "clicked", "unit": "share"}
    spent = {"arm": "treated", "outcome": "spend", "unit": "money", "variance_saved": 0.4}
    arm = {"arm": "treated", "earned": 300.0, "low": 200.0, "high": 400.0, "cost": 100.0}
    return {
        "campaign": "spring",
        "groups": {"": 800, "treated": 1200},
        "sample_ratio_p": p,
        "effects": [
            {**clicked, "value": -0.0004, "low": -0.018, "high": 0.014},
            {**spent, "value": 3.0, "low": 1.0, "high": 5.0}
            | {"adjusted_value": 2.0, "adjusted_low": 1.5, "adjusted_high": 2.5},
        ],
        "earnings": {"margin_share": None, "arms": [{**arm, "customers": 1200, "roi": 2.0}]},
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_effect_is_told_with_its_groups_first_then_with_less_noise_and_what_it_earned(
    language: str,
) -> None:
    """300 earned for 100 is 200% beyond the cost; −0.04 points are none when they are rounded."""
    say = words(language)
    text = said(language, effects={"campaigns": [_campaign(0.0001)]})
    groups = [f"{say('effects.control')} 800", f"{say('effects.treated')} 1,200"]
    sizes = say("list.comma").join(groups)
    assert say("effects.unfair", sizes=sizes, p="< 0.001") in text
    ends = say("gap.ends", low="−1.8", high=f"+1.4 {say('card.percentage_points')}")
    assert text.index("800") < text.index(ends) < text.index("CUPED") < text.index("ROI +200%")
    assert f"{say('effects.clicked')} 0.0 " in text
    assert "+2.00" in text[text.index("CUPED") :]
    fair = said(language, effects={"campaigns": [_campaign(0.5)]})
    assert say("effects.fair", sizes=sizes, p="= 0.500") in fair


def test_a_number_below_nought_has_one_minus_everywhere_and_nought_has_none() -> None:
    formats = Formats("en")
    assert formats.decimal(-6.52, 2) == "−6.52"
    assert formats.count(-1200) == "−1,200"
    assert formats.value(-0.05, "share") == "−5.0%"
    assert formats.decimal(-0.004, 2) == "0.00"
    assert formats.difference(-0.0004, "share", "pp") == "0.0 pp"


def test_marks_up_to_100_are_followed_and_no_column_that_is_there_is_asked_for() -> None:
    """A hundred and one marks are told in ten bands, and how they moved as of any others."""
    answers = [
        {
            "customer_id": f"c{n}",
            "instrument": "csat",
            "score": 50.0 + n,
            "scale_min": 0.0,
            "scale_max": 100.0,
            "answered_at": pd.Timestamp(day),
        }
        for n, day in enumerate(["2024-02-01", "2024-02-02", "2024-05-01", "2024-05-02"])
    ]
    scope = scope_of(survey_responses=answers)
    spread: Any = SCORES["scores"].facts(scope)
    assert [band["base"] for band in spread["questions"][0]["marks"]] == [0] * 5 + [4] + [0] * 4
    assert "50–59 → 100.0%" in said("en", scores=spread)
    moved: Any = SCORES["score_trend"].facts(scope)
    assert [len(one["steps"]) for one in moved["scores"]] == [2]
    assert SCORES["score_trend"].is_there(scope)


def test_without_a_column_of_how_firms_do_it_is_said_which_columns_would_do() -> None:
    bill = {"customer_id": "a", "due_on": pd.Timestamp("2024-03-01"), "amount": 5.0}
    scope = scope_of(invoices=[bill])
    assert CREDIT["operating_grades"].is_there(scope)
    facts = told(lambda: CREDIT["operating_grades"].facts(scope))
    assert facts == {"refused": "no_operating_state"}
    for language in LANGUAGES:
        assert words(language)("refusal.no_operating_state") in said(
            language, operating_grades=facts
        )


ENDS = {"low": 0.2, "high": 0.4}
_RATE = {"click_rate": None, "conversion_rate": 0.1}
_RATE_ENDS = {"conversion_rate_low": 0.05, "conversion_rate_high": 0.15, "conversion_rate_base": 90}
MARK = {"item": "wifi", "kind": "delight", "runner_up": "wanted", "is_clear": True, "delight": 0.6}
GAIN = {"better": 0.7, "better_low": 0.6, "better_high": 0.8}
DIMENSION = {"part": "empathy", "gap": -6.5, "low": -7.0, "high": -6.0}
BOTH = {"servqual": -5.2, "servperf": 61.0, "gap": (-6.0, -4.4), "perceived": (59.0, 63.0)}
_APART = {"difference": 0.02, "difference_low": 0.01, "difference_high": 0.03}
_RECORD = {"value": 0.08, "low": 0.05, "high": 0.11, "plain": 0.06, "base": 400, **_APART}
KIND = {"kind": "value", "value": 61.0, "low": 59.0, "high": 63.0, "base": 180, "questions": 2}
OTHER = {"kind": "intention", "value": 55.5, "low": 53.5, "high": 57.5, "base": 170}
CONTRAST = (
    {"part": "wifi", "role": "basic", "low_count": 41, "high_count": 62}
    | {"penalty": -12.0, "penalty_low": -15.0, "penalty_high": -9.0}
    | {"reward": 1.5, "reward_low": -2.0, "reward_high": 5.0}
)
MEASURED = {"value": 66.0, "low": 64.0, "high": 68.0, "base": 120, "alpha": 0.81}
NEED = {"part": "safety", "value": 71.5, "low": 70.0, "high": 73.0, "base": 140}
UNTOLD = {"value": None, "low": None, "high": None, "base": 40}
THEME = {"theme": "delivery", "share": 0.2, "low": 0.15, "high": 0.25} | {
    "gap": -9.5,
    "gap_low": -13.0,
    "gap_high": -6.0,
    "pull": -2.1,
    "is_notable": True,
}
RISING = {"term": "gap", "value": 4.0, "low": 1.0, "high": 7.0}
PART = {"item": "wifi", "wish": -14.5, "wish_low": -16.5, "wish_high": -12.5, "wish_base": 61}
UNMARKED = {"theme": "price", "share": 0.08, "gap": None}
TOLD: list[tuple[str, dict[str, Any], tuple[str, ...]]] = [
    (
        "reach",
        {"campaigns": [{"campaign": "spring", "offer": None, **_RATE, **_RATE_ENDS}]},
        ("spring", "10.0%", "5.0% – 15.0%", "n 90"),
    ),
    ("kano", {"features": [{**MARK, **GAIN}]}, ("wifi", "60.0%", "70.0%")),
    (
        "servqual",
        {"rows": [DIMENSION], **BOTH, "is_weighted": False, "base": 120},
        ("SERVQUAL **−5.2", "SERVPERF **61.0", "−6.5", "120"),
    ),
    (
        "satisfaction_index",
        {"value": 70.0, "low": 68.0, "high": 72.0, "equal": 69.0, "base": 200}
        | {"questions": [{"item": "overall", "weight": 0.4}]},
        ("70.0", "69.0", "overall 40.0%"),
    ),
    (
        "response_surface",
        {"r_squared": 0.629, "difference_r_squared": 0.5, "p": 0.0001, "base": 150}
        | {"coefficients": [RISING, {**RISING, "term": "level", "low": -2.0}]},
        ("62.9%", "50.0%", "150"),
    ),
    (
        "expectation_gaps",
        {"gap": -5.0, "low": -6.0, "high": -4.0, "base": 90}
        | {"wish": -12.0, "wish_low": -13.0, "wish_high": -11.0},
        ("5.0", "90", "12.0"),
    ),
    (
        "expectation_gaps",
        {"gap": -5.0, "low": -6.0, "high": -4.0, "base": 90}
        | {"parts": [{"item": "wifi", "gap": -7.5, "low": -9.0, "high": -6.1, "base": 88}]}
        | {"unpaired": ["hopes"], "late_share": 0.125, "reliability": 0.71},
        ("hopes", "12.5%", "0.71", "wifi −7.5", "−9.0", "−6.1", "n 88", "**wifi**"),
    ),
    (
        "expectation_gaps",
        {"gap": -5.0, "low": -6.0, "high": -4.0, "base": 90}
        | {"parts": [{**PART, "gap": -7.5, "low": -9.0, "high": -6.1, "base": 88}]},
        ("wifi −7.5", "n 88", "wifi −14.5", "−16.5", "−12.5", "n 61"),
    ),
    (
        "satisfaction_index",
        {"value": 70.0, "low": 68.0, "high": 72.0, "equal": 69.0, "base": 200}
        | {"questions": [{"item": "overall", "weight": 0.4}], "kinds": [KIND, {**KIND, **OTHER}]},
        ("61.0", "59.0 – 63.0", "n 180", "55.5", "53.5 – 57.5", "n 170"),
    ),
    (
        "penalty_reward",
        {"parts": [CONTRAST]},
        ("**wifi**", "−12.0", "−15.0", "−9.0", "n 41", "+1.5", "−2.0", "+5.0", "n 62"),
    ),
    (
        "needs",
        {**MEASURED, "missing": ["respect"], "rows": [NEED, {"part": "trust", **UNTOLD}]},
        ("71.5", "70.0 – 73.0", "n 140", "66.0", "64.0 – 68.0", "120", "0.81", "n 40"),
    ),
    (
        "trust",
        {**MEASURED, "missing": [], "rows": [{**NEED, "part": "They keep their word"}]},
        ("66.0", "64.0 – 68.0", "120", "They keep their word 71.5", "70.0 – 73.0", "n 140"),
    ),
    (
        "themes",
        {"comments": 300, "customers": 250, "scored": 240, "uncovered": 75}
        | {"themes": [THEME, {**THEME, **UNMARKED}]},
        (
            "20.0%",
            "15.0% – 25.0%",
            "−9.5",
            "−13.0",
            "−6.0",
            "n 300",
            "250",
            "80.0%",
            "75.0%",
            "2.1",
        ),
    ),
    (
        "retention_steps",
        {"steps": [{"step": "contacted", "share": 0.3, "base": 70, **ENDS, "median_days": 2.5}]},
        ("30.0%", "20.0% – 40.0%", "n 70", "2.5"),
    ),
    (
        "counted_purchases",
        {
            "customers": 60,
            "ways": [{"way": "web", "value": 0.3, **ENDS}],
            "deals": {"value": 0.12, "low": 0.1, "high": 0.14},
        },
        ("30.0%", "12.0%", "n 60"),
    ),
    (
        "next_offers",
        {"of": "category", "offers": [], "record": _RECORD},
        ("8.0%", "5.0% – 11.0%", "6.0%", "400"),
    ),
    (
        "operating_grades",
        {"is_by_profit": False, "rows": [{"operating": "good", "A": 1200, "none": 34, "B": 0}]},
        ("**good**", " 1,200", " 34"),
    ),
    (
        "data_quality",
        {"completeness": 0.5, "median_days_since_newest": 355.5}
        | {"idic": [{"step": "interact", "value": 0.25, "base": 80}]}
        | {"duplicates": [{"mark": "phone", "value": 0.02, "base": 50}]}
        | {"blocks": [{"block": "family", "fields": 2, "value": 0.125, "base": 64}]}
        | {"coverage": [{"source": "orders", "customers": 27, "value": 0.75, "base": 36}]},
        ("50.0%", "356", "25.0%", "80", "2.0%", "12.5%", "64", "75.0%", "36"),
    ),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "facts", "parts"), TOLD, ids=[f"{place}-{one[0]}" for place, one in enumerate(TOLD)]
)
def test_a_fact_is_told_with_what_its_number_means(
    language: str, name: str, facts: dict[str, Any], parts: tuple[str, ...]
) -> None:
    text = said(language, **{name: facts})
    assert [part for part in parts if part not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_known_of_the_data_is_not_told_with_a_dash(language: str) -> None:
    nothing: dict[str, Any] = {"completeness": None, "median_days_since_newest": float("nan")}
    nothing |= {"idic": [], "duplicates": []}
    line = said(language, data_quality=nothing).split("**", 1)[1].split("\n")[0]
    assert "–" not in line


def test_a_step_taken_on_the_very_day_says_so_and_counts_whole_people() -> None:
    row = {"step": "first_time", "median_days": 0.0, "low_days": 0.0, "high_days": 0.0}
    said = rung(row | {"waited_count": 1804.0}, {}, words("en"))
    assert said == "First-time (at least half on the very day; 1,804 waited for):"


@pytest.mark.parametrize("language", LANGUAGES)
def test_offers_of_the_past_that_are_too_few_leave_the_offers_told(language: str) -> None:
    offer = {"because": "tea", "item": "cup", "rate": 0.3, "low": 0.2, "high": 0.4, "base": 90}
    few = {"refused": "too_few", "need": 100, "have": 40, "of": "customers"}
    text = said(language, next_offers={"of": "category", "offers": [offer], "record": few})
    assert "tea → cup" in text
    assert "30.0%" in text
    assert "100" in text
    better = said(language, next_offers={"of": "category", "offers": [], "record": _RECORD})
    assert words(language)("next_offers.better") in better


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("en", ("A · excellent: 1,200 customers, 60.0% (", "B · good: 1 customer, 0.0% (")),
        ("zh-Hans", ("A 优秀：1,200 位客户，占 60.0%", "B 良好：1 位客户，占 0.0%")),
    ],
)
def test_each_grade_of_credit_is_told_with_how_many_have_it(
    language: str, lines: tuple[str, ...]
) -> None:
    """1,200 of 2,000 customers pay as an A, one as a B."""
    rest = {"invoice_count": 9000, "collected": 0.9, "low": 0.8, "high": 0.95}
    rows = [
        {"grade": "A", "customer_count": 1200, "customer_share": 0.6}
        | {"share_low": 0.578, "share_high": 0.621},
        {"grade": "B", "customer_count": 1, "customer_share": 0.0005}
        | {"share_low": 0.0001, "share_high": 0.003},
        {"grade": "all", "customer_count": 2000, "customer_share": 1.0, **rest},
    ]
    text = said(language, credit_grades={"grades": rows, "months": 24})
    assert all(line in text for line in lines), text


def test_no_credit_has_its_word_in_both_languages_beside_how_firms_do() -> None:
    facts = {"is_by_profit": True, "rows": [{"operating": "third", "none": 34}]}
    assert "无信誉 34" in said("zh-Hans", operating_grades=facts)
    assert "Third: a loss that does not** — No credit 34" in said("en", operating_grades=facts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_roles_of_parts_kinds_of_questions_and_needs_unasked_have_the_pages_words(
    language: str,
) -> None:
    say = words(language)
    roles = ["basic", "excitement", "performance", "undetermined"]
    contrasts = said(language, penalty_reward={"parts": [{**CONTRAST, "role": r} for r in roles]})
    assert [role for role in roles if say(f"penalties.{role}") not in contrasts] == []
    asked = said(language, needs={**MEASURED, "missing": ["respect"], "rows": [NEED]})
    assert say("needs.missing", names=say("needs.respect")) in asked


@pytest.mark.parametrize("language", LANGUAGES)
def test_marks_of_up_to_100_alone_are_refused_where_a_short_scale_is_needed(language: str) -> None:
    """Nobody's staying is told by marks of 0 to 100; the scale that would do is named."""
    answer = {"customer_id": "a", "instrument": "csat", "score": 80.0, "scale_min": 0.0}
    answer |= {"scale_max": 100.0, "answered_at": pd.Timestamp("2024-02-01")}
    scope = scope_of(survey_responses=[answer], orders=orders_on("a", "2024-01-01"))
    facts = told(lambda: SATISFACTION["staying_by_score"].facts(scope))
    assert facts == {"refused": "no_short_scale"}
    line = said(language, staying_by_score=facts)
    assert words(language)("refusal.no_short_scale") in line
    assert "1–5" in line
    assert "0–10" in line


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_nobody_was_asked_is_not_told_as_nought_but_with_the_question_it_takes(
    language: str,
) -> None:
    """One answer on satisfaction: NPS and CES have no base, so neither has a value."""
    study = Study()
    answer = {"customer_id": "a", "instrument": "csat", "score": 4.0, "scale_min": 1.0}
    study.keep("survey_responses", pd.DataFrame([{**answer, "scale_max": 5.0}]))
    report = measured(study, [], date(2024, 3, 1), None)
    assert [one["base"] for one in report["indicators"] if not one["base"]] == []
    lacking = {one["name"]: one["missing"] for one in report["locked"]}
    assert lacking["nps"] == ["survey_responses.recommendation"]
    assert lacking["ces"] == ["survey_responses.effort"]
    assert "csat_mean" not in lacking
    say = words(language)
    assert say("column.recommendation") in markdown(report, say)
    there: dict[str, Any] = {
        "name": "order_frequency",
        "missing": ["orders.ordered_at"],
        "is_uncounted": True,
    }
    text = markdown({**EMPTY, "models": {}, "locked": [there]}, say)
    named = columns_named(say, there["missing"])
    assert say("report.uncounted", columns=named) in text


def test_the_slopes_of_the_surface_are_told_as_far_as_they_are_certain() -> None:
    rows = [RISING, {**RISING, "term": "level", "low": -2.0}]
    assert slopes_told(rows, words("en")) == [
        words("en")("response_surface.gap_good"),
        words("en")("response_surface.level_neutral"),
    ]


def test_the_widest_gap_is_one_that_is_certain() -> None:
    vague = {"item": "price", "gap": -9.0, "low": -19.0, "high": 1.0}
    sure = {"item": "wifi", "gap": -7.5, "low": -9.0, "high": -6.0}
    say, formats = words("en"), Formats("en")
    assert worst_told([vague, sure], say, formats) == [say("gap.worst", name="wifi", size="7.50")]
    assert worst_told([vague], say, formats) == []
