"""A matching kept as a small file: read back for next month's export, and trusted in nothing."""

import json
import tomllib
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any, get_args

from data.cleaners.treatments import is_rule
from data.matching import ColumnMatch, DateOrder, Decimal, Matching
from data.problems import UnreadableFileError, UnreadableMatchingError
from data.reading_rows import Choices
from data.recognising.meanings import is_meaning
from data.tables import TABLES
from data.text_files import encodings
from data.values.answer_scales import is_scale

MOST_BYTES = 1 << 20


def matching_of(file: str, content: bytes) -> Matching:
    """The matching that a file holds; UnreadableFileError where it holds none that makes sense."""
    try:
        matching = from_toml(content[:MOST_BYTES].decode("utf-8-sig"))
    except (UnreadableMatchingError, UnicodeDecodeError):
        raise UnreadableFileError("broken_matching", file) from None
    if not (matching.table and matching.columns and _is_sound(matching.choices)):
        raise UnreadableFileError("broken_matching", file)
    columns = tuple(replace(column, because="matching_file") for column in matching.columns)
    return replace(matching, columns=columns)


def to_toml(matching: Matching) -> str:
    """A small file that says the same, for next month's export."""
    lines = [*_lines({"table": matching.table, "rules": list(matching.rules)})]
    lines += _lines({k: v for k, v in asdict(matching.choices).items() if v is not None})
    for column in matching.columns:
        lines += ["", "[[columns]]", *_lines(_told(column))]
    return "\n".join(lines) + "\n"


def from_toml(text: str) -> Matching:
    """The matching that such a file holds; a stranger's file says nothing but what we know."""
    try:
        told = tomllib.loads(text)
        columns = tuple(_column(entry) for entry in told.get("columns", []))
        choices = Choices(**{k: told[k] for k in Choices.__dataclass_fields__ if k in told})
        rules = tuple(str(rule) for rule in told.get("rules", ()))
    except (tomllib.TOMLDecodeError, TypeError, AttributeError, ValueError):
        raise UnreadableMatchingError("not_a_matching") from None
    if told.get("table") not in (None, *TABLES):
        raise UnreadableMatchingError("unknown_table", told["table"])
    if unknown := [rule for rule in rules if not is_rule(rule)]:
        raise UnreadableMatchingError("unknown_rule", unknown[0])
    return Matching(told.get("table"), columns, rules, 1.0, choices)


def _is_sound(choices: Choices) -> bool:
    encoding, delimiter = choices.encoding, choices.delimiter
    return (
        (encoding is None or encodings.is_known(str(encoding)))
        and (delimiter is None or (len(str(delimiter)) == 1 and delimiter not in "\r\n\"'"))
        and choices.has_header in (None, True, False)
        and isinstance(choices.sheet, str | None)
    )


def _told(column: ColumnMatch) -> dict[str, Any]:
    """What a file needs to say of a column: everything that is not as usual."""
    usual = asdict(ColumnMatch(column.position, "", None))
    told = {k: v for k, v in asdict(column).items() if v != usual[k]}
    return {"position": column.position, **{k: v for k, v in told.items() if k != "confidence"}}


def _column(entry: dict[str, Any]) -> ColumnMatch:
    known = {k: v for k, v in entry.items() if k in ColumnMatch.__dataclass_fields__}
    column = ColumnMatch(**{"header": "", "meaning": None, **known})
    low, high = column.scale or (None, None)
    column = replace(
        column,
        position=int(column.position),
        scale=None if low is None or high is None else (float(low), float(high)),
        also=tuple(column.also),
    )
    for meaning in (column.meaning, *column.also):
        if meaning is not None and not is_meaning(meaning):
            raise UnreadableMatchingError("unknown_meaning", meaning)
    if column.date_order not in get_args(DateOrder) or column.decimal not in get_args(Decimal):
        raise UnreadableMatchingError("unknown_style", column.header)
    if column.answers is not None and not is_scale(column.answers):
        raise UnreadableMatchingError("unknown_style", column.header)
    return column


def _lines(values: dict[str, Any]) -> Iterable[str]:
    # TOML's strings, numbers, truths and lists are written as JSON's are.
    return (
        f"{k} = {json.dumps(v, ensure_ascii=False)}" for k, v in values.items() if v is not None
    )
