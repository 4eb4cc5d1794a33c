"""What an order is, said once for every indicator and list that counts orders."""

# Lines of one order, or two orders on one day, are one decision to buy. What was sent back, or is
# booked below 0, is no order; the days are worked out once, when orders are kept.
ORDER_DAYS = """
-- one row per customer and day with an order that was kept
select customer_id, ordered_on from customer_days where is_kept
""".strip()
