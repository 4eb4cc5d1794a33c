"""A fifth, a rank or an average is one of everybody: a filter must not move what made a segment."""

from datetime import date

from data.scope import Condition
from metrics.dimensions import dimension_called
from metrics.people import people_count, segments_of
from metrics.quotients import by
from metrics.registry import BY_NAME
from tests.studies import orders_on, scope_of

DAY = "2024-06-01"

# Ten customers who spent 10, 20 … 100; the odd ones live in Hangzhou. The best fifth of all are
# those with 90 and 100: one in each city. Among Hangzhou's five the best fifth would be another.
ORDERS = [row for n in range(1, 11) for row in orders_on(f"C{n}", DAY, amount=10.0 * n)]
CITIES = [{"customer_id": f"C{n}", "city": "Hangzhou" if n % 2 else "Suzhou"} for n in range(1, 11)]
HANGZHOU = Condition(dimension_called("city").members, ("Hangzhou",))


def test_the_best_fifth_within_a_city_are_those_of_all_customers_who_live_there() -> None:
    whole = scope_of(date(2024, 12, 31), customers=CITIES, orders=ORDERS)
    band = dimension_called("value_band")
    city = type(whole)(whole.study, whole.as_of, None, (HANGZHOU,), whole.filled)
    sizes = segments_of(city, band).set_index("segment")["customer_count"]
    measured = by(city, [BY_NAME["average_order_value"]], band).set_index("segment")
    assert sizes["top_20"] == 1
    assert measured.loc["top_20", ["value", "base"]].tolist() == [90.0, 1]
    assert people_count(city, band, ["top_20"]) == 1
