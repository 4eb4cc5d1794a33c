"""The columns of a reader's file that are none of ours: each tells customers apart."""

from metrics.indicator import Dimension
from metrics.scope import Scope

MOST_SEGMENTS = 50
"""More values than this are no segments; numbers are cut into five bands instead."""

_ATTRIBUTE, _QUINTILES = "attribute:", "quintiles:"

# A file may hold a customer twice; one value is kept, whichever order the rows come in.
_ATTRIBUTE_VALUES = """
with told as (
  -- one row per customer with a value
  select customer_id, max(value) as value from attributes where name = $attribute
  group by customer_id
),
kind as (
  -- one row: whether it is 1 where something holds and 0 where it does not
  select coalesce(bool_and(value in ('0', '1')), false) as is_flag from told
)
-- one row per customer
select customer_id,
  case when not is_flag then value when value = '1' then 'yes' when value = '0' then 'no' end
    as segment
from customers left join told using (customer_id) cross join kind
"""

_ATTRIBUTE_BANDS = """
with numbers as (
  -- one row per customer with a number
  select customer_id, max(try_cast(value as double)) as number
  from attributes where name = $attribute group by customer_id
),
ends as (
  -- one row: where the fifths begin and end
  select quantile_disc(number, [0.2, 0.4, 0.6, 0.8]) as cuts, min(number) as lowest,
    max(number) as highest
  from numbers
),
placed as (
  -- one row per customer with a number: the ends of its fifth
  select customer_id,
    case when number <= cuts[1] then lowest when number <= cuts[2] then cuts[1]
      when number <= cuts[3] then cuts[2] when number <= cuts[4] then cuts[3]
      when number is not null then cuts[4] end as low,
    case when number <= cuts[1] then cuts[1] when number <= cuts[2] then cuts[2]
      when number <= cuts[3] then cuts[3] when number <= cuts[4] then cuts[4]
      when number is not null then highest end as high
  from numbers cross join ends
)
-- one row per customer
select customer_id, printf('%g – %g', low, high) as segment
from customers left join placed using (customer_id)
"""


_COUNTS = """
with totals as (
  -- one row: everyone
  select count(*) as customer_count from customers
)
-- one row per column of the file
select name, count(distinct value) as value_count, count(value) as filled_count,
  count(try_cast(value as double)) as number_count, max(customer_count) as customer_count
from attributes cross join totals group by name order by name
"""


def attribute(name: str) -> Dimension:
    """A column of the reader's file that is none of ours, each value a segment."""
    bound = (("attribute", name),)
    return Dimension(_ATTRIBUTE + name, _ATTRIBUTE_VALUES, (), bound, is_attribute=True)


def quintiles(name: str) -> Dimension:
    """A column of numbers of the reader's file, cut into five bands of as many customers each."""
    bound = (("attribute", name),)
    return Dimension(_QUINTILES + name, _ATTRIBUTE_BANDS, (), bound, is_attribute=True)


def attribute_called(name: str) -> Dimension | None:
    """The dimension of that name where it is one of a file's own columns."""
    if name.startswith(_ATTRIBUTE):
        return attribute(name.removeprefix(_ATTRIBUTE))
    if name.startswith(_QUINTILES):
        return quintiles(name.removeprefix(_QUINTILES))
    return None


def telling(scope: Scope) -> list[Dimension]:
    """The file's own columns that make segments: 2 to 50 values, or numbers to cut into bands."""
    if scope.lacks(("attributes.value",)):
        return []
    counts = scope.frame(_COUNTS)
    is_apart = (counts["value_count"] > 1) | (counts["filled_count"] < counts["customer_count"])
    told = counts[is_apart & (counts["value_count"] > 0)]
    found = []
    for column in told.itertuples(index=False):
        if column.value_count <= MOST_SEGMENTS:
            found.append(attribute(str(column.name)))
        elif column.number_count == column.filled_count:
            found.append(quintiles(str(column.name)))
    return found
