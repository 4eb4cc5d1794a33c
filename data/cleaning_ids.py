"""What is wrong with the ids of a file: rounded by a spreadsheet, or nearly alike."""

from collections.abc import Iterator

from data.casting import is_id
from data.cleaning_plan import Plan
from data.cleaning_statements import spoken_of
from data.cleaning_typed import fits
from data.cursors import Cursor
from data.problems import EXAMPLES, Problem, shortened

FEWEST = 3
"""One long id may well end in zeros; several that all do were rounded."""


def problems_of_ids(cursor: Cursor, plan: Plan) -> list[Problem]:
    """Ids whose last digits were lost, and such as may be one."""
    return [*_rounded(cursor, plan), *_near(cursor, plan)]


def _rounded(cursor: Cursor, plan: Plan) -> Iterator[Problem]:
    """A spreadsheet keeps fifteen digits of a number; what comes after them is zeros."""
    for name in filter(is_id, plan.own):
        column = plan.matching.column(f"{plan.table}.{name}")
        if column is None:
            continue
        statement = f"""
with long_ids as (
  -- one row per id of at least sixteen digits
  select {name} as id, min(row) as first_row
  from typed
  where length({name}) > 15 and regexp_full_match({name}, '[1-9]\\d*')
  group by id
)
select count(*), count(*) filter (where rtrim(substr(id, 16), '0') = ''), min(first_row), min(id)
from long_ids"""
        long, rounded, row, example = cursor.execute(statement).fetchall()[0]
        if long == rounded >= FEWEST:
            label = plan.matching.label(column)
            yield Problem("id_digits_lost", row, label, shortened(example), None, rounded)


def _near(cursor: Cursor, plan: Plan) -> list[Problem]:
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
