"""Everything numeric that is known of a customer, one row per customer and number."""

MARKS = ("need:", "perceived:", "value:")
"""How the fields begin that are marks given by the customer."""
DATED = (*MARKS, "net_spend", "order_days", "recency_days")
"""How those begin that are as of a day; all others are what the file says today."""

# Marks run from 0 to 100, so that scales of all lengths stand side by side.
OWN_NUMBERS = """
with marks as (
  -- one row per customer and thing rated
  select customer_id, instrument || ':' || item as field,
    avg(100 * (score - scale_min) / (scale_max - scale_min)) as number
  from survey_responses
  where instrument in ('need', 'perceived', 'value') and item is not null and score is not null
    and scale_max > scale_min
  group by customer_id, instrument, item
),
spending as (
  -- one row per customer who ordered
  select customer_id, sum(net_amount) as net_spend,
    count(*) filter (where is_kept) as order_days,
    date_diff('day', max(ordered_on) filter (where is_kept), $as_of) as recency_days
  from customer_days group by customer_id
),
own as (
  -- one row per customer and number of the file's own columns
  select customer_id, 'attribute:' || name as field, max(try_cast(value as double)) as number
  from attributes group by customer_id, name
),
varied as (
  -- one row per such column that is a measure, not a code
  select field from own group by field
  having count(distinct number) > 10 and count(number) = count(*)
)
-- one row per customer and number
select customer_id, field, number from marks
union all select customer_id, 'net_spend', net_spend from spending
union all select customer_id, 'order_days', order_days from spending
union all select customer_id, 'recency_days', recency_days from spending
  where recency_days is not null
union all select customer_id, 'age', age from customers where age is not null
union all select customer_id, 'tenure_months', tenure_months from customers
  where tenure_months is not null
union all select customer_id, 'monthly_amount', monthly_amount from customers
  where monthly_amount is not null
union all select customer_id, field, number from own semi join varied using (field)
"""
