"""What holds those who buy often without liking it: a contract, a fee for leaving, or points."""

import pandas as pd

from metrics.loyalty.loyalty_cells import (
    BONDS,
    HOLDING,
    LOYALTY_CELL,
    STANDARD,
    LoyaltyRules,
    loyalty_dimension,
)
from metrics.scope import Scope

HOLDS = ("contract", "fee", "points")

_HELD = f"""with {HOLDING},
{BONDS}
-- one row per customer and what holds them
select customer_id, bond from bonds"""


def locked_in_by(scope: Scope, rules: LoyaltyRules = STANDARD) -> pd.DataFrame:
    """One row per bond: customers in the locked-in cell whom it holds, base.

    A customer may be held by several, so they add up to more than all; `base` counts all who
    are locked in.
    """
    statement = f"""with {scope.among_all("placed", LOYALTY_CELL)},
{scope.among_all("held", _HELD)},
locked_in as (
  -- one row per customer who is locked in and what holds them
  select customer_id, bond from customers join placed using (customer_id)
  join held using (customer_id) where segment = 'locked_in'
)
-- one row per bond that holds anybody
select bond, count(*) as customers, (select count(distinct customer_id) from locked_in) as base
from locked_in group by bond"""
    found = scope.frame(statement, **dict(loyalty_dimension(rules).parameters))
    base = int(found["base"].max()) if len(found) else 0
    rows = found.set_index("bond")[["customers"]].reindex(list(HOLDS), fill_value=0).reset_index()
    return rows.assign(base=base)
