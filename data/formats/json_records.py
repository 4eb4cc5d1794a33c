"""The records of a JSON text, one after another; one that is damaged spoils no other."""

import json
import re
import time
from collections.abc import Iterator
from typing import NamedTuple

from data.formats.reading_apart import MOST_SECONDS

MOST_DAMAGED = 1000
MOST_CONTAINERS = 8_000_000
"""So many objects and lists at once are no export: each takes a hundred times its two signs."""

_BLANKS = re.compile(r"[\s,]*")
_LIST = re.compile(r"\[\s*(?=\{)")
_NEXT = re.compile(r"\}\s*,?\s*(?=\{)")


class Number(str):
    """A number as it is written: an id of 20 digits keeps all of them."""


class TooSlowError(Exception):
    """Reading took longer than anybody waits."""


class Record(NamedTuple):
    """One record: in which list of the document it stands, and its value or its damaged text."""

    place: str
    value: object
    is_damaged: bool = False


_DECODER = json.JSONDecoder(
    parse_int=Number, parse_float=Number, parse_constant=Number, strict=False
)


def lines(text: Iterator[str]) -> Iterator[Record]:
    """One record for each line that is not blank."""
    stop = time.monotonic() + MOST_SECONDS
    for number, line in enumerate(text):
        if not number % 1000 and time.monotonic() > stop:
            raise TooSlowError
        if bare := line.strip().rstrip(","):
            yield _line(bare)


def document(text: str) -> Iterator[Record]:
    """The records of one document: of its list, of the lists inside of it, or itself.

    Documents that follow one another are a record each. Where the text is none of these, the
    first record is a damaged one.
    """
    start = _skipped(text, 0)
    if text[start : start + 1] == "[":
        yield from _listed(text, start + 1, "")
        return
    value, end = _value(text, start)
    if end == start:
        yield from _cut(text, start)
    elif _skipped(text, end) < len(text):
        yield from _listed(text, start, "")
    else:
        yield from _inside(value)


def _cut(text: str, start: int) -> Iterator[Record]:
    """The whole records of the first list of a document that is damaged, or came only in part."""
    found = _LIST.search(text, start, start + (1 << 16))
    if found:
        yield from _listed(text, found.end(), "")
    else:
        yield Record("", text[start : start + 200], is_damaged=True)


def _line(bare: str) -> Record:
    try:
        return Record("", _DECODER.decode(bare))
    except (ValueError, RecursionError):
        return Record("", bare, is_damaged=True)


def _listed(text: str, start: int, place: str) -> Iterator[Record]:
    """The values from here to the end of their list; after a damaged one, those that are whole."""
    read = damaged = 0
    stop = time.monotonic() + MOST_SECONDS
    at = _skipped(text, start)
    while at < len(text) and text[at] != "]":
        value, end = _value(text, at)
        if end > at:
            yield Record(place, value)
        else:
            damaged, read = damaged + 1, -1
            end = _resumed(text, at) if damaged <= MOST_DAMAGED else len(text)
            yield Record(place, text[at : min(end, at + 200)], is_damaged=True)
        read += 1
        if not read % 1000 and time.monotonic() > stop:
            raise TooSlowError
        at = _skipped(text, end)


def _value(text: str, at: int) -> tuple[object, int]:
    """The value that begins here, and where it ends; the same place where there is none."""
    try:
        return _DECODER.raw_decode(text, at)
    except (ValueError, RecursionError):
        return None, at


def _resumed(text: str, at: int) -> int:
    """Where the next object begins that follows on another."""
    found = _NEXT.search(text, at)
    return found.end() if found else len(text)


def _skipped(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def _inside(value: object) -> Iterator[Record]:
    """What one document holds: the lists of records in it, a table by columns, or one record."""
    lists = dict(_lists(value, ""))
    for place, records in lists.items():
        yield from (Record(place, record) for record in records)
    if not lists:
        yield from (Record("", record) for record in _turned(value))


def _lists(value: object, place: str, depth: int = 0) -> Iterator[tuple[str, list[object]]]:
    """The lists of records that stand in objects of an object, by the names that lead there."""
    if not isinstance(value, dict) or depth > 4:
        return
    if isinstance(value.get("columns"), list) and _are(value.get("data"), list):
        yield place, [value["columns"], *value["data"]]
        return
    for name, inner in value.items():
        path = f"{place}.{name}".lstrip(".")
        if _are(inner, dict):
            yield path, inner
        else:
            yield from _lists(inner, path, depth + 1)


def _are(value: object, kind: type) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, kind) for one in value)


def _turned(value: object) -> list[object]:
    """The records of a table that is kept column by column, or by the names of its rows."""
    if not isinstance(value, dict) or not value:
        return [value]
    columns = list(value.values())
    if len(columns) > 1 and all(isinstance(column, list) for column in columns):
        is_even = len(set(map(len, columns))) == 1
        return _rows_of(value) if is_even else [value]
    if len(columns) < 2 or not all(isinstance(column, dict) for column in columns):
        return [value]
    if any(column.keys() != columns[0].keys() for column in columns[1:]):
        return [value]
    if all(name.isdecimal() for name in columns[0]):
        return _rows_of({name: list(column.values()) for name, column in value.items()})
    return [{"key": key, **row} for key, row in value.items()]


def _rows_of(columns: dict[str, list[object]]) -> list[object]:
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
