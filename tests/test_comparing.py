"""What a new file would change, counted as by hand."""

from datetime import date

import pandas as pd

from data import intake
from data.between.comparing import compared
from data.store import Study

HEAD = "order id,customer id,order date,amount\n"
OPEN = HEAD + "1,a,2024-05-01,10\n2,b,2024-05-30,20\n3,c,2024-05-31,30\n"
NEXT = HEAD + "2,b,2024-05-30,20\n3,c,2024-05-31,33\n4,d,2024-06-02,40\n5,a,2024-06-03,50\n"


def study(*texts: str) -> Study:
    made = Study()
    files = [(f"{n}.csv", text.encode()) for n, text in enumerate(texts)]
    assert [receipt.error for receipt in intake.take_in(made, files)] == [None] * len(texts)
    return made


def row(found: pd.DataFrame, table: str) -> dict[str, object]:
    one = found.set_index("of_table").loc[table]
    return {name: one[name] for name in ("is_by_id", "new", "same", "changed", "gone")}


def test_orders_are_counted_by_their_id() -> None:
    found = compared(study(OPEN), study(NEXT), {"orders"})
    assert row(found, "orders") == {
        "is_by_id": True,
        "new": 2,  # 4 and 5
        "same": 1,  # 2
        "changed": 1,  # 3
        "gone": 1,  # 1
    }


def test_customers_are_counted_whatever_the_file_holds() -> None:
    found = compared(study(OPEN), study(NEXT), {"orders"})
    # d is new, a to c are known; that the file begins later changes nothing about them.
    assert row(found, "customers") == {
        "is_by_id": True,
        "new": 1,
        "same": 3,
        "changed": 0,
        "gone": 0,
    }


def test_customers_of_whom_the_file_says_something_else_are_changed() -> None:
    people = "customer id,name,city\na,Ann Lee,Oslo\nb,Bob Ray,{}\n"
    found = compared(study(people.format("Rome")), study(people.format("Bern")), {"customers"})
    assert row(found, "customers") | {"is_by_id": 1} == {
        "is_by_id": 1,
        "new": 0,
        "same": 1,
        "changed": 1,
        "gone": 0,
    }


def test_the_days_that_overlap_are_told() -> None:
    found = compared(study(OPEN), study(NEXT), {"orders"}).set_index("of_table").loc["orders"]
    names = ("first_now", "last_now", "known_from", "known_to", "first", "last")
    assert [found[name].date() for name in names] == [
        date(2024, 5, 1),
        date(2024, 5, 31),
        date(2024, 5, 30),
        date(2024, 5, 31),
        date(2024, 5, 30),
        date(2024, 6, 3),
    ]


def test_rows_without_an_id_are_known_by_all_that_they_say() -> None:
    head = "customer id,contacted at,channel,minutes\n"
    one, two, three = (f"a,2024-05-0{n},phone,{n}\n" for n in (1, 2, 3))
    found = compared(study(head + one + two), study(head + two + three), {"interactions"})
    assert row(found, "interactions") == {
        "is_by_id": False,
        "new": 1,
        "same": 1,
        "changed": 0,
        "gone": 1,
    }


def test_nothing_in_common_is_told_as_such() -> None:
    other = HEAD + "8,x,2024-07-01,1\n"
    found = compared(study(OPEN), study(other), {"orders"})
    assert row(found, "orders") == {
        "is_by_id": True,
        "new": 1,
        "same": 0,
        "changed": 0,
        "gone": 3,
    }
    assert found.set_index("of_table").loc["orders"][["known_from"]].isna().all()
