"""A matching kept as a small file: read back for next month's export, and trusted in nothing."""

from dataclasses import replace
from typing import get_args

from data import encodings
from data.corrections import SCORE
from data.matching import ATTRIBUTE, ColumnMatch, DateOrder, Matching
from data.problems import UnreadableFileError
from data.reading_rows import Choices
from data.sources_columns import SOURCE_COLUMNS
from data.sources_rules import RETURNED_BY_ID, RETURNED_BY_SIGN, ROW_IS_CUSTOMER
from data.tables import ATTRIBUTES, TABLES

MOST_BYTES = 1 << 20

_TABLES = frozenset(TABLES) - {ATTRIBUTES.name}
_RULES = frozenset((RETURNED_BY_ID, RETURNED_BY_SIGN, ROW_IS_CUSTOMER))
_MEANINGS = frozenset(
    f"{table}.{name}"
    for table in _TABLES
    for name in (*TABLES[table].names, *SOURCE_COLUMNS.get(table, {}))
) | {ATTRIBUTE, SCORE}


def matching_of(file: str, content: bytes) -> Matching:
    """The matching that a file holds; UnreadableFileError where it holds none that makes sense."""
    try:
        matching = Matching.from_toml(content[:MOST_BYTES].decode("utf-8-sig"))
        is_sound = _is_sound(matching)
    except (ValueError, TypeError, AttributeError, LookupError):
        raise UnreadableFileError("broken_matching", file) from None
    if not is_sound:
        raise UnreadableFileError("broken_matching", file)
    columns = tuple(replace(column, because="matching_file") for column in matching.columns)
    return replace(matching, columns=columns)


def _is_sound(matching: Matching) -> bool:
    return (
        matching.table in _TABLES
        and bool(matching.columns)
        and _RULES.issuperset(matching.rules)
        and all(_is_sound_column(column) for column in matching.columns)
        and _is_sound_choice(matching.choices)
    )


def _is_sound_column(column: ColumnMatch) -> bool:
    texts = (column.header, column.instrument or "")
    return (
        isinstance(column.position, int)
        and all(isinstance(text, str) for text in texts)
        and (column.meaning is None or column.meaning in _MEANINGS)
        and _MEANINGS.issuperset(column.also)
        and column.date_order in get_args(DateOrder)
        and column.decimal in (".", ",")
        and all(isinstance(end, int | float) for end in column.scale or ())
    )


def _is_sound_choice(choices: Choices) -> bool:
    delimiter = choices.delimiter
    return (
        (choices.encoding is None or encodings.is_known(choices.encoding))
        and (delimiter is None or (len(delimiter) == 1 and delimiter not in "\r\n\"'"))
        and choices.has_header in (None, True, False)
        and isinstance(choices.sheet, str | None)
    )
