"""Where customers buy, and whether on deals, from a file's own columns that count purchases.

For files without orders: "NumWebPurchases", 门店购买次数. Nothing is known of when.
"""

import tomllib
from pathlib import Path
from typing import Final, NamedTuple

import pandas as pd

from metrics.indicator import Dimension
from metrics.quotient_ends import share_of_counted
from metrics.refusals import NotComputableError, insist
from metrics.scope import Scope
from metrics.statistics.intervals import Z

READS = ("attributes.value",)
NEEDED = 30
FEWEST_CHANNELS = 2

_WORDS: Final = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
WAYS: Final = ("deals", "web", "store", "catalog", "phone")
"""Kinds of purchase; the first whose word stands in the header counts."""
DEALS: Final = "deals"
"""No channel: what was bought on a deal was bought on one of them."""
TIED: Final = "tied"
"""No channel either: as many purchases on several as on any."""
KINDS: Final = ("deals", "full_price", "mixed")


# "NumLastPurchases" in words.
_APART = "regexp_replace(name, '([a-z])([A-Z])', '\\1 \\2', 'g')"


def _says(words: list[str], name: str = "name") -> str:
    return f"regexp_matches(lower({name}), '{'|'.join(words)}')"


_WAY = " ".join(f"when {_says(_WORDS['ways'][way])} then '{way}'" for way in WAYS)

_NAMED = f"""with named as (
  -- one row per column of the file that counts purchases of a kind
  select name, case {_WAY} end as way from attributes
  where {_says(_WORDS["counted"])} and not {_says(_WORDS["never"], _APART)}
  group by name
  having way is not null and count(value) = count(*) filter (
    try_cast(value as double) >= 0 and try_cast(value as double) % 1 = 0)
)"""

_COUNTED = f"""{_NAMED},
told as (
  -- one row per customer and such column: a customer may stand twice in a file
  select customer_id, name, way, max(try_cast(value as double)) as times
  from attributes join named using (name) semi join customers using (customer_id)
  group by customer_id, name, way
),
counted as (
  -- one row per customer and kind of purchase
  select customer_id, way, sum(times) as times from told group by customer_id, way
),
bought as (
  -- one row per customer who bought: how often on any channel, and on a deal
  select customer_id, sum(times) filter (way <> '{DEALS}') as purchases,
    sum(times) filter (way = '{DEALS}') as deals
  from counted group by customer_id having purchases > 0
)"""

_CHANNEL = f"""{_COUNTED},
usual as (
  -- one row per customer: the channel of most purchases, or that several have as many
  select customer_id, case when count(*) = 1 then min(way) else '{TIED}' end as segment
  from (
    select *, max(times) over (partition by customer_id) as most
    from counted where way <> '{DEALS}' and times > 0
  ) where times = most group by customer_id
)
-- one row per customer
select customer_id, segment from customers left join usual using (customer_id)
"""

_LED = f"""{_COUNTED},
whole as (
  -- one row: the share of all purchases that were made on a deal
  select sum(deals) / nullif(sum(purchases), 0) as share from bought where deals <= purchases
),
ends as (
  -- one row per customer whose deals are known: the middle and half of Wilson's interval
  select customer_id, (deals + {Z**2 / 2}) / (purchases + {Z**2}) as middle,
    {Z} * sqrt(deals * (purchases - deals) / purchases + {Z**2 / 4}) / (purchases + {Z**2}) as half
  from bought where deals <= purchases
)
-- one row per customer
select customer_id, case when middle is null then null when middle - half > share then 'deals'
  when middle + half < share then 'full_price' else 'mixed' end as segment
from customers left join ends using (customer_id) cross join whole
"""

COUNTED_CHANNEL = Dimension("counted_channel", _CHANNEL, READS)
DEAL_BUYERS = Dimension("deal_buyer", _LED, READS)


class Bought(NamedTuple):
    """`channels` has one row each: way, value (share of all purchases), low, high, purchases, base.

    `deals` is the same of what was bought on deals, or None where no column counts it; left_out
    are customers with more deals than purchases, of whom deals are not believed.
    """

    channels: pd.DataFrame
    deals: dict[str, float] | None
    base: int
    left_out: int


def ways(scope: Scope) -> list[str]:
    """The kinds of purchase that columns of the file count, deals among them."""
    if scope.lacks(READS):
        return []
    found = set(scope.frame(f"{_NAMED}\nselect distinct way from named")["way"])
    return [way for way in WAYS if way in found]


def counted_dimensions(scope: Scope) -> list[Dimension]:
    """By channel and by deals, where two channels are counted, or deals beside a channel."""
    known = ways(scope)
    channels = [way for way in known if way != DEALS]
    told = [COUNTED_CHANNEL] if len(channels) >= FEWEST_CHANNELS else []
    return [*told, DEAL_BUYERS] if channels and DEALS in known else told


def counted_purchases(scope: Scope) -> Bought:
    """Shares of channels and of deals, customers as what is drawn; refused below 30 who bought."""
    known = ways(scope)
    channels = [way for way in known if way != DEALS]
    if len(channels) < FEWEST_CHANNELS:
        raise NotComputableError("no_counted_channels")
    rows = scope.frame(f"""{_COUNTED}
-- one row per customer who bought and kind of purchase
select customer_id, way, times from counted semi join bought using (customer_id)""")
    table = rows.pivot(index="customer_id", columns="way", values="times").fillna(0.0)
    insist(NEEDED, len(table), "customers")
    whole = table[channels].sum(axis=1)
    told = [{"way": way, **_share(table[way], whole)} for way in channels]
    shares = pd.DataFrame(told).sort_values("value", ascending=False, ignore_index=True)
    if DEALS not in known:
        return Bought(shares, None, len(table), 0)
    is_sound = table[DEALS] <= whole
    deals = _share(table[DEALS][is_sound], whole[is_sound])
    return Bought(shares, deals, len(table), int((~is_sound).sum()))


def _share(part: pd.Series, whole: pd.Series) -> dict[str, float]:
    n, d = part.to_numpy(float), whole.to_numpy(float)
    value = n.sum() / d.sum()
    low, high = (float(end) for end in share_of_counted(n, d))
    return {"value": value, "low": low, "high": high, "purchases": n.sum(), "base": len(d)}
