"""Who came back because of what was done, and who answers on which channel: worked by hand."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from metrics.campaigns.age_response import age_response
from metrics.campaigns.keeping_cost import warnings_for_one
from metrics.families.winning_back import won_back
from metrics.quotients import overall
from metrics.refusals import NotComputableError, TooFewError
from metrics.registry import BY_NAME
from tests.studies import scope_of

DAY = date(2024, 12, 31)


def warned(customer_id: str, back: str | None = None, **more: Any) -> dict[str, Any]:
    return {
        "customer_id": customer_id,
        "flagged_at": pd.Timestamp("2024-01-01"),
        "is_control": False,
        "came_back_at": pd.Timestamp(back) if back else pd.NaT,
        "reason": "silent",
        "offer": "call",
    } | more


def left_alone(customer_id: str, back: str | None = None, **more: Any) -> dict[str, Any]:
    return warned(customer_id, back, is_control=True, offer=None, **more)


def hundred_each() -> list[dict[str, Any]]:
    """Of 100 contacted 30 are back in time and 5 too late; of 100 left alone 10 are back."""
    return [
        *(warned(f"t{n}", "2024-02-01" if n < 30 else None) for n in range(95)),
        *(warned(f"late{n}", "2024-04-02") for n in range(5)),
        *(left_alone(f"c{n}", "2024-03-31" if n < 10 else None) for n in range(100)),
    ]


def test_winning_back_is_what_was_done_less_what_came_by_itself() -> None:
    whole = won_back(scope_of(DAY, retention_actions=hundred_each())).whole.iloc[0]
    assert (whole["treated"], whole["control"]) == (0.3, 0.1)
    # Newcombe's method 10 from Wilson's .2189–.3958 and .0552–.1744.
    assert (whole["low"], whole["high"]) == pytest.approx((0.0902, 0.3057), abs=1e-3)


def test_one_customer_more_takes_as_many_warnings_as_one_over_the_difference() -> None:
    """Of a hundred not left alone twenty more came back: five warnings for each of them."""
    whole = won_back(scope_of(DAY, retention_actions=hundred_each())).whole.head(1)
    kept = warnings_for_one(whole.to_dict("records"))
    assert kept is not None
    assert kept.outcome == "is_back"
    assert kept.value == pytest.approx(5.0)
    assert kept.low == pytest.approx(1 / 0.3057, rel=1e-3)
    assert kept.high == pytest.approx(1 / 0.0902, rel=3e-3)
    row = {"outcome": "is_back", "value": 0.1, "low": -0.1, "high": 0.3}
    unsure = warnings_for_one([row])
    assert unsure is not None
    assert unsure.high is None
    assert warnings_for_one([row | {"value": -0.1}]) is None
    assert warnings_for_one([]) is None


@pytest.mark.parametrize("value", [-0.01, float("nan"), None])
def test_the_last_outcome_of_which_there_was_more_says_what_one_takes(value: float | None) -> None:
    """Twenty in a hundred more came back for sure; that they stay cannot be said, and is not."""
    back = {"outcome": "is_back", "value": 0.2, "low": 0.1, "high": 0.3}
    saved = {"outcome": "is_saved", "value": value, "low": -0.1, "high": 0.08}
    kept = warnings_for_one([back, saved])
    assert kept is not None
    assert (kept.outcome, kept.value) == ("is_back", 5.0)
    for_good = warnings_for_one([back, saved | {"value": 0.1, "low": 0.05, "high": 0.2}])
    assert for_good is not None
    assert (for_good.outcome, for_good.value) == ("is_saved", 10.0)


def test_whoever_is_warned_of_again_was_not_saved() -> None:
    again = {"flagged_at": pd.Timestamp("2024-03-01")}
    rows = hundred_each() + [warned(f"t{n}", None, **again) for n in range(12)]
    whole = won_back(scope_of(DAY, retention_actions=rows)).whole.set_index("outcome")
    assert whole.loc["is_back", "treated"] == 0.3
    assert whole.loc["is_saved", "treated"] == pytest.approx(0.18)


def test_a_warning_is_judged_when_its_ninety_days_are_over() -> None:
    scope = scope_of(
        DAY,
        retention_actions=[
            warned("a", "2024-02-01", score=4.0),
            warned("b", None),
            warned("young", "2024-12-30", flagged_at=pd.Timestamp("2024-12-01"), score=1.0),
            left_alone("c", "2024-02-01", score=1.0),
        ],
    )
    rates = overall(scope, [BY_NAME["win_back_rate"], BY_NAME["score_after_return"]])
    told = rates.set_index("name")
    assert (told.loc["win_back_rate", "value"], told.loc["win_back_rate", "base"]) == (0.5, 2)
    assert told.loc["score_after_return", "value"] == 4.0


def test_without_anybody_left_alone_nothing_is_claimed() -> None:
    rows = [warned(f"t{n}", "2024-02-01") for n in range(200)]
    with pytest.raises(NotComputableError) as refused:
        won_back(scope_of(DAY, retention_actions=rows))
    assert refused.value.kind == "nobody_left_alone"
    with pytest.raises(TooFewError):
        won_back(scope_of(DAY, retention_actions=[*rows, left_alone("c")]))


def test_each_offer_is_held_against_everybody_left_alone() -> None:
    rows = [row | {"offer": "gift"} if row["customer_id"] < "t3" else row for row in hundred_each()]
    parts = won_back(scope_of(DAY, retention_actions=rows)).parts
    offers = parts[parts["kind"] == "offer"].set_index("segment")
    assert offers["control_base"].tolist() == [100, 100]
    assert offers["treated_base"].sum() == 100


def messages(age: int, channel: str, clicked: int, of: int) -> list[dict[str, Any]]:
    return [
        {
            "customer_id": f"{age}-{channel}-{n}",
            "campaign": "spring",
            "channel": channel,
            "is_clicked": n < clicked,
        }
        for n in range(of)
    ]


def test_the_share_of_answers_by_age_is_told_by_channel_with_its_slope() -> None:
    sends = [
        *messages(20, "app", 60, 100),
        *messages(30, "app", 40, 100),
        *messages(40, "app", 20, 100),
        *messages(20, "mail", 20, 100),
        *messages(40, "mail", 20, 100),
        *messages(60, "mail", 2, 20),
        *messages(70, "mail", 9, 9),
    ]
    people = [{"customer_id": row["customer_id"], "age": _age(row)} for row in sends]
    found = age_response(scope_of(DAY, customers=people, campaign_sends=sends), "is_clicked")
    cells = found.cells.set_index(["channel", "band"])
    assert cells.loc[("app", "under_25"), "value"] == 0.6
    assert bool(cells.loc[("mail", "55_64"), "is_small"])
    # Nine messages are shown to nobody.
    assert ("mail", "65_over") not in cells.index
    slopes = found.slopes.set_index("channel")
    # Twenty points from band to band, ± 1.96 · √(100 · (.6 · .4 + .2 · .8)) ÷ 200.
    assert slopes.loc["app", "slope"] == pytest.approx(-0.2)
    assert slopes.loc["app", "high"] == pytest.approx(-0.2 + 1.96 * 0.0316, abs=1e-4)
    assert slopes.loc["mail", "low"] < 0 < slopes.loc["mail", "high"]


def test_where_no_channel_is_known_each_campaign_stands_for_one() -> None:
    people = [{"customer_id": f"{n}", "age": 30.0} for n in range(40)]
    sends = [
        {"customer_id": f"{n}", "campaign": name, "is_converted": n < yes}
        for name, yes in (("first", 10), ("second", 30))
        for n in range(40)
    ]
    found = age_response(scope_of(DAY, customers=people, campaign_sends=sends), "is_converted")
    cells = found.cells.set_index("channel")
    assert cells["value"].to_dict() == {"first": 0.25, "second": 0.75}
    assert cells["base"].tolist() == [40, 40]


def _age(row: dict[str, Any]) -> float:
    return float(str(row["customer_id"]).split("-")[0])
