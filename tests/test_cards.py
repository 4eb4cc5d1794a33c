"""A card stands where something is counted; what lacks a column or a row is named instead."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.opened_pages import page as linked
from tests.test_page_import import button, page, texts

_ANSWERS = "customer_id,answered_at,instrument,score,scale_min,scale_max\n"
_CSAT = "".join(f"C{n},2026-0{1 + n % 6}-11,csat,{1 + n % 5},1,5\n" for n in range(60))
SURVEY = ("answers.csv", (_ANSWERS + _CSAT).encode())
REQUESTS = (
    "tickets.csv",
    (
        "Ticket ID,Customer Email,Ticket Type,Ticket Status,Ticket Priority,Ticket Channel,"
        "First Response Time,Time to Resolution,Customer Satisfaction Rating\n"
        + "".join(
            f"{n},c{n % 9}@example.com,{('Refund', 'Billing')[n % 2]},Closed,Low,"
            f"Email,2023-06-01 12:00:{n:02},2023-06-01 1{n % 6 + 3}:00:00,{1 + n % 5}\n"
            for n in range(40)
        )
    ).encode(),
)
FEW = (
    "orders.csv",
    b"order_id,customer_id,order_date,amount\n"
    + b"".join(b"%d,C%d,2026-0%d-05,10\n" % (n, n, 1 + n % 9) for n in range(10)),
)


def shown(name: str, *files: tuple[str, bytes], language: str = "en") -> AppTest:
    app = page(*files, language=language)
    button(app, "load").click().run()
    app.switch_page(f"pages/{name}.py").run()
    assert not app.exception
    return app


@pytest.mark.parametrize(
    ("language", "named"),
    [
        ("en", "Nothing to count in this view: Net promoter score (NPS)"),
        ("zh-Hans", "此视图中没有可计数的内容：净推荐值（NPS）"),
    ],
)
def test_what_nobody_was_asked_has_no_card_and_is_named(language: str, named: str) -> None:
    app = shown("overview", SURVEY, language=language)
    assert any(caption.value.startswith(named) for caption in app.caption)
    assert len(app.metric) == 1


def test_marks_given_to_requests_are_told_and_lacking_columns_named() -> None:
    app = shown("service", REQUESTS)
    assert ("Mark for the service", "3.00") in [(m.label, m.value) for m in app.metric]
    assert "need more than a list" not in texts(app)


@pytest.mark.parametrize(
    ("language", "named"),
    [
        ("en", "Not in your data: Opened at (Service requests). What has no day is counted"),
        ("zh-Hans", "数据中没有：创建时间（服务工单）。没有日期的记录"),
    ],
)
def test_a_period_that_chooses_nothing_is_told(language: str, named: str) -> None:
    app = shown("service", REQUESTS, language=language)
    assert any(caption.value.startswith(named) for caption in app.caption)


def test_no_page_begins_with_more_cards_than_can_be_taken_in() -> None:
    app = linked(name="service")
    assert len(app.metric) == 6
    further = next(box for box in app.expander if box.label.endswith("more figures"))
    assert not further.children


def test_a_handful_of_orders_makes_no_trend() -> None:
    app = shown("overview", FEW)
    assert "Too few steps with enough answers or orders for a line." in texts(app)
