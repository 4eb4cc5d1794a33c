"""A header over several lines, or damaged: which lines belong to it, and one name per column."""

from collections.abc import Iterable
from dataclasses import replace

from data.text_files.dialects import DELIMITERS, Dialect
from data.text_files.line_readings import Quoted, readings
from data.text_files.reading_records import OddRecord
from data.values.shapes import shape

LEAST_ODD = 2.0
"""An odder reading of a damaged header is not believed."""

_TYPED = ("number", "date", "time", "email")
_ANNOTATION = '{"ImportId"'
"""With it Qualtrics begins every cell of a third line under its names."""


def mended(top: list[str], width: int, dialect: Dialect) -> list[str]:
    """The names of a header that stray or lacking quotes and delimiters have put out of line."""
    if not isinstance(top, OddRecord) or width < 2:
        return top
    own = readings(top.text, dialect, width + 1)
    surplus, names = own.get(width + 1, (1.0, []))
    named = [name for name in names if name.strip()]
    if not surplus and len(named) >= width:
        return named
    if width in own and own[width][0] <= LEAST_ODD:
        return own[width][1]
    return _in_another_delimiter(top, width, dialect) if len(top) <= width / 2 else top


def _in_another_delimiter(top: OddRecord, width: int, dialect: Dialect) -> list[str]:
    for sign in (*DELIMITERS, " "):
        oddness, names = readings(top.text, replace(dialect, delimiter=sign), width).get(
            width, (1.0, [])
        )
        is_meant = sign != " " or any(isinstance(name, Quoted) for name in names)
        if sign != dialect.delimiter and not oddness and is_meant:
            return names
    return top


def only_above(cells: list[str], names: list[str]) -> bool:
    """Whether the line above the names says what they leave open: blank names, or equal ones."""
    filled = [place for place, cell in enumerate(cells) if cell.strip()]
    if len(cells) != len(names) or len(filled) < 2 or not _is_text(cells):
        return False
    given = [name for name in names if name.strip()]
    has_equals = len(set(given)) < len(given)
    return has_equals or any(not names[place].strip() for place in filled)


def below(head: list[list[str]], end: int, names: list[str]) -> int | None:
    """The place of a further line of names under these, blank lines between them left out."""
    place = next((i for i in range(end, len(head)) if any(c.strip() for c in head[i])), len(head))
    if place >= len(head) - 1 or len(head[place]) != len(names):
        return None
    cells = head[place]
    if cells == names or _divides(cells, names) or _is_annotation(cells):
        return place
    if _is_annotation(head[place + 1]):
        # Between names and annotations stands what was asked, whatever was answered below.
        return place
    return place if place == end and _is_second(cells, head[place + 1 :]) else None


def joined(upper: list[str], lower: list[str]) -> list[str]:
    """One name per column; a name that stands over several columns counts for each of them."""
    if _is_annotation(lower):
        return upper
    names, over = [], ""
    for high, low in zip(upper, lower, strict=False):
        over = high if high.strip() or not low.strip() else over
        parts = (over, low) if low.strip() else (high, low)
        names.append(" ".join(_each_once(part for part in parts if part.strip())))
    return names + lower[len(upper) :]


def _each_once(parts: Iterable[str]) -> Iterable[str]:
    """Names without those that say the same over again, as Start Date under StartDate."""
    return {"".join(part.split()).lower(): part for part in parts}.values()


def _divides(cells: list[str], names: list[str]) -> bool:
    """Whether every cell stands under a name that stretches over several columns."""
    filled = [place for place, cell in enumerate(cells) if cell.strip()]
    blank = {place for place, name in enumerate(names) if not name.strip()}
    stretched = blank | {place - 1 for place in blank}
    has_new = any(place in blank for place in filled)
    return _is_text(cells) and has_new and len(filled) > 1 and stretched.issuperset(filled)


def _is_second(cells: list[str], body: list[list[str]]) -> bool:
    """Whether a line is of words alone, above columns of numbers and dates."""
    whole = [others for others in body if len(others) == len(cells)]
    typed = [p for p in range(len(cells)) if whole and _is_typed([row[p] for row in whole])]
    words = sum(shape(cell) == "text" for cell in cells)
    return _is_text(cells) and words >= 0.6 * len(cells) and len(typed) >= max(2, len(cells) / 2)


def _is_typed(cells: list[str]) -> bool:
    told = [shape(cell) for cell in cells if cell.strip()]
    return bool(told) and sum(kind in _TYPED for kind in told) >= 0.8 * len(told)


def is_remark(cells: list[str]) -> bool:
    """Whether every other cell has a colon at its end: a key, and its value beside it."""
    told = [cell.strip() for cell in cells if cell.strip()]
    return bool(told) and 2 * sum(cell.endswith((":", "：")) for cell in told) >= len(told)


def _is_text(cells: list[str]) -> bool:
    """Whether all that is said is said in words that name something."""
    return not is_remark(cells) and all(shape(c) == "text" for c in cells if c.strip())


def _is_annotation(cells: list[str]) -> bool:
    told = [cell for cell in cells if cell.strip()]
    return bool(told) and all(cell.startswith(_ANNOTATION) for cell in told)
