"""Doubtful records: each kind counted as by hand, and treated as the matching's rules say."""

import pytest

from data import corrections, intake
from data.cleaners.treatments import LEAVING_OUT, TREATMENTS
from data.intake import Proposal, Receipt
from data.matching import Matching
from data.matching_files import matching_of, to_toml
from data.problems import UnreadableFileError
from data.store import Study

HEAD = "order id,customer id,order date,amount,currency\n"
ORDERS = (
    HEAD + "1,a,2024-01-01,10,EUR\n"  # as it should be
    "2,a,2024-01-02,-4,EUR\n"  # negative
    "3,b,2024-01-03,0,EUR\n"  # for nothing
    "4,b,2024-01-04,7,USD\n"  # another currency than most
    "5,,2024-01-05,8,EUR\n"  # nobody's
    "6,B,2024-01-06,9,EUR\n"  # b or B
    "7,c,2099-01-01,5,EUR\n"  # not yet
    "1,a,2024-01-01,10,EUR\n"  # the first one again
    "6,B,2024-01-07,2,EUR\n"  # the number of another
    "8,d,never,3,EUR\n"  # no day
)
"""Twenty more rows make the odd ones few."""
MORE = "".join(f"{n},c{n},2024-02-01,1,EUR\n" for n in range(100, 120))


def proposed(content: str, name: str = "orders.csv") -> Proposal:
    [proposal] = intake.propose([(name, content.encode())])
    return proposal


def kept(proposal: Proposal) -> tuple[Study, Receipt]:
    study = Study()
    [receipt] = intake.keep(study, [proposal])
    assert receipt.rows_read == receipt.rows_kept + receipt.rows_set_aside
    return study, receipt


def one(study: Study, expression: str, table: str = "orders") -> object:
    return study.frame(f"select {expression} as answer from {table}")["answer"][0]


def treated(kind: str, rule: str, content: str = ORDERS + MORE) -> tuple[Study, Receipt]:
    return kept(corrections.with_treatment(proposed(content), kind, rule))


def test_each_kind_is_counted_with_what_stands_on_it_and_the_rule_in_force() -> None:
    _, receipt = kept(proposed(ORDERS + MORE))
    told = {d.kind: (d.rows, d.amount, d.rule) for d in receipt.doubts}
    # The 7 in dollars and the first copies are out by default: no number is counted twice and
    # no two currencies are added up.
    assert told == {
        "negative_amount": (1, -4.0, "returned_by_negative"),
        "zero_amount": (1, 0.0, "zero_kept"),
        "mixed_currency": (1, None, "main_currency_only"),
        "repeated_row": (1, None, "repeated_once"),
        "repeated_id": (1, None, "same_id_last"),
        "future_date": (1, 5.0, "future_kept"),
        "missing_customer": (1, 8.0, "blank_left_out"),
        "near_ids": (4, None, "near_ids_apart"),
        "unknown_date": (1, 3.0, None),
    }
    assert receipt.rows_read == 30
    # Set aside: dollars, nobody's, the copy, the number of another, no day.
    assert receipt.rows_set_aside == 5


# By hand, of the orders that are kept by default: 25 rows; 20 + 10 - 4 + 0 + 2 + 5 of money.
@pytest.mark.parametrize(
    ("kind", "rule", "rows", "money", "returned"),
    [
        ("negative_amount", "returned_by_negative", 25, 33, 1),
        ("negative_amount", "negative_kept", 25, 33, 0),
        ("negative_amount", "negative_left_out", 24, 37, 0),
        ("zero_amount", "zero_left_out", 24, 33, 1),
        ("mixed_currency", "currencies_kept", 26, 40, 1),
        ("repeated_row", "repeated_kept", 26, 43, 1),
        ("repeated_id", "same_id_lines", 26, 42, 1),
        ("future_date", "future_left_out", 24, 28, 1),
        ("missing_customer", "blank_as_guests", 26, 41, 1),
    ],
)
def test_a_rule_says_what_becomes_of_the_records(
    kind: str, rule: str, rows: int, money: int, returned: int
) -> None:
    study, receipt = treated(kind, rule)
    assert receipt.rows_kept == rows
    assert one(study, "sum(amount)") == money
    assert one(study, "count(*) filter (where is_returned)") == returned
    assert rule in receipt.rules or rule == TREATMENTS[kind][-1]


def test_what_a_rule_leaves_out_is_set_aside_with_that_reason() -> None:
    _, receipt = treated("negative_amount", "negative_left_out")
    assert receipt.set_aside_rows is not None
    reasons = dict(receipt.set_aside_rows.select(["row", "reason"]).to_pandas().to_numpy())
    # The first copy is kept, and the last word on number 6.
    assert reasons == {
        2: "negative_amount",
        4: "mixed_currency",
        5: "missing_customer",
        6: "repeated_id",
        8: "repeated_row",
        10: "unreadable_value",
    }


