"""What kinds of export there are, and which of them a file is, by its headers and its values."""

from dataclasses import replace

from data.cleaners.treatments import RETURNS_BY_ORDER
from data.matching import ColumnMatch, Matching
from data.reading_rows import Choices, TextRows
from data.recognising import sources_rules
from data.recognising.columns import ASKED, find
from data.recognising.dependence import constant_per
from data.recognising.evidence import Evidence
from data.recognising.kinds import SOURCES
from data.recognising.left_out import reason
from data.recognising.meanings import ATTRIBUTE, COMMENT, SCORE
from data.recognising.only_day import with_only_day
from data.recognising.profiles import Profile, profiles
from data.recognising.questions import as_question, aspects, questions, verdicts
from data.recognising.returned_orders import SAID, returned_orders
from data.recognising.scores import score
from data.recognising.sentences import with_comment
from data.recognising.sources_values import each_by_its_kind, one_order, told
from data.recognising.spots import Found
from data.recognising.unnamed import BY_VALUES, by_values, own_number, without_header

_SCORES = (SCORE, *(f"{of}.{name}" for of in ("customers", "survey_responses") for name in ASKED))

_NEARLY = 0.5
"""A table for which more than this part as much speaks would fit nearly as well."""


def recognise(rows: TextRows, table: str | None = None) -> Matching:
    """The table that a file holds, unless it is named, and what each of its columns means."""
    seen = profiles(rows)
    if table is not None:
        return _matching(rows, seen, table, _found(table, rows.header, seen), 1.0)
    if returned := returned_orders(rows, seen):
        matching = _matching(rows, seen, "orders", returned, SAID)
        return replace(matching, rules=(RETURNS_BY_ORDER,))
    ranked = sorted(_fitting(rows.header, seen), key=lambda one: -one[0])
    if not any(rows.header):
        unnamed = without_header(seen)
        if unnamed:
            return _matching(rows, seen, "orders", unnamed, BY_VALUES)
    if not ranked:
        return _of_questions_alone(rows, seen) or _untold(rows, seen)
    most, table, found = ranked[0]
    if table == "customers":
        found = own_number(rows.header, seen, found)
    others = [(much, name) for much, name, _ in ranked if name != table]
    rival = max((much for much, _ in others), default=0.0)
    confidence = round(max(0.3, min(0.99, 1.1 - 0.6 * rival / max(most, 0.1))), 2)
    near = dict.fromkeys(name for much, name in others if much > _NEARLY * most)
    return replace(_matching(rows, seen, table, found, confidence), rivals=tuple(near))


def _fitting(
    header: tuple[str, ...], seen: list[Profile]
) -> list[tuple[float, str, dict[int, Found]]]:
    evidence = [
        (source, Evidence(source.table, _found(source.table, header, seen), header, seen))
        for source in SOURCES
    ]
    return [(score(one), source.table, one.found) for source, one in evidence if source.fits(one)]


def _found(table: str, header: tuple[str, ...], seen: list[Profile]) -> dict[int, Found]:
    found = by_values(header, seen, find(table, header, seen))
    if table == "survey_responses":
        found = with_comment(header, seen, found)
    return with_only_day(table, header, seen, found)


def _matching(
    rows: TextRows, seen: list[Profile], table: str, found: dict[int, Found], confidence: float
) -> Matching:
    taken = {one.meaning for one in found.values()}
    columns = [
        _column(p, name, found.get(p), reason(table, name, seen[p], taken))
        for p, name in enumerate(rows.header)
    ]
    columns, rules = sources_rules.with_customer(table, columns, seen)
    if table in ("customers", "survey_responses") or rules:
        columns = _with_questions(table, columns, rows.header, seen)
    if table == "customers" or rules:
        columns = [_attribute(c, seen[c.position]) for c in columns]
    else:
        columns = _describing(columns, rows, table)
    columns = each_by_its_kind(one_order([told(c, rows, seen[c.position]) for c in columns]))
    rules += sources_rules.treated(table, columns, rows)
    return Matching(table, tuple(columns), rules, confidence, _choices(rows))


def _column(
    position: int, header: str, found: Found | None, otherwise: str = "unknown"
) -> ColumnMatch:
    if found is None:
        return ColumnMatch(position, header, None, 0.5, otherwise)
    return ColumnMatch(position, header, found.meaning, found.confidence, found.because)


def _with_questions(
    table: str, columns: list[ColumnMatch], header: tuple[str, ...], seen: list[Profile]
) -> list[ColumnMatch]:
    """Among the columns that mean nothing else, those of a questionnaire hold answers."""
    free = [c.position for c in columns if c.meaning is None]
    known = [c.position for c in columns if c.meaning in _SCORES]
    asked = questions(header, seen, free, known)
    if not asked and not known and any(c.meaning == COMMENT for c in columns):
        asked = verdicts(header, seen, free)
    is_written = not asked and any(c.meaning == COMMENT for c in columns)
    if table == "survey_responses" and (known or is_written):
        asked = aspects(header, seen, [p for p in free if p not in asked], known) | asked
    return [as_question(c, asked[c.position]) if c.position in asked else c for c in columns]


def _attribute(column: ColumnMatch, profile: Profile) -> ColumnMatch:
    if column.meaning is not None or profile.is_blank or not column.header:
        return column
    because = ATTRIBUTE if column.because == "unknown" else column.because
    return replace(column, meaning=ATTRIBUTE, confidence=0.8, because=because)


def _describing(columns: list[ColumnMatch], rows: TextRows, table: str) -> list[ColumnMatch]:
    """Columns of orders, tickets or answers that hold one value for each customer describe them."""
    whose = next((c for c in columns if c.meaning == f"{table}.customer_id"), None)
    free = [c.position for c in columns if c.because == "unknown" and c.header]
    theirs = constant_per(rows, whose.position, free) if whose else set()
    return [
        replace(c, meaning=ATTRIBUTE, confidence=0.7, because="same_for_each_customer")
        if c.position in theirs
        else c
        for c in columns
    ]


def _of_questions_alone(rows: TextRows, seen: list[Profile]) -> Matching | None:
    """A questionnaire that says nothing of those who answered: each row is somebody."""
    if not questions(rows.header, seen, list(range(rows.width)), []):
        return None
    return _matching(rows, seen, "survey_responses", {}, 0.6)


def _untold(rows: TextRows, seen: list[Profile]) -> Matching:
    """Nothing told: the columns are left to the reader."""
    columns = [told(_column(p, name, None), rows, seen[p]) for p, name in enumerate(rows.header)]
    return Matching(None, tuple(one_order(columns)), (), 0.0, _choices(rows))


def _choices(rows: TextRows) -> Choices:
    return Choices(delimiter=rows.delimiter or None, has_header=rows.has_header)
