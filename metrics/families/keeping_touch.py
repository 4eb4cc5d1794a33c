"""Who keeps in touch with each customer: who begins, when, and whether it is the same person."""

from metrics.families.contacts import MADE
from metrics.indicator import Dimension, Indicator

AFTER_SALE_DAYS = 14
"""A contact of ours so soon after an order is a word about that order."""
YEAR_DAYS = 365

# Contacts without a day, or whose direction is in words that are not known, tell of no kind, and of
# no silence.
_KINDS = f"""
with {MADE},
recent as (
  -- one row per contact of the last year, with the customer's latest order before it
  select told.customer_id, is_inward,
    coalesce(cast(contacted_at as date) - ordered_on <= {AFTER_SALE_DAYS}, false) as is_after_sale
  from (select * from told where cast(contacted_at as date) > $as_of - {YEAR_DAYS}) as told
  asof left join (select * from customer_days where is_kept) as days
    on told.customer_id = days.customer_id and cast(told.contacted_at as date) >= days.ordered_on
),
spoken as (
  -- one row per customer with such a contact
  select customer_id, case when bool_or(not is_inward and not is_after_sale) then 'proactive'
    when bool_or(not is_inward) then 'accountable' else 'reactive' end as kind
  from recent group by customer_id
),
unclear as (
  -- one row per customer of whose contacts none says in known words who began it, and when
  select customer_id from interactions
  where contacted_at is null or cast(contacted_at as date) > $as_of - {YEAR_DAYS}
  except select customer_id from spoken
),
logged as (
  -- one row: whether contacts are on record for a year, whomever one looks at
  select coalesce(min(cast(contacted_at as date)) <= $as_of - {YEAR_DAYS}, false) as is_a_year
  from main.interactions
)
-- one row per customer
select customers.customer_id, case when kind is not null then kind
  when unclear.customer_id is null and is_a_year then 'basic' end as segment
from customers cross join logged left join spoken on spoken.customer_id = customers.customer_id
left join unclear on unclear.customer_id = customers.customer_id
"""

CONTACT_KIND = Dimension(
    "contact_kind", _KINDS, ("interactions.contacted_at", "interactions.direction")
)
"""Kotler's basic, reactive, accountable and proactive relations; partnership needs joint plans."""

# Contacts of one moment are in no order of time: they count once, and where they were with several
# people, neither they nor the next can be told from the one before.
HANDS = """
with moments as (
  -- one row per customer and moment of contacts whose agent is known
  select customer_id, contacted_at, case when min(agent) = max(agent) then min(agent) end as agent
  from interactions where agent is not null and contacted_at is not null
  group by customer_id, contacted_at
),
placed as (
  -- one row per moment: with whom, and with whom the customer's moment before was
  select customer_id, cast(contacted_at as date) as happened_on, agent,
    lag(agent) over (partition by customer_id order by contacted_at) as agent_before
  from moments
)
-- one row per contact of which it is known with whom the customer's one before was
select customer_id, happened_on, cast(agent = agent_before as int) as is_same_agent
from placed where agent_before is not null and agent is not null
"""

KEEPING_TOUCH = (
    Indicator(
        "same_agent_again",
        HANDS,
        "is_same_agent",
        "share",
        "wilson",
        ("interactions.contacted_at", "interactions.agent"),
    ),
)
