"""A link opens exactly the view it was copied from, wherever it is opened."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.exports import invented
from tests.browser.gestures import asks, chart_with, chips, click_bar, drop, go, load
from tests.browser.readers import ENGLISH, Readers, stands

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

VIEWS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("satisfaction", {"out": "tier~Gold", "as_of": "2026-03-31", "grain": "quarter"}),
    ("churn", {"in": ["region~South", "region~North"], "range": "24m", "by": "tier"}),
    ("lifecycle", {"in": "city~Hangzhou", "compare": "last_year", "range": "6m"}),
)


def numbers(page: Page) -> list[str]:
    """All that a page says, its charts included."""
    shown = page.get_by_test_id("stMain").all_inner_texts()
    return [*shown, *page.locator(".js-plotly-plot text").all_text_contents()]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "choices"), VIEWS, ids=[name for name, _ in VIEWS])
def test_a_link_to_the_demo_shows_the_same_numbers_to_anyone(
    name: str, choices: dict[str, Any], readers: Readers
) -> None:
    sender = readers.open(readers.come(), name, **choices)
    plain = numbers(readers.open(readers.come(), name))
    receiver = readers.come("zh-Hans")
    receiver.goto(sender.url)
    stands(receiver)
    assert receiver.url == sender.url
    assert numbers(receiver) == numbers(sender)
    assert numbers(sender) != plain


def test_a_link_to_ones_own_data_says_what_it_needs_and_opens_once_that_is_there(
    readers: Readers,
) -> None:
    file = invented()
    sender = readers.open(readers.come(), "import_data")
    drop(sender, file.file)
    load(sender)
    go(sender, "churn")
    click_bar(sender, "Month-to-month")
    expect(chips(sender)).to_have_count(1)
    stands(sender)

    receiver = readers.come()
    receiver.goto(sender.url)
    asks(receiver, "churn")
    needs = receiver.get_by_text(ENGLISH("link.needs_study", name=file.name))
    expect(needs).to_be_visible()
    expect(chart_with(receiver, "Month-to-month")).to_have_count(0)
    go(receiver, "import_data")
    drop(receiver, file.file)
    load(receiver)
    go(receiver, "churn")
    expect(needs).to_have_count(0)
    expect(chart_with(receiver, "Month-to-month").first).to_contain_text(file.monthly_churn)
    assert receiver.url == sender.url
    assert numbers(receiver) == numbers(sender)


def test_a_link_that_asks_for_what_is_not_there_is_a_clean_page_that_says_so(
    readers: Readers,
) -> None:
    wrong = {"lang": "xx", "range": "99m", "in": "nothing~x", "person": "1'; drop", "by": "y" * 700}
    page = readers.open(readers.come(), "segments", **wrong)
    asks(page, "segments")
    said = page.get_by_test_id("stAlert").inner_text()
    assert [name for name in ("lang", "range", "nothing", "person", "by") if name not in said] == []


def test_the_first_pages_own_name_in_an_address_keeps_what_the_link_asks_for(
    readers: Readers,
) -> None:
    page = readers.open(readers.come(), "overview", **{"in": "region~South", "range": "6m"})
    asks(page, "overview")
    expect(page).to_have_url(f"{readers.server.url}/?lang=en&in=region~South&range=6m")
    expect(chips(page)).to_have_count(1)


@pytest.mark.slow
def test_an_address_of_a_page_that_does_not_exist_leads_into_the_app(readers: Readers) -> None:
    page = readers.come()
    page.goto(f"{readers.server.url}/nowhere")
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Escape")
    asks(page, "overview")
    for name in ("satisfaction", "overview"):
        go(page, name)
