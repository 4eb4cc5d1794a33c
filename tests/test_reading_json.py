"""JSON of strangers: records however wrapped, ids whole, a bad record alone set aside."""

import json
import time

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.problems import UnreadableFileError
from data.reading import read
from data.reading_rows import Choices, TextRows

TWO = [["1", "Ann"], ["2", "Bo"]]


def one(text: str, name: str = "x.json") -> TextRows:
    [rows] = read(name, text.encode())
    return rows


def cells(rows: TextRows) -> list[list[str]]:
    return [list(record.values()) for record in rows.rows.drop_columns("row").to_pylist()]


def obstacle(text: str, name: str = "x.json") -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read(name, text.encode())
    return caught.value.kind


@pytest.mark.parametrize(
    "text",
    [
        '[{"id": 1, "name": "Ann"}, {"id": 2, "name": "Bo"}]',
        '{"data": [{"id": 1, "name": "Ann"}, {"id": 2, "name": "Bo"}], "total": 2}',
        '{"response": {"items": [{"id": 1, "name": "Ann"}, {"id": 2, "name": "Bo"}]}}',
        '{"id": 1, "name": "Ann"}\n{"id": 2, "name": "Bo"}\n',
        '{"id": 1, "name": "Ann"}\r\n\r\n{"id": 2, "name": "Bo"}',
        '{\n "id": 1,\n "name": "Ann"\n}\n{\n "id": 2,\n "name": "Bo"\n}',
        '[["id", "name"], [1, "Ann"], [2, "Bo"]]',
        '["id", "name"]\n[1, "Ann"]\n[2, "Bo"]',
        '{"id": [1, 2], "name": ["Ann", "Bo"]}',
        '{"id": {"0": 1, "1": 2}, "name": {"0": "Ann", "1": "Bo"}}',
        '{"columns": ["id", "name"], "index": [0, 1], "data": [[1, "Ann"], [2, "Bo"]]}',
    ],
)
def test_records_are_found_however_they_are_wrapped(text: str) -> None:
    rows = one(text)
    assert (rows.header, cells(rows), rows.encoding) == (("id", "name"), TWO, "json")


@pytest.mark.parametrize("orient", ["records", "columns", "split"])
def test_whatever_way_pandas_writes_is_read_back(orient: str) -> None:
    frame = pd.DataFrame({"id": ["007", "8"], "名": ["张", "a,b\n"], "x": [1.5, None]})
    text = frame.to_json(orient=orient)
    rows = one(text)
    assert rows.header == ("id", "名", "x")
    assert cells(rows) == [["007", "张", "1.5"], ["8", "a,b\n", ""]]


def test_ids_and_amounts_stay_as_they_were_written() -> None:
    rows = one('[{"id": 12345678901234567890, "x": 1.10, "y": 1.23E+15, "z": -0, "t": "007"}]')
    assert cells(rows) == [["12345678901234567890", "1.10", "1.23E+15", "-0", "007"]]


def test_what_is_nested_gets_a_name_with_points_and_a_list_stays_a_list() -> None:
    rows = one(
        '[{"id": 1, "who": {"city": "上海", "geo": {"lat": 1.50}}, "tags": ["a", 2.0, null]}]'
    )
    assert rows.header == ("id", "who.city", "who.geo.lat", "tags")
    assert cells(rows) == [["1", "上海", "1.50", '["a", 2.0, null]']]


def test_records_with_differing_names_share_the_columns_of_all() -> None:
    rows = one('[{"a": 1}, {"b": true, "a": null}, {"c": {}, "d": [], "b": false}]')
    assert rows.header == ("a", "b", "c", "d")
    assert cells(rows) == [["1", "", "", ""], ["", "true", "", ""], ["", "false", "", ""]]


def test_a_name_with_a_point_and_a_nested_one_are_two_columns() -> None:
    assert cells(one('[{"a.b": 1, "a": {"b": 2}}]')) == [["1", "2"]]


