"""Rows set aside are downloaded, mended in a text editor and dropped again, in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.gestures import drop, go, load
from tests.browser.readers import CHINESE, Readers

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ORDERS = (
    "订单编号,客户编号,下单时间,金额\n"
    "001,甲,2026-01-05,10\n002,,2026-01-06,20\n003,乙,2026-02-31,40\n004,,2026-02-03,80\n"
)


def taken_away(page: Page, key: str) -> str:
    with page.expect_download() as waiting:
        page.locator(f".st-key-{key} button").click()
    path = Path(waiting.value.path())
    assert waiting.value.suggested_filename.endswith(".csv")
    return path.read_bytes().decode("utf-8-sig")


def receipt(page: Page, file: str) -> str:
    said = page.get_by_test_id("stMarkdown").filter(has_text=file).filter(has_text="读取")
    expect(said.last).to_be_visible()
    return said.last.inner_text()


def test_rows_set_aside_are_mended_and_dropped_again(readers: Readers) -> None:
    page = readers.open(readers.come("zh-Hans"))
    go(page, "import_data", CHINESE)
    drop(page, ("一月.csv", ORDERS.encode("gb18030")))
    text = taken_away(page, "aside-trial-0")
    head, *lines = text.splitlines()
    assert head.endswith("订单编号,客户编号,下单时间,金额")
    assert len(lines) == 3
    load(page, CHINESE)
    assert "读取 4 行 = 保留 1 行 + 搁置 3 行" in receipt(page, "一月.csv")
    assert taken_away(page, "aside-opened-0") == text

    mended = text.replace(",002,,", ",002,丙,").replace("2026-02-31", "2026-02-28")
    # As a spreadsheet here saves it.
    drop(page, ("改好.csv", mended.encode("gb18030")))
    load(page, CHINESE)
    assert "读取 3 行 = 保留 2 行 + 搁置 1 行" in receipt(page, "改好.csv")
    expect(page.get_by_text(CHINESE("problem.not_mended")).first).to_be_visible()
    assert [line for line in ("甲", "乙", "丙") if line in readers.server.said] == []
