"""Where tables begin and end: preambles, headers over several lines, footers, other tables."""

import pytest

from data.reading import read
from data.reading_rows import TextRows
from tests.house import DATASETS


def one(text: str) -> TextRows:
    [rows] = read("layout.csv", text.encode())
    return rows


def told(rows: TextRows) -> list[list[str]]:
    return [list(record.values()) for record in rows.rows.drop_columns("row").to_pylist()]


def reasons(rows: TextRows) -> list[tuple[int, str]]:
    return [(r["row"], r["reason"]) for r in rows.damaged.to_pylist()]


ROWS = "\n".join(f"C{n},2024-01-{n:02d},{n}.5" for n in range(1, 7))
BODY = [[f"C{n}", f"2024-01-{n:02d}", f"{n}.5"] for n in range(1, 7)]


def test_thirty_lines_above_a_header_are_a_preamble() -> None:
    above = "\n".join(f"Remark {n}: printed by nobody" for n in range(30))
    rows = one(f"{above}\nid,day,amount\n{ROWS}")
    assert (rows.header, rows.preamble, told(rows)) == (("id", "day", "amount"), 30, BODY)


def test_what_qualtrics_asked_stands_between_its_names_and_its_annotations() -> None:
    asked = "Recorded Date,How likely are you to recommend us?,Why?"
    noted = ",".join(f'"{{""ImportId"":""{name}""}}"' for name in ("recordedDate", "Q1", "Q2"))
    rows = one(f"RecordedDate,Q1,Q2\n{asked}\n{noted}\n2024-01-02,9,Quick\n2024-01-03,2,Slow\n")
    assert rows.header == ("Recorded Date", "Q1 How likely are you to recommend us?", "Q2 Why?")
    assert rows.rows.num_rows == 2


def test_ticks_before_every_value_of_a_bill_are_left_out() -> None:
    bill = "交易时间,商户订单号,订单金额\n" + "\n".join(
        f"`2024-01-{n:02d} 10:00:00,`S{n},`{n}.50" for n in range(1, 7)
    )
    assert told(one(bill))[0] == ["2024-01-01 10:00:00", "S1", "1.50"]
    assert told(one("id,note\n1,`a\n2,b\n3,c\n"))[0] == ["1", "`a"]


def test_keys_and_values_above_a_header_are_a_preamble() -> None:
    above = "账号：,6222 0210,,\n户名：,张伟,币种：,人民币\n"
    header = "编号,日期,金额,余额"
    body = "\n".join(f"{n},2024-01-{n:02d},{n}.5,{n}.9" for n in range(1, 7))
    rows = one(f"{above}{header}\n{body}")
    assert (rows.header, rows.rows.num_rows) == (("编号", "日期", "金额", "余额"), 6)


def test_names_that_stretch_over_columns_stand_with_each_of_them() -> None:
    rows = one(
        "region,,first half,,second half,\n,city,spent,visits,spent,visits\n"
        "North,Leeds,1,2,3,4\nNorth,York,5,6,7,8\nSouth,Bath,9,1,2,3\n"
    )
    assert rows.header == (
        "region", "region city", "first half spent", "first half visits",
        "second half spent", "second half visits",
    )  # fmt: skip
    assert told(rows)[0] == ["North", "Leeds", "1", "2", "3", "4"]


def test_a_line_that_divides_the_names_above_is_part_of_the_header() -> None:
    rows = one(
        "day,place,travel,,total\n,,rail,taxi,\n2024-01-01,Leeds,5,6,11\n"
        "2024-01-02,York,1,2,3\n2024-01-03,Bath,1,1,2\n"
    )
    assert rows.header == ("day", "place", "travel rail", "travel taxi", "total")
    assert rows.rows.num_rows == 3


def test_a_header_that_stands_there_twice_is_one_header() -> None:
    rows = one(f"id,day,amount\nid,day,amount\n{ROWS}")
    assert (rows.header, told(rows)) == (("id", "day", "amount"), BODY)


def test_files_put_one_after_another_keep_all_their_rows() -> None:
    more = "\n".join(f"C{n},2024-02-{n:02d},{n}.5" for n in range(1, 7))
    rows = one(f"id,day,amount\n{ROWS}\nid,day,amount\n{more}")
    assert rows.rows.num_rows == 12
    assert reasons(rows) == [(7, "repeated_header")]


def test_a_table_that_stands_there_twice_is_counted_once() -> None:
    rows = one(f"id,day,amount\n{ROWS}\nid,day,amount\n{ROWS}")
    assert told(rows) == BODY
    assert reasons(rows) == [(7, "repeated_header"), *((n, "other_table") for n in range(8, 14))]
    assert rows.rows_read == 13


def test_the_second_table_of_a_file_is_told_and_not_mixed_in() -> None:
    other = "city,visits\nLeeds,5\nYork,6\nBath,7\n"
    rows = one(f"id,day,amount\n{ROWS}\n\n{other}")
    assert told(rows) == BODY
    assert {reason for _, reason in reasons(rows)} == {"other_table"}
    assert rows.rows_read == 10


def test_names_of_columns_that_nobody_filled_stay() -> None:
    rows = one("id,day,amount,approved,rejected\n" + ROWS)
    assert rows.header == ("id", "day", "amount", "approved", "rejected")
    assert told(rows) == [[*cells, "", ""] for cells in BODY]


def test_remarks_between_rows_are_no_rows() -> None:
    rows = one("id,day,amount\n# January\n" + ROWS)
    assert (told(rows), reasons(rows)) == (BODY, [(1, "remark")])


def test_blanks_around_a_name_are_no_part_of_it_but_are_not_forgotten() -> None:
    rows = one("id , day,amount \n" + ROWS)
    assert rows.header == ("id", "day", "amount")
    assert rows.written == ("id ", " day", "amount ")


@pytest.mark.parametrize("columns", [1_000, pytest.param(10_000, marks=pytest.mark.slow)])
def test_a_thousand_columns_are_read_and_ten_thousand_refused_in_seconds(columns: int) -> None:
    header = ",".join(f"c{n}" for n in range(columns))
    lines = [header, *[",".join(str(n * k % 97) for n in range(columns)) for k in range(1, 60)]]
    content = "\n".join(lines).encode()
    if columns > 1_000:
        with pytest.raises(Exception, match="too_many_columns"):
            read("wide.csv", content)
    else:
        [rows] = read("wide.csv", content)
        assert (len(rows.header), rows.rows.num_rows) == (1_000, 59)


@pytest.mark.skipif(not DATASETS.exists(), reason="../shared/datasets is missing")
@pytest.mark.parametrize(
    ("file", "columns", "rows"),
    [("example-alipay-records.csv", 13, 10), ("example-icbc-debit-v1-records.csv", 14, 11)],
)
def test_a_chinese_bill_begins_where_its_table_does(file: str, columns: int, rows: int) -> None:
    content = (DATASETS / "export_cn_consumer_bills" / file).read_bytes()
    [found] = read(file, content)
    assert (len(found.header), found.rows.num_rows) == (columns, rows)
