"""What every page knows of a study before asking it anything."""

import pandas as pd
import pytest

from data.store import Study
from tests.opened_pages import is_sound, opened, page
from ui.formats import Formats
from ui.links import Choices
from ui.opened import Opened
from ui.view import View, identity
from ui.words import words


def sold_in(*currencies: str | None, customers: int = 1) -> Opened:
    """Orders of 10 and 14 by turns, each customer one in each of these currencies."""
    study = Study()
    ids = [f"c{number}" for number in range(customers)]
    study.keep("customers", pd.DataFrame({"customer_id": ids}))
    orders = [
        {
            "order_id": f"{customer}-{place}",
            "customer_id": customer,
            "ordered_at": pd.Timestamp("2026-01-05"),
            "amount": 10.0 + 4 * (number % 2),
            "currency": currency,
        }
        for number, customer in enumerate(ids)
        for place, currency in enumerate(currencies)
    ]
    study.keep("orders", pd.DataFrame(orders))
    return opened(study)


@pytest.mark.parametrize(
    ("currencies", "known"),
    [
        (("USD",), "USD"),
        ((" usd ", "USD", None), "USD"),
        (("USD", "EUR"), None),
        (("dollars",), None),
        (("![x](http://evil.example/x.png)",), None),
        ((None,), None),
    ],
)
def test_money_is_written_with_the_one_currency_that_everybody_knows(
    currencies: tuple[str | None, ...], known: str | None
) -> None:
    assert sold_in(*currencies).currency == known


def test_an_interval_in_dollars_is_no_formula() -> None:
    app = page(sold_in("USD", customers=40), "loyalty")
    assert is_sound(app)
    # The mean of 10 and 14 is 12; its interval is written with two signs of a dollar.
    said = [caption.value for caption in app.caption if caption.value.count("$") > 1]
    assert len(said) == 1
    assert said[0].count("\\$") == said[0].count("$")


def test_the_same_file_matched_otherwise_is_another_view_to_every_cache() -> None:
    views = [
        View(Choices(), opened(Study()), words("en"), Formats("en"), "light") for _ in range(2)
    ]
    assert identity(views[0]) != identity(views[1])
