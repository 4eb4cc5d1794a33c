"""What is done for customers who did not ask: how often, how evenly, on their day, for the best."""

from metrics.families.contacts import KNOWN_WORDS, MADE, OUTWARD_WORDS
from metrics.indicator import Indicator

NEAR_DAYS = 3
"""A word so many days before or after a birthday is one for it."""
REWARD_DAYS = 365
TOP_SHARE = 0.2
GAPS_NEEDED = 10
"""Of fewer gaps even those at random look regular: of three they vary by 0.8 of their mean."""
NEW_YEAR_SHARE = 0.05
"""Where more are born on 1 January, that day stands for a year of which no day is known."""

# Before the first contact of all, nobody wrote contacts down.
_LOGGED = """logged as (
  -- one row: the day from which on contacts are known, of whomever
  select min(cast(contacted_at as date)) as first_on from main.interactions
)"""

BIRTHDAYS = f"""
with {MADE},
{_LOGGED},
reached as (
  -- one row per contact of ours and per message that arrived
  select customer_id, cast(contacted_at as date) as reached_on from told where not is_inward
  union all
  select customer_id, cast(sent_at as date) from campaign_sends
  where sent_at is not null and is_control is not true and is_delivered is not false
),
days as (
  -- one row: whether 1 January is a birthday so often that it stands for a mere year
  select avg(cast(month(birth_on) = 1 and day(birth_on) = 1 as int)) > {NEW_YEAR_SHARE}
    as is_of_years
  from main.customers where birth_on is not null
),
years as (
  -- one row per year in which contacts are known
  select first_on, unnest(generate_series(year(first_on), year($as_of))) as one_year from logged
),
birthdays as (
  -- one row per customer and birthday since then
  select customer_id, joined_on, left_on, first_on,
    cast(birth_on + to_years(cast(one_year - year(birth_on) as integer)) as date) as happened_on
  from customers cross join years cross join days
  where birth_on is not null and not (is_of_years and month(birth_on) = 1 and day(birth_on) = 1)
),
judged as (
  -- one row per birthday of somebody who was a customer, its days being over
  select customer_id, happened_on, happened_on - {NEAR_DAYS} as from_on from birthdays
  where happened_on >= first_on + {NEAR_DAYS} and happened_on + {NEAR_DAYS} <= $as_of
    and (joined_on is null or joined_on < happened_on)
    and (left_on is null or left_on > happened_on)
)
-- one row per birthday: whether there was a word
select judged.customer_id, happened_on,
  coalesce(cast(reached_on <= happened_on + {NEAR_DAYS} as int), 0) as is_reached
from judged asof left join reached
  on judged.customer_id = reached.customer_id and reached.reached_on >= judged.from_on
"""

# A direction in other words tells of no contact of ours, and of none that was left undone.
TIME_TOGETHER = f"""
with {_LOGGED},
spoken as (
  -- one row: whether any contact says in words that are known who began it
  select count(*) > 0 as is_spoken from main.interactions
  where lower(trim(direction)) in ({KNOWN_WORDS}) and cast(contacted_at as date) <= $as_of
),
spans as (
  -- one row per customer: the part of the period they were one, contacts being known
  select customer_id, greatest(joined_on, first_on, $since) as from_on,
    coalesce(left_on, $as_of) as until_on
  from customers cross join logged where joined_on is not null and first_on is not null
)
-- one row per customer: contacts of ours, minutes of all, and years
select spans.customer_id, cast(null as date) as happened_on,
  case when any_value(is_spoken) and (count(contacted_at) = 0
      or count(*) filter (where lower(trim(direction)) in ({KNOWN_WORDS})) > 0)
    then count(*) filter (where lower(trim(direction)) in ({OUTWARD_WORDS})) end as contact_count,
  coalesce(sum(minutes), 0) as minutes,
  date_diff('day', any_value(from_on), any_value(until_on)) / 365.25 as years
from spans cross join spoken left join interactions on interactions.customer_id = spans.customer_id
  and cast(contacted_at as date) between from_on and until_on
where until_on > from_on group by spans.customer_id
"""

RHYTHM = f"""
with {MADE},
gaps as (
  -- one row per contact of ours: days since the one before
  select customer_id, date_diff('day', lag(contacted_at) over each_customer, contacted_at) as days
  from told where not is_inward
  window each_customer as (partition by customer_id order by contacted_at)
)
-- one row per customer with contacts enough: how unlike the gaps are, by their mean
select customer_id, cast(null as date) as happened_on,
  stddev_samp(days) / nullif(avg(days), 0) as unevenness
from gaps group by customer_id having count(days) >= {GAPS_NEEDED}
"""

# The best are the best of all customers, whomever one looks at.
REWARDS = f"""
with spending as (
  -- one row per customer who ordered, of whichever segment
  select customer_id, sum(net_amount) as net_spend from main.customer_days
  where ordered_on <= $as_of group by customer_id
),
placed as (
  -- one row per customer who ordered: the share of customers who spend more
  select customer_id, percent_rank() over (order by net_spend desc) as place from spending
),
rewarded as (
  -- one row per customer who got a campaign of ours within the year
  select customer_id from campaign_sends
  where offer is not null and is_control is not true and is_delivered is not false
    and cast(sent_at as date) > $as_of - interval {REWARD_DAYS} day
  union
  select customer_id from retention_actions
  where offer is not null and is_control is not true
    and cast(contacted_at as date) > $as_of - interval {REWARD_DAYS} day
)
-- one row per customer among the best who is still one
select customers.customer_id, cast(null as date) as happened_on,
  cast(rewarded.customer_id is not null as int) as is_rewarded
from customers join placed on placed.customer_id = customers.customer_id
left join rewarded on rewarded.customer_id = customers.customer_id
where place < {TOP_SHARE} and left_on is null
"""

_CONTACTED = "interactions.contacted_at"
_OURS = (_CONTACTED, "interactions.direction")


def _a_year(name: str, numerator: str, *reads: str) -> Indicator:
    return Indicator(
        name,
        TIME_TOGETHER,
        numerator,
        "count",
        "student",
        (_CONTACTED, *reads, "customers.joined_on"),
        denominator="years",
        higher_is_better=None,
    )


CARE = (
    Indicator(
        "birthdays_kept",
        BIRTHDAYS,
        "is_reached",
        "share",
        "wilson",
        (*_OURS, "customers.birth_on"),
    ),
    _a_year("contacts_a_year", "contact_count", "interactions.direction"),
    _a_year("contact_minutes_a_year", "minutes", "interactions.minutes"),
    Indicator(
        "contact_unevenness",
        RHYTHM,
        "unevenness",
        "score",
        "student",
        _OURS,
        higher_is_better=False,
        is_of_period=False,
    ),
    Indicator(
        "best_rewarded",
        REWARDS,
        "is_rewarded",
        "share",
        "wilson",
        (
            "campaign_sends.offer",
            "campaign_sends.sent_at",
            "orders.ordered_at",
            "orders.amount",
        ),
        is_of_period=False,
    ),
)
