"""How far the data can be relied on: how fresh, how often doubled, from how many sources."""

from typing import NamedTuple

import pandas as pd

from metrics.scope import Scope

FRESH_DAYS = {"within_30": 30, "within_90": 90, "within_180": 180, "within_365": 365}

_DATED = {
    "customers": "joined_on",
    "orders": "ordered_at",
    "subscriptions": "started_on",
    "survey_responses": "answered_at",
    "tickets": "opened_at",
    "interactions": "contacted_at",
    "campaign_sends": "sent_at",
    "invoices": "due_on",
    "events": "happened_at",
    "retention_actions": "flagged_at",
}
SOURCES = (*(name for name in _DATED if name != "customers"), "attributes")
"""The tables that may hold something of a customer."""

# A number of fewer digits is an extension or a stand-in that many share.
_MARKS = {
    "phone": "case when length(regexp_replace(phone, '[^0-9]', '', 'g')) >= 7"
    " then right(regexp_replace(phone, '[^0-9]', '', 'g'), 11) end",
    "email": "case when email like '%_@_%' then lower(trim(email)) end",
    "name": "nullif(lower(trim(name)), '')",
}
DUPLICATE_READS = tuple(f"customers.{name}" for name in _MARKS)


class Freshness(NamedTuple):
    """`bands` has one row per age of the newest record: band ("within_30" days … "older",
    "undated"), customers, base (all) and value; `median` is in days, nan where nothing is dated.
    """

    bands: pd.DataFrame
    median: float


def freshness(scope: Scope) -> Freshness:
    """Days since the newest record about each customer, of whatever kind."""
    dated = [
        f"select customer_id, cast({column} as date) as told_on from {table}"
        for table, column in _DATED.items()
        if not scope.lacks((f"{table}.{column}",))
    ]
    told = " union all ".join(dated) or "select customer_id, cast(null as date) from customers"
    found = scope.frame(f"""
with told(customer_id, told_on) as ({told}),
newest as (
  -- one row per customer with a dated record
  select customer_id, max(told_on) as newest_on from told where told_on <= $as_of
  group by customer_id
)
-- one row per customer
select date_diff('day', newest_on, $as_of) as days
from customers left join newest using (customer_id)""")
    days = found["days"].astype(float)
    names = [*FRESH_DAYS, "older"]
    band = pd.cut(days, [-1, *FRESH_DAYS.values(), float("inf")], labels=names).astype(object)
    counts = band.fillna("undated").value_counts()
    rows = pd.DataFrame({"band": [*names, "undated"]})
    rows["customers"] = rows["band"].map(counts).fillna(0).astype(int)
    bands = rows.assign(base=len(days), value=rows["customers"] / max(len(days), 1))
    return Freshness(bands, float(days.median()))


def duplicates(scope: Scope) -> pd.DataFrame:
    """One row per mark that the data have ("phone", "email", "name"): customers who share theirs
    with another, groups of such, base (customers with the mark) and value. Two people may well
    have one name; one telephone for two ids is more often one customer twice.
    """
    told = {name: text for name, text in _MARKS.items() if not scope.lacks((f"customers.{name}",))}
    if not told:
        return pd.DataFrame(columns=["mark", "customers", "groups", "base", "value"])
    marks = " union all ".join(
        f"select '{name}' as mark, customer_id, {text} as own from customers"
        for name, text in told.items()
    )
    found = scope.frame(f"""
with marks as ({marks}),
shared as (
  -- one row per mark and what it is
  select mark, own, count(distinct customer_id) as customer_count
  from marks where own is not null group by mark, own
)
-- one row per mark
select mark, coalesce(sum(customer_count) filter (where customer_count > 1), 0) as customers,
  count(*) filter (where customer_count > 1) as groups, sum(customer_count) as base
from shared group by mark order by mark""")
    found = found.astype({"customers": int, "base": int})
    return found.assign(value=found["customers"] / found["base"])


def coverage(scope: Scope) -> pd.DataFrame:
    """One row per table: source, customers of whom it says anything, base (all) and value."""
    held = [name for name in SOURCES if not scope.lacks((f"{name}.customer_id",))]
    parts = " union all ".join(
        f"select '{name}' as source, count(distinct customer_id) as customers from {name}"
        " where customer_id in (select customer_id from customers)"
        for name in held
    )
    everyone = scope.frame("select count(*) as customers from customers")["customers"].iloc[0]
    found = scope.frame(parts).set_index("source")["customers"] if held else pd.Series(dtype=int)
    rows = pd.DataFrame({"source": SOURCES})
    rows["customers"] = rows["source"].map(found).fillna(0).astype(int)
    return rows.assign(base=int(everyone), value=rows["customers"] / max(int(everyone), 1))
