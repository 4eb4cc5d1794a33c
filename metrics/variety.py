"""Which columns tell nearly every customer apart, so that they make no segments."""

import pandas as pd

from metrics.attributes import MOST_SEGMENTS
from metrics.dimensions import DIMENSIONS
from metrics.scope import Scope

_COLUMNS = tuple(d.name for d in DIMENSIONS if d.reads == (f"customers.{d.name}",))

_OWN = """
-- one row per column of ours
select '{name}' as name, false as is_attribute, count(distinct {name}) as value_count
from customers having value_count > $most
"""

_OTHERS = """
-- one row per other column of the file
select name, true as is_attribute, count(distinct value) as value_count
from attributes group by name
having value_count > $most and count(try_cast(value as double)) < count(value)
"""


def too_varied(scope: Scope) -> pd.DataFrame:
    """One row per column with more than MOST_SEGMENTS values: name, is_attribute, value_count.

    The file's own columns of numbers are not among them: they are cut into bands.
    """
    own = [_OWN.format(name=n) for n in _COLUMNS if not scope.lacks((f"customers.{n}",))]
    parts = [*own, *([] if scope.lacks(("attributes.value",)) else [_OTHERS])]
    if not parts:
        return pd.DataFrame(columns=["name", "is_attribute", "value_count"])
    found = scope.frame("union all".join(parts), most=MOST_SEGMENTS)
    return found.sort_values(["value_count", "name"], ascending=[False, True], ignore_index=True)
