"""Whether customers stay when the contract lets them go: leaving around its end, before and after.

Who only stays because they must leaves when they may (Barnes). A contract's end is a date of its
own, or follows from how long contracts of that name run.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.buying.purchases import DAYS
from metrics.contracts.contract_terms import term_months
from metrics.contracts.spells import ENDS_NEEDED, STAYS
from metrics.refusals import NotComputableError, insist
from metrics.scope import Scope
from metrics.statistics.intervals import garwood, rate_ratio

READS = ("subscriptions.customer_id",)

CUSTOMERS_NEEDED = 50
"""So many must have been seen beyond the end of a contract."""

WINDOW = 2.0
"""Months looked at on either side of the end; half the term where that is shorter."""

WEEK = 0.25
"""Who leaves in the last week leaves with the end of the contract, not before it."""

SHORTEST = 3.0
"""Contracts that end every month bind nobody."""

_HELD = f"""with {STAYS},
named as (
  -- one row per customer: the plan they began with
  select customer_id, min_by(plan, started_on) as plan from subscriptions group by customer_id
)
-- one row per customer ever under contract
select spells.customer_id, months, spells.is_ended, contract, named.plan,
  date_diff('day', began_on, contract_ends_on) / $month_days as promised,
  contract_ends_on <= $as_of and not spells.is_ended as has_outlasted
from spells join stays on stays.customer_id = spells.customer_id
left join named on named.customer_id = spells.customer_id
left join customers on customers.customer_id = spells.customer_id
where months >= 0
order by spells.customer_id"""


@dataclass(frozen=True)
class Release:
    """`rows` has one row per kind of contract and window, `before` and `after`: contract, window,
    rate (of those there, who leave within a month), low, high, ended, months (watched), base.

    `ratio` is the rate after by the rate before, all contracts together, with its exact interval
    (Przyborowski & Wilenski 1940); `is_dated` whether the ends are the data's own dates.
    """

    rows: pd.DataFrame
    ratio: float
    low: float
    high: float
    p: float
    customers: int
    is_dated: bool


def release(scope: Scope) -> Release:
    """Leaving before and after the end of a contract; TooFewError below 50 customers seen beyond
    it or ten who left, NotComputableError where nothing says when contracts end.
    """
    found = scope.frame(_HELD, month_days=DAYS["month"])
    held = found.astype({"months": float, "promised": float, "is_ended": bool})
    # A file of today's contracts has no end that anybody has outlasted: those who renewed got a
    # new one, so the ends gone by are all of customers who left.
    is_dated = int(held["has_outlasted"].fillna(False).sum()) >= ENDS_NEEDED
    ends = _dated_ends(held) if is_dated else _counted_ends(held)
    if ends.empty:
        raise NotComputableError("no_contract_end")
    watched = pd.concat([_watched(ends, "before"), _watched(ends, "after")])
    beyond = int(watched.loc[watched["window"] == "after", "customer_id"].nunique())
    insist(CUSTOMERS_NEEDED, beyond, "beyond_the_end")
    insist(ENDS_NEEDED, int(watched["has_left"].sum()), "ends")
    both = _summed(watched, ["window"]).set_index("window").reindex(["before", "after"]).fillna(0)
    told = rate_ratio(both["ended"], both["months"])
    return Release(_by_contract(watched), *told, beyond, is_dated)


def _dated_ends(held: pd.DataFrame) -> pd.DataFrame:
    """One row per customer with a contract's end: how old the contract is then."""
    known = held[held["promised"] >= SHORTEST]
    return known.assign(end=known["promised"], span=_span(known["promised"]))


def _counted_ends(held: pd.DataFrame) -> pd.DataFrame:
    """One row per customer and end of a term that they came near to."""
    terms = held["contract"].map(term_months, na_action="ignore").astype(float)
    terms = terms.fillna(held["plan"].map(term_months, na_action="ignore").astype(float))
    known = held.assign(term=terms, span=_span(terms))
    known = known[known["term"] >= SHORTEST]
    near = known["months"] + known["span"] + WEEK
    count = np.floor(near / known["term"]).astype(int)
    each = known.loc[known.index.repeat(count)]
    number = each.groupby(level=0).cumcount() + 1
    return each.assign(end=number * each["term"])


def _span(terms: pd.Series) -> pd.Series:
    return terms.div(2).clip(upper=WINDOW)


def _watched(ends: pd.DataFrame, window: str) -> pd.DataFrame:
    """Those who were there when the window began: how long in it, and whether they left in it."""
    middle = ends["end"] - WEEK
    start = middle - ends["span"] if window == "before" else middle
    inside = ends["months"] - start
    rows = pd.DataFrame(
        {
            "customer_id": ends["customer_id"],
            "contract": ends["contract"].fillna(ends["plan"]),
            "window": window,
            "watched": inside.clip(upper=ends["span"]),
            "has_left": ends["is_ended"] & (inside < ends["span"]),
        }
    )
    return rows[inside >= 0]


def _by_contract(watched: pd.DataFrame) -> pd.DataFrame:
    rows = _summed(watched, ["contract", "window"])
    low, high = garwood(rows["ended"], rows["months"])
    return rows.assign(rate=rows["ended"] / rows["months"].where(rows["months"] > 0)).assign(
        low=low, high=high
    )


def _summed(watched: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    ordered = watched.assign(
        window=pd.Categorical(watched["window"], ["before", "after"], ordered=True)
    )
    return ordered.groupby(columns, dropna=False, observed=True, as_index=False).agg(
        ended=("has_left", "sum"), months=("watched", "sum"), base=("customer_id", "nunique")
    )
