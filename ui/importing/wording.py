"""What was found in a file, in the reader's words: obstacles, problems, readings, reasons."""

from collections.abc import Mapping

from data import corrections
from data.matching import ColumnMatch, Matching
from data.problems import Problem
from data.reading_rows import TextRows
from data.recognising.judgements import Judgement
from data.text_files.dialects import BLANKS, NO_DELIMITER
from ui import obstacles
from ui.parts import columns_in_words
from ui.safe import plain, visible
from ui.view import View
from ui.words import Words

_DELIMITERS = {
    ",": "comma",
    ";": "semicolon",
    "\t": "tab",
    "|": "bar",
    BLANKS: "blanks",
    NO_DELIMITER: "none",
}

WRITTEN = ("ymd", "dmy", "mdy", ".", ",")


def obstacle(view: View, kind: str, facts: Mapping[str, object], table: str | None = None) -> str:
    """Why nothing of a file can be loaded, as Markdown."""
    return obstacles.obstacle(view.say, kind, facts, table, plain)


def reason(view: View, problem: Problem) -> str:
    """What is wrong with a value or a row, and what would be right."""
    expected = visible(view.say.or_itself("expected", problem.expected or ""))
    return view.say(f"problem.{problem.kind}", expected=expected)


def meaning(view: View, code: str) -> str:
    """What a column can mean, as a reader would call it."""
    return columns_in_words(view, (code,)) if "." in code else view.say(f"importing.meaning_{code}")


def samples(rows: TextRows, position: int) -> str:
    """Some values of a column, as plain text."""
    return " · ".join(visible(value, 24) for value in corrections.samples(rows, position))


def column_told(matching: Matching, rows: TextRows, position: int) -> str:
    """A column of a file by its name and some of its values, as plain text."""
    label = visible(matching.label(matching.columns[position]), 60)
    return f"{label} – {samples(rows, position)}"


def written(view: View, sign: object) -> str:
    """How dates or numbers are written: which part comes first, which sign before decimals."""
    return view.say(f"written.{WRITTEN.index(str(sign))}")


def certainty(view: View, column: ColumnMatch) -> str:
    """How sure the meaning of a column is."""
    if column.meaning is None and column.because != "reader":
        return view.say("importing.unused")
    return view.say(f"importing.{level(column.confidence)}")


def level(confidence: float) -> str:
    """How sure a guess is, in three steps."""
    return "sure" if confidence >= 0.8 else "likely" if confidence >= 0.6 else "doubtful"


def because(view: View, rows: TextRows, matching: Matching, column: ColumnMatch) -> str:
    """Why a column is taken for what it is, what its words count as, or which scale it has."""
    key = f"because.{column.because}"
    why = view.say(key) if view.say.has(key) else ""
    marks = " · ".join(f"{visible(w, 40)} = {n}" for w, n in corrections.marks(rows, column))
    if marks:
        return view.say("importing.words_as_marks", why=why, marks=marks)
    scale = corrections.assumed_scale(matching, column)
    if scale is None:
        return why
    low, high = (view.formats.value(end, "count") for end in scale)
    return view.say("importing.marks_from_to", why=why, lowest=low, highest=high)


def delimiter(view: View, sign: str) -> str:
    """What separates the cells of a file."""
    name = _DELIMITERS.get(sign)
    return view.say(f"delimiter.{name}") if name else sign


def encoding(view: View, name: str) -> str:
    """What an encoding is called."""
    return view.say.or_itself("encoding", name)


def row_reason(say: Words, kind: str, columns: int) -> str:
    """Why a row was set aside, where the file has so many columns."""
    return say(f"problem.{kind}", expected=columns)


def judged(view: View, judgement: Judgement) -> str:
    """What was judged of a column by all of its values, as Markdown."""
    facts = {"column": plain(judgement.column), "value": judgement.value or ""}
    return view.say(f"judgement.{judgement.kind}", **facts)


def rule(view: View, name: str) -> str:
    """What was worked out rather than read."""
    return view.say(f"rule.{name}")
