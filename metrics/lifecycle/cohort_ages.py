"""Which ages a cell of the cohort grid stands for: one, that one and all later, or a bracket."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Way = Literal["on", "onward", "bracket"]

FOREVER = 9999
"""No age is higher: the end of a cell that takes all later ages in."""


@dataclass(frozen=True)
class Ages:
    """`on`: each age by itself; `onward`: each with all later ones; `bracket`: between the edges.

    Edges 1, 4, 7 make the brackets 1 to 3 and 4 to 6. Age 0, the first order's own, stays alone.
    """

    way: Way = "on"
    edges: tuple[int, ...] = (1, 4, 7, 13)

    @property
    def is_sound(self) -> bool:
        """Whether the edges make brackets: two at least, rising, none before the first age."""
        rising = list(self.edges) == sorted(set(self.edges))
        return rising and len(self.edges) >= 2 and 1 <= self.edges[0] <= self.edges[-1] <= FOREVER

    def until(self, age: int) -> int:
        """The last age that the cell of that age takes in."""
        if self.way == "onward":
            return FOREVER
        later = (edge - 1 for edge in self.edges if edge > age)
        return next(later, age) if self.way == "bracket" and age else age

    @property
    def parameters(self) -> Mapping[str, object]:
        """What the statements bind."""
        if self.way != "bracket":
            return {}
        starts = [0, *self.edges[:-1]]
        return {"starts": starts, "ends": [self.until(age) for age in starts]}


EACH = Ages()
BRACKETS = Ages("bracket")

_EACH_AGE = """
  -- one row per age that any cohort has reached
  select age, age as until_age from (
    select unnest(generate_series(0, max(date_diff('{grain}', cohort, $as_of)))) as age from sizes
  )
"""

_BRACKETS = """
  -- one row per bracket of ages
  select unnest($starts) as age, unnest($ends) as until_age
"""

_AGE = "date_diff('{grain}', cohort, period)"

# Who ordered at an age or later is who ordered last at that age or later.
PLACED = {
    "on": f"""
  -- one row per customer and period
  select cohort, {_AGE} as age, is_active, amount
  from active join firsts using (customer_id) where period >= cohort
""",
    "onward": f"""
  -- one row per customer and period, active in the last one only
  select cohort, {_AGE} as age, cast(is_active = 1 and period = last_period as int) as is_active,
    case when {{is_of_customers}} and period < last_period then 0 else amount end as amount
  from active join firsts using (customer_id) where period >= cohort
""",
    "bracket": f"""
  -- one row per customer and bracket
  select cohort, ages.age, max(is_active) as is_active,
    case when {{is_of_customers}} then max(amount) else sum(amount) end as amount
  from active join firsts using (customer_id) join ages on {_AGE} between ages.age and until_age
  group by customer_id, cohort, ages.age
""",
}

REACHED = {"on": _EACH_AGE, "onward": _EACH_AGE, "bracket": _BRACKETS}
