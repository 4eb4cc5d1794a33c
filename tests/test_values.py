"""What a whole column decides of its values, and what of it is told: dates, zones, money, ids."""

from collections.abc import Iterable

import pytest

from data.intake import Receipt, take_in
from data.recognising.judgements import Judgement
from data.store import Study
from data.values.date_orders import date_order
from data.values.writing_styles import counted, currencies, zone
from tests.columns import cells


def taken(text: str, name: str = "orders.csv") -> tuple[Study, Receipt]:
    study = Study()
    [receipt] = take_in(study, [(name, text.encode())])
    return study, receipt


def orders(lines: Iterable[str], header: str = "order_id,customer_id,order_date,amount") -> str:
    return "\n".join([header, *lines]) + "\n"


def judged(receipt: Receipt) -> list[tuple[str, str, str | None]]:
    return [(one.kind, one.column, one.value) for one in receipt.judgements]


def column(study: Study, name: str, table: str = "orders") -> list[object]:
    return list(study.frame(f"select {name} from {table} order by order_id")[name])


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (["05/03/2024", "31/12/2024"], "dmy"),
        (["05/03/2024", "12/31/2024"], "mdy"),
        (["05/03/2024", "06/04/2024"], None),
        (["05.03.24", "31.12.24"], "dmy"),
        (["24-03-05", "24-12-31", "24-07-11"], "ymd"),
        (["99/03/05"], "ymd"),
        (["2024-03-05"], "ymd"),
    ],
)
def test_all_dates_of_a_column_tell_what_stands_first(dates: list[str], order: str | None) -> None:
    assert date_order(cells(dates)) == order


@pytest.mark.parametrize(
    ("moments", "unit"),
    [
        (["1709596800", "1709596801"], "seconds"),
        (["1709596800000"], "thousandths"),
        (["1709596800000000"], "millionths"),
        (["45000", "2024-03-05"], "days"),
        (["2024-03-05", "20240305"], ""),
    ],
)
def test_what_moments_are_counted_in_is_told_by_their_digits(moments: list[str], unit: str) -> None:
    assert counted(cells(moments)) == unit


@pytest.mark.parametrize(
    ("moments", "minutes"),
    [
        (["2024-03-05T08:00:00+08:00"] * 2 + ["2024-03-05T00:00:00Z"], 480),
        (["2024-03-05 08:00:00 -0330", "2024-03-05 08:00:00 -03:30", "2024-03-05 08:00 UTC"], -210),
        (["2024-03-05T08:00:00+08:00"], None),
        (["2024-03-05 08:00:00", "2024-03-05"], None),
    ],
)
def test_several_zones_of_one_column_become_the_commonest(
    moments: list[str], minutes: int | None
) -> None:
    assert zone(cells(moments)) == minutes


def test_moments_of_several_zones_are_the_instants_that_they_were() -> None:
    study, receipt = taken(
        orders(
            [
                "1,C1,2024-03-05T08:00:00+08:00,5",
                "2,C2,2024-03-05T01:00:00+08:00,5",
                "3,C3,2024-03-05T00:30:00Z,5",
                "4,C4,2024-03-04T20:00:00-05:00,5",
                "5,C5,2024-03-05 07:00:00,5",
            ]
        )
    )
    assert [str(moment) for moment in column(study, "ordered_at")] == [
        "2024-03-05 08:00:00",
        "2024-03-05 01:00:00",
        "2024-03-05 08:30:00",
        "2024-03-05 09:00:00",
        "2024-03-05 07:00:00",
    ]
    assert ("one_zone", "order_date", "+08:00") in judged(receipt)


def test_every_judgement_of_a_column_is_told() -> None:
    _, receipt = taken(
        orders(
            ['1,C1,31/01/2024,"1.234,50 €"', '2,C2,01/02/2024,"2,5 €"', '3,C3,45000,"3,75 €"'],
        )
    )
    assert receipt.judgements == (
        Judgement("day_first", "order_date"),
        Judgement("days", "order_date"),
        Judgement("decimal_comma", "amount"),
        Judgement("one_currency", "amount", "EUR"),
    )


def test_an_order_of_dates_that_nothing_tells_is_told_as_open() -> None:
    _, receipt = taken(orders(["1,C1,05/03/2024,5", "2,C2,06/04/2024,6"]))
    assert judged(receipt) == [("order_open", "order_date", None)]


def test_the_currencies_of_a_column_are_found_the_commonest_first() -> None:
    amounts = ["€ 5", "EUR 3", "5€", "¥5", "100元", "$3", "12", "", "-2.5", "5%"]
    assert currencies(cells(amounts)) == ("EUR", "CNY", "USD")


def test_amounts_of_several_currencies_are_never_added_up() -> None:
    lines = [
        "1,C1,2024-03-05,¥100",
        "2,C2,2024-03-05,¥50.5",
        "3,C3,2024-03-05,$7",
        "4,C4,2024-03-06,5",
    ]
    study, receipt = taken(orders(lines))
    assert column(study, "amount") == [100, 50.5, 5]
    assert (receipt.rows_kept, receipt.rows_set_aside) == (3, 1)
    assert column(study, "currency")[:2] == ["CNY", "CNY"]
    assert ("currencies_apart", "amount", "CNY · USD") in judged(receipt)


