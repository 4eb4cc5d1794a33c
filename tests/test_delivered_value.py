"""Delivered value, from ratings written out and from a questionnaire as people export it."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from data.intake import take_in
from data.scope import Scope
from data.store import Study
from metrics.worth.delivered_value import BENEFITS, COSTS, delivered_value
from tests.studies import scope_of

PARTS = (*BENEFITS, *COSTS)


def rated(customers: int, item: str, score: float, **more: Any) -> list[dict[str, Any]]:
    return [
        {
            "customer_id": f"c{number}",
            "instrument": "delivered",
            "item": item,
            "score": score + number % 2,
            "scale_min": 1.0,
            "scale_max": 5.0,
            "answered_at": pd.Timestamp("2024-05-01"),
        }
        | more
        for number in range(customers)
    ]


def test_benefits_count_for_and_costs_against() -> None:
    rows = [row for part in PARTS for row in rated(60, part, 4 if part in BENEFITS else 2)]
    found = delivered_value(scope_of(survey_responses=rows))
    values = found.parts.set_index("part")["value"]
    # Half said 4 and half 5 of 5: 75 and 100. Half said 2 and half 3: 25 and 50.
    assert values[list(BENEFITS)].tolist() == [87.5] * 4
    assert values[list(COSTS)].tolist() == [-37.5] * 4
    assert found.net is not None
    # Those who rate benefits higher rate costs higher here: 4 · 75 − 4 · 25 and 4 · 100 − 4 · 50.
    assert found.net[["value", "low", "high", "base"]].tolist() == [200, 200, 200, 60]
    assert found.missing == ()


def test_only_the_people_may_be_missing_from_the_sum() -> None:
    rows = [row for part in PARTS if part != "personnel" for row in rated(50, part, 3)]
    found = delivered_value(scope_of(survey_responses=rows))
    assert found.net is not None
    assert found.missing == ("personnel",)
    without = [row for row in rows if row["item"] != "time"]
    found = delivered_value(scope_of(survey_responses=without))
    assert found.net is None
    assert found.missing == ("personnel", "time")


def test_the_latest_answer_counts_and_too_few_do_not() -> None:
    rows = rated(50, "Product value", 1) + rated(49, "Time cost", 4)
    rows += rated(50, "product_value", 4, answered_at=pd.Timestamp("2024-06-01"))
    found = delivered_value(scope_of(survey_responses=rows))
    # Both spellings are one part; of each a customer's latest answer counts.
    assert found.parts["part"].tolist() == ["product"]
    assert found.parts["value"].tolist() == [87.5]
    assert "time" in found.missing


@pytest.mark.parametrize(
    "header",
    [
        "customer_id,date,Product value,Service value,Image value,Money cost,Time cost,"
        "Energy cost,Psychic cost",
        "客户编号,日期,产品价值,服务价值,形象价值,货币成本,时间成本,体力成本,精神成本",
    ],
)
def test_a_questionnaire_with_a_column_per_question_is_understood(header: str) -> None:
    lines = [f"c{n},2024-05-01,5,4,4,{1 + n % 3},2,1,{1 + n % 4}" for n in range(60)]
    study = Study()
    take_in(study, [("survey.csv", "\n".join([header, *lines]).encode())], {})
    found = delivered_value(Scope(study, date(2024, 12, 31), filled=study.filled()))
    assert found.missing == ("personnel",)
    assert found.net is not None
    assert found.net["base"] == 60
