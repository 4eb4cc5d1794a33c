"""What a reader looks at: the tables as they stood on a day, for the customers of a segment."""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import pandas as pd

from data.columns import Column, Table
from data.prepared import PREPARED
from data.store import Study
from data.tables import TABLES

_READABLE = TABLES | PREPARED


@dataclass(frozen=True)
class Condition:
    """Customers in, or out of, some segments of one dimension.

    `members` is a statement that gives customer_id and segment; None among the values stands for
    customers without a value, which is not the same as one called "None".
    """

    members: str
    values: tuple[str | None, ...]
    is_excluded: bool = False
    parameters: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True)
class Scope:
    """A study as of a day, from a first day of the period on, for a segment of its customers.

    Every statement reads through it: leading CTEs stand in for the tables, so that as-of and
    segment are applied here and nowhere else. `since` is bound for those who ask for a period:
    a model needs the whole history of a customer, an average of answers needs a period.
    """

    study: Study
    as_of: date
    since: date | None = None
    conditions: tuple[Condition, ...] = ()
    filled: frozenset[str] = field(default=frozenset(), repr=False)
    heard: list[str] = field(default_factory=list, repr=False, compare=False)
    """The texts that were asked through it, for the passport of what they are shown in."""

    def frame(self, statement: str, **parameters: object) -> pd.DataFrame:
        """The rows that a statement over the tables gives, seen through this scope."""
        text = self.statement(statement)
        self.heard.append(text)
        return self.study.frame(text, **self._bound, **parameters)

    def statement(self, statement: str) -> str:
        """The very text that runs: the leading CTEs, then the statement."""
        own = statement.strip()
        names = [name for name in _READABLE if re.search(rf"\b{name}\b", own)]
        leading = [*self._segment_ctes, *(self._stand_in(_READABLE[name], own) for name in names)]
        body = own.removeprefix("with ") if own.startswith("with ") else None
        if body is not None:
            return "with\n" + ",\n".join(leading) + ",\n" + body
        return ("with\n" + ",\n".join(leading) + "\n" if leading else "") + own

    def among_all(self, name: str, statement: str) -> str:
        """The CTE of that name, whose statement sees all customers of the day, not the segment.

        A fifth, a rank or an average that tells customers apart is one of everybody: a segment
        must not move the marks by which it was made.
        """
        own = statement.strip()
        names = [table for table in _READABLE if re.search(rf"\b{table}\b", own)]
        leading = ",\n".join(
            self._stand_in(_READABLE[table], own, is_segmented=False) for table in names
        )
        body = ",\n" + own.removeprefix("with ") if own.startswith("with ") else "\n" + own
        return f"{name} as (\n  with {leading}{body}\n)" if names else f"{name} as (\n{own}\n)"

    def lacks(self, columns: tuple[str, ...]) -> tuple[str, ...]:
        """Which of these columns, as table.column, hold no value at all."""
        return tuple(name for name in columns if name not in self.filled)

    def on(self, as_of: date, since: date | None = None) -> "Scope":
        """The same study and segment as they stood on another day."""
        return replace(self, as_of=as_of, since=since)

    @cached_property
    def _bound(self) -> dict[str, object]:
        bound: dict[str, object] = {"as_of": self.as_of, "since": self.since or date(1, 1, 1)}
        for number, condition in enumerate(self.conditions):
            bound[f"segments_{number}"] = [v for v in condition.values if v is not None]
            bound |= {f"{name}_{number}": value for name, value in condition.parameters}
        return bound

    @property
    def _segment_ctes(self) -> list[str]:
        if not self.conditions:
            return []
        parts = [_condition(number, c) for number, c in enumerate(self.conditions)]
        # One row per customer whom every chip lets through.
        wholes = [self._members(number, c) for number, c in enumerate(self.conditions)]
        chosen = "\n    and ".join(parts)
        # Undated on purpose: who ordered before they joined is not lost to a chip.
        everyone = f"select customer_id from main.customers\n  where {chosen}"
        return [*wholes, f"in_segment as (\n  {everyone}\n)"]

    def _members(self, number: int, condition: Condition) -> str:
        own = re.sub(r"\$(\w+)", rf"$\1_{number}", condition.members)
        return self.among_all(f"members_{number}", own.replace(f"$as_of_{number}", "$as_of"))

    def _stand_in(self, table: Table, reader: str, is_segmented: bool = True) -> str:
        spoken = set(re.findall(r"\w+", reader)) | {"customer_id"}
        columns = ", ".join(_as_known(c) for c in table.columns if c.name in spoken)
        tests = []
        if since := table.exists_from or table.dated_by:
            # A row without a date is kept: it describes, and claims no moment.
            tests.append(f"({since} is null or cast({since} as date) <= $as_of)")
        if is_segmented and self.conditions:
            tests.append("customer_id in (select customer_id from in_segment)")
        where = f" where {' and '.join(tests)}" if tests else ""
        return f"{table.name} as (select {columns} from main.{table.name}{where})"


def _as_known(column: Column) -> str:
    if column.known_on is None:
        return column.name
    return (
        f"case when cast({column.known_on} as date) > $as_of then {column.before}"
        f" else {column.name} end as {column.name}"
    )


def _condition(number: int, condition: Condition) -> str:
    tests = [
        f"customer_id in (select customer_id from members_{number}"
        f" where segment in (select unnest($segments_{number})))"
    ]
    if None in condition.values:
        # "No value" is whoever has none, in the members' list or not.
        named = f"select customer_id from members_{number} where segment is not null"
        tests.append(f"customer_id not in ({named})")
    return f"{'not ' if condition.is_excluded else ''}({' or '.join(tests)})"
