"""Many files the whole way: each gives a receipt that adds up, and together they are one study."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

import pandas as pd
import pytest

from data.cleaning import Cleaned, cleaning
from data.intake import Receipt, keep, propose, take_in
from data.large_files.watching import WORKS, Step, StepWatch
from data.matching import Matching
from data.matching_files import from_toml
from data.reading_rows import TextRows
from data.recognising.sources_corrections import corrected
from data.store import StatementTooLongError, Study
from tests.files import EXPORTS, export

EVERY_EXPORT = sorted(path.name for path in EXPORTS.glob("*.csv"))


def taken_in(*files: tuple[str, bytes | str]) -> tuple[Study, list[Receipt]]:
    study = Study()
    uploads = [(n, c.encode() if isinstance(c, str) else c) for n, c in files]
    return study, take_in(study, uploads)


def one(study: Study, statement: str) -> object:
    return study.frame(statement).iloc[0, 0]


def rows(study: Study, statement: str) -> list[list[object]]:
    frame = study.frame(statement).astype(object)
    found: list[list[object]] = frame.where(frame.notna(), None).values.tolist()
    return found


@pytest.fixture(scope="module")
def exports() -> tuple[Study, list[Receipt]]:
    """All exports of ours, taken in at once; tests only look."""
    return taken_in(*(export(name) for name in EVERY_EXPORT))


@pytest.mark.xdist_group("exports")
def test_every_export_of_ours_is_kept_whole_and_every_receipt_adds_up(
    exports: tuple[Study, list[Receipt]],
) -> None:
    study, receipts = exports
    assert [r.error for r in receipts] == [None] * len(EVERY_EXPORT)
    assert all(r.rows_read == r.rows_kept + r.rows_set_aside for r in receipts)
    assert sum(r.rows_set_aside for r in receipts) == 0
    for table in ("orders", "tickets", "interactions", "campaign_sends", "invoices", "events"):
        assert one(study, f"select count(*) from {table}") > 0  # type: ignore[operator]


@pytest.mark.xdist_group("exports")
def test_everyone_whom_a_table_speaks_of_is_a_customer_once(
    exports: tuple[Study, list[Receipt]],
) -> None:
    study, _ = exports
    assert one(study, "select count(*) - count(distinct customer_id) from customers") == 0
    strangers = """
        select count(*) from orders where customer_id not in (select customer_id from customers)"""
    assert one(study, strangers) == 0
    # 00123 to 00125 have a date of their own; 00126 was first seen on the day of an answer.
    joined = rows(study, "select customer_id, joined_on from customers order by customer_id")
    dates = {str(customer): joined_on for customer, joined_on in joined}
    assert dates["00123"] == pd.Timestamp(2022, 3, 5)
    assert dates["00126"] == pd.Timestamp(2024, 2, 4)


def test_customers_of_several_files_are_put_together_and_the_last_file_has_the_last_word() -> None:
    first = "Customer ID,Segment,City,Pet\n1,Home,Oslo,cat\n2,Home,Rome,dog\n"
    second = "Customer ID,City,Tier,Pet\n2,Bergen,Gold,emu\n3,Paris,,\n"
    study, _ = taken_in(("a.csv", first), ("b.csv", second))
    assert rows(
        study, "select customer_id, customer_type, city, tier from customers order by 1"
    ) == [
        ["1", "Home", "Oslo", None],
        ["2", "Home", "Bergen", "Gold"],
        ["3", None, "Paris", None],
    ]
    assert rows(
        study, "select customer_id, value from attributes where name = 'Pet' order by 1"
    ) == [
        ["1", "cat"],
        ["2", "emu"],
    ]


def test_an_earlier_month_taken_in_later_moves_the_first_day_of_its_customers() -> None:
    header = "order id,customer id,order date,amount\n"
    study, _ = taken_in(("may.csv", header + "2,a,2024-05-01,5\n"))
    take_in(study, [("april.csv", (header + "1,a,2024-04-01,5\n").encode())])
    assert one(study, "select joined_on from customers") == pd.Timestamp(2024, 4, 1)


def test_one_wide_file_gives_customers_spells_answers_and_attributes() -> None:
    study, [receipt] = taken_in(export("one_wide_file.csv"))
    assert (receipt.table, receipt.rows_kept) == ("customers", 4)
    assert rows(
        study,
        "select customer_id, tenure_months, is_ended, plan, monthly_amount, started_on"
        " from subscriptions order by 1",
    ) == [
        ["A1", 12.0, False, "Fibre", 40.0, None],
        ["A2", 3.0, True, "Mobile", 15.0, None],
        ["A3", 48.0, False, "Fibre", 90.0, None],
        ["A4", 7.0, True, "Mobile", 30.0, None],
    ]
    assert rows(study, "select instrument, sum(score) from survey_responses group by 1") == [
        ["csat", 12.0]
    ]
    assert one(study, "select count(*) from attributes where name = 'Pets'") == 3


def test_tenure_and_churn_of_two_files_stand_for_one_spell() -> None:
    study, _ = taken_in(
        ("services.csv", "Customer ID,Tenure months,Plan\n1,30,Pro\n2,5,Basic\n3,60,Pro\n"),
        ("status.csv", "Customer ID,Churn Label,Churn Reason\n1,No,\n2,Yes,Price\n3,No,\n"),
    )
    assert rows(
        study,
        "select customer_id, tenure_months, is_ended, leaving_reason from subscriptions order by 1",
    ) == [["1", 30.0, False, None], ["2", 5.0, True, "Price"], ["3", 60.0, False, None]]


def test_spells_of_a_file_of_their_own_are_not_added_to() -> None:
    study, _ = taken_in(export("subscriptions.csv"), export("one_wide_file.csv"))
    assert rows(study, "select customer_id, is_ended from subscriptions order by 1") == [
        ["00123", False],
        ["00124", True],
        ["00125", False],
    ]


def test_one_unreadable_file_never_stops_the_others() -> None:
    study, receipts = taken_in(
        ("empty.csv", ""),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50),
        ("header.csv", "id,name\n"),
        export("orders_connector.csv"),
        ("list.csv", "id,name\n1,open\n2,closed\n"),
    )
    assert [(r.file, r.error) for r in receipts] == [
        ("empty.csv", "empty"),
        ("picture.csv", "not_a_table"),
        ("header.csv", "only_header"),
        ("orders_connector.csv", None),
        ("list.csv", "unrecognised"),
    ]
    assert receipts[1].facts == {"seems": "png"}
    assert (receipts[4].rows_read, receipts[4].rows_set_aside) == (2, 2)
    assert one(study, "select count(*) from orders") == 3


def test_a_file_that_takes_too_long_is_told_and_the_next_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    @contextmanager
    def slow_once(
        study: Study, rows: TextRows, matching: Matching, watch: StepWatch
    ) -> Iterator[Cleaned]:
        if rows.file == "long.csv":
            raise StatementTooLongError
        with cleaning(study, rows, matching, watch) as cleaned:
            yield cleaned

    monkeypatch.setattr("data.intake.cleaning", slow_once)
    name, content = export("orders_connector.csv")
    study, receipts = taken_in(("long.csv", content), (name, content + b"\n"))
    assert [r.error for r in receipts] == ["too_much_work", None]
    assert (receipts[0].rows_read, receipts[0].rows_kept, receipts[0].rows_set_aside) == (3, 0, 3)
    assert one(study, "select count(*) from orders") == 3


def test_one_broken_file_of_an_archive_leaves_the_others() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("bad.csv", "")
        archive.writestr("orders_connector.csv", export("orders_connector.csv")[1])
    _, receipts = taken_in(("all.zip", buffer.getvalue()))
    assert [(r.file, r.error) for r in receipts] == [
        ("bad.csv", "empty"),
        ("orders_connector.csv", None),
    ]


def test_the_same_file_twice_counts_once_and_is_told() -> None:
    name, content = export("orders_connector.csv")
    study, receipts = taken_in((name, content), ("copy.csv", content))
    assert [r.error for r in receipts] == [None, "same_file"]
    assert one(study, "select sum(amount) from orders") == 84.5


def test_overlapping_months_count_once_and_lines_that_stand_twice_in_one_file_twice() -> None:
    header = "order id,customer id,order date,amount,product\n"
    may = header + "1,a,2024-05-30,5,tea\n1,a,2024-05-30,5,tea\n2,b,2024-05-31,6,tea\n"
    june = header + "1,a,2024-05-30,5,tea\n2,b,2024-05-31,6,tea\n3,b,2024-06-01,7,tea\n"
    study, [_, second] = taken_in(("may.csv", may), ("june.csv", june))
    assert one(study, "select sum(amount) from orders") == 5 + 5 + 6 + 7
    assert (second.rows_read, second.rows_kept, second.rows_set_aside) == (3, 1, 2)
    assert [(p.kind, p.row, p.count) for p in second.problems] == [("already_loaded", 1, 2)]
    assert second.set_aside_rows is not None
    assert second.set_aside_rows["c0"].to_pylist() == ["1", "2"]


def test_what_was_set_aside_can_be_taken_away_with_its_reason() -> None:
    text = "order id,customer id,order date,amount\n1,,2024-01-01,5\n2,b,soon,6\n3,c,2024-01-03,7\n"
    _, [receipt] = taken_in(("orders.csv", text))
    assert receipt.header == ("order id", "customer id", "order date", "amount")
    assert receipt.set_aside_rows is not None
    assert [list(r.values()) for r in receipt.set_aside_rows.to_pylist()] == [
        [1, "missing_customer", "1", "", "2024-01-01", "5"],
        [2, "unreadable_value", "2", "b", "soon", "6"],
    ]


def test_a_proposal_is_corrected_before_it_is_kept() -> None:
    [proposal] = propose([("pets.csv", b"Customer ID,Segment,Animal\n1,Home,cat\n2,Home,dog\n")])
    assert proposal.rows is not None
    assert proposal.matching is not None
    matching = corrected(proposal.rows, proposal.matching, 2, "customers.life_stage")
    study = Study()
    [receipt] = keep(study, [proposal.with_matching(matching)])
    assert receipt.matching["Animal"] == "life_stage"
    assert rows(study, "select life_stage from customers order by 1") == [["cat"], ["dog"]]


def test_whoever_waits_hears_each_part_of_the_work_on_each_file_begin() -> None:
    names = EVERY_EXPORT[:2]
    heard: list[Step] = []
    keep(Study(), propose([export(name) for name in names]), heard.append)
    assert [(step.file, step.work) for step in heard] == [(n, w) for n in names for w in WORKS]
    assert [step.place for step in heard] == [1, 2, 3, 4] * 2


def test_a_matching_by_file_name_goes_before_recognising() -> None:
    toml = """
