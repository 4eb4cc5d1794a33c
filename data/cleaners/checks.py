"""What is looked for in every record of a file: values that could not be read, and gaps."""

from dataclasses import dataclass

from data.cleaners.plan import Plan, Reading, attribute_name
from data.columns import Kind
from data.reading_rows import cell_name
from data.values.casting import is_filled, is_foreign, is_id

_UNREADABLE: dict[Kind, str] = {
    "number": "unknown_number",
    "date": "unknown_date",
    "instant": "unknown_date",
    "flag": "unknown_flag",
}


_SHORTENED = "regexp_full_match({}, '\\s*\\d(?:[.,]\\d+[eE][-+]?|[eE]\\+)\\d{{1,3}}\\s*')"
"""What 1234567890123456 became, for one: 1.23457E+15."""

_TAKEN_FOR_NUMBERS = (
    (
        "id_in_scientific_notation",
        "{0} < ':' and (contains({0}, 'E') or contains({0}, 'e'))",
        _SHORTENED,
    ),
    ("id_as_decimal", "contains({0}, '.0')", "regexp_full_match({}, '[1-9]\\d*\\.0')"),
)

_MAY_BE_BLANK = "{0} < '!' or {0} between chr(128) and chr(12289)"
"""Blanks of any script come before these signs, and hardly a letter does."""


@dataclass(frozen=True)
class Check:
    """One kind of problem in one column: a test over a record and what was read from it.

    A record is wanting where `hint` and `test` hold; the hint costs next to nothing, and the test
    is slow over all records.
    """

    kind: str
    position: int
    hint: str
    test: str
    expected: str
    is_set_aside: bool = False


def checks(plan: Plan) -> tuple[Check, ...]:
    """Everything to look for in a file under a plan."""
    return (*_unreadable(plan), *_missing(plan), *_destroyed(plan), *_gaps(plan))


def _unreadable(plan: Plan) -> list[Check]:
    """Texts that stand for no number, date or flag."""
    found = []
    for reading in plan.readings:
        known = plan.own if reading.table == plan.table else plan.about
        if reading.kind != "text" and reading.name in known:
            is_lost = reading.table == plan.table and reading.name in plan.required
            for kind, (test, expected) in _obstacles(reading).items():
                place = reading.column.position
                hint = f"{reading.key} is null"
                found.append(Check(kind, place, hint, test, expected, is_lost))
    return found


def _obstacles(reading: Reading) -> dict[str, tuple[str, str]]:
    """Why a value may not have been read: the test for it, and what was expected."""
    filled = is_filled(reading.cell, reading.kind)
    kind = _UNREADABLE[reading.kind]
    if reading.names_currency or not reading.style.main:
        return {kind: (filled, reading.kind)}
    foreign = is_foreign(reading.cell, reading.style)
    own = f"{filled} and not {foreign}"
    return {kind: (own, reading.kind), "other_currency": (foreign, reading.style.main)}


def _destroyed(plan: Plan) -> list[Check]:
    """Ids and telephones which a program took for numbers: shortened for good, or with a .0."""
    return [
        Check(kind, r.column.position, hint.format(r.cell), test.format(r.cell), "id")
        for r in plan.readings
        if is_id(r.name) or r.name == "phone"
        for kind, hint, test in _TAKEN_FOR_NUMBERS
    ]


def _missing(plan: Plan) -> list[Check]:
    """Blank cells in columns that no record can do without."""
    found = []
    for reading in plan.readings:
        if reading.table == plan.table and reading.name in plan.required:
            kind = "missing_customer" if reading.name == "customer_id" else "missing_value"
            hint = f"{reading.key} is null"
            test = f"not ({is_filled(reading.cell, reading.kind, reading.name)})"
            found.append(Check(kind, reading.column.position, hint, test, reading.kind, True))
    return found


def _gaps(plan: Plan) -> list[Check]:
    """Blank cells in columns that are hardly ever blank."""
    required = {r.column.position for r in plan.readings if r.name in plan.required}
    hints = _hints_of_blanks(plan)
    return [
        Check(
            "blank_value", c.position, hints.get(c.position, may_be), f"trim({cell}) = ''", "value"
        )
        for c in plan.matching.columns
        for cell in (cell_name(c.position),)
        for may_be in (_MAY_BE_BLANK.format(cell),)
        if c.meaning and c.position not in required
    ]


def _hints_of_blanks(plan: Plan) -> dict[int, str]:
    """Where a blank cell leaves nothing, by position; to ask for that costs least."""
    read = {r.column.position: f"{r.key} is null" for r in plan.readings if plan.is_as_read(r)}
    kept = {c.position: f"{attribute_name(c)} is null" for c in plan.attributes}
    return read | kept
