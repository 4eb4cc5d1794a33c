"""How well requests are served, for those measures of service that are plain shares of tickets."""

from metrics.indicator import Indicator

SETTLED_DAYS = 7
"""A resolved request is judged once this many days have passed without another word of it."""

# Due in the future and still open is neither met nor missed; solved before it came is neither.
TICKETS_DUE = """
-- one row per ticket with a due time
select customer_id, cast(opened_at as date) as happened_on, channel, topic, priority, agent,
  is_complaint, case when resolved_at < opened_at then null
    when resolved_at is not null then cast(resolved_at <= due_at as int)
    when due_at < $as_of + interval 1 day then 0 end as is_met
from tickets where due_at is not null
"""

TICKETS_SETTLED = f"""
with following as (
  -- one row per ticket, with the customer's next one on the same topic
  select customer_id, channel, topic, priority, agent, opened_at, resolved_at, reopened_count,
    followed_up_at,
    lead(opened_at) over (partition by customer_id, topic order by opened_at) as next_opened_at
  from tickets
)
select customer_id, cast(opened_at as date) as happened_on, channel, topic, priority, agent,
  cast(coalesce(reopened_count, 0) > 0 as int) as is_reopened,
  cast(followed_up_at is not null as int) as is_followed_up,
  cast(coalesce(reopened_count, 0) = 0 and (next_opened_at is null
    or next_opened_at > resolved_at + interval {SETTLED_DAYS} day) as int) as is_solved_at_once
from following
where cast(resolved_at as date) <= $as_of - interval {SETTLED_DAYS} day
  and (opened_at is null or resolved_at >= opened_at)
"""

ALL_TICKETS = """
-- one row per ticket
select customer_id, cast(opened_at as date) as happened_on, channel, topic, priority, agent,
  cast(is_complaint as int) as is_about_a_failing,
  cast(resolved_at is not null as int) as is_resolved
from tickets
"""

TICKETS_RATED = """
-- one row per ticket that its customer gave a mark
select customer_id, cast(coalesce(resolved_at, opened_at) as date) as happened_on, score,
  channel, topic, priority, agent
from tickets where score is not null
"""

_RESOLVED = ("tickets.opened_at", "tickets.resolved_at")

SERVICE = (
    Indicator("sla_hit", TICKETS_DUE, "is_met", "share", "wilson", (*_RESOLVED, "tickets.due_at")),
    Indicator(
        "first_contact_resolution",
        TICKETS_SETTLED,
        "is_solved_at_once",
        "share",
        "wilson",
        (*_RESOLVED, "tickets.topic"),
    ),
    Indicator(
        "reopen_rate",
        TICKETS_SETTLED,
        "is_reopened",
        "share",
        "wilson",
        (*_RESOLVED, "tickets.reopened_count"),
        higher_is_better=False,
    ),
    Indicator(
        "follow_up_rate",
        TICKETS_SETTLED,
        "is_followed_up",
        "share",
        "wilson",
        (*_RESOLVED, "tickets.followed_up_at"),
    ),
    Indicator("resolved_share", ALL_TICKETS, "is_resolved", "share", "wilson", _RESOLVED),
    Indicator(
        "complaint_share",
        ALL_TICKETS,
        "is_about_a_failing",
        "share",
        "wilson",
        ("tickets.opened_at", "tickets.is_complaint"),
        higher_is_better=False,
    ),
    Indicator("request_score", TICKETS_RATED, "score", "score", "student", ("tickets.score",)),
)
