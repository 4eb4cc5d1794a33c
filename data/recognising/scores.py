"""How much speaks for a file holding one table, as one number to compare tables by."""

from data.recognising.columns import DESCRIBING
from data.recognising.evidence import Evidence
from data.recognising.header_kinds import is_bare, rarity, speaks_of

_NOUN_WEIGHT = 0.3
_MARK_WEIGHT = 2
_MOST_OF_NOUNS = 1.5
_QUESTION_WEIGHT = 2.0
_MOST_OF_QUESTIONS = 8.0
_NUMBERED_ELSE = 0.9
_SUMMED_UP = 0.3
_OWED = 1.5
_BOUGHT = ("orders", "subscriptions")
_ASKED = "survey_responses"


def score(seen: Evidence) -> float:
    """How much speaks for a table: its columns, the more so the fewer tables know them."""
    said = sum(
        f.confidence * _weight(seen.header[p], f.table)
        for p, f in seen.found.items()
        if f.table == seen.table or f.column in DESCRIBING
    )
    both = (seen.table, "customers")
    others = sum(f.confidence for f in seen.found.values() if f.table not in both)
    nouns = sum(speaks_of(seen.table, name) for name in seen.header) + _MARK_WEIGHT * seen.marks
    spoken = 0 if seen.table == "customers" else min(_MOST_OF_NOUNS, _NOUN_WEIGHT * nouns)
    asked = max(seen.questions, min(_MOST_OF_QUESTIONS, _QUESTION_WEIGHT * seen.opinions))
    spoken += asked if seen.table == "survey_responses" else 0
    spoken += _OWED if seen.table == "invoices" and seen.is_owed else 0
    return (said + 0.3 * others + spoken) * _as_customers(seen)


def _as_customers(seen: Evidence) -> float:
    """How much of it counts for customers: less where rows have the numbers of other things."""
    if (seen.table in _BOUGHT and seen.sums_up) or (seen.table == _ASKED and seen.describes):
        return _SUMMED_UP
    if seen.table != "customers":
        return 1.0
    return (1.0 if seen.is_one_row_each else 0.4) * (_NUMBERED_ELSE if seen.numbers_others else 1)


def _weight(header: str, table: str) -> float:
    return (0.5 + rarity(header, table)) * (0.5 if is_bare(header) else 1)
