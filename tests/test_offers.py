"""What is bought together and what to offer next: every number worked by hand."""

from datetime import date
from math import exp, log, sqrt
from typing import Any

import numpy as np
import pytest

from data.intake import take_in
from data.scope import Scope
from data.store import Study
from metrics.dimensions import dimension_called
from metrics.people import segments_of
from metrics.refusals import NotComputableError, TooFewError
from metrics.segments.baskets import baskets
from metrics.segments.next_offers import offers, offers_by
from metrics.segments.offer_record import offer_record
from metrics.statistics.intervals import Z, wilson
from tests.files import dataset
from tests.opened_pages import is_sound, opened, page, say, says
from tests.studies import orders_on, scope_of, study_of

AS_OF = date(2024, 12, 31)
SUMMER, AUTUMN, AFTER = "2024-08-01", "2024-11-01", "2025-01-15"

Rows = list[dict[str, Any]]


def basket(customer: str, order: str, *items: str) -> Rows:
    return [
        line
        for item in items
        for line in orders_on(customer, SUMMER, order_id=order, category=item)
    ]


def of_hundred(orders_each: int = 1) -> Rows:
    """A hundred customers: 30 buy tea and cups, 10 tea, 20 cups, 40 something else."""
    held = [("tea", "cups")] * 30 + [("tea",)] * 10 + [("cups",)] * 20 + [("pots",)] * 40
    return [
        line
        for n, items in enumerate(held)
        for k in range(orders_each)
        for line in basket(f"c{n}", f"o{n}-{k}", *items)
    ]


def tea_and_cups(rows: Rows) -> dict[str, Any]:
    found = baskets(scope_of(AS_OF, orders=rows), "category", "order")
    pair = (found["item"] == "tea") & (found["other"] == "cups")
    return dict(found[pair].to_dict("records")[0])


def test_lift_support_and_confidence_are_those_of_the_book() -> None:
    pair = tea_and_cups(of_hundred())
    counts = [pair[name] for name in ("both_count", "item_count", "other_count", "base")]
    assert counts == [30, 40, 50, 100]
    assert [pair[n] for n in ("support", "confidence", "usual")] == [0.3, 0.75, 0.5]
    assert pair["lift"] == pytest.approx(1.5)
    # Of the logarithm: (1/.3 − 1/.4 − 1/.5 + 2·.3/(.4·.5) − 1) / 100.
    half = Z * sqrt((1 / 0.3 - 2.5 - 2 + 3 - 1) / 100)
    assert pair["low"] == pytest.approx(exp(log(1.5) - half))
    assert pair["high"] == pytest.approx(exp(log(1.5) + half))
    ends = wilson(0.75, 40)
    assert (pair["confidence_low"], pair["confidence_high"]) == pytest.approx(tuple(ends))
    assert pair["is_notable"]


def test_the_same_order_ten_times_over_makes_nobody_surer() -> None:
    once, often = tea_and_cups(of_hundred()), tea_and_cups(of_hundred(10))
    assert often["base"] == 1000
    for name in ("lift", "low", "high", "confidence", "confidence_low", "confidence_high"):
        assert often[name] == pytest.approx(once[name]), name


def test_things_that_have_nothing_to_do_with_each_other_do_not_stand_out() -> None:
    random = np.random.default_rng(5)
    has = random.random((600, 8)) < 0.3
    rows = [
        line
        for n in range(600)
        for line in basket(f"c{n}", f"o{n}", "x", *(f"i{k}" for k in np.flatnonzero(has[n])))
    ]
    found = baskets(scope_of(AS_OF, orders=rows), "category", "order")
    assert found["is_judged"].sum() == 9 * 8
    assert not found["is_notable"].any()


def test_orders_of_one_thing_each_and_too_few_orders_are_refused() -> None:
    single = [line for n in range(120) for line in basket(f"c{n}", f"o{n}", "tea")]
    with pytest.raises(NotComputableError, match="single_baskets"):
        baskets(scope_of(AS_OF, orders=single), "category", "order")
    with pytest.raises(TooFewError):
        baskets(scope_of(AS_OF, orders=of_hundred()[:50]), "category", "order")