def test_an_amount_in_another_currency_is_told_where_no_column_can_keep_it_apart() -> None:
    header = "invoice_id,customer_id,due_date,amount"
    lines = ["I1,C1,2024-03-05,€100", "I2,C2,2024-03-05,€50", "I3,C3,2024-03-05,$7"]
    study, receipt = taken(orders(lines, header), "invoices.csv")
    assert receipt.table == "invoices"
    total = study.frame("select sum(amount) as total from invoices")["total"][0]
    assert total == 150
    [told] = [p for p in receipt.problems if p.kind == "other_currency"]
    assert (told.row, told.value, told.expected, told.is_set_aside) == (3, "$7", "EUR", True)


def test_amounts_that_are_no_finite_numbers_never_reach_a_total() -> None:
    amounts = ["NaN", "inf", "1e308", "-0", "(12.00)", '"1.234,56"', '"1,234.56"']
    study, receipt = taken(orders(f"{n},C{n},2024-03-05,{a}" for n, a in enumerate(amounts, 1)))
    read = study.frame("select amount from orders order by order_id")["amount"]
    assert [None if value != value else value for value in read] == [
        *(None, None, None, 0.0, -12.0, 1234.56, 1234.56)
    ]
    assert {p.value for p in receipt.problems if p.kind == "unknown_number"} == {"inf", "1e308"}


def test_ids_stay_as_they_are_however_much_they_look_like_numbers() -> None:
    ids = ["013800138000", "00123", "9007199254740993", "12345678901234567890", "1E5", "7"]
    study, _ = taken(orders(f"{n},{i},2024-03-05,5" for n, i in enumerate(ids)))
    assert column(study, "customer_id") == ids


def test_ids_that_a_spreadsheet_destroyed_are_told_with_their_count() -> None:
    ids = ["1.23457E+15", "1.23457E+15", "2.5e+11", "00123", "1E5"]
    _, receipt = taken(orders(f"{n},{i},2024-03-05,5" for n, i in enumerate(ids)))
    told = [p for p in receipt.problems if p.kind == "id_in_scientific_notation"]
    assert [(p.row, p.value) for p in told] == [
        (1, "1.23457E+15"),
        (2, "1.23457E+15"),
        (3, "2.5e+11"),
    ]
    assert {p.count for p in told} == {3}


def test_ids_that_a_program_wrote_with_a_decimal_are_read_without_it_and_told() -> None:
    ids = ["17850.0", "7.0", "17850", "0.0", "12.50", "A7.0"]
    study, receipt = taken(orders(f"{n},{i},2024-03-05,5" for n, i in enumerate(ids)))
    assert column(study, "customer_id") == ["17850", "7", "17850", "0.0", "12.50", "A7.0"]
    told = [p for p in receipt.problems if p.kind == "id_as_decimal"]
    assert [(p.row, p.value, p.count) for p in told] == [(1, "17850.0", 2), (2, "7.0", 2)]


def test_long_ids_that_all_end_in_zeros_were_rounded_and_others_were_not() -> None:
    rounded = ["123456789012345000", "123456789012346000", "223456789012345000"]
    _, receipt = taken(orders(f"{n},{i},2024-03-05,5" for n, i in enumerate(rounded)))
    assert receipt.table == "orders"
    [told] = [p for p in receipt.problems if p.kind == "id_digits_lost"]
    assert (told.column, told.count) == ("customer_id", 3)
    whole = [*rounded, "123456789012345678"]
    _, receipt = taken(orders(f"{n},{i},2024-03-05,5" for n, i in enumerate(whole)))
    assert not [p for p in receipt.problems if p.kind == "id_digits_lost"]


@pytest.mark.parametrize("nobody", ["NULL", "n/a", "#N/A", "-", "无", "(blank)", "None", " nan "])
def test_a_spelling_of_nothing_is_no_customer(nobody: str) -> None:
    header = "customer_id,contacted_at,channel,purpose"
    lines = [f"{nobody},2024-03-05,phone,offer", "C2,2024-03-05,phone,offer"]
    study, receipt = taken(orders(lines, header), "calls.csv")
    assert receipt.table == "interactions"
    assert study.frame("select customer_id from interactions")["customer_id"].tolist() == ["C2"]
    assert [p.kind for p in receipt.problems if p.is_set_aside] == ["missing_customer"]


def test_ids_that_differ_in_what_nobody_sees_are_told_as_alike() -> None:
    ids = ["ann@x.co", "ANN@x.co", "ann@x.co\u200b", "ａnn@x.co", "Jose\u0301", "José", "Bo"]
    study, receipt = taken(orders(f"{n},{i},2024-03-05,5" for n, i in enumerate(ids)))
    [doubt] = [d for d in receipt.doubts if d.kind == "near_ids"]
    assert (doubt.groups, doubt.rows) == (2, 6)
    kept = study.frame("select count(distinct customer_id) as n from orders")["n"][0]
    # A blank that nobody sees at its end is no part of an id; the rest is the reader's choice.
    assert kept == 6
