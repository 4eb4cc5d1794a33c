"""How often something went wrong, for what cause, and whether it comes back."""

import pandas as pd

from metrics.families.service import TICKETS_DUE
from metrics.indicator import Indicator
from metrics.refusals import insist
from metrics.scope import Scope
from metrics.statistics.intervals import wilson

RECURRENCE_DAYS = 90
"""A complaint of the same customer about the same within so many days is the old one come back."""

ANSWER_DAYS = 14
"""There is contact within so many days of a bad mark, or it was not listened to."""

FEWEST = 30

_FOLLOWED = f"""
followed as (
  -- one row per complaint, with the customer's next one about the same
  select customer_id, topic, opened_at,
    lead(opened_at) over (partition by customer_id, topic order by opened_at) as next_opened_at
  from tickets where is_complaint
),
judged as (
  -- one row per complaint; whether it came back is known once the days for it are over
  select customer_id, topic, opened_at,
    case when cast(opened_at as date) <= $as_of - interval {RECURRENCE_DAYS} day
      then coalesce(cast(next_opened_at <= opened_at + interval {RECURRENCE_DAYS} day as int), 0)
    end as is_recurring
  from followed
)""".strip()

COMPLAINTS_FOLLOWED = f"""
with {_FOLLOWED}
-- one row per complaint
select customer_id, cast(opened_at as date) as happened_on,
  case when topic is not null then is_recurring end as is_recurring,
  cast(topic is not null as int) as is_classified
from judged
"""

COMPLAINTS_AND_ORDERS = """
-- one row per complaint and per order day
select customer_id, cast(opened_at as date) as happened_on, 1 as complaint_count, 0 as order_count
from tickets where is_complaint and opened_at is not null
union all
select customer_id, ordered_on, 0, 1 from customer_days where is_kept
"""

BAD_MARKS = f"""
with bad_marks as (
  -- one row per mark on the lower two of five, or of those who would not recommend
  select customer_id, answered_at from survey_responses
  where cast(answered_at as date) <= $as_of - interval {ANSWER_DAYS} day
    and ((instrument = 'nps' and score <= 6)
      or (instrument = 'csat' and scale_max - scale_min between 2 and 10
        and score <= scale_min + 1))
)
-- one row per bad mark: whether there was contact
select bad_marks.customer_id, cast(answered_at as date) as happened_on,
  coalesce(cast(contacted_at <= answered_at + interval {ANSWER_DAYS} day as int), 0)
    as is_answered
from bad_marks asof left join interactions
  on bad_marks.customer_id = interactions.customer_id
  and interactions.contacted_at >= bad_marks.answered_at
"""

_COMPLAINT = ("tickets.opened_at", "tickets.is_complaint")

COMPLAINTS = (
    Indicator(
        "complaints_in_time",
        TICKETS_DUE,
        "case when is_complaint then is_met end",
        "share",
        "wilson",
        (*_COMPLAINT, "tickets.resolved_at", "tickets.due_at"),
    ),
    Indicator(
        "complaint_recurrence",
        COMPLAINTS_FOLLOWED,
        "is_recurring",
        "share",
        "wilson",
        (*_COMPLAINT, "tickets.topic"),
        higher_is_better=False,
    ),
    Indicator(
        "complaint_rate",
        COMPLAINTS_AND_ORDERS,
        "complaint_count",
        "count",
        "student",
        (*_COMPLAINT, "orders.ordered_at"),
        denominator="order_count",
        scale=1000.0,
        higher_is_better=False,
    ),
    Indicator(
        "complaints_classified",
        COMPLAINTS_FOLLOWED,
        "is_classified",
        "share",
        "wilson",
        (*_COMPLAINT, "tickets.topic"),
    ),
    Indicator(
        "bad_marks_answered",
        BAD_MARKS,
        "is_answered",
        "share",
        "wilson",
        ("survey_responses.answered_at", "survey_responses.score", "interactions.contacted_at"),
    ),
)


def causes(scope: Scope) -> pd.DataFrame:
    """One row per cause of the period's complaints, the most frequent first.

    topic (null where none was written down), complaint_count, share, low, high, and cumulative,
    the share of it and all above; recurring_share with its ends among judged_count complaints.
    Where the file does not tell complaints, every request counts.
    """
    is_told = not scope.lacks(("tickets.is_complaint",))
    chain = _FOLLOWED if is_told else _FOLLOWED.replace(" where is_complaint", "")
    rows = scope.frame(
        f"""with {chain}
-- one row per cause
select topic, count(*) as complaint_count, count(is_recurring) as judged_count,
  coalesce(sum(is_recurring), 0) as recurring_count
from judged where opened_at is null or cast(opened_at as date) >= $since
group by topic order by complaint_count desc, topic"""
    )
    total = int(rows["complaint_count"].sum())
    insist(FEWEST, total, "complaints" if is_told else "tickets")
    rows["share"] = rows["complaint_count"] / total
    rows["low"], rows["high"] = wilson(rows["share"], total)
    rows["cumulative"] = rows["share"].cumsum()
    judged = rows["judged_count"].astype(float)
    rows["recurring_share"] = rows.pop("recurring_count") / judged.where(judged > 0)
    rows["recurring_low"], rows["recurring_high"] = wilson(rows["recurring_share"], judged)
    return rows
