"""What a reader can do with files beside those that are open: add, replace, or only compare."""

from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from tests.test_page_import import button, loaded, opened, texts

HEAD = "order_id,customer_id,order_date,amount\n"
MAY = ("may.csv", (HEAD + "1,a,2024-05-01,10\n2,b,2024-05-30,20\n3,c,2024-05-31,30\n").encode())
JUNE = (
    "june.csv",
    (HEAD + "2,b,2024-05-30,20\n3,c,2024-05-31,33\n4,d,2024-06-02,40\n").encode(),
)
PEOPLE = ("people.csv", b"customer_id,name,city\na,Ann Lee,Oslo\nb,Bob Ray,Rome\n")
JULY = ("july.csv", (HEAD + "9,z,2024-07-01,5\n").encode())


def dropped(app: AppTest, *files: tuple[str, bytes], way: str = "add") -> AppTest:
    """The page with further files on it, and what the reader wants done with them."""
    app.file_uploader[0].set_value([(name, content, "text/csv") for name, content in files])
    app.run()
    next(g for g in app.button_group if g.key == "import-way").set_value(way).run()
    assert not app.exception
    return app


def orders(app: AppTest) -> list[tuple[Any, ...]]:
    rows = opened(app).study.frame("select order_id, amount from orders order by 1")
    return [tuple(row) for row in rows.values.tolist()]


def shown(app: AppTest, first: str) -> pd.DataFrame:
    """The table on the page whose first column has this heading."""
    tables: list[pd.DataFrame] = [frame.value for frame in app.dataframe]
    return next(table for table in tables if table.columns[0] == first).set_index(first)


def test_what_overlaps_is_told_and_added_once() -> None:
    app = dropped(loaded(MAY), JUNE)
    said = texts(app)
    assert "**Orders:** 1 new, 1 open already (May 30, 2024 – May 31, 2024)" in said
    assert "1 more have a known ID and say something else now" in said
    button(app, "load").click().run()
    assert orders(app) == [("1", 10.0), ("2", 20.0), ("3", 33.0), ("4", 40.0)]
    assert "3 rows read = 2 kept + 1 set aside" in texts(app)


def test_files_that_do_not_overlap_are_said_not_to() -> None:
    assert "1 in the files, none of which is open already" in texts(dropped(loaded(MAY), JULY))


def test_only_the_table_that_the_file_holds_is_replaced() -> None:
    app = dropped(loaded(MAY, PEOPLE), JUNE, way="table")
    assert "may\\.csv give way to the new Orders" in texts(app)
    button(app, "load").click().run()
    assert orders(app) == [("2", 20.0), ("3", 33.0), ("4", 40.0)]
    cities = opened(app).study.frame("select customer_id, city from customers order by 1")
    assert cities.values.tolist()[:2] == [["a", "Oslo"], ["b", "Rome"]]
    assert len(cities) == 4
    assert [receipt.file for receipt in opened(app).receipts] == ["people.csv", "june.csv"]


def test_everything_is_replaced() -> None:
    app = dropped(loaded(MAY, PEOPLE), JUNE, way="afresh")
    button(app, "load").click().run()
    assert orders(app) == [("2", 20.0), ("3", 33.0), ("4", 40.0)]
    assert [receipt.file for receipt in opened(app).receipts] == ["june.csv"]


def test_a_table_that_is_not_open_cannot_be_replaced() -> None:
    app = dropped(loaded(PEOPLE), JUNE)
    ways = next(g for g in app.button_group if g.key == "import-way")
    assert "Replace this table only" not in ways.options


def test_a_comparison_shows_both_sides_and_loads_nothing() -> None:
    app = dropped(loaded(MAY), JUNE, way="compare")
    assert [b for b in app.button if b.key == "load"] == []
    rows = shown(app, "Table")
    assert rows.loc["Orders", ["New", "The same", "Different"]].tolist() == ["1", "1", "1"]
    assert rows.loc["Orders", "Only in what is open"] == "1"
    assert rows.loc["Orders", "In the files"] == "May 30, 2024 – Jun 2, 2024"
    assert rows.loc["Customers", ["New", "The same"]].tolist() == ["1", "2"]
    assert len(orders(app)) == 3


@pytest.mark.parametrize(
    ("way", "customers", "revenue"),
    [
        ("add", "4", "103.00"),
        ("table", "3", "93.00"),
        pytest.param("afresh", "3", "93.00", marks=pytest.mark.slow),
    ],
)
def test_the_figures_now_and_then_stand_side_by_side(
    way: str, customers: str, revenue: str
) -> None:
    app = dropped(loaded(MAY), JUNE, way="compare")
    next(g for g in app.button_group if g.key == "compare-as-if").set_value(way).run()
    figures = shown(app, "Figure")
    assert figures.loc["Customers", ["Now", "Then"]].tolist() == ["3", customers]
    assert figures.loc["Revenue", ["Now", "Then"]].tolist() == ["60.00", revenue]
    assert len(orders(app)) == 3


def test_the_same_file_again_is_told_and_changes_nothing() -> None:
    app = dropped(loaded(MAY), MAY)
    button(app, "load").click().run()
    assert len(orders(app)) == 3
    assert "loaded already; it is not counted twice" in texts(app)
