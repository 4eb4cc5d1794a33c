"""A click that changes one part of a page draws that part anew, and no other."""

import pytest
from playwright.sync_api import WebSocket, expect

from tests.browser.gestures import asks, chips, click_bar
from tests.browser.readers import ENGLISH, Readers, stands

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_opening_a_table_draws_its_own_part_of_the_page_alone(readers: Readers) -> None:
    page, heard = readers.come(), list[str | bytes]()

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda said: heard.append(said))

    page.on("websocket", listen)
    readers.open(page, "lifecycle")
    asks(page, "lifecycle")
    whole = len(heard)
    label = ENGLISH("figure.table")
    page.get_by_test_id("stPopover").filter(has_text=label).first.locator("button").click()
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible()
    stands(page)
    assert 0 < len(heard) - whole < whole / 3


def test_a_filter_clicked_in_one_part_of_a_page_reaches_all_of_it(readers: Readers) -> None:
    page = readers.open(readers.come(), "loyalty")
    asks(page, "loyalty")
    count = page.get_by_test_id("stMetricValue").first
    before = count.inner_text()
    click_bar(page, ENGLISH("segment.ladder_step.loyal"))
    expect(chips(page)).to_have_count(3)
    stands(page)
    assert count.inner_text() != before
