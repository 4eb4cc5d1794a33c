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

PREPARED = {table.name: table for table in (CUSTOMER_DAYS, SALES)}

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

PREPARING = (_CUSTOMER_DAYS, _SALES)
