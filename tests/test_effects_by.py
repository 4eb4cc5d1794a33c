"""A campaign's effect by segment and the test of interaction, worked by hand."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from metrics.campaigns.effects_by import FEWEST, effects_by, may_be_caused
from metrics.campaigns.trials import ONE_ARM, trial
from metrics.dimensions import dimension_called
from metrics.families.winning_back import won_back
from metrics.indicator import Dimension
from metrics.joined import Part, joined_name
from metrics.refusals import NotComputableError
from metrics.scope import Scope
from tests.studies import orders_on, scope_of
from ui.campaigns_in_words import cautions_told
from ui.formats import Formats
from ui.words import languages, words

DAY = date(2024, 12, 31)
CITY = Dimension("city", "select customer_id, city as segment from customers")
HAS_ORDERED = Dimension(
    "has_ordered",
    "select customer_id, cast(customer_id in (select customer_id from orders) as varchar)"
    " as segment from customers",
)


def city(name: str, treated: int, control: int, of: int = 100) -> list[dict[str, Any]]:
    """So many of a hundred written to, and of a hundred left alone, converted."""
    return [
        {
            "customer_id": f"{name} {is_control} {n}",
            "campaign": "spring",
            "is_control": is_control,
            "is_converted": n < done,
            "sent_at": np.datetime64("2024-06-01"),
        }
        for is_control, done in ((False, treated), (True, control))
        for n in range(of)
    ]


def scope_on(*sends: list[dict[str, Any]], **more: Any) -> Scope:
    rows = [row for own in sends for row in own]
    customers = [{"customer_id": r["customer_id"], "city": r["customer_id"][0]} for r in rows]
    return scope_of(DAY, customers=customers, campaign_sends=rows, **more)


def test_effects_are_told_per_segment_and_judged_by_how_far_they_lie_apart() -> None:
    scope = scope_on(city("A", 30, 10), city("B", 10, 10))
    found = effects_by(scope, trial(scope, "spring"), ONE_ARM, "converted", CITY)
    rows = found.rows.set_index("segment")
    assert rows["value"].to_dict() == pytest.approx({"A": 0.2, "B": 0.0})
    # Wilson's ends of 30 and of 10 in 100 are .2189 to .3958 and .0552 to .1744; Newcombe's are
    # .2 − √(.0811² + .0744²) and .2 + √(.0958² + .0448²).
    assert rows.loc["A", "low"] == pytest.approx(0.0900, abs=1e-4)
    assert rows.loc["A", "high"] == pytest.approx(0.3058, abs=1e-4)
    # The errors² are (.21 + .09) / 99 and .18 / 99; the weights 330 and 550.
    # Q = 330 · .125² + 550 · .075² = 8.25 with one degree.
    assert found.p == pytest.approx(0.00407, abs=1e-5)
    assert rows["base"].to_dict() == {"A": 200, "B": 200}


@pytest.mark.parametrize("language", sorted(languages()))
def test_what_may_be_the_campaigns_own_doing_is_said_with_who_is_left_out(language: str) -> None:
    """Ten of a rolling campaign have no tier, which is as of today; a city no campaign changes."""
    scope = scope_on(city("A", 30, 10, of=110), city("B", 10, 10))
    nowhere = Dimension(
        "tier",
        "select customer_id, case when customer_id not like 'A True 10_'"
        " then coalesce(tier, city) end as segment from customers where $as_of is not null",
    )
    found = trial(scope, "spring")
    found.people.loc[0, "sent_on"] = pd.Timestamp("2024-06-09")
    told = effects_by(scope, found, ONE_ARM, "converted", nowhere)
    assert (told.left_out, told.first, told.last) == (10, date(2024, 6, 1), date(2024, 6, 9))
    say = words(language)
    formats = Formats(say("language.locale"))
    said = cautions_told(nowhere, told._asdict(), say, formats)
    name = say("dimension.tier")
    assert said == [
        say("effects_by.rolling", first=formats.day(told.first), last=formats.day(told.last)),
        say("effects_by.fewest", fewest=str(FEWEST)),
        say("effects_by.may_be_caused", name=name),
        say("effects_by.left_out", count="10", name=name),
    ]
    undated = {**told._asdict(), "first": None, "last": None, "left_out": 0}
    fewest = say("effects_by.fewest", fewest=str(FEWEST))
    spend = dimension_called("value_band")
    assert cautions_told(spend, undated, say, formats) == [say("effects_by.no_day"), fewest]
    assert cautions_told(CITY, undated, say, formats) == [fewest]


@pytest.mark.parametrize(
    ("name", "is_undated"),
    [
        *((name, True) for name in ("tier", "life_class", "counted_channel", "deal_buyer")),
        ("has_left", True),
        ("attribute:Segment", True),
        ("cluster:net_spend~n10/5~-100.100", False),
        ("cluster:net_spend;monthly_amount~n10/5;n1/1~-100.100.0.0", True),
        *((joined_name("any", (Part(of, ("a",)),)), of == "tier") for of in ("tier", "region")),
        *((name, False) for name in ("region", "value_band", "tenure_band", "lifecycle_stage")),
        ("leaving_reason", False),
    ],
)
def test_whatever_is_made_of_what_has_no_day_may_be_the_campaigns_doing(
    name: str, is_undated: bool
) -> None:
    """A contract's own columns are dated by it; a remark in a statement reads no column."""
    assert may_be_caused(dimension_called(name)) is is_undated


