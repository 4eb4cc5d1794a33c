"""Ids of a file that differ only in case, width, zeros or signs nobody sees."""

from data.cleaners.plan import Plan
from data.cleaners.treatments import ONE_OF_NEAR
from data.cleaners.typed import fits
from data.reading_rows import cell_name


def near(plan: Plan) -> str | None:
    """The statement that makes `near`: one row per group of ids alike; None without ids."""
    column = plan.matching.column(f"{plan.table}.customer_id")
    if column is None or "customer_id" not in plan.own:
        return None
    written = _written(plan, cell_name(column.position))
    return f"""
create or replace temp table near as
with ids as (
  -- one row per id as it is written
  {written}
),
groups as (
  -- one row per group of ids that may be one
  select list({{'row': first_row, 'id': id}}) as those, sum(times) as times
  from ids
  where id is not null
  group by folded_id(id)
  having count(*) > 1
)
-- one row per group of ids that may be one: where it begins, how they are written, how many rows
select list_min(those).row as first_row, times,
  array_to_string([one.id for one in list_sort(those)], ' | ') as listed
from groups"""


def _written(plan: Plan, cell: str) -> str:
    if ONE_OF_NEAR in plan.matching.rules:
        # Once they are taken for one, only the texts tell that they were several.
        return f"""select as_id({cell}) as id, min(row) as first_row, count(*) as times
  from text_rows
  group by id"""
    return f"""select customer_id as id, min(first_row) as first_row, sum(times) as times
  from (
    select customer_id, first_row, times from met
    union all
    select customer_id, row, 1 from typed where not ({fits(plan)})
  )
  group by customer_id"""
