"""Templates: what is filled in as they show is read in again, every column rightly."""

import io
from types import SimpleNamespace
from typing import cast

import openpyxl
import pandas as pd
import pytest

from data import intake, templates
from data.exports import xlsx_bytes
from data.headings import LANGUAGES, heading
from data.store import Study
from data.tables import TABLES
from tests.test_page_import import page
from ui.importing.templates import notes, template_file
from ui.view import View
from ui.words import words

VIEWS = {name: cast(View, SimpleNamespace(say=words(name))) for name in LANGUAGES}
# Each table in each language and in each kind of file; crossed, where there is time for it.
EVERY = [
    pytest.param(
        table,
        language,
        kind,
        marks=[pytest.mark.slow] if (language == "en") != (kind == "csv") else [],
    )
    for table in templates.OFFERED
    for language in LANGUAGES
    for kind in templates.FORMATS
]


def made(table: str, language: str, kind: str, *, is_empty: bool = False) -> bytes:
    """As the page hands it out."""
    return template_file(VIEWS[language], table, kind, is_empty)


@pytest.mark.parametrize(("table", "language", "kind"), EVERY)
def test_a_template_with_its_sample_rows_is_read_in_again_whole(
    table: str, language: str, kind: str
) -> None:
    [proposal] = intake.propose([(f"filled.{kind}", made(table, language, kind))])
    assert proposal.matching is not None
    assert proposal.matching.table == table
    assert [column.meaning for column in proposal.matching.columns] == [
        f"{table}.{name}" for name in TABLES[table].names
    ]
    study = Study()
    [receipt] = intake.keep(study, [proposal])
    assert (receipt.rows_read, receipt.rows_kept, receipt.rows_set_aside) == (3, 3, 0)
    assert receipt.problems == ()
    assert study.frame(f"select count(*) as n from {table}")["n"].tolist() == [3]


def test_sample_values_arrive_as_they_were_written() -> None:
    study = Study()
    intake.take_in(study, [("o.xlsx", made("orders", "zh-Hans", "xlsx"))])
    rows = study.frame(
        "select customer_id, ordered_at, amount, is_returned, product from orders order by order_id"
    )
    assert rows.iloc[2].tolist() == [
        "C-0001",
        pd.Timestamp("2026-03-05 11:05"),
        128.25,
        True,
        "龙井茶",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", templates.OFFERED)
def test_an_empty_template_holds_the_headings_and_nothing_else(table: str, language: str) -> None:
    headings = [heading(table, name, language) for name in TABLES[table].names]
    text = made(table, language, "csv", is_empty=True)
    assert text.startswith(b"\xef\xbb\xbf")
    assert text.decode("utf-8-sig").splitlines() == [",".join(headings)]
    book = openpyxl.load_workbook(io.BytesIO(made(table, language, "xlsx", is_empty=True)))
    first, second = book.worksheets
    assert [[cell.value for cell in row] for row in first.rows] == [headings]
    assert [row[0].value for row in second.rows][1:] == headings
    assert all(row[1].value for row in second.rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_of_every_template_has_a_sentence(language: str) -> None:
    say = words(language)
    says = {
        (table, name): say(f"template.{'of_any' if name == 'customer_id' else table}.{name}")
        for table in templates.OFFERED
        for name in TABLES[table].names
    }
    assert {key for key, text in says.items() if text[-1] not in ".。"} == set()


def test_the_page_offers_each_template_in_the_readers_language() -> None:
    app = page(language="zh-Hans")
    assert "从模板开始" in "\n".join(header.value for header in app.header)
    box = next(b for b in app.selectbox if b.key == "template-table")
    assert len(box.options) == 10
    box.set_value("tickets").run()
    keys = {b.key for b in app.get("download_button")}
    assert {"template-csv", "template-xlsx"} <= keys
    assert not app.exception


def test_the_notes_tell_what_is_needed() -> None:
    told = notes(VIEWS["en"], "orders").set_index("template_column")
    assert told["template_needed"].to_dict() == {
        **dict.fromkeys(told.index, "if you have it"),
        "Customer ID": "needed",
        "Order date": "needed",
    }


def test_a_sheet_that_explains_the_columns_of_another_is_no_table() -> None:
    orders = pd.DataFrame({"order_id": ["1"], "customer_id": ["a"], "order_date": ["2026-01-02"]})
    notes = pd.DataFrame({"Column": ["Order ID", "customer_id"], "Meaning": ["the order", "who"]})
    people = pd.DataFrame({"customer_id": ["a"], "name": ["Ann Lee"]})
    book = xlsx_bytes({"Orders": orders, "Notes": notes, "People": people})
    assert [proposal.part for proposal in intake.propose([("book.xlsx", book)])] == [
        "Orders",
        "People",
    ]
