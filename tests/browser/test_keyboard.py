"""Everything within reach of somebody who uses no mouse."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.gestures import chips, click_bar
from tests.browser.readers import ENGLISH, Readers, stands
from tests.screen import some_of
from ui.navigation import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

FOCUSED = """() => {
  const at = document.activeElement;
  const order = [...document.querySelectorAll("button:not([inert] *)")];
  return order.indexOf(at.closest("button"));
}"""
BOXES = """() => [...document.querySelectorAll("button")].flatMap((button, place) =>
  /stPopoverButton|stMenuButtonButton/.test(button.dataset.testid) &&
  button.checkVisibility({ visibilityProperty: true }) ? [place] : [])"""
MOST_TABS = 250


def reached(page: Page) -> set[int]:
    """The buttons that the Tab key comes by, from the first to where it starts anew."""
    found = set[int]()
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        place = page.evaluate(FOCUSED)
        if place in found and place == min(found):
            break
        if place >= 0:
            found.add(place)
    return found


@pytest.mark.parametrize(
    "name",
    some_of([name for name in PAGES if name != "definitions"], "import_data", "loyalty"),
)
def test_every_box_that_opens_is_reached_with_the_tab_key(name: str, readers: Readers) -> None:
    page = readers.open(readers.come(), name)
    boxes = set(page.evaluate(BOXES))
    assert len(boxes) >= 3
    assert boxes - reached(page) == set()


def test_a_box_opens_with_enter_and_closes_with_escape(readers: Readers) -> None:
    page = readers.open(readers.come(), "churn")
    passport = page.get_by_role("button", name=ENGLISH("passport.button")).first
    passport.focus()
    page.keyboard.press("Enter")
    formula = page.get_by_text(ENGLISH("passport.formula"), exact=True).first
    expect(formula).to_be_visible()
    page.keyboard.press("Escape")
    expect(formula).to_be_hidden()
    expect(passport).to_be_focused()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


@pytest.mark.slow
def test_a_filter_set_by_keyboard_is_the_one_that_a_click_on_the_bar_sets(
    readers: Readers,
) -> None:
    pointing = readers.open(readers.come(), "churn", by="contract")
    click_bar(pointing, "Quarterly")
    expect(chips(pointing)).to_have_count(1)
    stands(pointing)

    typing = readers.open(readers.come(), "churn", by="contract")
    typing.get_by_role("button", name=ENGLISH("bar.filter")).focus()
    press(typing, "Enter")
    typing.get_by_label(ENGLISH("bar.filter_by")).focus()
    typing.keyboard.type(ENGLISH("dimension.contract"))
    press(typing, "Enter")
    values = typing.get_by_role("combobox", name=ENGLISH("bar.segments"))
    # The page takes the focus back to what was chosen last until it is drawn anew.
    typing.wait_for_timeout(1_000)
    stands(typing)
    values.focus()
    expect(values).to_be_focused()
    typing.keyboard.type("Quarterly")
    expect(typing.get_by_role("option", name="Quarterly")).to_be_visible()
    press(typing, "Enter", "Escape")
    apply = typing.get_by_role("button", name=ENGLISH("bar.apply"), exact=True)
    expect(apply).to_be_enabled()
    apply.focus()
    press(typing, "Enter")
    expect(chips(typing)).to_have_count(1)
    expect(typing).to_have_url(pointing.url)