table = "orders"
has_header = false
delimiter = "|"
[[columns]]
position = 0
meaning = "orders.customer_id"
[[columns]]
position = 1
meaning = "orders.ordered_at"
"""
    study = Study()
    files = [("log.txt", b"7|2024-01-01\n7|2024-01-02\n8|2024-01-03\n")]
    [receipt] = take_in(study, files, {"log.txt": from_toml(toml)})
    assert (receipt.table, receipt.rows_kept, receipt.delimiter) == ("orders", 3, "|")
    assert receipt.matching == {"#1": "customer_id", "#2": "ordered_at"}
    assert one(study, "select count(*) from customers") == 2


def test_an_order_file_without_any_customer_is_asked_about_and_not_guessed() -> None:
    study, [receipt] = taken_in(("orders.csv", "Order Date,Product,Amount\n2024-01-01,Tea,5\n"))
    assert (receipt.error, receipt.facts) == ("unmatched_columns", {"columns": ("customer_id",)})
    assert one(study, "select count(*) from orders") == 0


EXTREMES = {
    "all_churned": "Customer ID,Churn,Tenure months\n1,Yes,5\n2,Yes,20\n",
    "none_churned": "Customer ID,Churn,Tenure months\n1,No,5\n2,No,20\n",
    "one_customer": "Customer ID,Churn,Tenure months\n1,No,50\n",
    "one_order_each": "order id,customer id,order date,amount\n1,a,2024-01-01,5\n2,b,2024-02-01,6",
    "equal_amounts": "order id,customer id,order date,amount\n1,a,2024-01-01,5\n2,a,2024-02-01,5",
    "one_day": "order id,customer id,order date,amount\n1,a,2024-01-01,5\n2,b,2024-01-01,6\n",
    "no_amounts": "order id,customer id,order date,amount\n1,a,2024-01-01,\n2,b,2024-01-02,\n",
}


@pytest.mark.parametrize("case", EXTREMES)
def test_extreme_companies_are_taken_in_like_others(case: str) -> None:
    study, [receipt] = taken_in((f"{case}.csv", EXTREMES[case]))
    assert receipt.error is None
    assert receipt.rows_set_aside == 0
    expected = {"one_customer": 1, "equal_amounts": 1}.get(case, 2)
    assert one(study, "select count(*) from customers") == expected


def test_ids_that_are_numbers_to_others_leave_as_they_came() -> None:
    ids = ["00123", "9007199254740993", "013800138000"]
    text = "Customer ID,Phone,Segment\n" + "\n".join(f"{i},013800138000,a" for i in ids)
    study, _ = taken_in(("customers.csv", text))
    assert [i for [i] in rows(study, "select customer_id from customers")] == sorted(ids)
    assert one(study, "select min(phone) from customers") == "013800138000"
