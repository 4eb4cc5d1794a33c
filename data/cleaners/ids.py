"""What is wrong with the ids of a file: rounded by a spreadsheet, or nearly alike."""

from collections.abc import Iterator

from data.cleaners.near_ids import near
from data.cleaners.plan import Plan
from data.cleaners.treatments import ONE_OF_NEAR
from data.cursors import Cursor
from data.problems import EXAMPLES, Problem, shortened
from data.values.casting import is_id

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
    """Ids alike, kept apart and told; those taken for one are a doubt, not a problem."""
    column = plan.matching.column(f"{plan.table}.customer_id")
    if column is None or near(plan) is None or ONE_OF_NEAR in plan.matching.rules:
        return []
    statement = f"""
select first_row, listed, count(*) over () as groups
from near
order by first_row
limit {EXAMPLES}"""
    found = cursor.execute(statement).fetchall()
    return [Problem("near_ids", r, column.header, shortened(v), None, n) for r, v, n in found]
