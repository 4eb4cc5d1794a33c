"""Whatever leaves by a download runs nothing, says the numbers as numbers, and has a safe name."""

import csv
import io
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import streamlit as st

from tests.house import ROOT
from tests.opened_pages import is_sound, link, page
from tests.studies import study_of
from tests.test_attacks_text import NAME, attacked
from ui.links import Chip
from ui.navigation import PAGES
from ui.opened import Opened

pytestmark = pytest.mark.xdist_group("hostile")

FORMULAS = ("=1+1", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1")
RUNS = re.compile(r"^[=+\-@\t\r＝＋－＠]")
NUMBER = re.compile(r"^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$")


@dataclass(frozen=True)
class Download:
    """A file that a button of a page hands out."""

    key: str
    name: str
    content: bytes


@pytest.fixture
def downloads(monkeypatch: pytest.MonkeyPatch) -> list[Download]:
    """Everything that the pages opened in a test offer to take away, made at once."""
    found: list[Download] = []
    offered = st.download_button

    def offer(label: str, data: Any, file_name: str, *rest: Any, **options: Any) -> bool:
        content = data() if callable(data) else data
        found.append(Download(str(options.get("key")), file_name, content))
        return offered(label, data, file_name, *rest, **options)

    monkeypatch.setattr(st, "download_button", offer)
    return found


def formulas() -> Opened:
    """A study in which every text of every customer begins like a formula."""
    names = ("name", "city", "plan", "contract", "tier", "region")
    customers = [
        {"customer_id": f"{FORMULAS[n % 7]}{n}"}
        | {c: FORMULAS[(n + k) % 7] for k, c in enumerate(names)}
        for n in range(84)
    ]
    spells = [
        {
            "customer_id": row["customer_id"],
            "tenure_months": n % 30 + 1.0,
            "is_ended": n % 3 == 0,
            "monthly_amount": 5.0,
        }
        for n, row in enumerate(customers)
    ]
    orders = [
        {
            "customer_id": row["customer_id"],
            "ordered_at": pd.Timestamp(f"2024-0{n % 6 + 1}-09"),
            "amount": -5.0 if n % 9 == 0 else 12.5,
        }
        for n, row in enumerate(customers)
    ]
    return Opened(
        study_of(customers=customers, subscriptions=spells, orders=orders), "=f.csv", "abc123"
    )


def cells(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def running(download: Download) -> list[str]:
    """Cells that a spreadsheet would take for a formula."""
    return [
        cell
        for row in cells(download.content)
        for cell in row
        if RUNS.match(cell) and not NUMBER.match(cell)
    ]


TELLING = ("overview", "loyalty", "value", "churn", "segments", "lifecycle", "data_quality")
"""The pages that have a figure on so small a study, and so something to take away."""


@pytest.mark.parametrize(
    "name", [name for name in PAGES if name not in ("definitions", "import_data")]
)
def test_no_csv_of_any_page_holds_a_cell_that_runs(name: str, downloads: list[Download]) -> None:
    app = page(formulas(), name, by="city")
    assert is_sound(app)
    assert downloads or name not in TELLING
    assert {d.key: running(d) for d in downloads if running(d)} == {}


def test_the_list_of_people_is_neutralised_with_names_shown_and_keeps_its_numbers(
    downloads: list[Download],
) -> None:
    app = page(formulas(), "segments")
    app.toggle(key="show-names").set_value(True).run()
    taken = downloads[-1]
    head, *rows = cells(taken.content)
    assert len(rows) == 84
    assert running(taken) == []
    written = {cell for row in rows for cell in row}
    assert "'=1+1" in written
    assert "'@SUM(A1)" in written
    assert {"-5", "12.5"} & {cell.removesuffix(".0") for cell in written}
    assert len(head) == len(set(head))


def test_ids_leave_as_they_came(downloads: list[Download]) -> None:
    ids = ["007", "00123", "9007199254740993", "013800138000", "1E5"]
    own = Opened(study_of(customers=[{"customer_id": i, "city": "A"} for i in ids]), "f.csv", "a1")
    page(own, "segments").toggle(key="show-names").set_value(True).run()
    assert {row[0] for row in cells(downloads[-1].content)[1:]} == set(ids)


def test_what_is_hidden_on_screen_is_hidden_in_the_download(downloads: list[Download]) -> None:
    ids = ("13800138000", "ann@example.org")
    page(
        Opened(study_of(customers=[{"customer_id": i, "name": "Ann Lee"} for i in ids]), "f", "a1")
    )
    text = downloads[-1].content.decode("utf-8-sig")
    assert len(cells(downloads[-1].content)) == 3
    assert [hidden for hidden in (*ids, "Ann Lee", "Lee") if hidden in text] == []


def test_the_name_of_a_download_is_safe_whatever_the_segment_is_called(
    downloads: list[Download],
) -> None:
    values = ["../../etc/passwd", "a\x00b", "con", "<b>", "x" * 250, "\u202egpj.exe"]
    for value in values:
        page(attacked(), "segments", **link(Chip("city", value, True)))
    assert downloads
    for download in downloads:
        assert Path(download.name).name == download.name
        assert not re.search(r'[<>:"/\\|?*\x00-\x1f\u202a-\u202e]', download.name)
        assert len(download.name.encode()) <= 150
        assert not download.name.startswith((".", "con."))
    assert any("etc-passwd" in download.name for download in downloads)


def test_markup_leaves_in_a_download_as_the_characters_it_is(downloads: list[Download]) -> None:
    app = page(attacked(), "segments", by="city")
    assert is_sound(app)
    assert {d.key: running(d) for d in downloads if running(d)} == {}
    assert NAME not in "".join(d.name for d in downloads)


def test_the_frameworks_own_export_of_tables_is_off() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["client"]["disableDataExport"] is True
