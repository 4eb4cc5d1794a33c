"""What follows where the reader says what a column means."""

from dataclasses import replace

from data.cleaners.treatments import ROW_IS_CUSTOMER
from data.matching import ColumnMatch, Matching
from data.reading_rows import TextRows
from data.recognising.meanings import ATTRIBUTE, SCORE
from data.recognising.profiles import profiles
from data.recognising.sources_rules import treated
from data.recognising.sources_values import told

_OF_MANY = (None, SCORE, ATTRIBUTE)


def corrected(rows: TextRows, matching: Matching, position: int, meaning: str | None) -> Matching:
    """The matching where one column means something else, read in the style of its values.

    A column that meant the same before is left out: no two columns give one value.
    """
    changed = matching.with_meaning(position, meaning)
    columns = [_without(c, meaning) if c.position != position else c for c in changed.columns]
    styled = told(columns[position], rows, profiles(rows)[position])
    columns[position] = replace(styled, because="reader", confidence=1.0)
    return replace(changed, columns=tuple(columns), rules=_rules(changed, columns, rows))


def _without(column: ColumnMatch, meaning: str | None) -> ColumnMatch:
    if meaning in _OF_MANY or meaning not in (column.meaning, *column.also):
        return column
    also = tuple(other for other in column.also if other != meaning)
    if column.meaning == meaning:
        # What stood for the customer is still an address or a name.
        return replace(column, meaning=also[0] if also else None, also=also[1:], because="reader")
    return replace(column, also=also)


def _rules(matching: Matching, columns: list[ColumnMatch], rows: TextRows) -> tuple[str, ...]:
    table = matching.table
    is_named = any(f"{table}.customer_id" in (c.meaning, *c.also) for c in columns)
    kept = [r for r in matching.rules if r == ROW_IS_CUSTOMER and not is_named]
    return (*kept, *(treated(table, columns, rows) if table else ()))
