"""What could not be read in a file: each value with its row and column, and how many there are."""

from dataclasses import dataclass

from data.casting import is_filled
from data.cleaning_plan import Plan
from data.cleaning_statements import spoken_of
from data.cleaning_typed import fits
from data.columns import Kind
from data.cursors import Cursor
from data.problems import EXAMPLES, Problem, shortened
from data.reading_rows import cell_name
from data.sources_rules import ROW_IS_CUSTOMER

_UNREADABLE: dict[Kind, str] = {
    "number": "unknown_number",
    "date": "unknown_date",
    "instant": "unknown_date",
    "flag": "unknown_flag",
}

MOST_GAPS = 0.05
"""A column with a larger share of gaps is one that may be blank: its gaps are not told."""


@dataclass(frozen=True)
class Check:
    """One kind of problem in one column: a test over text_rows joined with typed."""

    kind: str
    position: int
    test: str
    expected: str
    is_set_aside: bool = False


def problems_of(cursor: Cursor, plan: Plan) -> list[Problem]:
    """Every problem of a typed file, at most EXAMPLES of each kind and column."""
    checks = [*_unreadable(plan), *_outside(plan), *_missing(plan), *_gaps(plan)]
    return [
        *(
            p
            for check, count in _counted(cursor, plan, checks)
            for p in _told(cursor, plan, check, count)
        ),
        *_repeated(cursor, plan),
        *_near_ids(cursor, plan),
    ]


def _unreadable(plan: Plan) -> list[Check]:
    """Texts that stand for no number, date or flag."""
    found = []
    for reading in plan.readings:
        known = plan.own if reading.table == plan.table else plan.about
        if reading.kind != "text" and reading.name in known:
            test = f"{reading.key} is null and {is_filled(reading.cell, reading.kind)}"
            is_lost = reading.table == plan.table and reading.name in plan.required
            kind = _UNREADABLE[reading.kind]
            found.append(Check(kind, reading.column.position, test, reading.kind, is_lost))
    return found


def _outside(plan: Plan) -> list[Check]:
    """Answers that are no number on the scale of their question."""
    found = []
    for reading in plan.answers:
        scale = reading.column.scale
        expected = "number" if scale is None else f"{scale[0]:g}–{scale[1]:g}"
        test = f"{reading.key} is null and {is_filled(reading.cell, 'number')}"
        found.append(Check("outside_scale", reading.column.position, test, expected))
    return found


def _missing(plan: Plan) -> list[Check]:
    """Blank cells in columns that no record can do without."""
    found = []
    for reading in plan.readings:
        if reading.table == plan.table and reading.name in plan.required:
            kind = "missing_customer" if reading.name == "customer_id" else "missing_value"
            test = f"not {is_filled(reading.cell, reading.kind)}"
            found.append(Check(kind, reading.column.position, test, reading.kind, True))
    return found


def _gaps(plan: Plan) -> list[Check]:
    """Blank cells in columns that are hardly ever blank."""
    required = {r.column.position for r in plan.readings if r.name in plan.required}
    return [
        Check("blank_value", c.position, f"trim({cell_name(c.position)}) = ''", "value")
        for c in plan.matching.columns
        if c.meaning and c.position not in required
    ]


def _counted(cursor: Cursor, plan: Plan, checks: list[Check]) -> list[tuple[Check, int]]:
    if not checks:
        return []
    counts = ", ".join(f"count(*) filter (where {check.test})" for check in checks)
    statement = f"select {counts}, count(*) from typed join text_rows using (row)"
    *numbers, rows = cursor.execute(statement, spoken_of(statement, plan)).fetchall()[0]
    return [
        (check, number)
        for check, number in zip(checks, numbers, strict=True)
        if number and (check.kind != "blank_value" or number <= MOST_GAPS * rows)
    ]


def _told(cursor: Cursor, plan: Plan, check: Check, count: int) -> list[Problem]:
    cell = cell_name(check.position)
    statement = f"""
-- one row per example
select row, {cell}
from typed
join text_rows using (row)
where {check.test}
order by row
limit {EXAMPLES}"""
    examples = cursor.execute(statement, spoken_of(statement, plan)).fetchall()
    header = plan.header[check.position]
    return [
        Problem(
            check.kind, row, header, shortened(value), check.expected, count, check.is_set_aside
        )
        for row, value in examples
    ]


def _repeated(cursor: Cursor, plan: Plan) -> list[Problem]:
    """Records that stand in the file more than once, told and kept: two may be meant."""
    if ROW_IS_CUSTOMER in plan.rules:
        return []
    cells = ", ".join(cell_name(i) for i in range(len(plan.header)))
    statement = f"""
with counted as (
  -- one row per different record
  select count(*) as times from text_rows group by {cells}
)
select coalesce(sum(times - 1), 0) from counted"""
    count = int(cursor.execute(statement).fetchall()[0][0])
    return [Problem("repeated_row", count=count)] if count else []


def _near_ids(cursor: Cursor, plan: Plan) -> list[Problem]:
    """Ids that differ only in case, width, zeros or signs nobody sees: kept apart, and told."""
    column = plan.matching.column(f"{plan.table}.customer_id")
    if column is None or "customer_id" not in plan.own:
        return []
    statement = f"""
with ids as (
  -- one row per id as it is written
  select customer_id, min(row) as first_row from typed where {fits(plan)} group by customer_id
),
grouped as (
  -- one row per group of ids that may be one
  select min(first_row) as first_row, count(*) as ids, string_agg(customer_id, ' | ') as listed
  from ids group by folded_id(customer_id) having count(*) > 1
)
select first_row, listed, count(*) over () as groups
from grouped
order by first_row
limit {EXAMPLES}"""
    found = cursor.execute(statement, spoken_of(statement, plan)).fetchall()
    return [Problem("near_ids", r, column.header, shortened(v), None, n) for r, v, n in found]
