"""What a column of a file can mean: a column of a table, or one to work such a column out."""

from data.columns import Kind
from data.tables import TABLES

ATTRIBUTE = "attribute"
"""The meaning of a column that is none of the tables' own and is kept to segment by."""

SCORE = "survey_responses.score"
"""The one meaning that several columns of a file may have: each is a question of its own."""

COMMENT = "survey_responses.comment"

_ASKED: dict[str, Kind] = dict.fromkeys(("satisfaction", "recommendation", "effort"), "number")

# Columns a file may have which no table holds: others are worked out from them.
SOURCE_COLUMNS: dict[str, dict[str, Kind]] = {
    "customers": {
        "first_name": "text",
        "last_name": "text",
        "birth_year": "number",
        "tenure_years": "number",
        **_ASKED,
    },
    "orders": {"unit_price": "number", "is_won": "flag", "is_income": "flag"},
    "subscriptions": {"subscription_id": "text"},
    "survey_responses": _ASKED,
}


def kind_of(table: str, column: str) -> Kind:
    """The kind of a column of a table, or of one that a file may have instead."""
    return SOURCE_COLUMNS.get(table, {}).get(column) or TABLES[table].column(column).kind


def meanings(table: str) -> tuple[str, ...]:
    """Everything that a column of a file which holds this table can mean, its own columns first."""
    about = () if table == "customers" else _columns("customers")
    every = dict.fromkeys((*_columns(table), *about, SCORE, ATTRIBUTE))
    return tuple(meaning for meaning in every if meaning.rpartition(".")[2] not in _ASKED)


def is_meaning(meaning: str) -> bool:
    """Whether a column can mean this; anything else never reaches the engine."""
    table, _, column = meaning.partition(".")
    return meaning == ATTRIBUTE or f"{table}.{column}" in _columns(table)


def _columns(table: str) -> tuple[str, ...]:
    names = TABLES[table].names if table in TABLES and table != "attributes" else ()
    return tuple(f"{table}.{name}" for name in (*names, *SOURCE_COLUMNS.get(table, {})))