def test_an_effect_that_is_the_same_everywhere_differs_nowhere() -> None:
    scope = scope_on(city("A", 30, 10), city("B", 30, 10))
    assert effects_by(scope, trial(scope, "spring"), ONE_ARM, "converted", CITY).p == pytest.approx(
        1
    )


def test_segments_with_too_few_in_a_group_are_left_out_and_one_alone_is_refused() -> None:
    scope = scope_on(city("A", 30, 10), city("B", 30, 10, of=99))
    with pytest.raises(NotComputableError, match="one_segment"):
        effects_by(scope, trial(scope, "spring"), ONE_ARM, "converted", CITY)


def test_customers_are_told_apart_by_what_they_did_before_the_message_only() -> None:
    sends = city("A", 30, 10, of=200)
    # Every second one had ordered by then; the others did after it, thanks to it.
    orders = [
        row
        for n, send in enumerate(sends)
        for row in orders_on(
            send["customer_id"], "2024-05-31" if n % 2 else "2024-06-01", amount=1.0
        )
    ]
    scope = scope_on(sends, orders=orders)
    found = effects_by(scope, trial(scope, "spring"), ONE_ARM, "converted", HAS_ORDERED)
    assert found.rows.set_index("segment")["base"].to_dict() == {"true": 200, "false": 200}


def test_an_offer_for_a_reason_is_held_against_those_left_alone_for_that_reason() -> None:
    rows = [
        {
            "customer_id": f"{reason} {offer} {n}",
            "flagged_at": np.datetime64("2024-01-01"),
            "is_control": offer is None,
            "came_back_at": np.datetime64("2024-02-01") if n < back else np.datetime64("NaT"),
            "reason": reason,
            "offer": offer,
        }
        for reason, offer, back in (
            ("price", "coupon", 30),
            ("price", "call", 10),
            ("price", None, 10),
            ("service", "coupon", 20),
            ("service", "call", 40),
            ("service", None, 20),
        )
        for n in range(50)
    ]
    parts = won_back(scope_of(DAY, retention_actions=rows)).parts
    own = parts[parts["kind"] == "reason_offer"].set_index("segment")
    assert own["value"].to_dict() == pytest.approx(
        {
            "price × call": 0.0,
            "price × coupon": 0.4,
            "service × call": 0.4,
            "service × coupon": 0.0,
        }
    )
    assert own["control_base"].unique().tolist() == [50]
