"""The text of a quotient's statement: rows, terms, sums by customer, sums by part."""

import re
from collections.abc import Sequence

from metrics.indicator import BY_MONEY, Dimension, Indicator
from metrics.scope import Scope


def statement(
    indicators: Sequence[Indicator],
    moment: str | None = None,
    members: Sequence[str] = (),
) -> str:
    """The text that measures indicators which share their rows; the passport shows it.

    `part` tells the groups apart: `moment`, an SQL expression over a row, or the segment of each
    dimension in turn, whose place in the list is `place` and whose CTE is one of `members`.
    """
    chain = [*members, _rows(indicators[0]), _terms(indicators, moment)]
    chain.append(_by_customer(indicators, moment))
    if members:
        chain.append(_parted(len(members)))
    groups = "place, part" if members else "part" if moment else ""
    # Without groups there is one row even where nothing was counted: a base of 0, not no answer.
    told, grouped = (f"{groups}, ", f" group by {groups} order by {groups}") if groups else ("", "")
    sums = ",\n  ".join(_sums(k, one) for k, one in enumerate(indicators))
    source = "parted" if members else "by_customer"
    return (
        "with " + ",\n".join(chain) + f"\nselect {told}sum(row_count) as row_count,\n  {sums}"
        f"\nfrom {source}{grouped}"
    )


def bound(dimensions: Sequence[Dimension]) -> dict[str, object]:
    """What the statement binds for its dimensions: each one's parameters under its place.

    A scope numbers those of its chips in a way of its own, so the two never meet.
    """
    return {
        f"{name}_of_{place}": value
        for place, dimension in enumerate(dimensions)
        for name, value in dimension.parameters
    }


def members(scope: Scope, dimensions: Sequence[Dimension]) -> list[str]:
    """The CTEs that tell each customer's segment, one per dimension."""
    return [
        scope.among_all(f"segments_of_{place}", _numbered(dimension, place))
        for place, dimension in enumerate(dimensions)
    ]


def _numbered(dimension: Dimension, place: int) -> str:
    """The members' text with its own parameters under its place: two may be called alike."""
    own = "|".join(name for name, _ in dimension.parameters)
    text = dimension.members
    return re.sub(rf"\$({own})\b", rf"$\1_of_{place}", text) if own else text


def _rows(first: Indicator) -> str:
    return f"rows_counted as (\n{_indented(first.rows)}\n)"


def _terms(indicators: Sequence[Indicator], moment: str | None) -> str:
    pairs = ",\n    ".join(
        f"cast({i.numerator} as double) as n{k}, cast({i.denominator} as double) as d{k}"
        for k, i in enumerate(indicators)
    )
    part = f"{moment} as part, " if moment else ""
    is_of_period = indicators[0].is_of_period
    period = "\n  where happened_on is null or happened_on >= $since" if is_of_period else ""
    return (
        f"terms as (\n  -- one row per thing counted\n  select customer_id, {part}\n    {pairs}"
        f"\n  from rows_counted{period}\n)"
    )


def _by_customer(indicators: Sequence[Indicator], moment: str | None) -> str:
    part, said = ("part, ", " and part") if moment else ("", "")
    sums = ",\n    ".join(_customer_sums(k) for k in range(len(indicators)))
    return (
        f"by_customer as (\n  -- one row per customer{said}\n  select {part}customer_id, "
        f"count(*) as row_count,\n    {sums}\n  from terms group by {part}customer_id\n)"
    )


def _parted(count: int) -> str:
    """A customer is in one segment, so the sums by customer are made once for all dimensions."""
    branches = "\n  union all\n".join(
        f"  select {place} as place, segment as part, by_customer.*\n"
        f"  from by_customer left join segments_of_{place} using (customer_id)"
        for place in range(count)
    )
    return f"parted as (\n  -- one row per customer and dimension\n{branches}\n)"


def _customer_sums(k: int) -> str:
    kept = f"filter (where n{k} is not null and d{k} is not null)"
    return (
        f"count(*) {kept} as b{k}, sum(n{k}) {kept} as n{k}, sum(d{k}) {kept} as d{k}, "
        f"sum(n{k} * n{k}) {kept} as q{k}"
    )


def _sums(k: int, indicator: Indicator) -> str:
    more = ""
    if indicator.interval in BY_MONEY:
        more = f", sum(n{k} * n{k} / nullif(d{k}, 0)) as s{k}"
    elif indicator.interval == "skewed":
        more = (
            f",\n  sum(n{k} ** 3) as nnn{k}, sum(n{k} ** 2 * d{k}) as nnd{k},"
            f" sum(n{k} * d{k} ** 2) as ndd{k}, sum(d{k} ** 3) as ddd{k}"
        )
    return (
        f"sum(b{k}) as b{k}, count(nullif(b{k}, 0)) as m{k}, sum(n{k}) as n{k}, sum(d{k}) as d{k},"
        f" sum(q{k}) as q{k}, sum(n{k} * n{k}) as nn{k}, sum(n{k} * d{k}) as nd{k},"
        f" sum(d{k} * d{k}) as dd{k}{more}"
    )


def _indented(sql: str) -> str:
    return "\n".join(f"  {line}" for line in sql.strip().splitlines())
