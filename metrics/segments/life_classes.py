"""At which stage of life customers are, and what they can pay: classes by a table of both.

After the grid of life stage by ability to pay that home builders go by. No standard for it has been
published, so the table is the reader's to change; of its usual eleven classes, workers who move
often, and whether one or both of a couple earn, cannot be told from a CRM's columns.
"""

import tomllib
from pathlib import Path
from typing import Final

import pandas as pd

from metrics.indicator import Dimension
from metrics.scope import Scope
from metrics.segments.life_table import CELLS, MEANS, UNCLASSIFIED, LifeRules

READS = ("customers.life_stage",)

_WORDS: Final = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))

_NAME = "life_class"


STANDARD: Final = LifeRules()


def _says(text: str, kind: str, sign: str) -> str:
    return f"regexp_matches(lower({text}), '{'|'.join(_WORDS[kind][sign])}')"


def _is_among(*answers: str) -> str:
    words = (f"'{word}'" for answer in answers for word in _WORDS["children"][answer])
    return f"lower(value) in ({', '.join(words)})"


_SAID = ",\n    ".join(
    f"coalesce({_says('life_stage', 'life_stage', sign)}, false) as {sign}"
    for sign in _WORDS["life_stage"]
)

_CLASSED = f"""
with children as (
  -- one row per customer of whom a column of the file's own says whether there are children
  select customer_id,
    bool_or(coalesce(try_cast(value as double) > 0, {_is_among("some")})) as has_children
  from attributes
  where {_says("name", "children", "named")}
    and coalesce(try_cast(value as double) between 0 and 20, {_is_among("some", "none")})
  group by customer_id
),
incomes as (
  -- one row per customer: the first number of the income
  select customer_id,
    try_cast(regexp_extract(replace(income, ',', ''), '[0-9]+([.][0-9]+)?') as double)
      * case when {_says("income", "income", "ten_thousands")} then 10000
          when {_says("income", "income", "thousands")} then 1000 else 1 end
      * case when {_says("income", "income", "below")} then 0.5 else 1 end as amount
  from customers
),
paying as (
  -- one row per customer with an income in numbers
  select customer_id, percent_rank() over (order by amount) * 100 >= $affluent_place as is_affluent
  from incomes where amount is not null
),
known as (
  -- one row per customer: what is known of the household, and how old
  select customer_id, has_children, is_affluent, life_stage,
    coalesce(age, floor(date_diff('day', birth_on, $as_of) / 365.25)) as years,
    {_SAID}
  from customers left join children using (customer_id) left join paying using (customer_id)
),
households as (
  -- one row per customer: the same, and whether children live there, null where nothing says so
  select *, case when is_young_family or has_children then true
    when is_family and not is_childless then true
    when is_childless or is_couple or has_children is false then false end as is_raising
  from known
),
placed as (
  -- one row per customer: the row and the column of the table
  select *, case when is_retired or years >= $elder_age then 0 when is_nest then 1
      when is_alone and is_raising then 2 when is_young_family then 3 when is_raising then 4
      when is_alone and years >= $older_age then 5 when is_alone and years < $older_age then 6
      when is_pair and not is_alone and not is_raising then 7 end as stage,
    case when is_affluent is null then 0 when is_affluent then 2 else 1 end as means
  from households
)
-- one row per customer; null where nothing is known
select customer_id, is_affluent,
  case when life_stage is null and years is null and has_children is null then null
    when stage is null then '{UNCLASSIFIED}'
    else $cells[1 + {len(MEANS)} * stage + means] end as segment
from placed
""".strip()

_ORDER = (*CELLS, None)


def life_classes(scope: Scope, rules: LifeRules = STANDARD) -> pd.DataFrame:
    """One row per class, then the unclassified, then those of whom nothing is known (null).

    customer_count; share, of all customers; affluent_count, whose income is at or above the place;
    income_count, whose income is known as a number.
    """
    found = scope.frame(
        f"""with {scope.among_all("classed", _CLASSED)}
-- one row per class
select segment, count(*) as customer_count, count(*) / sum(count(*)) over () as share,
  count(*) filter (is_affluent) as affluent_count, count(is_affluent) as income_count
from customers join classed using (customer_id) group by segment""",
        **rules.parameters,
        cells=rules.cells,
    )
    return found.set_index("segment").reindex(_ORDER, fill_value=0).reset_index()


def life_dimension(rules: LifeRules = STANDARD) -> Dimension:
    """Customers by their class; a reader's own rules are in its name, so that links carry them.

    `life_class:40-60-75` are the standing ones.
    """
    members = f"select customer_id, segment from (\n{_CLASSED}\n)"
    bound = (*rules.parameters.items(), ("cells", rules.cells))
    return Dimension(rules.named(_NAME), members, READS, bound)


def life_dimension_called(name: str) -> Dimension | None:
    """The dimension of that name under a reader's own rules; None where it names none."""
    rules = LifeRules.in_name(name, _NAME)
    return life_dimension(rules) if rules else None
