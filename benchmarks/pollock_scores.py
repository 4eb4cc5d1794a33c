"""How well a loaded file agrees with its clean version: Pollock's ten measures, each 0 to 1.

The definitions are those of Vitagliano et al., PVLDB 16(8) 2023, as their pollock/metrics.py has
them (HPI-Information-Systems/Pollock@71738b24): the file loads; then precision, recall and F1 of
the header's cells, of the records below it, and of all cells. Header and records are compared by
what the cells mean, the single cells by their text. What stands in the authors' own words as
precision is divided by the expected, as recall by the loaded.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from dateutil import parser

Rows = list[list[str]]

MEASURES = 10
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.0+)?)?$")


class _Dates(parser.parserinfo):  # type: ignore[misc]
    """Signs between the parts of a date, and no words."""

    JUMP = [" ", ".", ",", ";", "-", "/", "'"]  # noqa: RUF012


_DATES = _Dates()


def score(clean: Rows, loaded: Rows | None) -> float:
    """The sum of the ten measures; None is a file that did not load."""
    if loaded is None:
        return 0.0
    if not clean:
        return float(MEASURES)
    header = _agreement(map(meaning, clean[0]), map(meaning, loaded[0] if loaded else []))
    records = _agreement(map(_record, clean[1:]), map(_record, loaded[1:]))
    cells = _agreement((c for row in clean for c in row), (c for row in loaded for c in row))
    return 1 + header + records + cells


def _agreement(expected: Iterable[str], loaded: Iterable[str]) -> float:
    """Precision, recall and F1 of one bag of texts against another, added up."""
    wanted, found = Counter(expected), Counter(loaded)
    common = (wanted & found).total()
    if not wanted:
        return 3.0
    if not common:
        return 0.0
    precision, recall = common / wanted.total(), common / found.total()
    return precision + recall + 2 * precision * recall / (precision + recall)


def _record(row: list[str]) -> str:
    return "".join(map(meaning, row))


@lru_cache(maxsize=200_000)
def meaning(cell: str) -> str:
    """A cell in the one way in which its value is written: numbers, times, dates, small letters."""
    if not cell.strip():
        return cell
    number = _number(cell)
    if number is not None:
        return number
    clock = _CLOCK.match(cell.strip())
    if clock:
        return f"{int(clock[1]):02}:{clock[2]}:{clock[3] or '00'}"
    return _date(cell) or cell.lower()


def _number(cell: str) -> str | None:
    if cell in ("True", "true", "False", "false"):
        return "1" if cell.lower() == "true" else "0"
    for kind in (int, float):
        try:
            return str(kind(cell))
        except (ValueError, OverflowError):
            continue
    return None


def _date(cell: str) -> str | None:
    try:
        return str(parser.parse(cell, parserinfo=_DATES))
    except (ValueError, OverflowError, TypeError):
        return None
