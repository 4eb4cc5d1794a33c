"""The flow of a team that looks after customers: classified, known by what they buy, served, kept
up, heard.
"""

import pandas as pd

from metrics.families.contacts import KNOWN_WORDS, OUTWARD_WORDS
from metrics.scope import Scope

_KINDS = ("tier", "customer_type")
_COLUMNS = ["step", "customers", "base", "value", "days_since"]
HEARD_DAYS = 365
"""Whoever said something longer ago is not heard any more."""

# What stands in the address book has no day of its own.
FLOW: dict[str, tuple[str, tuple[str, ...]]] = {
    "classified": (
        "select customer_id, cast(null as date) as done_on from customers"
        f" where coalesce({', '.join(_KINDS)}) is not null",
        tuple(f"customers.{name}" for name in _KINDS),
    ),
    "analysed": (
        "select customer_id, ordered_on from customer_days where is_kept"
        " union all select customer_id, started_on from subscriptions",
        ("orders.ordered_at", "subscriptions.started_on"),
    ),
    "served": (
        "select customer_id, cast(resolved_at as date) from tickets where resolved_at is not null",
        ("tickets.resolved_at",),
    ),
    "kept_up": (
        "select customer_id, cast(contacted_at as date) from interactions"
        f" where lower(trim(direction)) in ({OUTWARD_WORDS})",
        ("interactions.direction",),
    ),
    "heard": (
        "select customer_id, cast(answered_at as date) from survey_responses"
        f" where cast(answered_at as date) > $as_of - {HEARD_DAYS}"
        " and (score is not null or comment is not null)",
        ("survey_responses.answered_at",),
    ),
}
"""Each step's statement, and the columns of which one is enough to tell it."""


def crm_flow(scope: Scope) -> pd.DataFrame:
    """One row per step that the data can tell: step, customers who came to it, base (all who have
    not left), value, days_since it was last done to one of them. Everybody is counted: no interval.
    """
    told = {step: text for step, (text, reads) in FLOW.items() if _is_told(scope, reads)}
    if "kept_up" in told and not _is_spoken(scope):
        del told["kept_up"]
    rows = pd.DataFrame([_step(scope, step, text) for step, text in told.items()])
    if rows.empty:
        return pd.DataFrame(columns=_COLUMNS)
    return rows.assign(value=rows["customers"] / rows["base"].where(rows["base"] > 0))[_COLUMNS]


def _is_told(scope: Scope, reads: tuple[str, ...]) -> bool:
    return len(scope.lacks(reads)) < len(reads)


def _is_spoken(scope: Scope) -> bool:
    """Whether any contact says in words that are known who began it."""
    found = scope.frame(f"""
-- one row: the contacts whose direction is known, of whomever
select count(*) as contact_count from main.interactions
where lower(trim(direction)) in ({KNOWN_WORDS}) and cast(contacted_at as date) <= $as_of""")
    return int(found["contact_count"].iloc[0]) > 0


def _step(scope: Scope, step: str, text: str) -> dict[str, object]:
    found = scope.frame(f"""
with done(customer_id, done_on) as ({text}),
latest as (
  -- one row per customer to whom it was done: when last
  select customer_id, max(done_on) as done_on from done group by customer_id
)
-- one row: customers, those who came so far, and how long ago
select count(*) as base, count(latest.customer_id) as customers,
  median(date_diff('day', done_on, $as_of)) as days_since
from customers left join latest on latest.customer_id = customers.customer_id
where left_on is null""").iloc[0]
    counts = {name: int(found[name]) for name in ("customers", "base")}
    return {"step": step, **counts, "days_since": float(found["days_since"])}
