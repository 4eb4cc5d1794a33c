"""How texts become numbers, moments and truths: which of the engine's readings a column takes."""

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data.columns import Kind
from data.cursors import Cursor
from data.matching import ColumnMatch
from data.values.answer_scales import NUMBERED, WORDED, unanswered, word_numbers
from data.values.currencies import CODES, DOLLARS, NAMES, SIGNS, UNITS
from data.values.shapes import BLANK_WORDS
from data.values.writing_styles import PLAIN, Style

_HERE = Path(__file__).parent
_FILES = ("casting.sql", "casting_numbers.sql", "casting_moments.sql", "casting_answers.sql")
_WITHOUT_BLANKS = "create or replace temp macro may_have_blanks(cell) as false"
_DAY_ZEROS = defaultdict(lambda: "timestamp '1899-12-30'", days_from_1904="timestamp '1904-01-01'")

_ZONES = (
    *("Z", "UTC", "GMT", "CST", "EST", "EDT", "CDT", "MST", "MDT", "PST", "PDT"),
    *("CET", "CEST", "BST", "WET", "EET", "MSK", "IST", "JST", "KST", "HKT", "SGT", "AEST"),
)
# The longer before the shorter: of two that begin alike, the first is taken.
_WORDS = {
    "codes": (*CODES, *NAMES),
    "iso": CODES,
    "dollars": DOLLARS,
    "signs": tuple(SIGNS),
    "units": UNITS,
    "blank_words": [word for word in BLANK_WORDS if word],
    "longest_blank": [str(max(len(word.encode()) for word in BLANK_WORDS))],
    "zones": sorted(_ZONES, key=len, reverse=True),
}


def teach(cursor: Cursor, has_blanks: bool = True) -> None:
    """Make the readings of casting.sql known to a cursor, for as long as it lives.

    Where no cell begins or ends with a blank, none is looked for.
    """
    for statement in (*_readings(), *(() if has_blanks else (_WITHOUT_BLANKS,))):
        cursor.execute(statement)


@dataclass(frozen=True)
class Steps:
    """How a column is read: at once as most cells can be, else stripped first; what is sound.

    Each step speaks of those before it by their names, so that nothing is worked out twice.
    """

    quick: str | None
    bare: str | None
    read: str
    sound: str


def steps(
    cell: str, key: str, name: str, kind: Kind, column: ColumnMatch, style: Style = PLAIN
) -> Steps:
    """How a cell is read as this kind, in the style of its column; null where it cannot be.

    `key` tells the steps of one column from those of another; `name` tells which words are yes.
    """
    quick, bare, read = f"quick_{key}", f"bare_{key}", f"read_{key}"
    match kind:
        case "number" if column.answers:
            read_number = f"read_number(null, bare_number({cell}, null), false)"
            return Steps(None, None, answer_or(read_number, cell, f"'{column.answers}'"), read)
        case "number":
            is_comma = "true" if column.decimal == "," else "false"
            sound = f"if_sound({read})"
            if style.main:
                sound = f"case when not {is_foreign(cell, style)} then {sound} end"
            return Steps(
                f"quick_number({cell}, {is_comma})",
                f"bare_number({cell}, {quick})",
                f"read_number({quick}, {bare}, {is_comma})",
                sound,
            )
        case "instant" | "date":
            moment = read if style.zone is None else f"{read} + zone_shift({cell}, {style.zone:d})"
            sound = f"if_lived({moment})"
            sound = sound if kind == "instant" else f"cast({sound} as date)"
            order, day_zero = f"'{column.date_order}'", _DAY_ZEROS[style.counted]
            return Steps(
                f"quick_moment({cell}, {order})",
                f"bare_moment({cell}, {quick})",
                f"read_moment({quick}, {bare}, {order}, {day_zero})",
                sound,
            )
        case "flag":
            return Steps(None, None, f"as_flag({cell}, $yes_{name}, $no_{name})", read)
        case "text":
            return Steps(None, None, f"{_plain_reading(name)}({cell})", read)


def answer_or(otherwise: str, cell: str, scale: str) -> str:
    """The number of an answer in words of a scale, else what is read otherwise."""
    number = f"number_of_answer({cell}, {scale}, $answer_words, $answer_numbers)"
    return f"coalesce({number}, {otherwise})"


def is_id(name: str) -> bool:
    """Whether a column holds what something is known by."""
    return name.endswith("_id")


def _plain_reading(name: str) -> str:
    return "as_id" if is_id(name) or name == "phone" else "as_text"


def is_foreign(cell: str, style: Style) -> str:
    """Whether an amount is in another currency than most of its column."""
    return f"coalesce(currency_of({cell}) <> '{style.main}', false)"


def is_filled(cell: str, kind: Kind, name: str = "") -> str:
    """Whether anything stands in a cell; NULL and its like are nothing, except in a mere text."""
    if kind == "text":
        reading = f"{_plain_reading(name)}({cell}) is not null"
        # What ends with a digit is filled, whatever it is: most ids do.
        return f"case when {cell}[-1] between '0' and '9' then true else {reading} end"
    return f"not is_among(coalesce(lower(as_text({cell})), ''), $blank_words)"


def flag_words(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words for yes and for no, in any column and in this one."""
    told = _flag_words()
    own = told.get(name, {"yes": [], "no": []})
    yes, no = (set(told["any"][answer]) for answer in ("yes", "no"))
    return frozenset(yes - set(own["no"]) | set(own["yes"])), frozenset(no | set(own["no"]))


def parameters(flags: list[str]) -> dict[str, object]:
    """The words that the expressions for these flags speak of."""
    words: dict[str, object] = {"blank_words": [*BLANK_WORDS, *sorted(unanswered())]}
    words["answer_words"], words["answer_numbers"] = word_numbers()
    for name in flags:
        yes, no = flag_words(name)
        words |= {f"yes_{name}": sorted(yes), f"no_{name}": sorted(no)}
    return words


@cache
def _readings() -> tuple[str, ...]:
    text = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in _FILES)
    for name, words in _WORDS.items():
        text = text.replace(f"{{{name}}}", "|".join(map(re.escape, words)))
    codes = (f"when '{sign}' then '{code}'" for sign, code in SIGNS.items())
    text = text.replace("{sign_codes}", " ".join(codes))
    text = text.replace("{worded}", _taken_out(WORDED)).replace("{numbered}", _taken_out(NUMBERED))
    lines = [line for line in text.splitlines() if not line.startswith("--")]
    return tuple(part.strip() for part in "\n".join(lines).split(";\n") if part.strip())


def _taken_out(parts: tuple[tuple[str, str], ...]) -> str:
    told = "lower(as_text(cell))"
    for pattern, left in parts:
        told = f"regexp_replace({told}, '{pattern}', '{left}', 'g')"
    return told


@cache
def _flag_words() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((_HERE / "flag_words.toml").read_text(encoding="utf-8"))
