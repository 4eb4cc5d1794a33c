"""What the reader says about a file, applied to what it was taken for."""

from collections.abc import Iterable
from dataclasses import replace

import pyarrow.compute as pc

from data import contents, sources
from data.cleaners import mended
from data.cleaners.treatments import ROW_IS_CUSTOMER, chosen, with_told
from data.contents import Content
from data.formats import archives
from data.intake import Proposal
from data.large_files import decoding
from data.matching import ColumnMatch, DateOrder, Decimal, Matching
from data.matching_places import folded
from data.problems import UnreadableFileError
from data.reading_rows import Choices, TextRows
from data.recognising import sources_rules, sources_values
from data.recognising.columns import find
from data.recognising.meanings import ATTRIBUTE, SCORE, meanings
from data.recognising.profiles import MOST_WORDS, Profile, profiles
from data.values.answer_scales import numbers_of

_ASKED = {
    "csat": "customers.satisfaction",
    "nps": "customers.recommendation",
    "ces": "customers.effort",
}
"""What an answer is called where a reader says what a column asked for."""


def choosable(table: str) -> tuple[str, ...]:
    """What a reader may choose as the meaning of a column of this table, each thing once."""
    asked = frozenset(_ASKED.values()) if table == "survey_responses" else frozenset[str]()
    twice = asked if table == "customers" else asked | {"customers.customer_id"}
    return tuple(meaning for meaning in meanings(table) if meaning not in twice)


def meaning_of(column: ColumnMatch, table: str | None) -> str | None:
    """What a column means, in the words of `choosable`."""
    if column.meaning == SCORE and table != "survey_responses" and column.instrument in _ASKED:
        return _ASKED[column.instrument]
    return column.meaning


def reread(proposal: Proposal, upload: tuple[str, Content], choices: Choices) -> Proposal:
    """The file read anew as the reader chose; where that fails, the reason instead of rows."""
    choices = replace(choices, sheet=choices.sheet or proposal.part)
    try:
        rows = mended.read_member(proposal.file, content_of(proposal, upload), choices)[0]
    except UnreadableFileError as error:
        return replace(proposal, rows=None, matching=None, error=error)
    found = sources.recognise(rows)
    told = replace(found.choices, encoding=choices.encoding, sheet=choices.sheet)
    part = choices.sheet if proposal.part else None
    matching = replace(found, choices=told)
    return replace(proposal, rows=rows, matching=matching, error=None, part=part)


def content_of(proposal: Proposal, upload: tuple[str, Content]) -> Content:
    """What a file holds, in the upload that brought it."""
    return next(c for _, c in archives.unpacked(*upload) if contents.digest(c) == proposal.digest)


def telling_of(proposal: Proposal, upload: tuple[str, Content]) -> bytes:
    """The bytes that tell in which encoding the file is: all of a small one's."""
    content = content_of(proposal, upload)
    return content if isinstance(content, bytes) else decoding.telling(content)


def as_table(proposal: Proposal, table: str) -> Proposal:
    """The file taken for another table, its columns recognised as columns of that one."""
    rows, matching = _read(proposal)
    seen = profiles(rows)
    found = find(table, rows.header, seen)
    taken = sources._matching(rows, seen, table, found, 1.0)
    return replace(proposal, matching=replace(taken, choices=matching.choices))


def with_meaning(proposal: Proposal, position: int, meaning: str | None) -> Proposal:
    """The column means this; whatever else meant it is free again."""
    rows, matching = _read(proposal)
    seen = profiles(rows)
    said = matching.with_meaning(position, meaning).columns[position]
    said = sources_values.told(replace(said, also=(), instrument=None), rows, seen[position])
    others = [_freed(column, said.meaning, matching.table) for column in matching.columns]
    columns = [*others[:position], said, *others[position + 1 :]]
    told = _said_of_rows(matching, rows)
    ruled = _ruled(replace(matching, columns=tuple(columns)), rows, seen, told)
    return replace(proposal, matching=ruled)


def with_date_order(proposal: Proposal, position: int, order: DateOrder) -> Proposal:
    """The dates of the column are written in this order."""
    return _told(proposal, position, date_order=order)


