"""Who left among those under contract, in customers and in money, and who stayed with how much."""

from metrics.indicator import Indicator

CHURN_MONTHS = 12
"""Dated contracts are judged over this many months that end on the as-of day."""

# One that ended on an unknown day has no place in a year, so it loses its beginning too.
_SPELLS = """
spells as (
  -- one row per contract
  select customer_id, monthly_amount, ended_on, is_voluntary,
    ended_on is not null or is_ended as is_ended,
    case when ended_on is not null or is_ended is not true then started_on end as started_on
  from subscriptions
)
""".strip()

# A contract is active on a day when it began by then and did not end by then. A file without
# dates knows only who has left: a share of all, without a time unit.
CONTRACTS = f"""
with {_SPELLS},
year_before as (
  -- one row: the day from which the year counts, and whether the contracts have dates at all
  select cast($as_of - interval {CHURN_MONTHS} month as date) as from_on,
    count(started_on) > 0 as is_dated
  from spells
),
standing as (
  -- one row per contract: whether it stood on either day
  select customer_id, monthly_amount, is_ended, is_dated, started_on, ended_on, is_voluntary,
    started_on <= from_on and (ended_on is null or ended_on > from_on) as was_active,
    started_on is not null and ended_on is null as is_active
  from spells cross join year_before
),
known as (
  -- one row per customer
  select customer_id, bool_or(is_dated) as is_dated, count(started_on) as dated_count,
    bool_or(was_active) as was_active, bool_or(is_active) as is_active,
    bool_and(is_ended) as is_gone, sum(monthly_amount) as amount,
    coalesce(max_by(is_voluntary, ended_on), bool_or(is_voluntary)) as is_voluntary,
    coalesce(sum(case when is_ended then monthly_amount end), 0) as amount_gone,
    sum(case when was_active then monthly_amount end) as amount_before,
    sum(case when is_active then monthly_amount end) as amount_now
  from standing group by customer_id
)
select customer_id, cast(null as date) as happened_on,
  case when not is_dated then cast(is_gone as int)
    when was_active then cast(not is_active as int) end as is_lost,
  case when not is_dated then amount when was_active then amount_before end as amount_at_risk,
  case when not is_dated then amount_gone when is_active then 0 else amount_before end
    as amount_lost,
  case when was_active and is_active then amount_now when was_active then 0 end as amount_kept,
  is_voluntary
from known
where not is_dated or was_active or dated_count = 0
"""

LARGEST_COUNT = 10

# What a few customers decide is said beside the ratios of money that they decide.
LARGEST = f"""
with at_start as (
  -- one row per customer under contract at the start
  {CONTRACTS.strip()}
)
select customer_id, happened_on, amount_at_risk,
  case when row_number() over (order by amount_at_risk desc nulls last, customer_id)
    <= {LARGEST_COUNT} then amount_at_risk else 0 end as amount_of_largest
from at_start
"""

MONTHS_AT_RISK = f"""
with {_SPELLS},
bounds as (
  -- one row: the first month looked at, and the last one that is over
  select date_trunc('month', greatest(min(started_on), $since)) as first_month,
    date_trunc('month', $as_of + interval 1 day) - interval 1 month as last_month
  from spells
),
months as (
  -- one row per month
  select cast(unnest(generate_series(first_month, last_month, interval 1 month)) as date)
    as month_on
  from bounds
),
standing as (
  -- one row per customer and month with a contract in it
  select customer_id, month_on,
    bool_or(started_on < month_on) as was_active,
    bool_or(ended_on is null or ended_on >= month_on + interval 1 month) as is_active
  from spells join months
    on started_on < month_on + interval 1 month and coalesce(ended_on, $as_of) >= month_on
  group by customer_id, month_on
)
select customer_id, month_on as happened_on, cast(not is_active as int) as is_lost
from standing where was_active
"""

_READS = ("subscriptions.is_ended",)
_MONEY = (*_READS, "subscriptions.monthly_amount")

CHURN = (
    Indicator(
        "customer_churn",
        CONTRACTS,
        "is_lost",
        "share",
        "wilson",
        _READS,
        higher_is_better=False,
        is_of_period=False,
    ),
    Indicator(
        "revenue_churn",
        CONTRACTS,
        "amount_lost",
        "share",
        "money_share",
        _MONEY,
        denominator="amount_at_risk",
        higher_is_better=False,
        is_of_period=False,
    ),
    Indicator(
        "gross_revenue_retention",
        CONTRACTS,
        "case when amount_kept > amount_at_risk then amount_at_risk else amount_kept end",
        "share",
        "money_share",
        (*_MONEY, "subscriptions.started_on"),
        denominator="amount_at_risk",
        is_of_period=False,
    ),
    Indicator(
        "net_revenue_retention",
        CONTRACTS,
        "amount_kept",
        "share",
        "money_ratio",
        (*_MONEY, "subscriptions.started_on"),
        denominator="amount_at_risk",
        is_of_period=False,
    ),
    Indicator(
        "ten_largest_share",
        LARGEST,
        "amount_of_largest",
        "share",
        "census",
        _MONEY,
        denominator="amount_at_risk",
        higher_is_better=None,
        is_of_period=False,
        is_of_ranks=True,
    ),
    Indicator(
        "voluntary_churn",
        CONTRACTS,
        "case when is_lost = 0 then 0 else cast(is_voluntary as int) end",
        "share",
        "wilson",
        (*_READS, "subscriptions.is_voluntary"),
        higher_is_better=False,
        is_of_period=False,
    ),
    Indicator(
        "involuntary_churn",
        CONTRACTS,
        "case when is_lost = 0 then 0 else 1 - cast(is_voluntary as int) end",
        "share",
        "wilson",
        (*_READS, "subscriptions.is_voluntary"),
        higher_is_better=False,
        is_of_period=False,
    ),
    Indicator(
        "customer_churn_monthly",
        MONTHS_AT_RISK,
        "is_lost",
        "share",
        "wilson",
        (*_READS, "subscriptions.started_on"),
        higher_is_better=False,
    ),
)
