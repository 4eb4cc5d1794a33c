"""What an order is, said once for every indicator and list that counts or sums orders."""

# Lines of one order, or two orders on one day, are one decision to buy; what was sent back, or
# is booked below 0, is none. The models of buying count by the same rule.
ORDER_DAYS = """
-- one row per customer and day with an order that was kept
select customer_id, cast(ordered_at as date) as ordered_on
from orders
where is_returned is not true and ordered_at is not null and coalesce(amount, 0) >= 0
group by customer_id, cast(ordered_at as date)
""".strip()

# A return is either a flag on its order, which then brought nothing, or a row of its own below 0.
NET_AMOUNT = "case when is_returned and amount > 0 then 0 else amount end"
