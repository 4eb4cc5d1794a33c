"""Churn and revenue retention, on contracts small enough to count by hand and on a real file."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data.scope import Condition, Scope
from data.store import Study
from metrics.dimensions import dimension_called
from metrics.families.churn import CHURN
from metrics.indicator import Dimension
from metrics.quotients import by, over_time, overall
from metrics.registry import BY_NAME
from metrics.statistics.intervals import wilson
from tests.contracts import contract
from tests.studies import scope_of, study_of

TELCO = Path(__file__).parents[2] / "shared/datasets/telco_ibm"


CONTRACTS = [
    contract("stays", "2022-01-01", None, 100),
    contract("leaves", "2022-01-01", "2024-06-01", 50),
    contract("grows", "2022-01-01", "2024-03-01", 20),
    contract("grows", "2024-03-01", None, 40),
    contract("shrinks", "2022-01-01", "2024-03-01", 30),
    contract("shrinks", "2024-03-01", None, 15),
    contract("arrives", "2024-02-01", None, 500),
    contract("arrives and leaves", "2024-02-01", "2024-09-01", 500),
    contract("left before", "2022-01-01", "2023-06-01", 500),
]


def values(scope: Scope) -> dict[str, float]:
    found = overall(scope, CHURN)
    return dict(zip(found["name"], found["value"], strict=True))


def test_churn_looks_at_those_who_were_there_a_year_ago_and_at_nobody_else() -> None:
    found = values(scope_of(subscriptions=CONTRACTS))
    # There a year ago: stays 100, leaves 50, grows 20, shrinks 30; they pay 100, 0, 40, 15 now.
    assert found["customer_churn"] == 1 / 4
    assert found["revenue_churn"] == 50 / 200
    assert found["gross_revenue_retention"] == (100 + 20 + 15) / 200
    assert found["net_revenue_retention"] == (100 + 40 + 15) / 200


def test_ends_of_money_count_a_few_large_customers_as_few() -> None:
    found = overall(scope_of(subscriptions=CONTRACTS), CHURN).set_index("name")
    ends = found[["low", "high"]].to_numpy().tolist()
    by_name = dict(zip(found.index, ends, strict=True))
    # They paid 100, 50, 20 and 30: 200² ÷ (100² + 50² + 20² + 30²) alike ones, 2.899.
    assert by_name["revenue_churn"] == pytest.approx([float(x) for x in wilson(0.25, 2.89855)])
    # Paid now ÷ before, by money: (100 + 0 + 80 + 7.5) ÷ 200 − .775² = .3369; ÷ 2.899 · 4/3 is
    # .3936², which is more than the linearised .0669; t of 1.899 degrees at .975 is 4.5307:
    # from −1.0085 to 2.5585, and nobody keeps less than nothing.
    assert by_name["net_revenue_retention"] == pytest.approx([0, 2.5585], abs=1e-4)


def test_the_ten_largest_are_those_who_paid_most_at_the_start() -> None:
    few = [contract(f"large {n}", "2022-01-01", None, 50) for n in range(9)]
    many = [contract(f"small {n}", "2022-01-01", "2024-06-01", 10) for n in range(30)]
    late = contract("arrives", "2024-02-01", None, 500)
    found = values(scope_of(subscriptions=[*few, *many, late]))
    # Nine of 50 and one of 10, of nine of 50 and thirty of 10.
    assert found["ten_largest_share"] == 460 / 750
    assert values(scope_of(subscriptions=few))["ten_largest_share"] == 1


def test_the_ten_largest_of_all_are_told_of_no_segment() -> None:
    rows = [contract(f"{name} {n}", "2022-01-01", None, 50) for name in "ab" for n in range(10)]
    people = [{"customer_id": row["customer_id"], "city": row["customer_id"][0]} for row in rows]
    scope = scope_of(customers=people, subscriptions=rows)
    told = [BY_NAME[name] for name in ("ten_largest_share", "customer_churn")]
    # The ten largest of all are those of a; a chip on b asks of the ten largest of b.
    assert by(scope, told, dimension_called("city"))["name"].unique().tolist() == ["customer_churn"]


def test_a_contract_that_ends_later_has_not_ended_yet() -> None:
    study = study_of(subscriptions=CONTRACTS)
    assert values(Scope(study, date(2024, 5, 31)))["customer_churn"] == 1 / 5  # left before
    assert values(Scope(study, date(2024, 6, 1)))["customer_churn"] == 1 / 4  # leaves


def test_nobody_there_a_year_ago_gives_no_churn_rather_than_none() -> None:
    found = overall(scope_of(subscriptions=[contract("a", "2024-08-01", None)]), CHURN[:4])
    assert found["base"].tolist() == [0, 0, 0, 0]
    assert found["value"].isna().all()


def test_without_dates_churn_is_the_share_that_has_left() -> None:
    rows: list[dict[str, Any]] = [
        {"customer_id": "a", "is_ended": True, "monthly_amount": 30.0},
        {"customer_id": "b", "is_ended": False, "monthly_amount": 10.0},
        {"customer_id": "c", "is_ended": None, "monthly_amount": 10.0},
    ]
    found = overall(scope_of(subscriptions=rows), CHURN[:4]).set_index("name")
    assert found.loc["customer_churn", ["value", "base", "left_out"]].tolist() == [0.5, 2, 1]
    assert found.loc["revenue_churn", "value"] == 30 / 50
    assert found.loc["gross_revenue_retention", "base"] == 0


def test_an_end_on_an_unknown_day_is_left_out_among_dated_contracts() -> None:
    unknown: dict[str, Any] = {
        "customer_id": "unknown",
        "started_on": pd.Timestamp("2022-01-01"),
        "is_ended": True,
    }
    found = overall(
        scope_of(subscriptions=[*CONTRACTS, unknown]), [BY_NAME["customer_churn"]]
    ).iloc[0]
    assert (found["value"], found["base"], found["left_out"]) == (1 / 4, 4, 1)


def test_monthly_churn_divides_by_those_there_when_the_month_began() -> None:
    rows = [
        contract("a", "2024-08-15", None),
        contract("b", "2024-08-15", "2024-10-10"),
        contract("c", "2024-09-20", "2024-09-25"),  # never there when a month began
        contract("d", "2024-08-15", "2024-10-31"),
        contract("d", "2024-10-31", None),  # went on with another contract
    ]
    scope = scope_of(as_of=date(2024, 11, 15), subscriptions=rows)
    found = over_time(scope, [BY_NAME["customer_churn_monthly"]], "month")
    # November is not over, so it is not judged.
    assert found["period"].dt.date.tolist() == [date(2024, 9, 1), date(2024, 10, 1)]
    assert found["base"].tolist() == [3, 3]
    assert found["value"].tolist() == [0.0, pytest.approx(1 / 3)]


@pytest.fixture(scope="module")
def telco() -> Study:
    files = sorted(TELCO.glob("*.csv"))
    if not files:
        pytest.skip("the telco file is not here")
    rows = pd.read_csv(files[0])
    study = Study()
    study.keep(
        "customers", pd.DataFrame({"customer_id": rows["customerID"], "contract": rows["Contract"]})
    )
    study.keep(
        "subscriptions",
        pd.DataFrame(
            {
                "customer_id": rows["customerID"],
                "tenure_months": rows["tenure"].astype(float),
                "is_ended": rows["Churn"] == "Yes",
                "monthly_amount": rows["MonthlyCharges"],
            }
        ),
    )
    is_billed = rows["TotalCharges"].str.strip().ne("").map({True: "yes", False: "no"})
    told = {"internet": rows["InternetService"], "is_billed": is_billed}
    for name, values in told.items():
        study.keep(
            "attributes",
            pd.DataFrame({"customer_id": rows["customerID"], "name": name, "value": values}),
        )
    return study


CONTRACT = Dimension("contract", "select customer_id, contract as segment from customers")
INTERNET, IS_BILLED = (
    Dimension(name, f"select customer_id, value as segment from attributes where name = '{name}'")
    for name in ("internet", "is_billed")
)
BILLED = Condition(IS_BILLED.members, ("yes",))


def test_telco_churn_is_the_published_one(telco: Study) -> None:
    found = overall(Scope(telco, date(2024, 12, 31)), [BY_NAME["customer_churn"]]).iloc[0]
    assert found["base"] == 7043
    assert found["value"] == 1869 / 7043
    p, n, z = 1869 / 7043, 7043, 1.959964
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * (p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5 / (1 + z * z / n)
    assert (found["low"], found["high"]) == pytest.approx((centre - half, centre + half), abs=1e-7)


def test_telco_loses_more_of_its_money_than_of_its_customers(telco: Study) -> None:
    assert values(Scope(telco, date(2024, 12, 31)))["revenue_churn"] == pytest.approx(
        0.305, abs=5e-4
    )


def test_telco_churn_by_contract_is_the_published_one(telco: Study) -> None:
    found = by(Scope(telco, date(2024, 12, 31)), [BY_NAME["customer_churn"]], CONTRACT)
    assert dict(zip(found["segment"], found["value"].round(4), strict=True)) == {
        "Month-to-month": 0.4271,
        "One year": 0.1127,
        "Two year": 0.0283,
    }
    assert found["base"].sum() == 7043


@pytest.mark.parametrize(("conditions", "share"), [((), 0.26537), ((BILLED,), 0.26579)])
def test_telco_churn_is_the_published_one_with_and_without_the_unbilled(
    telco: Study, conditions: tuple[Condition, ...], share: float
) -> None:
    """Eleven of no month at all have a blank in TotalCharges, and stayed."""
    found = overall(
        Scope(telco, date(2024, 12, 31), conditions=conditions), [BY_NAME["customer_churn"]]
    )
    assert found["value"][0] == pytest.approx(share, abs=1e-5)


def test_telco_churn_by_way_into_the_web_is_the_published_one(telco: Study) -> None:
    found = by(Scope(telco, date(2024, 12, 31)), [BY_NAME["customer_churn"]], INTERNET)
    shares = dict(zip(found["segment"], found["value"].round(4), strict=True))
    assert shares == {"Fiber optic": 0.4189, "DSL": 0.1896, "No": 0.0740}


def test_a_chip_gives_the_same_number_as_the_segment(telco: Study) -> None:
    chip = Condition(CONTRACT.members, ("Two year",))
    scope = Scope(telco, date(2024, 12, 31), conditions=(chip,))
    found = overall(scope, [BY_NAME["customer_churn"]]).iloc[0]
    assert (found["value"], found["base"]) == (48 / 1695, 1695)
