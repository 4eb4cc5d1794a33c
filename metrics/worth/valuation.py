"""On what terms a customer's future is valued: how far ahead, at which discount and margin."""

from dataclasses import dataclass

from metrics.refusals import NotComputableError
from metrics.scope import Scope
from metrics.worth.lifetime_value import discount_rate

HORIZONS = {"half_year": 26, "one_year": 52, "two_years": 104, "three_years": 156}
"""How far ahead may be looked, in weeks."""

# What is sent back takes its margin along, as it does its amount.
_MARGINS = """
-- one row: the money of the orders whose margin is known, and that margin
select sum(amount) as amount, sum(margin) as margin
from orders
where margin is not null and amount is not null and is_returned is not true
"""


@dataclass(frozen=True)
class Terms:
    """`weeks` ahead, `discount` a year, and how much of a sum paid is left after its costs; with a
    share of 1 it is sales that are foretold.
    """

    weeks: int = 52
    discount: float = 0.10
    margin_share: float = 1.0

    @property
    def weekly(self) -> float:
        """The discount as a continuous rate per week."""
        return discount_rate(self.discount)


def margin_in_data(scope: Scope) -> float | None:
    """The margin's share of the money of all orders; None where the orders have no margin.

    NotComputableError where the orders as a whole lose money: there is no margin to foretell.
    """
    if scope.lacks(("orders.margin", "orders.amount")):
        return None
    sums = scope.frame(_MARGINS).iloc[0].astype(float)
    if not sums["amount"] > 0:
        return None
    if sums["margin"] <= 0:
        raise NotComputableError("no_margin")
    return float(min(sums["margin"] / sums["amount"], 1.0))
