"""SERVQUAL, the five needs, trust and Kano, on answers small enough to be worked by hand."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from data.intake import take_in
from data.scope import Scope
from data.store import Study
from metrics.refusals import NotComputableError, TooFewError
from metrics.satisfaction.kano import is_clear, kano, kind_of
from metrics.satisfaction.needs import five_needs, promises_kept, trust_index
from metrics.satisfaction.servqual import service_quality
from tests.opened_pages import is_sound, page, texts
from tests.studies import AS_OF, scope_of

DIMENSIONS = ("Tangibles", "Reliability", "Responsiveness", "Assurance", "Empathy")


def mark(who: int, kind: str, item: str, score: float) -> dict[str, Any]:
    return {
        "customer_id": f"c{who}",
        "instrument": kind,
        "item": item,
        "score": float(score),
        "scale_min": 1.0,
        "scale_max": 5.0,
    }


def served(count: int, importance: bool) -> Scope:
    """All expect 4 everywhere; reliability is found 2, the rest 4 and, by every other one, 5."""
    rows = []
    for n in range(count):
        for item in DIMENSIONS:
            found = 2 if item == "Reliability" else 4 + n % 2
            rows += [mark(n, "expected", item, 4), mark(n, "perceived", item, found)]
            if importance:
                rows.append(mark(n, "importance", item, 5 if item == "Reliability" else 2))
    return scope_of(survey_responses=rows)


def test_servqual_is_the_weighted_gap_and_servperf_the_weighted_experience() -> None:
    equal = service_quality(served(100, importance=False))
    gaps = equal.rows.set_index("part")["gap"]
    assert (gaps["reliability"], gaps["empathy"]) == (-50.0, 12.5)
    # Four of 12.5 and one of −50; four of 87.5 and one of 25.
    assert (equal.gap[0], equal.perceived[0]) == pytest.approx((0.0, 75.0))
    weighted = service_quality(served(100, importance=True))
    # Importance 100 against 25 four times: half of the weight is reliability's.
    assert weighted.rows.set_index("part")["weight"]["reliability"] == pytest.approx(0.5)
    assert weighted.gap[0] == pytest.approx(0.5 * -50 + 0.5 * 12.5)
    assert weighted.perceived[0] == pytest.approx(0.5 * 25 + 0.5 * 87.5)
    assert (equal.is_weighted, weighted.is_weighted) == (False, True)
    assert weighted.gap[1] < weighted.gap[0] < weighted.gap[2]


def test_the_twenty_two_questions_are_told_by_their_numbers() -> None:
    rows = []
    for n in range(100):
        for question in range(1, 23):
            found = 2 if 5 <= question <= 9 else 4
            rows += [
                mark(n, "expected", f"E{question}", 4),
                mark(n, "perceived", f"P{question}", found),
            ]
    gaps = service_quality(scope_of(survey_responses=rows)).rows.set_index("part")["gap"]
    assert gaps.to_dict() == {
        "tangibles": 0.0,
        "reliability": -50.0,
        "responsiveness": 0.0,
        "assurance": 0.0,
        "empathy": 0.0,
    }


def test_each_dimension_says_how_well_its_questions_go_together() -> None:
    rows = []
    for n in range(100):
        # By turns 1 and 5; reliability's second question says 3 where the first says 5, and 1.
        one = 1 + 4 * (n % 2)
        for item in DIMENSIONS:
            rows += [mark(n, "expected", item, 4), mark(n, "perceived", f"{item} 1", one)]
        rows.append(mark(n, "perceived", "Reliability 2", 1 + 2 * (n % 2)))
    found = service_quality(scope_of(survey_responses=rows)).rows.set_index("part")
    # Spreads as 2 : 1, so variances 4 and 1 and that of the sum 9.
    assert found.loc["reliability", "perceived_alpha"] == pytest.approx(2 * (1 - 5 / 9))
    assert found["perceived_alpha"].isna().sum() == 4
    assert found["expected_alpha"].isna().all()


def test_service_quality_is_refused_without_its_dimensions_and_below_a_hundred() -> None:
    with pytest.raises(TooFewError):
        service_quality(served(99, importance=False))
    with pytest.raises(NotComputableError, match="no_servqual"):
        service_quality(scope_of(survey_responses=[mark(0, "perceived", "Empathy", 3)]))


def needing(count: int) -> Scope:
    """Two questions on safety, 5 and 3, one on convenience, 2 or 4 by turns, one on respect, 1."""
    marks = (("safe to use", 5), ("data secure", 3), ("respectful", 1))
    rows = [mark(n, "need", item, score) for n in range(count) for item, score in marks]
    rows += [mark(n, "need", "convenient", 2 + 2 * (n % 2)) for n in range(count)]
    return scope_of(survey_responses=rows)


def test_each_need_is_the_mean_of_its_questions_and_a_need_not_asked_about_is_named() -> None:
    found = five_needs(needing(100))
    rows = found.rows.set_index("part")
    assert rows["value"].to_dict() == {"safety": 75.0, "convenience": 50.0, "respect": 0.0}
    # Half 25 below, half above: 25 · √(100/99) / 10 by t(99) = 1.98422.
    half = 1.98422 * 25 * np.sqrt(100 / 99) / 10
    assert rows.loc["convenience", "high"] - 50 == pytest.approx(half, abs=1e-4)
    assert found.value == pytest.approx(125 / 3)
    assert found.base == 100
    assert found.missing == ("personal", "trust")
    with pytest.raises(TooFewError):
        five_needs(needing(99))


def test_the_trust_index_is_the_mean_of_its_questions() -> None:
    marks = (("honest", 5), ("able", 4), ("kind", 3))
    rows = [mark(n, "trust", item, score) for n in range(100) for item, score in marks]
    assert trust_index(scope_of(survey_responses=rows)).value == 75.0
    with pytest.raises(NotComputableError, match="no_trust"):
        trust_index(needing(1))


def test_a_promise_is_kept_by_its_day_and_broken_once_past_it() -> None:
    def request(n: int, due: str, done: str | None) -> dict[str, Any]:
        times = {"opened_at": "2024-05-01", "due_at": due, "resolved_at": done}
        return {"customer_id": f"c{n}", **{name: pd.Timestamp(day) for name, day in times.items()}}

    kept = [request(n, "2024-05-05", "2024-05-04") for n in range(24)]
    late = [request(n, "2024-05-05", "2024-05-09") for n in range(24, 30)]
    broken, not_yet = request(30, "2024-06-01", None), request(31, "2025-02-01", None)
    told = promises_kept(scope_of(tickets=[*kept, *late, broken, broken, not_yet]))
    assert (told["value"], told["base"]) == (24 / 32, 32)
    with pytest.raises(TooFewError):
        promises_kept(scope_of(tickets=kept))


@pytest.mark.parametrize(
    ("having", "lacking", "kind"),
    [
        (5, 5, "questionable"),
        (5, 4, "delight"),
        (5, 2, "delight"),
        (5, 1, "wanted"),
        (4, 5, "reverse"),
        (3, 3, "indifferent"),
        (2, 1, "must_be"),
        (1, 5, "reverse"),
        (1, 1, "questionable"),
    ],
)
def test_two_answers_make_a_kind_by_the_table(having: int, lacking: int, kind: str) -> None:
    assert kind_of(having, lacking) == kind


def test_a_kind_is_clear_when_it_stands_out_by_fongs_test() -> None:
    # Of 100: 45 against 35 needs 1.65 √(80 · 120 / 200) = 11.43, 47 against 35 needs 11.49.
    assert not is_clear(45, 35, 100)
    assert is_clear(47, 35, 100)


def test_better_and_worse_are_shares_of_those_who_answered_without_contradiction() -> None:
    answers = [(5, 3)] * 20 + [(5, 1)] * 10 + [(3, 1)] * 12 + [(3, 3)] * 8 + [(5, 5)] * 5
    rows = []
    for n, (having, lacking) in enumerate(answers):
        rows += [mark(n, "kano_with", "wrap", having), mark(n, "kano_without", "wrap", lacking)]
    [row] = kano(scope_of(survey_responses=rows)).rows.to_dict("records")
    assert (row["kind"], row["runner_up"], row["base"]) == ("delight", "must_be", 55)
    assert (row["better"], row["worse"]) == (30 / 50, 22 / 50)
    # Wilson of 30 / 50.
    assert (row["better_low"], row["better_high"]) == pytest.approx((0.4618, 0.7239), abs=1e-4)
    assert row["questionable"] == pytest.approx(5 / 55)
    # 20 against 12 of 55 needs 1.65 √(32 · 78 / 110) = 7.86.
    assert row["is_clear"]
    with pytest.raises(TooFewError):
        kano(scope_of(survey_responses=rows[:98]))


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (
            "customer_id,functional wrap,dysfunctional wrap,functional speed,dysfunctional speed",
            ["I like it", "I expect it", "I am neutral", "I can live with it", "I dislike it"],
        ),
        (
            "客户编号,正向题 wrap,反向题 wrap,正向题 speed,反向题 speed",
            ["我很喜欢", "理应如此", "无所谓", "勉强接受", "我很不喜欢"],
        ),
    ],
)
def test_kanos_questions_are_read_where_they_were_answered_in_words(
    header: str, words: list[str]
) -> None:
    like, expect, neutral, bear, dislike = words
    # Two thirds would like a wrap and do without; all miss speed, and most take it for granted.
    rows = [
        f"c{n},{like if n % 3 else neutral},{neutral if n % 2 else bear},"
        f"{expect if n % 4 else neutral},{dislike if n % 10 else bear}"
        for n in range(60)
    ]
    study = Study()
    take_in(study, [("kano.csv", "\n".join([header, *rows]).encode())])
    found = kano(Scope(study, AS_OF)).rows.set_index("item")
    assert found["kind"].to_dict() == {"wrap": "delight", "speed": "must_be"}
    assert found.loc["wrap", "delight"] == pytest.approx(40 / 60)
    assert found.loc["speed", "must_be"] == pytest.approx(54 / 60)


@pytest.mark.xdist_group("demo")
def test_the_demo_shows_every_questionnaire() -> None:
    app = page(None, "expectations")
    for name, said in (
        ("servqual", "SERVQUAL **−"),
        ("needs", "Least met is **Personal touch**"),
        ("trust", "Promises kept: **"),
        ("kano", "**Gift wrapping**: All the same"),
    ):
        app.session_state["questionnaire"] = name
        assert is_sound(app.run())
        assert any(said in text for text in texts(app)), name
