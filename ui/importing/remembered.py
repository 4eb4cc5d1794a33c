"""What was said about one file, remembered for the next one of its kind."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from data import corrections
from data.matching import Matching
from data.reading_rows import TextRows

_ALIKE = 0.5
"""A matching is for a file that has at least this share of its columns."""

_MOST = 30


def nearest(matchings: Sequence[Matching], rows: TextRows) -> Matching | None:
    """The matching that fits a file best, the last one said among equals; None where none fits."""
    if not matchings:
        return None
    best = max(reversed(matchings), key=lambda m: corrections.likeness(m, rows))
    return best if corrections.likeness(best, rows) >= _ALIKE else None


def said(before: Iterable[Matching], now: Iterable[Matching | None]) -> list[Matching]:
    """The matchings remembered already, and those of the files at hand, the last ones last."""
    return [*before, *(_as_kept(matching) for matching in now if matching)][-_MOST:]


def _as_kept(matching: Matching) -> Matching:
    columns = (replace(column, because="matching_file") for column in matching.columns)
    return replace(matching, columns=tuple(columns))
