"""The folder of a server: what lies in it can be opened, and nothing else."""

import sys
from pathlib import Path

import pytest

from data import contents
from data.server_folder import OPTION, ServerFolder, server_folder
from tests.test_page_import import button, opened, page

ORDERS = b"order_id,customer_id,order_date,amount\n1,007,2026-01-05,10.50\n2,008,2026-02-03,8\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two files, a hidden one, and a way out of it."""
    (tmp_path / "secret.csv").write_bytes(b"a,b\n1,2\n")
    own = tmp_path / "exports"
    (own / "2026").mkdir(parents=True)
    (own / "2026" / "orders.csv").write_bytes(ORDERS)
    (own / "customers.csv").write_bytes(b"customer_id,name\n007,Ann\n")
    (own / ".hidden.csv").write_bytes(ORDERS)
    (own / "out.csv").symlink_to(tmp_path / "secret.csv")
    (own / "above").symlink_to(tmp_path)
    return own


def test_what_lies_in_the_folder_is_listed_and_opened(folder: Path) -> None:
    found = ServerFolder(folder)
    assert found.sizes() == {"2026/orders.csv": len(ORDERS), "customers.csv": 25}
    assert contents.whole(found.opened("2026/orders.csv")) == ORDERS


@pytest.mark.parametrize(
    "name",
    ["../secret.csv", "out.csv", "above/secret.csv", ".hidden.csv", "/etc/passwd", "2026", ""],
)
def test_nothing_outside_of_the_folder_can_be_opened(folder: Path, name: str) -> None:
    with pytest.raises(KeyError):
        ServerFolder(folder).opened(name)


@pytest.mark.parametrize("told", [[], [OPTION], [OPTION, "/no/such/folder"], ["exports"]])
def test_without_a_folder_there_is_none(told: list[str]) -> None:
    assert server_folder(["app.py", *told]) is None


def test_a_file_of_the_folder_is_read_like_one_that_was_dropped(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["app.py", OPTION, str(folder)])
    app = page()
    box = app.multiselect("folder-0")
    assert box.options == ["2026/orders.csv · 1 MB", "customers.csv · 1 MB"]
    box.select(box.options[0]).run()
    button(app, "take-from-folder").click().run()
    assert not app.exception
    button(app, "load").click().run()
    assert [receipt.rows_kept for receipt in opened(app).receipts] == [2]


def test_a_server_without_a_folder_offers_none() -> None:
    assert not [box for box in page().multiselect if str(box.key).startswith("folder")]
