"""Who does not answer, and what a bad mark costs against what a very good one gains."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from data.scope import Scope
from metrics.refusals import NotComputableError, TooFewError
from metrics.satisfaction.experiences import Experiences, experiences, outcomes
from metrics.satisfaction.non_response import non_response
from metrics.satisfaction.penalty_reward import penalty_reward
from tests.house import DATASETS
from tests.opened_pages import is_sound, page, texts
from tests.read_in import read_in
from tests.studies import AS_OF, orders_on, scope_of

AIRLINE = DATASETS / "airline_satisfaction" / "test.csv"

# The landmark, 180 days before the day, is 2024-07-04.
BEFORE, AFTER = "2024-05-01", "2024-09-01"


def sent(who: str, score: float | None, day: str = BEFORE) -> dict[str, Any]:
    return {
        "customer_id": who,
        "sent_at": pd.Timestamp(day),
        "answered_at": pd.Timestamp(day) if score is not None else pd.NaT,
        "instrument": "csat",
        "score": score,
        "scale_min": 1.0,
        "scale_max": 5.0,
    }


def company(silent: int = 30) -> Scope:
    """40 answer, 30 of them buy again and 10 complain; of 30 silent ones 6 buy again."""
    orders, answers, tickets = [], [], []
    for name, size, staying in (("a", 40, 30), ("s", silent, 6)):
        for n in range(size):
            who = f"{name}{n}"
            days = ["2024-03-01", "2024-04-01"] if name == "a" else ["2024-04-01"]
            orders += orders_on(who, *days, *([AFTER] if n < staying else []))
            answers.append(sent(who, 4.0 if name == "a" else None))
    # Asked once more, some of the silent answer: it is the first question that counts.
    answers += [sent(f"s{n}", 5.0, "2024-06-01") for n in range(10)]
    for n in range(10):
        opened_at = pd.Timestamp("2024-05-02")
        tickets.append({"customer_id": f"a{n}", "opened_at": opened_at, "is_complaint": True})
    return scope_of(AS_OF, orders=orders, survey_responses=answers, tickets=tickets)


def test_the_silent_are_held_against_those_who_answered() -> None:
    rows = non_response(company(), "buying").set_index("measure")
    assert rows["value"].to_dict() == {"stayed": 0.75, "complained": 0.25, "order_days": 2.0}
    assert rows["silent_value"].to_dict() == {"stayed": 0.2, "complained": 0.0, "order_days": 1.0}
    assert (rows["base"].unique().tolist(), rows["silent_base"].unique().tolist()) == ([40], [30])
    stayed = rows.loc["stayed"]
    # Newcombe's interval of 30/40 less 6/30.
    ends = [stayed["difference_low"], stayed["difference_high"]]
    assert ends == pytest.approx([0.3197, 0.7007], abs=1e-4)


def test_a_file_without_the_silent_says_so() -> None:
    with pytest.raises(NotComputableError, match="no_silence"):
        non_response(company(silent=0), "buying")
    with pytest.raises(TooFewError):
        non_response(company(silent=29), "buying")
    with pytest.raises(NotComputableError, match="no_dates_of_leaving"):
        non_response(company(), "snapshot")


def test_a_part_costs_or_gains_what_was_put_in() -> None:
    chance = np.random.default_rng(4)
    marks = pd.DataFrame(chance.choice([25.0, 50.0, 100.0], (600, 3)), columns=["a", "b", "c"])
    put_in = {"a": (-20.0, 2.0), "b": (-1.0, 15.0), "c": (-9.0, 9.0)}
    outcome = pd.Series(50.0, marks.index) + chance.normal(0, 3, 600)
    for part, (low, high) in put_in.items():
        outcome += np.where(marks[part] == 25, low, np.where(marks[part] == 100, high, 0))
    found = penalty_reward(Experiences(marks, outcome, ())).set_index("part")
    for part, (low, high) in put_in.items():
        assert found.loc[part, "penalty"] == pytest.approx(low, abs=1)
        assert found.loc[part, "reward"] == pytest.approx(high, abs=1)
    assert found["role"].to_dict() == {"a": "basic", "b": "excitement", "c": "performance"}
    assert (found["penalty_low"] < found["penalty"]).all()
    assert found.loc["a", "low_count"] == (marks["a"] == 25).sum()


def test_without_low_and_high_marks_there_is_no_contrast() -> None:
    marks = pd.DataFrame({"a": [50.0, 60.0] * 150})
    with pytest.raises(NotComputableError, match="no_contrast"):
        penalty_reward(Experiences(marks, marks["a"], ()))
    with pytest.raises(TooFewError):
        penalty_reward(Experiences(marks[:199], marks["a"][:199], ()))


@pytest.mark.skipif(not AIRLINE.exists(), reason="needs ../shared/datasets")
def test_wifi_delights_passengers_and_entertainment_is_taken_for_granted() -> None:
    scope = read_in(AIRLINE)
    satisfied = next(o for o in outcomes(scope) if o.name == "satisfaction")
    found = penalty_reward(experiences(scope, "perceived", satisfied)).set_index("part")
    assert found.loc["Inflight wifi service", "role"] == "excitement"
    assert found.loc["Inflight entertainment", "role"] == "basic"


@pytest.mark.xdist_group("demo")
def test_the_demo_shows_who_does_not_answer_and_what_marks_cost() -> None:
    app = page(None, "satisfaction")
    assert any(text.startswith("- Stayed under contract afterwards: **") for text in texts(app))
    app.session_state["penalties"] = True
    assert is_sound(app.run())
    assert any("Taken for granted: hurts more" in text for text in texts(app))
