"""What every page asks for again and again, worked out once when the orders are kept."""

from data.columns import Column, Table

CUSTOMER_DAYS = Table(
    "customer_days",
    (
        Column("customer_id", is_personal=True),
        Column("ordered_on", "date"),
        Column("is_kept", "flag"),
        Column("kept_amount", "number"),
        Column("net_amount", "number"),
    ),
    dated_by="ordered_on",
)

SALES = Table(
    "sales",
    (
        Column("customer_id", is_personal=True),
        Column("sold_on", "date"),
        Column("amount", "number"),
    ),
    dated_by="sold_on",
)

REFERRALS = Table(
    "referrals",
    (
        Column("customer_id", is_personal=True),
        Column("brought_id", is_personal=True),
        Column("came_on", "date"),
    ),
    dated_by="came_on",
)

PREPARED = {table.name: table for table in (CUSTOMER_DAYS, SALES, REFERRALS)}

# Lines of one order, or two orders on one day, are one decision to buy. What was sent back, or is
# booked below 0, is no order; a return is taken off the money of the day it is booked on.
# In the order of customers, statements that go customer by customer read on without sorting.
_CUSTOMER_DAYS = """
create or replace table customer_days as
-- one row per customer and day with orders or returns
select customer_id, cast(ordered_at as date) as ordered_on,
  bool_or(is_returned is not true and coalesce(amount, 0) >= 0) as is_kept,
  sum(amount) filter (where is_returned is not true and amount >= 0) as kept_amount,
  sum(case when is_returned and amount > 0 then 0 else amount end) as net_amount
from orders where ordered_at is not null
group by customer_id, cast(ordered_at as date)
order by customer_id, ordered_on
"""

# A line without an order number stands for an order.
_SALES = """
create or replace table sales as
-- one row per order and day, of the lines that were kept
select customer_id, cast(ordered_at as date) as sold_on, sum(amount) as amount
from orders
where ordered_at is not null and is_returned is not true and coalesce(amount, 0) >= 0
group by customer_id, cast(ordered_at as date), coalesce(order_id, cast(ordered_at as varchar))
order by customer_id, sold_on
"""

# A row belongs to who recommended, so that a segment of them keeps whom they brought from outside.
_REFERRALS = """
create or replace view referrals as
-- one row per customer whom another one brought: the first order, joining where nobody orders
with firsts as (
  select customer_id, min(ordered_on) as first_on from customer_days where is_kept
  group by customer_id
)
select who.referred_by as customer_id, who.customer_id as brought_id,
  case when exists (select 1 from firsts) then first_on else joined_on end as came_on
from customers who left join firsts on firsts.customer_id = who.customer_id
where who.referred_by in (select customer_id from customers)
  and who.referred_by <> who.customer_id
"""

PREPARING = (_CUSTOMER_DAYS, _SALES, _REFERRALS)
