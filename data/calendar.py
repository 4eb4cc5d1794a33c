"""From when to when a study's rows are dated."""

from datetime import date

from data.store import Study
from data.tables import TABLES

# A due date lies ahead by nature; it says nothing of how far the data reach.
_AHEAD = {"invoices"}

# Some files of requests say when one was replied to and solved, but not when it came.
_UNOPENED = "case when opened_at is null then coalesce(resolved_at, first_replied_at) end"


def first_days(study: Study) -> dict[str, date]:
    """The first day of each table that has one."""
    dated = [(table.name, table.dated_by) for table in TABLES.values() if table.dated_by]
    days = "\n  union all\n  ".join(
        f"select '{name}' as name, min(cast({column} as date)) as day from {name}"
        f" where {column} > date '1900-01-01'"
        for name, column in dated
    )
    found = study.frame(f"with days as (\n  {days}\n)\nselect * from days where day is not null")
    return {str(name): day.date() for name, day in zip(found["name"], found["day"], strict=True)}


def span(study: Study, today: date) -> tuple[date, date] | None:
    """The first and the last day in the data, none of them after today; None where undated."""
    dated = [(t.name, t.dated_by) for t in TABLES.values() if t.dated_by and t.name not in _AHEAD]
    dated += [("customers", "left_on"), ("subscriptions", "ended_on"), ("invoices", "paid_on")]
    dated.append(("tickets", _UNOPENED))
    days = "\n  union all\n  ".join(f"select cast({c} as date) as day from {t}" for t, c in dated)
    found = study.frame(
        f"with days as (\n  {days}\n)\nselect min(day) as first, max(day) as last from days"
        " where day <= $today and day > date '1900-01-01'",
        today=today,
    )
    first, last = found.iloc[0]
    return None if first != first or first is None else (first.date(), last.date())
