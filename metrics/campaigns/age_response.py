"""Who answers on which channel: the share of messages clicked or converted, by age and channel.

Where no channel is known, each campaign stands for one.
"""

from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from metrics.bands import AGE_BAND
from metrics.quotient_ends import effective_base
from metrics.refusals import NotComputableError
from metrics.scope import Scope
from metrics.statistics.intervals import Z, ratio_variance, wilson

READS = ("campaign_sends.campaign",)

BANDS = ("under_25", "25_34", "35_44", "45_54", "55_64", "65_over")
"""The bands of age from the youngest on; each but the ends is ten years wide."""
MOST_CHANNELS = 8
FEW, HIDDEN = 30, 10
"""Below the first a share is pale, below the second it is not shown."""

Answer = Literal["is_clicked", "is_converted"]


class AgeResponse(NamedTuple):
    """`cells` has one row per channel and band with value, low, high, base and is_small; `slopes`
    one per channel: by how much the share rises with each band of age, with low and high.
    """

    cells: pd.DataFrame
    slopes: pd.DataFrame


def age_response(scope: Scope, answer: Answer) -> AgeResponse:
    """The answers to messages that did not come back, by channel and by age of the customer.

    `channel` is the campaign where no message has a channel.
    """
    found = scope.frame(_STATEMENTS[answer])
    if found.empty:
        raise NotComputableError("no_ages")
    usual = found.groupby("channel")["d"].sum().nlargest(MOST_CHANNELS).index
    n, d, m, nn, nd, dd = (
        found[name].to_numpy(float) for name in ("n", "d", "m", "nn", "nd", "dd")
    )
    value = n / d
    # Several messages to one customer are not as many customers.
    with np.errstate(divide="ignore", invalid="ignore"):
        base = effective_base(value * (1 - value), ratio_variance(value, nn, nd, dd, d), d, m)
    low, high = wilson(value, base)
    place = found["band"].map({band: place for place, band in enumerate(BANDS)})
    cells = found[["channel", "band"]].assign(
        value=value, low=low, high=high, base=d.astype(int), is_small=d < FEW, place=place, own=base
    )
    kept = cells[cells["channel"].isin(usual) & (cells["base"] >= HIDDEN)]
    kept = kept.sort_values(["channel", "place"], ignore_index=True)
    rows = [{"channel": name, **_slope(own)} for name, own in kept.groupby("channel")]
    return AgeResponse(kept.drop(columns=["place", "own"]), pd.DataFrame(rows))


def _slope(cells: pd.DataFrame) -> dict[str, float]:
    """The straight line through the shares of the bands, weighed by their bases, and its ends."""
    share, weight, place = (cells[name].to_numpy(float) for name in ("value", "own", "place"))
    if len(cells) < 2:
        return {"slope": np.nan, "low": np.nan, "high": np.nan}
    away = place - np.average(place, weights=weight)
    spread = float(weight @ away**2)
    slope = float(weight * away @ share) / spread
    # Each band spreads as its own share does: where the old answer more, so do they differ more.
    half = Z * float(np.sqrt(weight * away**2 @ (share * (1 - share)))) / spread
    return {"slope": slope, "low": slope - half, "high": slope + half}


def _statement(answer: Answer) -> str:
    return f"""
with ages as ({AGE_BAND}),
sends as (
  -- one row per message to those who were not left alone
  select *, case when exists (select 1 from campaign_sends where channel is not null)
    then channel else campaign end as way
  from campaign_sends where is_control is not true and is_delivered is not false
),
each as (
  -- one row per customer of known age and channel: messages, and how many were answered
  select customer_id, way as channel, segment as band, count(*) as d,
    sum(cast({answer} as int)) as n
  from sends join ages using (customer_id)
  where {answer} is not null and way is not null and segment is not null
  group by customer_id, way, segment
)
-- one row per channel and band, with the sums that tell how alike a customer's answers are
select channel, band, sum(n) as n, sum(d) as d, count(*) as m, sum(n * n) as nn, sum(n * d) as nd,
  sum(d * d) as dd
from each group by channel, band order by channel, band
"""


_STATEMENTS: dict[Answer, str] = {
    "is_clicked": _statement("is_clicked"),
    "is_converted": _statement("is_converted"),
}
