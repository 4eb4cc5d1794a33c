"""At which stage of life customers are, and what they can pay: classes by rules that are printed.

After the grid of life stage by ability to pay that home builders go by. No standard for it has been
published; of its usual eleven classes, workers who move often, and whether one or both of a couple
earn, cannot be told from a CRM's columns.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from metrics.indicator import Dimension
from metrics.scope import Scope
from metrics.thresholds import Thresholds

CLASSES: Final = (
    *("active_elder", "empty_nest", "single_parent", "young_family", "affluent_family"),
    *("mature_family", "older_single", "young_single", "childless_couple"),
)
"""In the order in which their rules are asked; the first that holds counts."""

UNCLASSIFIED = "unclassified"

READS = ("customers.life_stage",)

_WORDS: Final = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))

_NAME = "life_class"


@dataclass(frozen=True)
class LifeRules(Thresholds):
    """From which age on somebody single is an older single, and anybody an elder; from which place
    among all incomes, in per cent, a family is affluent. The reader's to change.
    """

    older_age: int = 40
    elder_age: int = 60
    affluent_place: int = 75

    @property
    def is_sound(self) -> bool:
        """Whether there are years between the ages, and incomes above the place."""
        return self.older_age < self.elder_age and self.affluent_place < 100


STANDARD = LifeRules()


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
)
-- one row per customer; null where nothing is known
select customer_id, is_affluent,
  case when life_stage is null and years is null and has_children is null then null
    when is_retired or years >= $elder_age then 'active_elder'
    when is_nest then 'empty_nest'
    when is_alone and is_raising then 'single_parent'
    when is_young_family then 'young_family'
    when is_raising and is_affluent then 'affluent_family'
    when is_raising then 'mature_family'
    when is_alone and years >= $older_age then 'older_single'
    when is_alone and years < $older_age then 'young_single'
    when is_pair and not is_alone and not is_raising then 'childless_couple'
    else 'unclassified' end as segment
from households
""".strip()

_ORDER = (*CLASSES, UNCLASSIFIED, None)


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
    )
    return found.set_index("segment").reindex(_ORDER, fill_value=0).reset_index()


def life_dimension(rules: LifeRules = STANDARD) -> Dimension:
    """Customers by their class; a reader's own rules are in its name, so that links carry them.

    `life_class:40-60-75` are the standing ones.
    """
    members = f"select customer_id, segment from (\n{_CLASSED}\n)"
    return Dimension(rules.named(_NAME), members, READS, tuple(rules.parameters.items()))


def life_dimension_called(name: str) -> Dimension | None:
    """The dimension of that name under a reader's own rules; None where it names none."""
    rules = LifeRules.in_name(name, _NAME)
    return life_dimension(rules) if rules else None