def test_guests_are_customers_of_their_own_and_each_order_is_one() -> None:
    study, _ = treated("missing_customer", "blank_as_guests")
    assert one(study, "count(*)", "customers where customer_id = 'orders:5'") == 1
    ordinary, _ = kept(proposed(ORDERS + MORE))
    assert one(study, "count(*)", "customers") == 1 + int(
        str(one(ordinary, "count(*)", "customers"))
    )


def test_ids_that_are_alike_become_one_customer_only_on_the_readers_word() -> None:
    apart, _ = treated("near_ids", "near_ids_apart")
    together, receipt = treated("near_ids", "near_ids_one")
    asked = "count(*)", "customers where lower(customer_id) = 'b'"
    assert (one(apart, *asked), one(together, *asked)) == (2, 1)
    assert {d.kind: (d.rows, d.groups) for d in receipt.doubts}["near_ids"] == (4, 1)


def test_rows_of_one_number_may_be_orders_of_their_own() -> None:
    study, _ = treated(
        "repeated_id", "same_id_apart", HEAD + "1,a,2024-01-01,10,\n1,a,2024-01-01,5,\n"
    )
    assert one(study, "count(*)", "sales") == 2


def test_lines_of_an_order_are_no_copies_of_it() -> None:
    head = "order id,customer id,order date,amount,product\n"
    _, receipt = kept(proposed(head + "1,a,2024-01-01,5,tea\n1,a,2024-01-01,5,tea\n" * 3))
    assert {d.kind: d.rule for d in receipt.doubts}["repeated_row"] == "repeated_kept"
    assert receipt.rows_kept == 6


def test_customers_who_look_invented_are_told_where_they_are_few() -> None:
    people = "".join(f"c{n},Ann Lee {n},a{n}@mail.example\n" for n in range(8))
    invented = "t1,测试账号,x@mail.example\nt2,Bo,test.1@mail.example\n"
    content = "customer_id,name,email\n" + people + invented
    _, receipt = kept(proposed(content, "people.csv"))
    assert {d.kind: d.rows for d in receipt.doubts}["test_customer"] == 2
    study, receipt = treated("test_customer", "test_left_out", content)
    assert (receipt.rows_kept, one(study, "count(*)", "customers")) == (8, 8)
    _, receipt = kept(proposed("customer_id,name,email\n" + invented, "people.csv"))
    assert receipt.doubts == ()


def test_a_treatment_is_kept_with_the_matching_and_holds_for_the_next_file() -> None:
    said = corrections.with_treatment(
        proposed(ORDERS + MORE), "negative_amount", "negative_left_out"
    )
    assert said.matching is not None
    text = to_toml(said.matching)
    june = proposed(HEAD + "9,a,2024-06-01,-1,EUR\n10,b,2024-06-02,3,EUR\n", "june.csv")
    fitted = corrections.fitted(
        june,
        ("june.csv", (HEAD + "9,a,2024-06-01,-1,EUR\n10,b,2024-06-02,3,EUR\n").encode()),
        matching_of("kept.toml", text.encode()),
    )
    _, receipt = kept(fitted)
    assert (receipt.rows_kept, receipt.rows_set_aside) == (1, 1)
    assert "negative_left_out" in receipt.rules
    assert "returned_by_negative" not in receipt.rules


def test_a_treatment_outlives_another_meaning_of_a_column() -> None:
    said = corrections.with_treatment(proposed(ORDERS + MORE), "negative_amount", "negative_kept")
    said = corrections.with_meaning(said, 4, None)
    assert said.matching is not None
    assert "negative_kept" in said.matching.rules
    assert "returned_by_negative" not in said.matching.rules
    # Without the column of currencies there is nothing to tell them apart by.
    assert "main_currency_only" not in said.matching.rules


def test_what_a_matching_does_not_speak_of_is_treated_as_the_file_shows() -> None:
    calm = HEAD + "1,a,2024-01-01,10,EUR\n2,b,2024-01-02,4,EUR\n3,c,2024-01-03,4,EUR\n"
    before = proposed(calm).matching
    assert before is not None
    stormy = calm + "4,c,2024-01-04,-4,EUR\n"
    fitted = corrections.fitted(proposed(stormy), ("orders.csv", stormy.encode()), before)
    assert fitted.matching is not None
    assert fitted.matching.rules == ("returned_by_negative",)


def test_a_rule_that_nobody_knows_is_refused() -> None:
    told = to_toml(Matching("orders", (), ("drop_tables",)))
    with pytest.raises(UnreadableFileError):
        matching_of("kept.toml", f'{told}[[columns]]\nposition = 0\nheader = "a"\n'.encode())


def test_whatever_is_left_out_is_a_choice_of_its_kind() -> None:
    assert {kind for kind, rule in LEAVING_OUT.items() if rule in TREATMENTS[kind]} == set(
        LEAVING_OUT
    )
