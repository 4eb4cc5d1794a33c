"""What an order is, said once for every indicator and list that counts or sums orders."""

# What was sent back, or is booked below 0, is no order. The models of buying count by this rule.
IS_KEPT = "is_returned is not true and coalesce(amount, 0) >= 0"

# Lines of one order, or two orders on one day, are one decision to buy.
ORDER_DAYS = """
-- one row per customer and day with an order that was kept
select customer_id, ordered_on from customer_days where is_kept
""".strip()
