"""Bands that tell customers apart: age, time with us, spending, last mark, still here or gone."""

from metrics.families.satisfaction import latest

AGE_BAND = """
with ages as (
  -- one row per customer
  select customer_id,
    coalesce(age, floor(date_diff('day', birth_on, $as_of) / 365.25)) as years
  from customers
)
select customer_id,
  case when years < 25 then 'under_25' when years < 35 then '25_34' when years < 45 then '35_44'
    when years < 55 then '45_54' when years < 65 then '55_64' when years >= 65 then '65_over'
    end as segment
from ages
"""

TENURE_BAND = """
with contracts as (
  -- one row per customer under contract
  select customer_id, max(tenure_months) as contract_months
  from subscriptions group by customer_id
),
tenures as (
  -- one row per customer: months by the file's own account, else since joining
  select customer_id, coalesce(tenure_months, contract_months,
    date_diff('day', joined_on, coalesce(left_on, $as_of)) / 30.4375) as months
  from customers left join contracts using (customer_id)
)
select customer_id,
  case when months < 6 then 'under_6' when months < 12 then '6_11' when months < 24 then '12_23'
    when months < 48 then '24_47' when months >= 48 then '48_over' end as segment
from tenures
"""

JOINED_YEAR = """
select customer_id, cast(extract(year from joined_on) as varchar) as segment from customers
"""

VALUE_BAND = """
with spending as (
  -- one row per customer who ordered
  select customer_id, sum(net_amount) as net_spend from customer_days group by customer_id
),
ranked as (
  -- one row per customer, the share of customers who spend more
  select customer_id, percent_rank() over (order by net_spend desc) as place from spending
)
select customer_id,
  case when place < 0.2 then 'top_20' when place < 0.5 then 'next_30'
    when place >= 0.5 then 'lower_50' end as segment
from customers left join ranked using (customer_id)
"""

# High is what csat_top2 counts, low is below the middle of the scale.
CSAT_BAND = f"""
with last_answers as (
  -- one row per customer who was asked: points below the top, points from the middle
  select customer_id, {latest("score - scale_max")} as from_top,
    {latest("score - (scale_min + scale_max) / 2")} as from_middle
  from survey_responses
  where instrument = 'csat' and score is not null and scale_max - scale_min between 2 and 10
  group by customer_id
)
select customer_id,
  case when from_top >= -1 then 'high' when from_middle < 0 then 'low'
    when from_middle >= 0 then 'middle' end as segment
from customers left join last_answers using (customer_id)
"""

# Gone are those whose contracts have all ended; without a contract the customer's own mark counts.
HAS_LEFT = """
with contracts as (
  -- one row per customer under contract
  select customer_id, bool_and(ended_on is not null or is_ended is true) as is_gone
  from subscriptions group by customer_id
)
select customer_id,
  case when coalesce(is_gone, is_churned) then 'yes'
    when not coalesce(is_gone, is_churned) then 'no' end as segment
from customers left join contracts using (customer_id)
"""
