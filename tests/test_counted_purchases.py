"""Where customers buy, and on deals, by a file's own columns of counts: worked by hand."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data.scope import Scope
from metrics.buying.counted_purchases import (
    COUNTED_CHANNEL,
    DEAL_BUYERS,
    counted_dimensions,
    counted_purchases,
    ways,
)
from metrics.refusals import NotComputableError, TooFewError
from metrics.statistics.intervals import wilson
from tests.house import DATASETS
from tests.opened_pages import is_sound, opened, page, texts
from tests.read_in import read_in
from tests.studies import AS_OF, study_of

FILE = DATASETS / "marketing_campaign" / "marketing_campaign.csv"
ENGLISH = ("NumWebPurchases", "NumStorePurchases", "NumDealsPurchases")
CHINESE = ("网购次数", "门店购买次数", "优惠购买次数")


def counted(
    people: Sequence[tuple[object, ...]],
    names: tuple[str, ...] = ENGLISH,
    more: str = "",
    joined: list[dict[str, Any]] | None = None,
) -> Scope:
    rows = [
        {"customer_id": f"c{n}", "name": name, "value": str(value)}
        for n, one in enumerate(people)
        for name, value in zip(names, one, strict=True)
    ]
    rows += [{"customer_id": "c0", "name": more, "value": "7"}] if more else []
    ids = joined or [{"customer_id": f"c{n}"} for n in range(len(people))]
    study = study_of(customers=ids, attributes=rows)
    return Scope(study, AS_OF, filled=study.filled())


@pytest.mark.parametrize("names", [ENGLISH, CHINESE])
def test_shares_of_channels_are_of_all_purchases_and_customers_are_drawn(
    names: tuple[str, ...],
) -> None:
    found = counted_purchases(counted([(6, 4, 2), (2, 8, 0)] * 20, names))
    shares = found.channels.set_index("way")
    assert shares["value"].to_dict() == pytest.approx({"store": 0.6, "web": 0.4})
    # Of ten purchases each 6 or 2 are on the web: .4 with a variance of .2² / 40, which is that of
    # .4 · .6 / .001 = 240 purchases, each by another customer.
    low, high = wilson(0.4, 240)
    assert tuple(shares.loc["web", ["low", "high"]]) == pytest.approx((float(low), float(high)))
    assert found.deals is not None
    assert found.deals["value"] == pytest.approx(0.1)
    assert (found.base, found.left_out) == (40, 0)


def test_who_buys_in_one_way_only_tells_as_much_as_one_customer_not_as_many_purchases() -> None:
    found = counted_purchases(counted([(10, 0, 0)] * 30)).channels.set_index("way")
    # Wilson's end of 30 of 30 is 30 / (30 + 1.96²).
    assert found.loc["web", "low"] == pytest.approx(30 / 33.8415, abs=1e-4)
    assert found.loc["web", "high"] == 1


def test_counts_of_a_customer_who_joins_later_are_not_heard() -> None:
    dated: list[dict[str, Any]] = [
        {"customer_id": f"c{n}", "joined_on": pd.Timestamp(AS_OF)} for n in range(41)
    ]
    dated[40]["joined_on"] += pd.Timedelta(days=1)
    scope = counted([(6, 4, 2), (2, 8, 0)] * 20 + [(900, 0, 9)], joined=dated)
    early, late = counted_purchases(scope), counted_purchases(scope.on(AS_OF + timedelta(days=1)))
    shares = early.channels.set_index("way")["value"]
    assert shares.to_dict() == pytest.approx({"store": 0.6, "web": 0.4})
    assert (early.base, late.base) == (40, 41)


def test_last_is_a_word_and_plastic_another() -> None:
    names = ("Plastic web orders", "NumStorePurchases", "NumLastWebPurchases")
    assert ways(counted([(1, 2, 0)], names)) == ["web", "store"]
    assert ways(
        counted([(1, 2, 0)], ("NumLastWebPurchases", *names[1:2], "last_deals orders"))
    ) == ["store"]


@pytest.mark.parametrize(
    "other", ["NumWebVisitsMonth", "Online orders amount", "Total purchases", "Web"]
)
def test_visits_money_and_totals_are_no_channel(other: str) -> None:
    assert ways(counted([(1, 2, 0)], more=other)) == ["deals", "web", "store"]


def test_a_column_with_a_broken_number_or_a_word_counts_nothing() -> None:
    scope = counted([(1, 2, 0), (1.5, 2, 0), (1, "often", 0)])
    assert ways(scope) == ["deals"]
    with pytest.raises(NotComputableError, match="no_counted_channels"):
        counted_purchases(scope)
    with pytest.raises(TooFewError):
        counted_purchases(counted([(1, 1, 0)] * 29))


def segment(scope: Scope, members: str) -> list[str | None]:
    rows = scope.frame(members).sort_values("customer_id")
    return [None if pd.isna(one) else one for one in rows["segment"]]


def test_a_customer_is_led_by_deals_where_the_own_interval_is_clear_of_all() -> None:
    # 30 of 100 on deals in all; Wilson's interval of 18 of 20 lies above, that of 0 of 40 below.
    # Who buys as often on both is tied, who bought nothing unknown; with 0 and 5 it is the store.
    scope = counted([(10, 10, 18), (20, 20, 0), (30, 10, 12), (0, 0, 0), (0, 5, 9)])
    assert segment(scope, DEAL_BUYERS.members) == ["deals", "full_price", "mixed", None, None]
    assert segment(scope, COUNTED_CHANNEL.members) == ["tied", "tied", "web", None, "store"]
    assert counted_dimensions(scope) == [COUNTED_CHANNEL, DEAL_BUYERS]
    assert counted_dimensions(counted([(1, 1)], ENGLISH[:2])) == [COUNTED_CHANNEL]


@pytest.mark.skipif(not Path(FILE).exists(), reason="needs ../shared/datasets/marketing_campaign")
def test_the_file_of_campaigns_says_where_its_customers_buy_and_on_deals() -> None:
    scope = read_in(FILE)
    plain = pd.read_csv(FILE, sep=";")
    told = plain[["NumWebPurchases", "NumCatalogPurchases", "NumStorePurchases"]]
    found = counted_purchases(scope)
    shares = found.channels.set_index("way")["value"]
    whole = told.to_numpy().sum()
    assert shares["store"] == pytest.approx(told["NumStorePurchases"].sum() / whole)
    assert shares.index.tolist() == ["store", "web", "catalog"]
    assert found.base == (told.sum(axis=1) > 0).sum()
    app = page(opened(scope.study), "groups")
    assert is_sound(app)
    assert any("On deals" in text for text in texts(app))
