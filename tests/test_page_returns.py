"""Returns on the import page: joined with the orders of the drop, or of what is open, and told."""

import pytest

from tests.test_page_import import button, loaded, opened, page, texts
from tests.test_returns_between import ORDERS, RETURNS
from tests.test_ways import dropped

FILES = [(name, text.encode()) for name, text in (ORDERS, RETURNS)]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Returns of orders: 3 rows read = 2 kept + 1 set aside"),
        ("zh-Hans", "订单的退货"),
    ],
)
def test_returns_go_in_with_their_orders_and_the_receipt_says_how(language: str, told: str) -> None:
    app = loaded(*reversed(FILES), language=language)
    said = texts(app).replace("** → ", ": ")
    assert told in said
    reasons = {
        "en": ("No order of this number is loaded", "looked up by its order number"),
        "zh-Hans": ("没有载入此编号的订单", "按订单编号"),
    }
    assert all(reason in said for reason in reasons[language])
    marked = opened(app).study.frame("select count(*) as n from orders where is_returned")
    assert marked["n"][0] == 2


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "Load the orders together with it"), ("zh-Hans", "请与订单一起载入")],
)
def test_returns_alone_are_told_what_they_lack(language: str, told: str) -> None:
    app = page(FILES[1], language=language)
    assert told in texts(app)
    assert button(app, "load").disabled


def test_returns_dropped_later_find_the_orders_that_are_open() -> None:
    app = loaded(FILES[0])
    name, content = FILES[1]
    app.file_uploader[0].set_value([(name, content, "text/csv")])
    app.run()
    assert not button(app, "load").disabled
    button(app, "load").click().run()
    assert not app.exception
    assert opened(app).receipts[-1].rows_kept == 2
    net = opened(app).study.frame("select sum(net_amount) as net from customer_days")
    assert net["net"][0] == 100 + 300 - 60 + 50


def test_in_the_place_of_everything_returns_have_no_orders_and_say_so() -> None:
    app = dropped(loaded(FILES[0]), FILES[1], way="afresh")
    button(app, "load").click().run()
    assert not app.exception
    assert "Load the orders together with it" in texts(app)


def test_later_returns_take_the_place_of_the_earlier_and_not_of_the_orders() -> None:
    later = ("later.csv", "订单编号,退货日期,退款金额\nA1,2025-05-01,100\n".encode())
    app = dropped(loaded(*FILES), later, way="table")
    button(app, "load").click().run()
    assert not app.exception
    marked = opened(app).study.frame("select order_id, amount from orders where is_returned")
    assert marked.values.tolist() == [["A1", 100.0]]