def with_decimal(proposal: Proposal, position: int, decimal: Decimal) -> Proposal:
    """The numbers of the column are written with this sign before their decimals."""
    return _told(proposal, position, decimal=decimal)


def with_treatment(proposal: Proposal, kind: str, rule: str) -> Proposal:
    """The doubtful records of a kind are treated by this rule."""
    _, matching = _read(proposal)
    return replace(proposal, matching=replace(matching, rules=chosen(matching.rules, kind, rule)))


def fitted(proposal: Proposal, upload: tuple[str, Content], matching: Matching) -> Proposal:
    """The file read and matched as another one was before."""
    read = reread(proposal, upload, matching.choices)
    if read.rows is None:
        return read
    return replace(read, matching=sources_rules.fitted(matching, read.rows))


def as_before(proposal: Proposal, matching: Matching) -> Proposal:
    """Rows that come back are matched as the file was that they are from."""
    rows, own = _read(proposal)
    told = replace(matching, choices=own.choices)
    return replace(proposal, matching=sources_rules.fitted(told, rows))


def likeness(matching: Matching, rows: TextRows) -> float:
    """The share of a matching's columns that the file has; by their number without a header."""
    named = [column.header for column in matching.columns if column.header]
    if not named:
        return float(len(matching.columns) == rows.width)
    there = {folded(name) for name in rows.header}
    return sum(folded(name) in there for name in named) / len(named)


def samples(rows: TextRows, position: int, most: int = 3) -> list[str]:
    """The first different values of a column."""
    cells = pc.utf8_trim_whitespace(rows.cells(position).slice(0, 2000))
    found = [value for value in pc.unique(cells).to_pylist() if value]
    return found[:most]


def marks(rows: TextRows, column: ColumnMatch) -> list[tuple[str, int]]:
    """The different answers in words of a column, each with the mark it is read as, best first."""
    if column.answers is None:
        return []
    return numbers_of(samples(rows, column.position, MOST_WORDS), column.answers)


def assumed_scale(matching: Matching, column: ColumnMatch) -> tuple[float, float] | None:
    """The lowest and the highest mark that a column of plain marks is taken to have.

    None where it holds no marks, its words tell the scale, or each record says its own.
    """
    told = {f"survey_responses.scale_{end}" for end in ("min", "max")}
    is_plain = column.meaning == SCORE and not column.answers and column.because != "verdict"
    is_told = any(one.meaning in told for one in matching.columns)
    return column.scale if is_plain and not is_told else None


def _freed(column: ColumnMatch, meaning: str | None, table: str | None) -> ColumnMatch:
    """A column without the meaning that another one has been given."""
    if meaning in (None, ATTRIBUTE, SCORE) or meaning not in (column.meaning, *column.also):
        return column
    left = ATTRIBUTE if table == "customers" and column.header else None
    return replace(column, meaning=left, also=(), because="meaning_moved")


def _ruled(
    matching: Matching, rows: TextRows, seen: list[Profile], told: Iterable[str]
) -> Matching:
    """The matching under the rules that follow from what its columns mean now, and those told."""
    if matching.table is None:
        return matching
    columns, rules = sources_rules.with_customer(matching.table, list(matching.columns), seen)
    rules += sources_rules.treated(matching.table, columns, rows)
    return replace(matching, columns=tuple(columns), rules=with_told(rules, told))


def _said_of_rows(matching: Matching, rows: TextRows) -> list[str]:
    """The rules that are in force because the reader wants them, not because of the values."""
    usual = sources_rules.treated(str(matching.table), list(matching.columns), rows)
    return [rule for rule in matching.rules if rule not in (*usual, ROW_IS_CUSTOMER)]


def _told(proposal: Proposal, position: int, **how: object) -> Proposal:
    _, matching = _read(proposal)
    told = replace(matching.columns[position], because="reader", confidence=1.0, **how)  # type: ignore[arg-type]
    columns = (*matching.columns[:position], told, *matching.columns[position + 1 :])
    return replace(proposal, matching=replace(matching, columns=columns))


def _read(proposal: Proposal) -> tuple[TextRows, Matching]:
    if proposal.rows is None or proposal.matching is None:
        raise proposal.error or UnreadableFileError("empty", proposal.file)
    return proposal.rows, proposal.matching
