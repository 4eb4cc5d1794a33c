"""Laws for tables of what customers say and what the firm did: order of rows, and days gone by."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from data.scope import Scope
from metrics.credit.credit_record import credit_grades
from metrics.credit.operating import crossed
from metrics.dimensions import dimension_called
from metrics.families.campaigns import reach
from metrics.families.complaints import causes
from metrics.quality.contactability import contactability, idic
from metrics.quality.data_quality import coverage, duplicates
from metrics.satisfaction.scores import score_shares
from metrics.segments.baskets import baskets
from metrics.segments.customer_kinds import kind_shares
from metrics.segments.life_classes import life_classes
from metrics.service.service_steps import service_steps
from tests.random_studies import AS_OF, Tables, exported_on, shuffled, study_of, tables

FRAMES: dict[str, Callable[[Scope], pd.DataFrame]] = {
    "reach": reach,
    "causes": causes,
    "service_steps": service_steps,
    "credit_grades": credit_grades,
    "crossed": lambda scope: crossed(scope, dimension_called("city")),
    "life_classes": life_classes,
    "kind_shares": kind_shares,
    "score_shares": lambda scope: score_shares(scope, "nps"),
    "baskets": lambda scope: baskets(scope, "category", "order"),
    "coverage": coverage,
    "duplicates": duplicates,
    "contactability": contactability,
    "idic": idic,
}

each_frame = pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)


def company(seed: int) -> Tables:
    """A random company that knows how to reach customers, how they live and what they bought.

    Every fifth shares an address with the one before, so that some look like one and the same.
    """
    rows, draw = tables(seed), np.random.default_rng([seed, 2])
    people, orders = rows["customers"], rows["orders"]
    number = np.arange(len(people))
    known = people.assign(
        email=pd.Series([f"c{n - (n % 5 == 4)}@x.cn" for n in number]).where(number % 7 > 0),
        phone=pd.Series([f"1380000{n:04d}" for n in number]).where(number % 3 > 0),
        life_stage=draw.choice(["single", "married with children", "retired"], len(people)),
        income=draw.integers(10, 90, len(people)).astype(str),
    )
    pairs = orders["customer_id"] + (orders.groupby("customer_id").cumcount() // 2).astype(str)
    kinds = draw.choice(["tea", "cups", "pots"], len(orders))
    days = orders.groupby(pairs)["ordered_at"].transform("first")
    sold = orders.assign(order_id=pairs, ordered_at=days, category=kinds)
    return {**rows, "customers": known, "orders": sold}


def scope_of(rows: Tables) -> Scope:
    study = study_of(rows)
    return Scope(study, AS_OF, filled=study.filled())


def assert_same(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(found, expected, check_dtype=False, rtol=1e-9)


@each_frame
def test_the_order_of_rows_changes_nothing(frame: Callable[[Scope], pd.DataFrame]) -> None:
    rows = company(2)
    found = frame(scope_of(rows))
    assert len(found)
    assert_same(found, frame(scope_of(shuffled(rows, 7))))


@each_frame
def test_a_day_gone_by_is_seen_as_an_export_of_that_day_would_be(
    frame: Callable[[Scope], pd.DataFrame],
) -> None:
    rows = company(1)
    assert_same(frame(scope_of(rows)), frame(scope_of(exported_on(rows, AS_OF))))
