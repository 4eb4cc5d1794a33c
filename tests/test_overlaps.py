"""Files that overlap: what is known by its id is told, counted once, and the later word holds."""

import pytest

from data import intake, origins
from data.intake import Receipt
from data.store import Study

HEAD = "order id,customer id,order date,amount,product,returned\n"
MAY = HEAD + "1,a,2024-05-01,10,tea,no\n2,b,2024-05-30,20,tea,no\n2,b,2024-05-30,5,cup,no\n"
JUNE = (
    HEAD + "2,b,2024-05-30,20,tea,no\n2,b,2024-05-30,5,cup,yes\n"  # the cup came back
    "3,c,2024-06-02,40,tea,no\n"  # new
    "1,z,2024-06-03,80,tea,no\n"  # another shop's first order
)


def kept(study: Study, name: str, text: str) -> Receipt:
    [receipt] = intake.take_in(study, [(name, text.encode())])
    assert receipt.rows_read == receipt.rows_kept + receipt.rows_set_aside
    return receipt


def orders(study: Study) -> list[tuple[object, ...]]:
    rows = study.frame(
        "select order_id, customer_id, product, amount, is_returned from orders order by all"
    )
    return [tuple(row) for row in rows.values.tolist()]


def told(receipt: Receipt) -> dict[str, tuple[int, bool]]:
    return {p.kind: (p.count, p.is_set_aside) for p in receipt.problems}


def test_an_id_that_says_something_else_now_replaces_what_it_said() -> None:
    study = Study()
    kept(study, "may.csv", MAY)
    june = kept(study, "june.csv", JUNE)
    assert orders(study) == [
        ("1", "a", "tea", 10.0, False),
        ("1", "z", "tea", 80.0, False),
        ("2", "b", "cup", 5.0, True),
        ("2", "b", "tea", 20.0, False),
        ("3", "c", "tea", 40.0, False),
    ]
    assert told(june)["known_changed"] == (2, False)
    # 10 + 20 + 40 + 80: the cup is no longer sold.
    assert study.frame("select sum(amount) as m from sales")["m"].tolist() == [150.0]


def test_an_id_that_says_the_same_is_set_aside() -> None:
    study = Study()
    kept(study, "may.csv", MAY)
    again = kept(study, "june.csv", MAY + "3,c,2024-06-02,40,tea,no\n")
    assert (again.rows_kept, again.rows_set_aside) == (1, 3)
    assert told(again)["already_loaded"] == (3, True)
    assert len(orders(study)) == 4


def test_the_order_of_files_decides_whose_word_holds() -> None:
    study = Study()
    kept(study, "june.csv", JUNE)
    kept(study, "may.csv", MAY)
    assert ("2", "b", "cup", 5.0, False) in orders(study)
    assert len(orders(study)) == 5


def test_rows_without_an_id_are_known_by_all_that_they_say() -> None:
    study = Study()
    head = "customer id,contacted at,channel,minutes\n"
    kept(study, "may.csv", head + "a,2024-05-01,phone,3\na,2024-05-02,phone,4\n")
    june = kept(study, "june.csv", head + "a,2024-05-02,phone,4\na,2024-05-02,phone,5\n")
    assert told(june) == {"already_loaded": (1, True)}
    assert study.frame("select sum(minutes) as m from interactions")["m"].tolist() == [12.0]


def test_a_copy_of_a_study_holds_the_same_and_is_changed_alone() -> None:
    study = Study()
    kept(study, "may.csv", MAY)
    other = origins.copied(study)
    kept(other, "june.csv", JUNE)
    assert len(orders(study)) == 3
    assert len(orders(other)) == 5


def test_what_a_file_brought_can_be_left_out_of_a_copy_whole() -> None:
    study = Study()
    people = "customer id,name,city,plan,satisfaction,churned,tenure\n"
    kept(study, "people.csv", people + "a,Ann Lee,Oslo,Plus,4,no,3\nd,Dan Fox,Rome,Plus,5,yes,9\n")
    kept(study, "may.csv", MAY)
    before = {name: count(study, name) for name in ("customers", "survey_responses")}
    assert before == {"customers": 3, "survey_responses": 2}
    other = origins.copied(study, origins.holding(study, ["customers"]))
    assert [count(other, n) for n in ("customers", "survey_responses", "orders")] == [2, 0, 3]
    assert count(other, "subscriptions") == 0
    assert other.frame("select count(city) as n from customers")["n"].tolist() == [0]


def test_a_file_that_was_left_out_may_come_again() -> None:
    study = Study()
    kept(study, "may.csv", MAY)
    other = origins.copied(study, origins.holding(study, ["orders"]))
    assert kept(other, "may.csv", MAY).rows_kept == 3
    assert len(orders(other)) == 3


@pytest.mark.parametrize("tables", [["orders"], ["customers"], ["orders", "tickets"]])
def test_the_files_that_hold_a_table_are_found(tables: list[str]) -> None:
    study = Study()
    receipt = kept(study, "may.csv", MAY)
    found = origins.holding(study, tables)
    assert found == ([receipt.digest] if "orders" in tables else [])


def count(study: Study, table: str) -> int:
    return int(study.frame(f"select count(*) as n from {table}")["n"][0])
