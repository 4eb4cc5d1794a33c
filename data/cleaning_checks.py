"""What is looked for in every record of a file: values that could not be read, and gaps."""

from dataclasses import dataclass

from data.casting import is_filled
from data.cleaning_plan import Plan, Reading
from data.columns import Kind
from data.reading_rows import cell_name

_UNREADABLE: dict[Kind, str] = {
    "number": "unknown_number",
    "date": "unknown_date",
    "instant": "unknown_date",
    "flag": "unknown_flag",
}


@dataclass(frozen=True)
class Check:
    """One kind of problem in one column: a test over a record and what was read from it."""

    kind: str
    position: int
    test: str
    expected: str
    is_set_aside: bool = False


def checks(plan: Plan) -> tuple[Check, ...]:
    """Everything to look for in a file under a plan."""
    return (*_unreadable(plan), *_missing(plan), *_gaps(plan))


def _unreadable(plan: Plan) -> list[Check]:
    """Texts that stand for no number, date or flag."""
    found = []
    for reading in plan.readings:
        known = plan.own if reading.table == plan.table else plan.about
        if reading.kind != "text" and reading.name in known:
            test = _where_null(reading, is_filled(reading.cell, reading.kind))
            is_lost = reading.table == plan.table and reading.name in plan.required
            kind = _UNREADABLE[reading.kind]
            found.append(Check(kind, reading.column.position, test, reading.kind, is_lost))
    return found


def _missing(plan: Plan) -> list[Check]:
    """Blank cells in columns that no record can do without."""
    found = []
    for reading in plan.readings:
        if reading.table == plan.table and reading.name in plan.required:
            kind = "missing_customer" if reading.name == "customer_id" else "missing_value"
            test = _where_null(reading, f"not {is_filled(reading.cell, reading.kind)}")
            found.append(Check(kind, reading.column.position, test, reading.kind, True))
    return found


def _where_null(reading: Reading, test: str) -> str:
    """A test over the few records without a value: over all of them it is slow."""
    return f"case when {reading.key} is null then {test} end"


def _gaps(plan: Plan) -> list[Check]:
    """Blank cells in columns that are hardly ever blank."""
    required = {r.column.position for r in plan.readings if r.name in plan.required}
    return [
        Check("blank_value", c.position, f"trim({cell_name(c.position)}) = ''", "value")
        for c in plan.matching.columns
        if c.meaning and c.position not in required
    ]
