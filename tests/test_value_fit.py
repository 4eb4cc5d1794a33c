"""Value scores and fit: each part worked by hand, and when a group is judged."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from metrics.indicator import Dimension
from metrics.refusals import TooFewError
from metrics.registry import BY_NAME
from metrics.worth.value_fit import value_fit
from metrics.worth.value_score import firmness, value_parts, value_score
from tests.studies import AS_OF, orders_on, scope_of

CITY = Dimension("city", "select customer_id, city as segment from customers")


def test_each_part_is_the_place_among_all_of_what_happened_within_the_year() -> None:
    orders = [
        *orders_on("a", "2024-05-01", category="tea"),
        *orders_on("b", "2024-05-01", "2024-06-01", category="tea"),
        # Three kinds within the year; the fourth and its money are older.
        *orders_on("c", "2024-05-01", category="tea", amount=30.0),
        *orders_on("c", "2024-05-02", category="cups"),
        *orders_on("c", "2024-05-03", category="pots"),
        *orders_on("d", "2023-05-01", category="jars", amount=900.0),
    ]
    tickets = [{"customer_id": "b", "opened_at": pd.Timestamp("2024-07-01")} for _ in range(2)]
    invoices = [
        {"customer_id": "a", "due_on": "2024-10-01", "amount": 10.0, "paid_on": "2024-10-01"},
        {"customer_id": "b", "due_on": "2024-10-01", "amount": 10.0, "paid_on": None},
        # Due for less than a month: whether it will be paid nobody knows.
        {"customer_id": "c", "due_on": "2024-12-20", "amount": 99.0, "paid_on": None},
    ]
    dated = [
        {**row, "due_on": pd.Timestamp(row["due_on"]), "paid_on": pd.to_datetime(row["paid_on"])}
        for row in invoices
    ]
    brought = [{"customer_id": "c", "referred_by": "a"}, {"customer_id": "d", "referred_by": "b"}]
    scope = scope_of(orders=orders, tickets=tickets, invoices=dated, customers=brought)
    rows = value_parts(scope).set_index("customer_id")
    # Money 10, 20, 50 and 0; the places of four are 12.5, 37.5, 62.5 and 87.5.
    assert rows["spend"].to_dict() == {"a": 37.5, "b": 62.5, "c": 87.5, "d": 12.5}
    # One kind, one, three, none; the two alike share the second and third place.
    assert rows["breadth"].to_dict() == {"a": 50.0, "b": 50.0, "c": 87.5, "d": 12.5}
    # c came within the year through a, d before it through b.
    assert rows["brought"].to_dict() == {"a": 87.5, "b": 37.5, "c": 37.5, "d": 37.5}
    assert rows["requests"].to_dict() == {"a": 62.5, "b": 12.5, "c": 62.5, "d": 62.5}
    assert rows["unpaid"].to_dict() == {"a": 62.5, "b": 12.5, "c": 62.5, "d": 62.5}
    # Nobody was asked or spoken with: that tells nobody apart.
    assert not {"told", "minutes"} & set(rows)


def test_without_orders_a_contract_says_what_is_spent_and_who_left_is_not_ranked() -> None:
    contracts: list[dict[str, Any]] = [
        {"customer_id": "a", "monthly_amount": 10.0, "is_ended": False},
        {"customer_id": "b", "monthly_amount": 30.0, "is_ended": False},
        {"customer_id": "c", "monthly_amount": 90.0, "is_ended": True},
    ]
    rows = value_parts(scope_of(subscriptions=contracts)).set_index("customer_id")
    assert rows["spend"].to_dict() == {"a": 25.0, "b": 75.0}


def ranked(count: int, **parts: Any) -> pd.DataFrame:
    return pd.DataFrame({"customer_id": [f"c{n}" for n in range(count)], **parts})


def test_the_score_is_the_weighted_mean_of_the_parts_there_are() -> None:
    rows = ranked(100, spend=np.full(100, 80.0), unpaid=np.full(100, 25.0))
    # (40 · 80 + 15 · 25) / 55.
    assert value_score(rows)["value_score"].to_numpy() == pytest.approx(65.0)
    own = value_score(rows, {"spend": 1.0, "unpaid": 3.0})["value_score"]
    assert own.to_numpy() == pytest.approx((80 + 3 * 25) / 4)
    with pytest.raises(TooFewError, match="customers"):
        value_score(rows.head(99))
    with pytest.raises(TooFewError, match="kinds_of_value"):
        value_score(rows.drop(columns="unpaid"))


def test_where_one_weight_outweighs_the_others_nobody_moves_and_where_they_are_close_all_may() -> (
    None
):
    place = np.linspace(1, 99, 500)
    opposed = ranked(500, spend=place, unpaid=100 - place)
    # 40 : 15 stays on the side of what is spent however a fifth turns.
    assert (firmness(opposed)[["share", "low", "high"]] == 1).all(axis=None)
    close = firmness(opposed, {"spend": 11.0, "unpaid": 10.0}).iloc[0]
    # 11 u stays above 10 v, both between 0.8 and 1.2, in 1 − 0.0465 / 0.16 of draws.
    assert close["share"] == pytest.approx(0.709, abs=0.05)
    assert (close["low"], close["high"]) == (0, 1)


def served(city: str, score: float, met: int, of: int = 40) -> tuple[list[Any], list[Any]]:
    """A city's customers at about one score, and so many of their requests solved in time."""
    names = [f"{city} {n}" for n in range(of)]
    near = [score + (-1) ** n for n in range(of)]
    opened = pd.Timestamp("2024-06-01")
    tickets = [
        {
            "customer_id": name,
            "opened_at": opened,
            "due_at": opened + pd.Timedelta(days=2),
            "resolved_at": opened + pd.Timedelta(days=1 if n < met else 3),
        }
        for n, name in enumerate(names)
    ]
    index = [{"customer_id": c, "value_score": v} for c, v in zip(names, near, strict=True)]
    return index, tickets


def test_a_group_is_judged_where_both_intervals_lie_on_one_side_of_the_means() -> None:
    groups = {
        "rich, served": served("rich, served", 80, 38),
        "rich, let down": served("rich, let down", 80, 4),
        "poor, served": served("poor, served", 20, 38),
        "poor, let down": served("poor, let down", 20, 4),
        # As many in time as of all, 110 of 210.
        "rich, so so": served("rich, so so", 80, 21),
        "few": served("few", 80, 5, of=10),
    }
    index = pd.DataFrame([row for rows, _ in groups.values() for row in rows])
    tickets = [row for _, rows in groups.values() for row in rows]
    customers = [
        {"customer_id": row["customer_id"], "city": city}
        for city, (rows, _) in groups.items()
        for row in rows
    ]
    scope = scope_of(AS_OF, customers=customers, tickets=tickets)
    rows = value_fit(scope, index, BY_NAME["sla_hit"], CITY).set_index("segment")
    assert rows["cell"].to_dict() == {
        "rich, served": "match",
        "rich, let down": "learn",
        "poor, served": "ease",
        "poor, let down": "leave",
        "rich, so so": "undetermined",
        "few": "undetermined",
    }
    assert rows["fit_cut"].unique() == pytest.approx(110 / 210)
    # Four groups of 130 at 80 and two of 80 at 20.
    assert rows["value_cut"].unique() == pytest.approx((130 * 80 + 80 * 20) / 210)
    assert rows.loc["rich, served", ["value", "base", "fit", "fit_base"]].tolist() == [
        80.0,
        40,
        38 / 40,
        40,
    ]
