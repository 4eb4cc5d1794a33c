"""What an order is, said once for every indicator and list that counts or sums orders."""

# What was sent back, or is booked below 0, is no order. The models of buying count by this rule.
IS_KEPT = "is_returned is not true and coalesce(amount, 0) >= 0"

# Lines of one order, or two orders on one day, are one decision to buy.
ORDER_DAYS = f"""
-- one row per customer and day with an order that was kept
select customer_id, cast(ordered_at as date) as ordered_on
from orders
where ordered_at is not null and {IS_KEPT}
group by customer_id, cast(ordered_at as date)
""".strip()

# A return is either a flag on its order, which then brought nothing, or a row of its own below 0.
NET_AMOUNT = "case when is_returned and amount > 0 then 0 else amount end"
