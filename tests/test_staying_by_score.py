"""Whether those who say they are content stay, worked by hand."""

from typing import Any

import pandas as pd
import pytest

from data.scope import Scope
from metrics.people import people_count
from metrics.refusals import TooFewError
from metrics.risk.churn_windows import Kind
from metrics.risk.fates import fate
from metrics.satisfaction.staying_by_score import contradictions, staying_by_score
from tests.house import DATASETS
from tests.opened_pages import is_sound, opened, page, texts
from tests.read_in import read_in
from tests.studies import AS_OF, orders_on, scope_of

RICH = DATASETS / "telco_ibm_rich"

# The day is 2024-12-31, so 180 days watched make 2024-07-04 the landmark.
BEFORE, AFTER = "2024-06-01", "2024-08-01"


def nps(who: str, score: float, day: str = BEFORE) -> dict[str, Any]:
    return {
        "customer_id": who,
        "answered_at": pd.Timestamp(day),
        "instrument": "nps",
        "item": "recommend",
        "score": score,
        "scale_min": 0.0,
        "scale_max": 10.0,
    }


def company() -> dict[str, list[dict[str, Any]]]:
    """40 promoters of whom 30 buy again, 30 detractors of whom 6 do, 20 silent of whom 5 do."""
    orders, answers = [], []
    for name, size, staying, score in (("p", 40, 30, 9.0), ("d", 30, 6, 3.0), ("s", 20, 5, None)):
        for n in range(size):
            who = f"{name}{n}"
            orders += orders_on(who, BEFORE, *([AFTER] if n < staying else []))
            answers += [nps(who, score)] if score is not None else []
    return {"orders": orders, "survey_responses": answers}


def test_staying_is_counted_by_what_was_said_before_it() -> None:
    found = staying_by_score(scope_of(AS_OF, **company()), "buying", "nps")
    groups = found.groups.set_index("group")
    assert groups["value"].dropna().to_dict() == {"high": 0.75, "low": 0.2}
    assert (groups.loc["high", "base"], groups.loc["middle", "base"], found.base) == (40, 0, 70)
    # Wilson: 30/40 → .5980–.8581, 6/30 → .0951–.3731; Newcombe: .55 − √(.152² + .1731²) …
    assert groups.loc["high", ["low", "high"]].tolist() == pytest.approx([0.5980, 0.8581], abs=1e-4)
    assert found.difference == pytest.approx(0.55)
    assert (found.low, found.high) == pytest.approx((0.3197, 0.7007), abs=1e-4)
    assert found.scores["score"].tolist() == [3.0, 9.0]


def test_a_mark_given_after_the_landmark_or_a_year_before_it_does_not_count() -> None:
    rows = company()
    rows["survey_responses"] += [nps(f"p{n}", 0.0, AFTER) for n in range(40)]
    rows["survey_responses"] += [nps(f"s{n}", 10.0, "2023-06-01") for n in range(20)]
    found = staying_by_score(scope_of(AS_OF, **rows), "buying", "nps")
    assert found.groups["base"].tolist() == [40, 0, 30]


def test_who_had_not_bought_for_a_year_could_not_be_lost() -> None:
    rows = company()
    rows["orders"] += orders_on("late", AFTER) + orders_on("old", "2023-05-01", AFTER)
    rows["survey_responses"] += [nps("late", 10.0), nps("old", 10.0)]
    assert staying_by_score(scope_of(AS_OF, **rows), "buying", "nps").base == 70


def test_words_against_deeds_are_counted_with_their_people() -> None:
    rows = company()
    complaint = {"customer_id": "s19", "opened_at": pd.Timestamp(AFTER), "is_complaint": True}
    scope = scope_of(AS_OF, **rows, tickets=[complaint])
    found = contradictions(scope, "buying", "nps").set_index("segment")
    # 10 + 24 + 15 left, of whom 14 without a word: one of the silent complained.
    assert found["customers"].to_dict() == {"high_left": 10, "low_stayed": 6, "silent_left": 14}
    assert found["base"].to_dict() == {"high_left": 40, "low_stayed": 30, "silent_left": 49}
    for segment, count in found["customers"].items():
        assert people_count(scope, fate("buying", "nps"), [str(segment)]) == count


def under_contract(kind: str) -> Scope:
    rows, answers = [], []
    for n in range(40):
        ended = pd.Timestamp(AFTER) if n < 10 else None
        row = {"customer_id": f"c{n}", "is_ended": n < 10, "started_on": pd.Timestamp("2024-01-01")}
        rows.append({**row, "ended_on": ended} if kind == "contract" else row)
        answers.append(nps(f"c{n}", 9.0 if n % 2 else 2.0))
    rows.append({"customer_id": "gone", "is_ended": True, "started_on": pd.Timestamp("2023-01-01")})
    if kind == "contract":
        rows[-1]["ended_on"] = pd.Timestamp("2024-02-01")
    return scope_of(subscriptions=rows, survey_responses=answers)


@pytest.mark.parametrize("kind", ["contract", "snapshot"])
def test_under_contract_those_stay_whose_contract_runs_on(kind: Kind) -> None:
    found = staying_by_score(under_contract(kind), kind, "nps").groups.set_index("group")
    assert found["stayed"].to_dict() == {"high": 15, "middle": 0, "low": 15}
    assert found["base"].to_dict() == {"high": 20, "middle": 0, "low": 20}


def test_below_thirty_who_were_here_and_had_answered_nothing_is_said() -> None:
    rows = company()
    few = {**rows, "survey_responses": rows["survey_responses"][:29]}
    with pytest.raises(TooFewError) as refusal:
        staying_by_score(scope_of(AS_OF, **few), "buying", "nps")
    assert (refusal.value.need, refusal.value.have) == (30, 29)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "at most eleven"), ("zh-Hans", "不超过十一档")]
)
def test_of_marks_on_a_long_scale_the_page_says_that_none_is_told(language: str, said: str) -> None:
    rows = company()
    rows["survey_responses"] = [
        {**answer, "instrument": "csat", "score": answer["score"] * 10, "scale_max": 100.0}
        for answer in rows["survey_responses"]
    ]
    app = page(opened(scope_of(AS_OF, **rows).study), "satisfaction", lang=language)
    assert is_sound(app)
    assert any(said in text for text in texts(app))


@pytest.mark.slow
@pytest.mark.skipif(not RICH.exists(), reason="needs ../shared/datasets")
def test_marks_made_from_the_leaving_are_told_for_what_they_are() -> None:
    scope = read_in(*sorted(RICH.iterdir()))
    found = staying_by_score(scope, "snapshot", "csat")
    assert found.groups["base"].tolist() == [2938, 2665, 1440]
    assert found.groups["value"].tolist() == pytest.approx([1.0, 2236 / 2665, 0.0])
    app = page(opened(scope.study), "satisfaction")
    assert is_sound(app)
    assert any("made from the leaving" in text for text in texts(app))
    assert people_count(scope, fate("snapshot", "csat"), ["middle_left"]) == 2665 - 2236
