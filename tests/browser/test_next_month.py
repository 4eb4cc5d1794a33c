"""Next month's export: corrected once, asked only what is new, added without counting twice."""

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.gestures import correct, drop, go, load
from tests.browser.readers import CHINESE, ENGLISH, Readers, stands
from ui.words import Words

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

HEADER = "order_id,customer_id,order_date,{amount},theme\n"


def orders(first: int, last: int, month: int, amount: str = "amount") -> str:
    """Orders of 10 each, by forty customers, about tea or cups."""
    lines = (
        f"{n},C{n % 40},2026-{month:02}-{1 + n % 28:02},10,{('tea', 'cup')[n % 2]}\n"
        for n in range(first, last)
    )
    return HEADER.format(amount=amount) + "".join(lines)


MAY = ("may.csv", orders(0, 100, 5).encode())
# Twenty orders of May once more, as they were, then eighty new ones; the amount is renamed.
JUNE_TEXT = orders(80, 100, 5, "order_total") + orders(100, 180, 6).partition("\n")[2]
JUNE = ("june.csv", JUNE_TEXT.encode())


def kept_matching(page: Page) -> tuple[str, bytes]:
    """The small file that the page hands out."""
    with page.expect_download() as started:
        page.locator('[class*="st-key-toml-"] button').first.click()
    name = started.value.suggested_filename
    return name, started.value.path().read_bytes()


@pytest.mark.parametrize(
    "say", [ENGLISH, pytest.param(CHINESE, marks=pytest.mark.slow)], ids=["en", "zh"]
)
def test_next_months_file_is_asked_only_what_changed_and_counts_nothing_twice(
    readers: Readers, say: Words
) -> None:
    page = readers.open(readers.come(say.language), "import_data", lang=say.language)
    drop(page, MAY)
    meaning = say("passport.column_of", column=say("column.category"), table=say("table.orders"))
    correct(page, "theme", meaning)
    matching = kept_matching(page)
    assert matching[0].endswith(".toml")
    load(page, say)

    # Another day: nothing is remembered but the small file.
    page = readers.open(readers.come(say.language), "import_data", lang=say.language)
    drop(page, MAY, matching)
    load(page, say)
    files = [FilePayload(name=n, mimeType="text/csv", buffer=c) for n, c in (JUNE, matching)]
    page.locator("input[type=file]").set_input_files(files)
    answer = page.locator('[class*="st-key-answer-"] button')
    expect(answer).to_be_visible()
    stands(page)
    expect(page.locator('[class*="st-key-ask-"]')).to_have_count(1)
    expect(page.locator(".st-key-load button")).to_have_count(0)
    answer.click()
    expect(page.locator(".st-key-load button")).to_be_enabled()
    stands(page)
    told = {"table": say("table.orders"), "new": "80", "same": "20"}
    expect(page.get_by_text(part_of(say, **told))).to_be_visible()
    load(page, say)

    page.locator(".st-key-lead-on button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(say("overview.title"))
    stands(page)
    go(page, "import_data", say)
    receipt = say("importing.receipt", file="june.csv", **receipted(say)).partition(" · ")[0]
    expect(page.get_by_text(receipt.replace("**", ""))).to_be_visible()


def part_of(say: Words, **facts: str) -> str:
    """What is said of the overlap, without its days."""
    told = say("importing.overlap.some", since="|", until="|", **facts)
    return told.partition("|")[0].replace("**", "").rpartition("(" if "(" in told else "（")[0]


def receipted(say: Words) -> dict[str, str]:
    return {"table": say("table.orders"), "read": "100", "kept": "80", "aside": "20"}


def test_the_field_for_files_speaks_the_readers_language(readers: Readers) -> None:
    page = readers.open(readers.come("zh-Hans"), "import_data", lang="zh-Hans")
    button = page.locator(".st-key-drop-zone button")
    expect(button).to_have_accessible_name(CHINESE("importing.drop.button"))
    expect(button.get_by_text("Upload", exact=True)).to_be_hidden()
