"""Lifecycle bars, stages, moves between them, the ladder and waits: drawn by hand."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from data.scope import Scope
from metrics.buying.gaps import gap_curve, typical_gap
from metrics.dimensions import dimension_called
from metrics.lifecycle.ladder import LadderRules, ladder, ladder_dimension, untold_steps
from metrics.lifecycle.lifecycle_bars import lifecycle_bars
from metrics.lifecycle.stages import STAGES, StageRules, stage_dimension, stages
from metrics.lifecycle.step_times import step_times
from metrics.lifecycle.transitions import homogeneity, misplaced, movers, projected, transitions
from metrics.people import people_count, segments_of
from metrics.stated.lifecycle_facts import LIFECYCLE
from metrics.statistics.survival import median_interval
from tests.studies import orders_on, scope_of, study_of
from ui.formats import Formats
from ui.json_document import as_json
from ui.loyalty_in_words import ladder_told
from ui.words import languages, words

#        Jan  Feb  Mar  Apr  May (until the 10th)
#  a      x    x              x
#  b      x         x
#  c                x    x
BARS = [
    *orders_on("a", "2024-01-05", "2024-02-05", "2024-05-05"),
    *orders_on("b", "2024-01-10", "2024-03-10"),
    *orders_on("c", "2024-03-20", "2024-04-20"),
]


def bars(quiet_periods: int = 1) -> dict[str, list[int]]:
    found = lifecycle_bars(scope_of(date(2024, 5, 10), orders=BARS), "month", quiet_periods)
    assert found["is_complete"].tolist() == [True] * 4 + [False]
    counts = found.filter(like="_count")
    return {str(name): counts[name].tolist() for name in counts}


def test_bars_tell_new_returning_resurrected_and_dormant_customers() -> None:
    assert bars() == {
        "new_count": [2, 0, 1, 0, 0],
        "returning_count": [0, 1, 0, 1, 0],
        "resurrected_count": [0, 0, 1, 0, 1],
        "dormant_count": [0, 1, 1, 1, 1],  # b in Feb, a in Mar, b in Apr, c in May
    }


def test_a_longer_patience_makes_fewer_dormant() -> None:
    assert bars(quiet_periods=2) == {
        "new_count": [2, 0, 1, 0, 0],
        "returning_count": [0, 1, 1, 1, 0],
        "resurrected_count": [0, 0, 0, 0, 1],
        "dormant_count": [0, 0, 0, 1, 1],  # a in Apr, b in May
    }


def test_the_active_of_a_period_are_the_last_ones_less_the_dormant_plus_those_who_came() -> None:
    found = bars()
    active = 0
    for new, returning, resurrected, dormant in zip(*found.values(), strict=True):
        assert active == returning + dormant
        active = new + returning + resurrected


def test_the_quick_ratio_is_those_who_came_by_those_who_went() -> None:
    found = lifecycle_bars(scope_of(date(2024, 5, 10), orders=BARS))
    assert found["quick_ratio"].isna().tolist() == [True, False, False, False, False]
    assert found["quick_ratio"].tolist()[1:] == [0.0, 2.0, 0.0, 1.0]


@pytest.mark.parametrize(
    ("orders", "stage"),
    [
        ([], "prospect"),
        (["2024-10-02"], "acquire"),  # 90 days ago
        (["2024-10-01"], "at_risk"),  # 91
        (["2024-07-04"], "at_risk"),  # 180
        (["2024-07-03"], "lapsed"),  # 181
        (["2024-06-01", "2024-11-01"], "develop"),
        (["2024-09-01", "2024-10-01", "2024-11-01"], "keep"),
        (["2024-09-01", "2024-10-01", "2024-10-01"], "at_risk"),
        (["2023-01-01", "2023-02-01", "2023-03-01", "2024-12-01"], "won_back"),
        (["2023-01-01", "2024-11-01", "2024-12-01"], "keep"),
    ],
)
def test_stages_follow_from_orders_by_printed_rules(orders: list[str], stage: str) -> None:
    scope = scope_of(customers=[{"customer_id": "a"}], orders=orders_on("a", *orders))
    found = stages(scope)
    assert found["stage"].tolist() == list(STAGES)
    assert found.set_index("stage").loc[stage, "customer_count"] == 1
    assert found["share"].sum() == 1


def test_rules_are_the_readers_to_change() -> None:
    scope = scope_of(orders=orders_on("a", "2024-10-01"))
    found = stages(scope, StageRules(quiet_days=91)).set_index("stage")
    assert found.loc["acquire", "customer_count"] == 1


def test_a_readers_own_rules_hold_for_stages_their_people_and_their_moves_alike() -> None:
    rules = StageRules(quiet_days=10, lapsed_days=20, kept_orders=4)
    scope = moving()
    counts = stages(scope, rules).set_index("stage")["customer_count"]
    # Seen on 31 December: 11 days since the 20th, 30 and 102 since the other last orders.
    assert counts[["at_risk", "lapsed"]].tolist() == [40, 65]
    sizes = segments_of(scope, stage_dimension(rules)).set_index("segment")["customer_count"]
    assert sizes.to_dict() == {"at_risk": 40, "lapsed": 65}
    found = transitions(scope, 3, rules=rules).set_index(["from_stage", "to_stage"])
    # On 30 September everybody's order was 10 days old: not yet quiet.
    assert found["customer_count"].to_dict() == {
        ("acquire", "at_risk"): 40,
        ("acquire", "lapsed"): 60,
        ("arrived", "lapsed"): 5,
    }
    move = movers("acquire", "lapsed", 3, rules)
    assert people_count(scope, move, ["in"]) == 60


def test_stages_and_the_dimension_of_the_same_name_agree() -> None:
    scope = scope_of(orders=BARS)
    sizes = segments_of(scope, dimension_called("lifecycle_stage"))
    counts = stages(scope).set_index("stage")["customer_count"]
    assert dict(zip(sizes["segment"], sizes["customer_count"], strict=True)) == {
        stage: count for stage, count in counts.items() if count
    }


def moving() -> Scope:
    rows: list[dict[str, Any]] = []
    for n in range(40):
        rows += orders_on(f"stays{n}", "2024-09-20", "2024-12-20")
    for n in range(60):
        rows += orders_on(f"goes{n}", "2024-09-20")
    for n in range(5):
        rows += orders_on(f"arrives{n}", "2024-12-01")
    everyone = [
        {"customer_id": name, "joined_on": pd.Timestamp(day)}
        for name, day in {row["customer_id"]: row["ordered_at"] for row in rows[::-1]}.items()
    ]
    return Scope(study_of(customers=everyone, orders=rows), date(2024, 12, 31))


def test_moves_between_two_days_with_jeffreys_intervals() -> None:
    found = transitions(moving(), months_back=3).set_index(["from_stage", "to_stage"])
    assert found["customer_count"].to_dict() == {
        ("acquire", "at_risk"): 60,
        ("acquire", "develop"): 40,
        ("arrived", "acquire"): 5,
    }
    cell = found.loc[("acquire", "at_risk")]
    assert (cell["share"], cell["from_count"], cell["is_small"]) == (0.6, 100, False)
    # Beta(60.5, 41): half a customer more in each of the three stages; its mean is .5961 and its
    # standard deviation √(.5961 · .4039 / 102.5) = .0485.
    assert (cell["low"], cell["high"]) == pytest.approx((0.4999, 0.6890), abs=2e-3)
    assert found.loc[("arrived", "acquire"), "is_small"]


def test_the_shares_of_a_row_add_up_to_one() -> None:
    found = transitions(moving(), months_back=2)
    assert found.groupby("from_stage")["share"].sum().tolist() == pytest.approx(
        [1.0] * found["from_stage"].nunique()
    )


def test_the_people_of_a_move_are_as_many_as_the_cell_says() -> None:
    assert people_count(moving(), movers("acquire", "at_risk"), ["in"]) == 60
    assert people_count(moving(), movers("arrived", "acquire"), ["in"]) == 5


def moves(*rows: tuple[str, str, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["from_stage", "to_stage", "customer_count"])


def test_homogeneity_compares_the_rows_of_two_steps() -> None:
    first = moves(("a", "a", 30), ("a", "b", 10), ("b", "a", 5))
    second = moves(("a", "a", 20), ("a", "b", 20), ("b", "a", 7))
    # Row a: expected 25, 25, 15, 15; χ² = 25/25 · 2 + 25/15 · 2 = 5.3333 with 1 degree.
    found = homogeneity(first, second)
    assert found.chi2 == pytest.approx(16 / 3)
    assert found.df == 1
    assert found.p == pytest.approx(0.0209, abs=1e-4)


def test_rows_of_few_customers_do_not_say_that_moves_are_steady() -> None:
    first = moves(("a", "a", 20), ("a", "b", 9))
    assert homogeneity(first, moves(("a", "a", 60), ("a", "b", 60))).df == 0
    assert homogeneity(moves(("a", "a", 20), ("a", "b", 10)), first).df == 0


def answer(customer_id: str, score: float) -> dict[str, Any]:
    return {
        "customer_id": customer_id,
        "answered_at": pd.Timestamp("2024-06-01"),
        "instrument": "nps",
        "score": score,
        "scale_min": 0.0,
        "scale_max": 10.0,
    }


THRICE = ("2024-08-01", "2024-09-01", "2024-10-01")
MEMBER = {"member_since": pd.Timestamp("2024-05-01")}


def climbers(has_members: bool = True, instrument: str = "nps") -> Scope:
    member = MEMBER if has_members else {}
    study = study_of(
        customers=[
            {"customer_id": "prospect"},
            {"customer_id": "once", **member},
            {"customer_id": "member", **member},
            {"customer_id": "advocate", **member},
            {"customer_id": "promoter", **member},
            {"customer_id": "friend", "referred_by": "advocate"},
            {"customer_id": "idle friend", "referred_by": "promoter"},
        ],
        orders=[
            *orders_on("once", "2024-10-01"),
            *orders_on("friend", "2024-10-01", "2024-10-05"),
            *orders_on("long ago", "2023-01-01", "2023-02-01", "2023-03-01"),
            *(
                r
                for name in ("loyal", "member", "advocate", "promoter")
                for r in orders_on(name, *THRICE)
            ),
        ],
        survey_responses=[
            answer(name, score) | {"instrument": instrument}
            for name, score in (("advocate", 9.0), ("promoter", 10.0), ("loyal", 10.0))
        ],
    )
    return Scope(study, date(2024, 12, 31), filled=study.filled())


def test_each_step_of_the_ladder_needs_the_one_below() -> None:
    found = ladder(climbers()).set_index("step")
    # first-time: once; repeat: friend, long ago; member: member, promoter (whose friend is idle).
    assert found["customer_count"].to_dict() == {
        "prospect": 2,
        "first_time": 1,
        "repeat": 2,
        "loyal": 1,
        "member": 2,
        "advocate": 1,
    }
    assert found["reached_count"].tolist() == [9, 7, 6, 4, 3, 1]
    assert found["conversion"].tolist()[1:] == pytest.approx([7 / 9, 6 / 7, 4 / 6, 3 / 4, 1 / 3])
    assert pd.isna(found["conversion"].iloc[0])


def test_whom_to_call_loyal_is_the_readers_to_say() -> None:
    orders = orders_on("a", *(f"2024-{month:02}-01" for month in range(1, 6)))
    scope = scope_of(orders=orders)  # five orders, the last 244 days before the last of the year
    steps = {}
    for rules in (LadderRules(), LadderRules(5, 250), LadderRules(6, 250), LadderRules(5, 200)):
        found = ladder(scope, rules=rules).set_index("step")["customer_count"]
        sizes = segments_of(scope, ladder_dimension(rules))
        assert sizes["segment"].tolist() == found.index[found > 0].tolist()
        steps[rules.loyal_orders, rules.loyal_days] = sizes["segment"].iloc[0]
    assert steps == {(3, 180): "repeat", (5, 250): "loyal", (6, 250): "repeat", (5, 200): "repeat"}
    days = [f"2024-{month:02}-01" for month in range(1, 6)]
    rows = [row for n in range(30) for row in orders_on(f"a{n}", *days)]
    waits = step_times(scope_of(orders=rows), LadderRules(5, 250)).set_index("step")
    assert waits.loc["loyal", "median_days"] == 90  # from February's first day to May's


def test_without_a_members_club_advocates_are_loyal_customers() -> None:
    found = ladder(climbers(has_members=False)).set_index("step")
    assert "member" not in found.index
    assert found.loc[["loyal", "advocate"], "customer_count"].tolist() == [3, 1]


def test_an_open_gap_counts_as_open() -> None:
    orders = [
        *orders_on("a", "2024-12-01", "2024-12-11"),
        *orders_on("b", "2024-12-01", "2024-12-15"),
        *orders_on("c", "2024-12-01"),
    ]
    scope = scope_of(orders=orders)
    # Closed after 10 and 14 days; open for 20 (a), 16 (b) and 30 (c): 5 at risk, then 4.
    found = gap_curve(scope).set_index("time")["survival"]
    assert found[10] == pytest.approx(4 / 5)
    assert found[14] == pytest.approx(4 / 5 * 3 / 4)
    assert pd.isna(typical_gap(scope))
    assert typical_gap(replace(scope, as_of=date(2024, 12, 15))) == 14


def test_waits_for_each_step() -> None:
    ids = range(40)
    joined = pd.Timestamp("2024-01-01")
    left = {39: {"left_on": pd.Timestamp("2024-01-05")}}
    rows = [row for n in range(30) for row in orders_on(f"c{n}", "2024-01-11", "2024-02-10")]
    customers = [{"customer_id": f"c{n}", "joined_on": joined} | left.get(n, {}) for n in ids]
    found = step_times(scope_of(customers=customers, orders=rows)).set_index("step")
    assert found["base"].to_dict() == {"first_time": 40, "repeat": 30, "loyal": 30}
    assert found["done_count"].to_dict() == {"first_time": 30, "repeat": 30, "loyal": 0}
    assert found["median_days"].tolist()[:2] == [10.0, 30.0]
    assert pd.isna(found.loc["loyal", "median_days"])
    # 29 of those waited for are too few for a median.
    few = step_times(scope_of(customers=customers[:29], orders=rows[:58])).set_index("step")
    assert few["base"].tolist() == [29, 29, 29]
    assert few["median_days"].isna().all()


def test_where_all_joined_with_their_first_order_no_wait_for_it_is_told() -> None:
    """Files that say nothing of joining have that day from the first order."""
    joined = pd.Timestamp("2024-01-11")
    customers = [{"customer_id": f"c{n}", "joined_on": joined} for n in range(40)]
    rows = [row for n in range(40) for row in orders_on(f"c{n}", "2024-01-11", "2024-02-10")]
    assert list(step_times(scope_of(customers=customers, orders=rows))["step"]) == [
        "repeat",
        "loyal",
    ]
    customers[0]["joined_on"] = pd.Timestamp("2024-01-10")
    assert "first_time" in list(step_times(scope_of(customers=customers, orders=rows))["step"])


def test_who_left_is_waited_for_until_then() -> None:
    """Of 40 who joined, 20 left after two days and 11 ordered after ten."""
    gone = {"left_on": pd.Timestamp("2024-01-03")}
    joined = {"joined_on": pd.Timestamp("2024-01-01")}
    customers = [{"customer_id": f"c{n}"} | joined | (gone if n >= 20 else {}) for n in range(40)]
    rows = [row for n in range(11) for row in orders_on(f"c{n}", "2024-01-11")]
    found = step_times(scope_of(customers=customers, orders=rows)).set_index("step")
    # 11 of the 20 who are still there: more than half; of all 40 it would be fewer.
    assert found.loc["first_time", ["median_days", "base", "done_count"]].tolist() == [10, 40, 11]


def test_the_median_lies_where_each_end_of_the_band_comes_down_to_a_half() -> None:
    curve = pd.DataFrame(
        {
            "time": [0.0, 5.0, 10.0, 15.0],
            "survival": [1.0, 0.6, 0.45, 0.0],
            "low": [float("nan"), 0.5, 0.3, float("nan")],
            "high": [float("nan"), 0.7, 0.55, float("nan")],
        }
    )
    assert median_interval(curve)[0] == 5
    assert pd.isna(median_interval(curve)[1])
    assert median_interval(curve.assign(high=[1, 0.7, 0.5, 0.2])) == (5, 10)


def test_the_club_and_the_first_friend_brought_take_their_time_too() -> None:
    found = step_times(climbers()).set_index("step")
    # Three of those with three orders were in the club since May, two never joined.
    assert found.loc["member", ["base", "done_count"]].tolist() == [5, 3]
    # Of the members one was a promoter in June, and the friend ordered on 1 October.
    assert found.loc["advocate", ["base", "done_count"]].tolist() == [3, 1]
    assert found["median_days"].isna().all()


def advocates(answered: list[dict[str, Any]]) -> pd.DataFrame:
    """Thirty who ordered thrice; friends of ten ordered after 10 days, of the others after 20."""
    friends = [{"customer_id": f"friend {n}", "referred_by": f"c{n}"} for n in range(30)]
    orders = [row for n in range(30) for row in orders_on(f"c{n}", *THRICE)]
    for n in range(30):
        orders += orders_on(f"friend {n}", "2024-10-11" if n < 10 else "2024-10-21")
    people = [{"customer_id": f"c{n}"} for n in range(30)]
    scope = scope_of(customers=people + friends, orders=orders, survey_responses=answered)
    return step_times(scope).set_index("step")


def test_an_advocate_is_waited_for_from_the_loyal_order_where_there_is_no_club() -> None:
    found = advocates([answer(f"c{n}", 9.0 if n < 20 else 8.0) for n in range(30)])
    # Ten after 10 and ten after 20 days; ten recommend nobody and wait on.
    assert found.loc["advocate", ["median_days", "base", "done_count"]].tolist() == [20.0, 30, 20]
    assert "member" not in found.index


def test_answers_of_unknown_days_leave_the_time_to_an_advocate_untold() -> None:
    undated = [answer(f"c{n}", 9.0) | {"answered_at": pd.NaT} for n in range(30)]
    assert "advocate" not in advocates(undated).index
    # One day that is known, of somebody who does not recommend, tells that the others wait.
    found = advocates([*undated[:29], answer("c29", 5.0)])
    assert found.loc["advocate", ["base", "done_count"]].tolist() == [30, 0]


def test_where_nobody_was_asked_to_recommend_advocates_are_left_out_and_not_counted_as_none() -> (
    None
):
    scope = climbers(instrument="csat")
    steps = ladder(scope)["step"].tolist()
    assert steps == ["prospect", "first_time", "repeat", "loyal", "member"]
    assert untold_steps(scope, steps) == {"advocate": ()}
    facts: Any = LIFECYCLE["ladder"].facts(scope)
    assert facts["untold"] == [{"step": "advocate", "missing": []}]
    for language in languages():
        say = words(language)
        line = ladder_told(json.loads(as_json(facts)), say, Formats(say("language.locale")))
        assert line.endswith(say("ladder.untold_unasked", step=say("segment.ladder_step.advocate")))


def moved(*rows: tuple[str, str, int]) -> pd.DataFrame:
    found = pd.DataFrame(rows, columns=["from_stage", "to_stage", "customer_count"])
    whole = found.groupby("from_stage")["customer_count"].transform("sum")
    return found.assign(share=found["customer_count"] / whole)


def test_a_projection_carries_the_shares_of_the_step_before_one_step_on() -> None:
    before = moved(("keep", "keep", 80), ("keep", "lapsed", 20), ("arrived", "acquire", 10))
    after = moved(
        ("keep", "keep", 30),
        ("keep", "lapsed", 20),
        ("acquire", "keep", 10),
        ("arrived", "keep", 7),
    )
    rows = projected(before, after).set_index("stage")
    # 50 in keep: 40 stay, 10 lapse. Ten arrive as before; the ten of a stage unknown stay in it.
    assert rows["foretold"].to_dict() == {"acquire": 20, "keep": 40, "lapsed": 10}
    assert rows["came"].to_dict() == {"acquire": 0, "keep": 47, "lapsed": 20}
    # 20 too many, 7 and 10 too few: each customer misplaced is counted in two stages.
    assert misplaced(rows) == 37 / 2 / 67
