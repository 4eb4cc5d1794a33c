"""Whom a campaign reached, and how many of them clicked and bought."""

import pandas as pd

from metrics.indicator import Indicator
from metrics.refusals import insist
from metrics.scope import Scope
from metrics.statistics.intervals import wilson

READS = ("campaign_sends.campaign",)

DELIVERED_NEEDED = 100

WITHIN_DAYS = 14
"""An order counts as an answer to a message within this many days of it."""

_SENT = """
-- one row per message that was sent
select customer_id, cast(sent_at as date) as happened_on, cast(is_delivered as int) as is_delivered
from campaign_sends where is_control is not true
"""

# Whoever switched pictures off never "opens", and a mail program that fetches them always does.
_ARRIVED = """
-- one row per message that did not come back
select customer_id, cast(sent_at as date) as happened_on, cast(is_clicked as int) as is_clicked,
  cast(is_converted as int) as is_converted
from campaign_sends where is_control is not true and is_delivered is not false
"""

_ANSWERED = f"""
with arrived as (
  -- one row per message that did not come back, and whose time to be answered is over
  select customer_id, campaign, cast(min(sent_at) as date) as sent_on
  from campaign_sends
  where is_control is not true and is_delivered is not false and sent_at is not null
  group by customer_id, campaign
  having cast(min(sent_at) as date) + interval {WITHIN_DAYS} day <= $as_of
)
-- one row per message: whether an order followed in time
select customer_id, sent_on as happened_on, cast(exists (
    select 1 from customer_days as days
    where days.customer_id = arrived.customer_id and is_kept
      and ordered_on between sent_on and sent_on + interval {WITHIN_DAYS} day
  ) as int) as is_bought
from arrived
"""


def _share(name: str, rows: str, numerator: str, *reads: str) -> Indicator:
    needed = (*READS, *reads)
    return Indicator(name, rows, numerator, "share", "wilson", needed, minimum=DELIVERED_NEEDED)


CAMPAIGNS = (
    _share("delivered_share", _SENT, "is_delivered", "campaign_sends.is_delivered"),
    _share("click_rate", _ARRIVED, "is_clicked", "campaign_sends.is_clicked"),
    _share("campaign_conversion", _ARRIVED, "is_converted", "campaign_sends.is_converted"),
    _share(
        "bought_after_message",
        _ANSWERED,
        "is_bought",
        "campaign_sends.sent_at",
        "orders.ordered_at",
    ),
)

_REACH = """
with sends as (
  -- one row per message, or per customer who was left without one
  select campaign, coalesce(is_control, false) as is_control, offer, channel, sent_at, is_clicked,
    is_converted, is_delivered, is_control is not true and is_delivered is not false as is_arrived
  from campaign_sends
)
-- one row per campaign and what was offered in it
select campaign, offer, min(cast(sent_at as date)) as sent_on,
  case when count(distinct channel) = 1 then min(channel) end as channel,
  count(*) filter (where not is_control) as sent, count(*) filter (where is_arrived) as delivered,
  count(is_delivered) filter (where not is_control) as told_delivered,
  count(is_clicked) filter (where is_arrived) as clicked_base,
  count(*) filter (where is_arrived and is_clicked) as clicked,
  count(is_converted) filter (where is_arrived) as converted_base,
  count(*) filter (where is_arrived and is_converted) as converted
from sends group by campaign, offer having count(*) filter (where not is_control) > 0
order by sent_on nulls last, campaign, offer
"""


def reach(scope: Scope) -> pd.DataFrame:
    """One row per campaign and offer, the oldest first: campaign, offer, channel, sent_on, sent,
    delivered (those that did not come back), and of these click_rate and conversion_rate with
    their Wilson intervals (…_low, …_high) and bases (…_base); is_small below 100 delivered.

    TooFewError where neither clicks nor conversions are told.
    """
    found = scope.frame(_REACH)
    insist(1, int(found[["clicked_base", "converted_base"]].to_numpy().sum()), "messages")
    for name, counted in (("click_rate", "clicked"), ("conversion_rate", "converted")):
        base = found[f"{counted}_base"].astype(float)
        share = found[counted] / base.where(base > 0)
        low, high = wilson(share, base)
        found = found.assign(
            **{name: share, f"{name}_low": low, f"{name}_high": high, f"{name}_base": base}
        )
    kept = found.drop(columns=["clicked", "converted", "clicked_base", "converted_base"])
    return kept.assign(is_small=found["delivered"] < DELIVERED_NEEDED)
