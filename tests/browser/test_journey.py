"""From the demo to one's own export, to who leaves, to the people, to one customer, and back."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.exports import Export, export
from tests.browser.gestures import (
    asks,
    chart_with,
    chips,
    choose,
    click_bar,
    correct,
    drop,
    go,
    load,
    open_row,
    speak,
)
from tests.browser.readers import CHINESE, ENGLISH, Readers
from ui.words import Words

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

MONTHLY = "Month-to-month"


def monthly_chip(say: Words) -> str:
    return say("bar.chip_in", name=say("dimension.contract"), segment=MONTHLY)


def loaded(page: Page, file: Export) -> None:
    """The reader's own export, one column of it corrected, is open; all in Chinese."""
    go(page, "import_data", CHINESE)
    drop(page, file.file)
    plan = CHINESE(
        "passport.column_of", column=CHINESE("column.plan"), table=CHINESE("table.customers")
    )
    correct(page, "InternetService", plan)
    load(page, CHINESE)


def people_of(page: Page, count: str) -> None:
    """From the mark that was clicked to the list of those behind it."""
    page.get_by_role("link", name=CHINESE("figure.people", count=count)).first.click()
    asks(page, "segments", CHINESE)


def test_from_the_demo_to_one_customer_of_ones_own_and_back(readers: Readers) -> None:
    file = export()
    page = readers.open(readers.come())
    speak(page, "简体中文")
    asks(page, "overview", CHINESE)
    loaded(page, file)

    go(page, "churn", CHINESE)
    choose(page, CHINESE("breakdown.by"), CHINESE("dimension.plan"))
    choose(page, CHINESE("breakdown.by"), CHINESE("dimension.contract"))
    told = chart_with(page, MONTHLY).first
    expect(told).to_contain_text(file.monthly_churn)
    expect(told).to_contain_text(file.churn)
    click_bar(page, MONTHLY)
    expect(chips(page)).to_have_text([f"{monthly_chip(CHINESE)}close"])

    people_of(page, file.monthly)
    count = CHINESE("segments.count", count=file.monthly).strip("*")
    expect(page.get_by_text(count, exact=True)).to_be_visible()
    listed = page.url
    open_row(page)
    asks(page, "person", CHINESE)

    page.get_by_role("button", name=CHINESE("segments.back")).click()
    asks(page, "segments", CHINESE)
    page.go_back()
    asks(page, "person", CHINESE)
    page.go_back()
    asks(page, "segments", CHINESE)
    expect(page).to_have_url(listed)

    chips(page).click()
    expect(chips(page)).to_have_count(0)
    everybody = CHINESE("segments.count", count=file.customers).strip("*")
    expect(page.get_by_text(everybody, exact=True)).to_be_visible()
    assert [secret for secret in file.secrets if secret in readers.server.said] == []


@pytest.mark.slow
def test_another_language_keeps_the_page_and_the_filters(readers: Readers) -> None:
    page = readers.open(readers.come(), "churn", **{"in": "region~South", "range": "6m"})
    said = ENGLISH("bar.chip_in", name=ENGLISH("dimension.region"), segment="South")
    expect(chips(page)).to_have_text([f"{said}close"])
    speak(page, "简体中文")
    asks(page, "churn", CHINESE)
    said = CHINESE("bar.chip_in", name=CHINESE("dimension.region"), segment="华南")
    expect(chips(page)).to_have_text([f"{said}close"])
    expect(page.get_by_text("2026年4月1日 至 2026年9月30日")).to_be_visible()
    speak(page, "English")
    asks(page, "churn", ENGLISH)
    assert "/churn?" in page.url
    assert "range=6m" in page.url
