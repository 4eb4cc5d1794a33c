"""How business customers are doing, by the file or by three years' profit, beside their credit."""

import re
from unicodedata import numeric

import pandas as pd

from metrics.attributes import attribute_called, telling
from metrics.families.credit import GRADES, INSUFFICIENT, STANDARD, CreditRules, credit_dimension
from metrics.indicator import Dimension
from metrics.scope import Scope
from metrics.spoken_words import PROFIT, speaks

OPERATING = ("special", "first", "second", "third")
"""Stable profit; break-even or a slight profit; a loss that shrinks; a loss that does not."""

_BEST_FIRST = (r"\bprofit", r"\bbreak", r"\b(?:loss|deficit)")
"""How states said in English words are told apart: what is made, nothing, or lost."""

MOST_STATES = 10

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

_NUMBERS = """
-- one row per column of the file that holds numbers and nothing else
select name from attributes where value is not null group by name
having count(try_cast(value as double)) = count(*) order by name
"""

# Three years say which way it goes; a business with one of them missing is not graded.
_BY_PROFIT = """
with profits as (
  -- one row per customer: the profits of three years, the oldest first
  select customer_id, max(try_cast(value as double)) filter (where name = $oldest) as oldest,
    max(try_cast(value as double)) filter (where name = $middle) as middle,
    max(try_cast(value as double)) filter (where name = $latest) as latest
  from attributes group by customer_id
)
-- one row per customer
select customer_id,
  case when oldest is null or middle is null or latest is null then null
    when least(oldest, middle, latest) > 0 then 'special'
    when latest >= 0 then 'first' when latest > oldest then 'second' else 'third' end as segment
from customers left join profits using (customer_id)
"""


def by_profit(oldest: str, middle: str, latest: str) -> Dimension:
    """Customers by the signs and the direction of three years' profit, each a file's own column."""
    bound = (("oldest", oldest), ("middle", middle), ("latest", latest))
    return Dimension("operating_grade", _BY_PROFIT, ("attributes.value",), bound)


def states(scope: Scope) -> list[str]:
    """The names of a file's own columns that could say how a business is doing: few values.

    Those that tell of more of the customers who are sent invoices come first.
    """
    if scope.lacks(("attributes.value", "invoices.due_on")):
        return []
    offered = [name for d in telling(scope) if (name := dict(d.parameters).get("attribute"))]
    rows = scope.frame(
        """-- one row per column of the file, by how many of those sent invoices it tells
select name, count(distinct value) as value_count from attributes
where value is not null and customer_id in (select customer_id from invoices)
group by name order by count(distinct customer_id) desc, name"""
    )
    few = rows[rows["value_count"].between(2, MOST_STATES)]
    return [str(name) for name in few["name"] if name in offered]


def yearly(scope: Scope) -> list[str]:
    """The names of a file's own columns of numbers with many values: a profit is one of these."""
    if scope.lacks(("attributes.value",)):
        return []
    kinds = [d for d in telling(scope) if d.name.startswith("quintiles:")]
    return [str(dict(d.parameters)["attribute"]) for d in kinds]


def profit_years(scope: Scope) -> tuple[str, str, str] | None:
    """The columns of the latest three years' profit, the oldest first: alike but for the year.

    None where no three years running are there. The longest run is taken as the firm's own.
    """
    if scope.lacks(("attributes.value",)):
        return None
    names = [name for name in scope.frame(_NUMBERS)["name"] if speaks(name, PROFIT)]
    found: dict[str, dict[int, str]] = {}
    for name in names:
        if year := _YEAR.search(name):
            found.setdefault(_YEAR.sub("", name), {})[int(year[0])] = name
    for years in sorted(found.values(), key=lambda each: (-len(each), min(each.values()))):
        last = max(years)
        if {last - 2, last - 1} <= years.keys():
            return years[last - 2], years[last - 1], years[last]
    return None


def state(name: str) -> Dimension:
    """The file's own column of that name."""
    found = attribute_called(f"attribute:{name}")
    assert found is not None
    return found


def crossed(scope: Scope, operating: Dimension, rules: CreditRules = STANDARD) -> pd.DataFrame:
    """One row per operating grade, best first and null (none told) last; a column per credit grade.

    The values are numbers of customers.
    """
    credit = credit_dimension(rules)
    rows = scope.frame(
        f"""with graded as (
{credit.members}
),
doing as (
{operating.members}
)
-- one row per pair of grades
select doing.segment as operating, graded.segment as grade, count(*) as customer_count
from graded join doing using (customer_id)
where graded.segment is not null group by all order by all""",
        **dict(credit.parameters),
        **dict(operating.parameters),
    )
    wide = rows.pivot(index="operating", columns="grade", values="customer_count")
    columns = [grade for grade in (*GRADES, INSUFFICIENT) if grade in wide]
    ordered = wide.sort_index(key=lambda names: names.map(_place), na_position="last")
    return ordered[columns].fillna(0).astype(int).reset_index()


def _place(grade: str | None) -> str | None:
    """What it sorts by: its sense, or its number in any script after those without one."""
    if grade is None or pd.isna(grade):
        return None
    if grade in OPERATING:
        return str(OPERATING.index(grade))
    for place, sense in enumerate(_BEST_FIRST):
        if re.search(sense, grade, re.IGNORECASE):
            return f"0{place}{grade}"
    number = numeric(grade[:1] or " ", -1.0)
    return f"0{grade}" if number < 0 else f"1{number:012.3f}{grade}"
