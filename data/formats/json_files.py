"""The tables of a JSON file: one list of records, one record a line, or several lists by name."""

import json
import re
from collections import Counter
from itertools import islice

from data.formats.json_flat import RecordTable
from data.formats.json_records import MOST_CONTAINERS, TooSlowError, document, lines
from data.formats.reading_apart import MOST_SECONDS
from data.formats.reading_several import apart
from data.problems import EXAMPLES, Problem, UnreadableFileError
from data.reading_rows import Choices, TextRows
from data.text_files import encodings

_BEGINNING = re.compile(r"\s*(?:\[\s*)?\{\s*[\"}]")
_NAMED_BEGINNING = re.compile(r"\s*[\[{]")
_NAMES = (".json", ".jsonl", ".ndjson", ".geojson")


def tables(file: str, content: bytes, choices: Choices) -> list[TextRows] | None:
    """The tables of a JSON file; None where it is none, whatever its first sign looks like."""
    is_named = file.lower().endswith(_NAMES)
    if not may_be_one(file, content):
        return None
    if content.count(b"{") + content.count(b"[") > MOST_CONTAINERS:
        raise UnreadableFileError("too_large_json", file)
    encoding = encodings.detect(content, choices.encoding)
    text = encodings.opened(content, encoding).read()
    try:
        found = _found(file, text)
    except (TooSlowError, RecursionError, MemoryError):
        raise UnreadableFileError("too_slow", file, seconds=MOST_SECONDS) from None
    kept = {name: table for name, table in found.items() if table.places}
    if not (is_named or _is_mostly_whole(kept)):
        return None
    if not kept:
        reasons = {reason for table in found.values() for _, reason, _ in table.damaged}
        raise UnreadableFileError(
            "broken_json" if "broken_record" in reasons else "no_records", file
        )
    return _told(file, kept, choices.sheet)


def may_be_one(file: str, head: bytes) -> bool:
    """Whether a file of that name may be one, by its first bytes."""
    is_named = file.lower().endswith(_NAMES)
    return _begins(head, _NAMED_BEGINNING if is_named else _BEGINNING)


def _begins(content: bytes, beginning: re.Pattern[str]) -> bool:
    head = encodings.opened(content[:4096], encodings.detect(content[:4096]))
    return bool(beginning.match(head.read()))


def _found(file: str, text: str) -> dict[str, RecordTable]:
    """The tables by the name of their list."""
    found: dict[str, RecordTable] = {}
    of_lines = _is_of_lines(text)
    records = lines(iter(text.split("\n"))) if of_lines else document(text)
    headers: dict[str, list[object]] = {}
    for record in records:
        table = found.setdefault(record.place, RecordTable(file))
        if isinstance(record.value, list) and not record.is_damaged:
            header = headers.setdefault(record.place, record.value)
            if header is record.value:
                continue
            record = record._replace(value=_named(record.value, header))
        table.add(record)
    for table in found.values():
        table.pack()
    return found


def _named(cells: list[object], header: list[object]) -> object:
    """A list of cells below a list of names."""
    is_even = len(cells) == len(header)
    return dict(zip(map(str, header), cells, strict=True)) if is_even else cells


def _is_of_lines(text: str) -> bool:
    """Whether lines are whole values each, all but the odd one."""
    some = list(islice((line for line in text[: 1 << 20].split("\n") if line.strip()), 20))
    whole = sum(map(_is_whole, some))
    return whole > 1 and whole >= 0.5 * len(some)


def _is_whole(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict | list)
    except (ValueError, RecursionError):
        return False


def _is_mostly_whole(kept: dict[str, RecordTable]) -> bool:
    """Whether a file that does not call itself JSON is some nonetheless."""
    return any(2 * len(table.damaged) < table.row for table in kept.values())


def _told(file: str, found: dict[str, RecordTable], chosen: str | None) -> list[TextRows]:
    names = tuple(found) if len(found) > 1 else ()
    wanted = {chosen: found[chosen]} if chosen in found else found
    told = [_rows(file, name, table, names) for name, table in wanted.items()]
    return told if chosen in found else apart(told, list(wanted))


def _rows(file: str, name: str, table: RecordTable, names: tuple[str, ...]) -> TextRows:
    return TextRows(
        file=file,
        encoding="json",
        delimiter="",
        confidence=1.0,
        header=table.header,
        rows=table.rows(),
        damaged=table.set_aside(),
        problems=tuple(_problems(table)),
        sheet=name if names else None,
        sheets=names,
    )


def _problems(table: RecordTable) -> list[Problem]:
    counts = Counter(reason for _, reason, _ in table.damaged)
    told: Counter[str] = Counter()
    found = []
    for row, reason, text in table.damaged:
        told[reason] += 1
        if told[reason] <= EXAMPLES:
            found.append(Problem(reason, row, None, text, None, counts[reason], is_set_aside=True))
    return found