def buyers(times: int = 1) -> Rows:
    """For each time: 40 had tea in summer, 10 of them bought cups in autumn; 30 had cups only."""
    rows: Rows = []
    for n in range(40 * times):
        rows += orders_on(f"t{n}", SUMMER, category="tea")
    for n in range(10 * times):
        rows += orders_on(f"t{n}", AUTUMN, category="cups")
    for n in range(30 * times):
        rows += orders_on(f"c{n}", SUMMER, category="cups")
    for n in range(20 * times):
        rows += orders_on(f"p{n}", SUMMER, category="pots")
    return rows


def test_an_offer_is_what_those_who_had_the_one_thing_went_on_to_buy() -> None:
    found = offers(scope_of(AS_OF, orders=buyers()), "category").to_dict("records")
    assert len(found) == 1
    offer = found[0]
    assert (offer["because"], offer["item"], offer["base"], offer["rate"]) == (
        "tea",
        "cups",
        40,
        0.25,
    )
    # Who had pots lacked cups as well and bought none.
    assert offer["usual"] == pytest.approx(10 / 60)
    assert (offer["low"], offer["high"]) == pytest.approx(tuple(wilson(0.25, 40)))
    # Thirty have tea and still no cups.
    assert offer["customer_count"] == 30


def test_customers_are_told_apart_by_what_to_offer_them_next() -> None:
    scope = scope_of(AS_OF, orders=buyers())
    sizes = segments_of(scope, dimension_called("next_category"))
    assert dict(zip(sizes["segment"].fillna("-"), sizes["customer_count"], strict=True)) == {
        "cups": 30,
        "-": 60,
    }
    # A year on nobody has ordered lately, and what went before is no reason to offer anything.
    later = segments_of(scope.on(date(2026, 3, 1)), dimension_called("next_category"))
    assert later["segment"].isna().all()


def test_each_segment_is_offered_what_those_in_it_who_lacked_it_bought() -> None:
    people = [{"customer_id": f"t{n}", "region": "North"} for n in range(40)]
    found = offers_by(
        scope_of(AS_OF, customers=people, orders=buyers()),
        "category",
        dimension_called("region"),
    )
    told = found[["segment", "item", "base", "rate"]].to_dict("records")
    assert told == [{"segment": "North", "item": "cups", "base": 40, "rate": 0.25}]


def test_offers_of_a_quarter_ago_are_held_against_what_came() -> None:
    came = [o for n in range(40, 52) for o in orders_on(f"t{n}", AFTER, category="cups")]
    scope = scope_of(date(2025, 3, 31), orders=[*buyers(4), *came])
    found = offer_record(scope, "category")
    # 120 had tea and no cups at the end of the year, 12 of them bought cups since; cups are what
    # everybody would have been offered too.
    assert (found["base"], found["value"], found["plain"]) == (120, 0.1, 0.1)
    assert (found["difference"], found["difference_low"], found["difference_high"]) == (0, 0, 0)


def test_the_orders_of_superstore_hold_what_they_hold() -> None:
    study = Study()
    take_in(study, [dataset("superstore_en/Sample - Superstore.csv")])
    found = baskets(Scope(study, date(2022, 12, 31)), "category", "order")
    pair = found.set_index(["item", "other"]).loc[("Furniture", "Technology")]
    rows = study.frame(
        "select category, customer_id || cast(ordered_at as date) || order_id as basket from orders"
    )
    held = rows.drop_duplicates().groupby("category")["basket"].agg(set)
    both = len(held["Furniture"] & held["Technology"])
    every = len(set.union(*held))
    assert (pair["both_count"], pair["base"]) == (both, every)
    expected = both * every / len(held["Furniture"]) / len(held["Technology"])
    assert pair["lift"] == pytest.approx(expected)


def test_the_page_shows_pairs_and_offers_of_the_demo_company() -> None:
    app = page(name="offers")
    assert is_sound(app)
    assert says(app, "next_offers.caution")
    assert not says(app, "baskets.caution_order")
    assert says(app, "baskets.caution_customer")


def test_without_orders_the_page_says_which_columns_it_takes() -> None:
    app = page(opened(study_of(customers=[{"customer_id": "a"}])), "offers")
    assert is_sound(app)
    assert says(app, "empty.not_matched_hint", page=say("nav.import_data"))