def test_several_lists_are_several_files_and_one_can_be_chosen() -> None:
    text = b'{"customers": [{"id": 1}], "orders": [{"no": 5}, {"no": 6}]}'
    customers, orders = read("shop.json", text)
    assert [customers.file, orders.file] == ["shop · customers.json", "shop · orders.json"]
    assert cells(orders) == [["5"], ["6"]]
    [chosen] = read("shop.json", text, Choices(sheet="orders"))
    assert (chosen.sheet, chosen.sheets) == ("orders", ("customers", "orders"))


@pytest.mark.parametrize(
    ("text", "kept", "row"),
    [
        ('{"id": 1}\n{"id": 2\n{"id": 3}\n', ["1", "3"], 2),
        ('[{"id": 1}, {"id": 2 "x": 3}, {"id": 4}]', ["1", "4"], 2),
        ('{"data": [{"id": 1}, {"id": 2}, {"id":', ["1", "2"], 3),
        ('[["id"], [1], [2, 3], [4]]', ["1", "4"], 2),
        ('[{"id": 1}, {"id": ' + "[" * 5000 + "]" * 5000 + '}, {"id": 2}]', ["1", "2"], 2),
    ],
)
def test_a_damaged_record_is_set_aside_and_spoils_no_other(
    text: str, kept: list[str], row: int
) -> None:
    rows = one(text)
    assert [line[0] for line in cells(rows)] == kept
    assert rows.damaged["row"].to_pylist() == [row]
    assert rows.damaged["reason"].to_pylist() == ["broken_record"]
    assert rows.rows_read == len(kept) + 1
    [told] = rows.problems
    assert (told.kind, told.row, told.is_set_aside) == ("broken_record", row, True)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("[]", "no_records"),
        ("{}", "no_records"),
        ('[[""], [""]]', "no_records"),
        ('{"a": xx}', "broken_json"),
        ("[" * 100_000, "broken_json"),
        ('{"a":' * 100_000, "broken_json"),
        ("[" + ",".join(["{}"] * 8_100_000) + "]", "too_large_json"),
        (json.dumps([{f"k{n}": 1} for n in range(1001)]), "too_many_columns"),
    ],
)
def test_what_holds_no_table_or_too_much_is_refused_with_its_reason(text: str, kind: str) -> None:
    start = time.monotonic()
    assert obstacle(text) == kind
    assert time.monotonic() - start < 10


def test_numbers_that_are_none_come_as_text_for_the_values_to_judge() -> None:
    assert cells(one('[{"a": NaN, "b": -Infinity, "c": 1e400}]')) == [["NaN", "-Infinity", "1e400"]]


def test_half_a_character_is_not_stored() -> None:
    assert cells(one('[{"a": "x\\ud800y"}]')) == [["x?y"]]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_json_is_known_in_any_encoding(encoding: str) -> None:
    text = '[{"客户编号": "007", "姓名": "张三丰"}]'
    [rows] = read("x.json", text.encode(encoding))
    assert (rows.header, cells(rows)) == (("客户编号", "姓名"), [["007", "张三丰"]])


@pytest.mark.parametrize(
    "text", ["[id],[name]\n1,Ann\n2,Bo\n", '{"a": 1},x\n{"a": 2},y\n', '"[1]"\n"[2]"\n']
)
def test_a_csv_that_begins_like_json_is_a_csv(text: str) -> None:
    assert one(text, "x.csv").encoding == "utf-8"


LEAF = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
NAME = st.text(st.characters(codec="utf-8"), min_size=1, max_size=6)


@given(st.lists(st.dictionaries(NAME, LEAF, min_size=1, max_size=4), min_size=1, max_size=6))
def test_every_record_is_kept_or_set_aside_whoever_wrote_it(
    records: list[dict[str, object]],
) -> None:
    records = [{**record, "id": "k"} for record in records]
    rows = one(json.dumps(records))
    assert rows.rows.num_rows == len(records)
    by_line = read("x.jsonl", "\n".join(map(json.dumps, records)).encode())[0]
    assert cells(by_line) == cells(rows)
