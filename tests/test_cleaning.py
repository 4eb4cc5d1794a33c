"""Text rows become typed tables; what could not be read is told, with its row, and counted."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from data.cleaners import typed as cleaning_typed
from data.cleaners.checks import Check, checks
from data.cleaners.plan import Plan
from data.cleaning import Cleaned, clean, copied
from data.reading import read
from data.sources import recognise
from data.store import Study
from tests.files import export


def cleaned(content: str | bytes, name: str = "file.csv") -> Cleaned:
    data = content.encode() if isinstance(content, str) else content
    [rows] = read(name, data)
    return clean(Study(), rows, recognise(rows))


def of(result: Cleaned, table: str, *columns: str) -> list[list[object]]:
    frame: pd.DataFrame = copied(result.tables[table]).to_pandas()
    picked = frame[list(columns)].astype(object)
    found: list[list[object]] = picked.where(picked.notna(), None).values.tolist()
    return found


def problems(result: Cleaned) -> list[tuple[str, int | None, str | None, str | None, int]]:
    return [(p.kind, p.row, p.column, p.value, p.count) for p in result.problems]


def set_aside(result: Cleaned) -> list[tuple[int, str]]:
    return [(r["row"], r["reason"]) for r in result.set_aside.to_pylist()]


ORDERS = "order id,customer id,order date,amount,quantity\n"
SOUND = "".join(f"S{n},c{n},2024-01-{n % 28 + 1:02},5.5,1\n" for n in range(900))


def test_a_row_without_a_customer_is_set_aside_and_not_merged_into_one() -> None:
    result = cleaned(ORDERS + "1,a,2024-01-01,5,1\n2,,2024-01-02,6,1\n3, ,2024-01-03,7,1\n")
    assert of(result, "orders", "customer_id", "amount") == [["a", 5.0]]
    assert set_aside(result) == [(2, "missing_customer"), (3, "missing_customer")]
    assert (result.rows_read, result.rows_kept, result.rows_set_aside) == (3, 1, 2)
    assert problems(result)[0] == ("missing_customer", 2, "customer id", "", 2)


def test_a_row_without_a_date_it_needs_is_set_aside_and_one_without_a_number_is_kept() -> None:
    result = cleaned(
        ORDERS + "1,a,2024-01-01,5,1\n2,b,yesterday,6,1\n3,c,,7,1\n4,d,2024-01-04,a few,1\n"
    )
    assert of(result, "orders", "customer_id", "amount") == [["a", 5.0], ["d", None]]
    assert set_aside(result) == [(2, "unreadable_value"), (3, "missing_value")]
    assert problems(result) == [
        ("unknown_date", 2, "order date", "yesterday", 1),
        ("unknown_number", 4, "amount", "a few", 1),
        ("missing_value", 3, "order date", "", 1),
    ]


def test_examples_are_few_and_counts_are_true() -> None:
    lines = [f"{n},c{n},2024-01-01,{n if n % 4 else 'x'},1" for n in range(1, 101)]
    result = cleaned(ORDERS + "\n".join(lines))
    told = [p for p in result.problems if p.kind == "unknown_number"]
    assert len(told) == 20
    assert {p.count for p in told} == {25}
    assert [p.row for p in told][:3] == [4, 8, 12]


def test_a_negative_quantity_is_a_return_and_its_amount_stays_negative() -> None:
    result = cleaned(
        "invoice no,customer id,invoice date,quantity,unit price\n"
        "536365,a,2024-01-01,2,5.5\nC536366,a,2024-01-02,-2,5.5\n536367,b,2024-01-03,1,3\n"
    )
    assert of(result, "orders", "order_id", "amount", "is_returned") == [
        ["536365", 11.0, False],
        ["C536366", -11.0, True],
        ["536367", 3.0, False],
    ]
    assert result.rules == (
        "returned_by_order_id_c",
        "returned_by_negative",
        "amount_is_quantity_times_unit_price",
    )


def test_a_status_tells_what_was_sent_back() -> None:
    result = cleaned(export("orders_zh_hant.csv")[1])
    assert of(result, "orders", "order_id", "amount", "is_returned") == [
        ["D001", 1280.0, False],
        ["D002", 90.0, True],
        ["D003", 450.0, False],
    ]


def test_what_an_order_says_about_its_customer_is_the_last_word_on_them() -> None:
    result = cleaned(
        "order id,customer id,order date,amount,country,customer name\n"
        "1,a,2024-01-01,5,Norway,Ann\n2,a,2024-01-02,6,Sweden,\n3,b,2024-01-03,7,Norway,Bo\n"
    )
    described = of(result, "customers", "customer_id", "name", "country")
    assert sorted(described, key=str) == [["a", "Ann", "Sweden"], ["b", "Bo", "Norway"]]


def test_ids_are_kept_as_they_are_written_and_near_ones_are_told_apart() -> None:
    ids = [
        "007",
        "7",
        "Ab1",
        "ab1",
        "ａｂ1",
        "e\u0301",
        "\u00e9",
        "x\u200b",
        "x",
        "12345678901234567890",
    ]
    lines = [f"{n},{customer},2024-01-01,5,1" for n, customer in enumerate(ids)]
    result = cleaned(ORDERS + "\n".join(lines))
    kept = [customer for [customer] in of(result, "orders", "customer_id")]
    # A sign nobody sees at the end of an id is taken for a blank; nothing else is changed.
    assert kept == ["007", "7", "Ab1", "ab1", "ａｂ1", "e\u0301", "\u00e9", "x", "x", ids[-1]]
    near = [p for p in result.problems if p.kind == "near_ids"]
    assert [(p.row, set((p.value or "").split(" | ")), p.count) for p in near] == [
        (1, {"007", "7"}, 3),
        (3, {"Ab1", "ab1", "ａｂ1"}, 3),
        (6, {"e\u0301", "\u00e9"}, 3),
    ]


def test_a_day_that_cannot_be_is_set_aside_whatever_the_others_are() -> None:
    days = [
        "13/01/2024",
        "28/02/2024",
        "31/02/2024",
        "01/01/1900",
        "31/12/9999",
        "45000",
        "02/13/2024",
    ]
    lines = [f"{n},c{n},{day},5,1" for n, day in enumerate(days, start=1)]
    result = cleaned(ORDERS + "\n".join(lines))
    assert [str(day)[:10] for [day] in of(result, "orders", "ordered_at")] == [
        "2024-01-13",
        "2024-02-28",
        "2023-03-15",
    ]
    assert [row for row, _ in set_aside(result)] == [3, 4, 5, 7]


def test_numbers_that_are_none_never_reach_a_total() -> None:
    amounts = ["5", "NaN", "inf", "-inf", "1e308", "(2.00)", '"1.234,56"', '"1,234.56"']
    lines = [f"{n},c{n},2024-01-01,{amount},1" for n, amount in enumerate(amounts, start=1)]
    result = cleaned(ORDERS + "\n".join(lines))
    assert [amount for [amount] in of(result, "orders", "amount")] == [
        *(5.0, None, None, None, None),
        *(-2.0, 1234.56, 1234.56),
    ]


def test_every_other_column_of_a_customer_file_is_an_attribute_under_its_own_name() -> None:
    result = cleaned("Customer ID,Segment,Pet,Pet,\n1,a,cat,dog,x\n2,b,,emu,\n3,a,NULL,None,z\n")
    assert sorted(of(result, "attributes", "customer_id", "name", "value")) == [
        ["1", "Pet", "cat"],
        ["1", "Pet (2)", "dog"],
        ["2", "Pet (2)", "emu"],
        ["3", "Pet", "NULL"],
        ["3", "Pet (2)", "None"],
    ]


def test_gaps_are_told_in_a_column_that_is_hardly_ever_blank() -> None:
    lines = [f"{n},Home,{n}" for n in range(1, 100)] + ["100,Home, "]
    result = cleaned("Customer ID,Segment,Points\n" + "\n".join(lines))
    assert problems(result) == [("blank_value", 100, "Points", " ", 1)]
    half = cleaned("Customer ID,Segment,Points\n1,a,\n2,b,4\n")
    assert problems(half) == []


def test_records_that_stand_twice_are_told_and_kept() -> None:
    result = cleaned(ORDERS + "1,a,2024-01-01,5,1\n1,a,2024-01-01,5,1\n1,a,2024-01-01,6,1\n")
    assert result.rows_kept == 3
    assert problems(result) == [("repeated_row", None, None, None, 1)]


def test_a_name_is_put_together_as_its_script_puts_it() -> None:
    result = cleaned("Customer ID,First Name,Last Name\n1,Ada,Holm\n2,伟,张\n3,,Lind\n")
    assert of(result, "customers", "name") == [["Ada Holm"], ["张伟"], ["Lind"]]


def test_rows_that_reading_set_aside_stay_set_aside() -> None:
    result = cleaned(ORDERS + "1,a,2024-01-01,5,1\n2,b,2024-01-02,6\n3,,2024-01-03,7,1\n")
    assert set_aside(result) == [(2, "short_row"), (3, "missing_customer")]
    assert (result.rows_read, result.rows_kept) == (3, 1)
    assert [p.kind for p in result.problems] == ["short_row", "missing_customer"]


HOSTILE = [
    "'; drop table orders; --",
    '"',
    "$as_of",
    "{0}",
    "%s",
    "{{x}}",
    "__class__",
    "\\",
    "$names",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_headers_and_values_say_they_are_data(text: str) -> None:
    quoted = '"' + text.replace('"', '""') + '"'
    header = f'"{text.replace(chr(34), chr(34) * 2)} noted"'
    result = cleaned(f"Customer ID,Segment,{header}\n1,{quoted},{quoted}\n2,b,c\n3,b,c\n")
    assert of(result, "attributes", "name", "value")[0] == [f"{text} noted", text]
    assert of(result, "customers", "customer_type")[0] == [text]


CELLS = st.sampled_from(
    [
        "a7",
        "A7",
        "007",
        "NULL",
        "n/a",
        "无",
        "1.23E+15",
        "1e+5",
        "2024-02-30",
        "2024-03-05",
        "5",
        "-",
        "five",
        "¥3",
        "inf",
        "12:30",
        "=1",
        "0",
        "",
        " ",
        "\u3000",
        "\xa0x",
        "\u200b",
        "EUR 5",
        "张 三",
        "ü",
    ]
)


def without_hints(plan: Plan) -> list[Check]:
    """The same checks, but for the part of a test that says what was not read."""
    found = checks(plan)
    return [c if c.hint.endswith("is null") else replace(c, hint="true") for c in found]


@settings(max_examples=4, deadline=None, phases=[Phase.generate])
@given(records=st.lists(st.tuples(*[CELLS] * 5), min_size=150, max_size=150))
def test_nothing_is_found_wanting_where_nothing_hints_at_it(records: list[tuple[str, ...]]) -> None:
    lines = [",".join(cells) for cells in records]
    [rows] = read("file.csv", (ORDERS + SOUND + "\n".join(lines)).encode())
    matching = recognise(rows)
    with pytest.MonkeyPatch.context() as looking_at_all:
        looking_at_all.setattr(cleaning_typed, "checks", without_hints)
        carefully = clean(Study(), rows, matching)
    quickly = clean(Study(), rows, matching)
    assert quickly.problems == carefully.problems
    assert quickly.set_aside.equals(carefully.set_aside)
    assert copied(quickly.tables["orders"]).equals(copied(carefully.tables["orders"]))
