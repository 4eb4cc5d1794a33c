"""How texts become numbers, moments and truths: which of the engine's readings a column takes."""

import tomllib
from functools import cache
from pathlib import Path

from data.columns import Kind
from data.cursors import Cursor
from data.matching import ColumnMatch
from data.reading_rows import cell_name
from data.shapes import BLANK_WORDS

_HERE = Path(__file__).parent


def teach(cursor: Cursor) -> None:
    """Make the readings of casting.sql known to a cursor, for as long as it lives."""
    for statement in _readings():
        cursor.execute(statement)


def cast(column: ColumnMatch, name: str, kind: Kind) -> str:
    """The expression that reads a column as this kind; null where a cell cannot be read so."""
    cell = cell_name(column.position)
    match kind:
        case "number":
            return f"as_number({cell}, {'true' if column.decimal == ',' else 'false'})"
        case "instant":
            return f"as_instant({cell}, '{column.date_order}')"
        case "date":
            return f"as_date({cell}, '{column.date_order}')"
        case "flag":
            yes, no = f"$yes_{name}", f"$no_{name}"
            return f"as_flag({cell}, {yes}, {no})"
        case "text":
            return f"as_text({cell})"


def is_filled(cell: str, kind: Kind) -> str:
    """Whether anything stands in a cell; NULL and its like are nothing, except in a text."""
    if kind == "text":
        return f"as_text({cell}) is not null"
    return f"not list_contains($blank_words, coalesce(lower(as_text({cell})), ''))"


def flag_words(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words for yes and for no, in any column and in this one."""
    told = _flag_words()
    own = told.get(name, {"yes": [], "no": []})
    yes, no = (set(told["any"][answer]) for answer in ("yes", "no"))
    return frozenset(yes - set(own["no"]) | set(own["yes"])), frozenset(no | set(own["no"]))


def parameters(flags: list[str]) -> dict[str, object]:
    """The words that the expressions for these flags speak of."""
    words: dict[str, object] = {"blank_words": list(BLANK_WORDS)}
    for name in flags:
        yes, no = flag_words(name)
        words |= {f"yes_{name}": sorted(yes), f"no_{name}": sorted(no)}
    return words


@cache
def _readings() -> tuple[str, ...]:
    text = (_HERE / "casting.sql").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("--")]
    return tuple(part.strip() for part in "\n".join(lines).split(";\n") if part.strip())


@cache
def _flag_words() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((_HERE / "flag_words.toml").read_text(encoding="utf-8"))
