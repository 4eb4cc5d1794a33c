"""What a reader does with mouse and keyboard, named as they would name it."""

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.readers import ENGLISH, stands
from ui.navigation import GROUPS
from ui.words import Words

_OPENS = 1_000
"""Milliseconds until a list that opened stays open."""


def go(page: Page, name: str, say: Words = ENGLISH) -> None:
    """Follow the navigation to another page."""
    follow(page, name, say)
    asks(page, name, say)


def follow(page: Page, name: str, say: Words = ENGLISH) -> None:
    """Press a page's name in the navigation, in its group where it has one."""
    link = page.get_by_test_id("stTopNavLink")
    for group, names in GROUPS.items():
        if name in names:
            heading = say(f"nav_groups.{group}")
            page.get_by_test_id("stTopNavSection").get_by_text(heading, exact=True).click()
            link = page.get_by_test_id("stTopNavDropdownLink")
    link.get_by_text(say(f"nav.{name}"), exact=True).click()


def asks(page: Page, name: str, say: Words = ENGLISH) -> None:
    """Wait until a page's question is on top."""
    expect(page.get_by_role("heading", level=1)).to_have_text(say(f"{name}.title"))
    stands(page)


def drop(page: Page, *files: tuple[str, bytes]) -> None:
    """Give files to the page for one's own data, and wait until they are understood."""
    dropped = [FilePayload(name=n, mimeType="text/csv", buffer=content) for n, content in files]
    page.locator("input[type=file]").set_input_files(dropped)
    expect(page.locator(".st-key-load button")).to_be_enabled()
    stands(page)


def load(page: Page, say: Words = ENGLISH) -> None:
    """Open what was dropped."""
    page.locator(".st-key-load button").click()
    expect(page.get_by_text(say("importing.loaded"))).to_be_visible()
    stands(page)


def correct(page: Page, column: str, meaning: str) -> None:
    """Say what a column of the dropped file means, with the keyboard alone from the first cell."""
    grid = page.get_by_test_id("stDataFrame").first
    headers = grid.locator('td[aria-colindex="1"]')
    expect(headers.first).to_be_attached()
    place = headers.all_text_contents().index(column)
    grid.locator(".dvn-scroller").click(position={"x": 60, "y": 52})
    for key in (*["ArrowDown"] * place, "ArrowRight", "Enter"):
        page.keyboard.press(key)
    page.get_by_role("option", name=meaning, exact=True).click()
    # The grid sends what was chosen a moment later; then there is something to take back.
    expect(page.locator(".st-key-undo-1 button")).to_be_enabled()
    stands(page)


def choose(page: Page, label: str, option: str) -> None:
    """Choose from a drop-down."""
    box = page.get_by_label(label, exact=True).first
    options = page.get_by_role("option", name=option, exact=True)
    # A list that opens while the page still scrolls to it shuts again, as it does for a reader.
    box.scroll_into_view_if_needed()
    box.click()
    page.wait_for_timeout(_OPENS)
    if not options.count():
        box.click()
    options.click()
    stands(page)


def chart_with(page: Page, mark: str) -> Locator:
    """The first chart of bars that has a bar of this name."""
    names = page.locator(".ytick", has_text=mark)
    return page.locator(".js-plotly-plot").filter(has=names).filter(has=page.locator(".barlayer"))


def click_bar(page: Page, mark: str) -> None:
    """Point at the bar beside a name and press the mouse."""
    chart = chart_with(page, mark).first
    name = chart.locator(".ytick text", has_text=mark).first
    name.scroll_into_view_if_needed()
    beside, bars = name.bounding_box(), chart.locator(".barlayer").first.bounding_box()
    assert beside
    assert bars
    x, y = bars["x"] + 8, beside["y"] + beside["height"] / 2
    page.mouse.move(x, y)
    expect(chart.locator(".hoverlayer .hovertext").first).to_be_visible()
    page.mouse.click(x, y)


def open_row(page: Page, row: int = 0) -> None:
    """Tick a row of the people, who come first where a filter is set."""
    grid = page.get_by_test_id("stDataFrame").first
    grid.scroll_into_view_if_needed()
    grid.locator(".dvn-scroller").click(position={"x": 16, "y": 52 + 35 * row})


def chips(page: Page) -> Locator:
    """The filters in the bar."""
    return page.locator('.st-key-bar [class*="st-key-chip-"] button:visible')


def speak(page: Page, language: str) -> None:
    """Switch to the language of this name."""
    page.locator(".st-key-language").get_by_role("button").click()
    page.get_by_role("menuitem", name=language).click()
