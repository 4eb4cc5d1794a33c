"""Who can be reached and may be written to; and the four steps of IDIC in one number each."""

import pandas as pd

from metrics.scope import Scope
from metrics.spoken_words import INWARD

READS = ("customers.phone", "customers.email")

_REACHED = """
reached as (
  -- one row per customer: whether a telephone or an address is there, and what they agreed to
  select customer_id, regexp_replace(coalesce(phone, ''), '[^0-9]', '', 'g') as digits,
    length(digits) >= 7 as by_phone, right(digits, 11) as own_phone,
    coalesce(email like '%_@_%._%', false) as by_email, lower(trim(email)) as own_email,
    has_marketing_consent as may_write
  from customers
)"""

_CONTACTS = f"""
with {_REACHED.strip()}
-- one row: how many customers are so
select count(*) as base, count(*) filter (where by_phone) as phone,
  count(*) filter (where by_email) as email,
  count(*) filter (where by_phone or by_email) as either,
  count(*) filter (where may_write) as consent,
  count(*) filter (where may_write and (by_phone or by_email)) as consent_and_reached,
  count(*) filter (where not may_write) as refused,
  count(*) filter (where may_write is null) as not_asked
from reached
"""
KINDS = (*("phone", "email", "either", "consent", "consent_and_reached", "refused", "not_asked"),)

# Whoever shares a telephone or an address with another id is perhaps the same customer twice.
_IDENTIFIED = f"""
with {_REACHED.strip()},
counted as (
  -- one row per customer: with how many ids each mark is shared
  select *, count(*) over (partition by own_phone) as phone_count,
    count(*) over (partition by own_email) as email_count
  from reached
)
-- one row: customers, and those who can be reached and told from everybody else
select count(*) as base, count(*) filter (where (by_phone or by_email)
  and not (by_phone and phone_count > 1) and not (by_email and email_count > 1)) as done
from counted
"""

_DIFFERENTIATED = """
with valued as (
  -- one row per customer who has paid or has a contract
  select customer_id from customer_days union select customer_id from subscriptions
),
asked as (
  -- one row per customer who told what they think or need
  select distinct customer_id from survey_responses where score is not null
)
-- one row: customers, and those of whom both is known
select count(*) as base, count(*) filter (where customer_id in (select customer_id from valued)
  and customer_id in (select customer_id from asked)) as done
from customers
"""

_INTERACTED = """
with directions as (
  -- one row per customer with whom there was contact: from them, and from us
  select customer_id, bool_or(list_contains($inward, lower(trim(direction)))) as is_inward,
    bool_or(not list_contains($inward, lower(trim(direction)))) as is_outward
  from interactions where direction is not null group by customer_id
)
-- one row: customers with contact, and those with contact both ways
select count(*) as base, count(*) filter (where is_inward and is_outward) as done from directions
"""

_CUSTOMIZED = """
-- one row: messages to those whose preference is known, and those that kept to it
select count(*) as base,
  count(*) filter (where lower(trim(sends.channel)) = lower(trim(preferred_channel))) as done
from campaign_sends as sends join customers using (customer_id)
where is_control is not true and sends.channel is not null and preferred_channel is not null
"""

IDIC: dict[str, tuple[str, tuple[str, ...]]] = {
    "identify": (_IDENTIFIED, READS),
    "differentiate": (_DIFFERENTIATED, ("survey_responses.score",)),
    "interact": (_INTERACTED, ("interactions.direction",)),
    "customize": (_CUSTOMIZED, ("campaign_sends.channel", "customers.preferred_channel")),
}
"""Each step's statement, and the columns without which it cannot be told."""


def contactability(scope: Scope) -> pd.DataFrame:
    """One row per kind: kind, customers, base (all) and value."""
    found = scope.frame(_CONTACTS).iloc[0].astype(int)
    rows = pd.DataFrame({"kind": KINDS, "customers": [int(found[kind]) for kind in KINDS]})
    if scope.lacks(("customers.has_marketing_consent",)):
        rows = rows[rows["kind"].isin(("phone", "email", "either"))]
    base = int(found["base"])
    return rows.assign(base=base, value=rows["customers"] / max(base, 1))


def idic(scope: Scope) -> pd.DataFrame:
    """One row per step of Peppers & Rogers' IDIC that the data can tell: step, done, base, value.

    Identify: can be reached and shares no telephone or address with another id. Differentiate:
    what they bring and what they think are both known. Interact: contact both ways. Customize:
    messages on the channel that the customer prefers.
    """
    rows = []
    for step, (statement, reads) in IDIC.items():
        # A telephone or an address: one of the two is enough to identify by.
        allowed = 1 if step == "identify" else 0
        if len(scope.lacks(reads)) <= allowed:
            rows.append(_counted(scope, step, statement))
    return pd.DataFrame(rows, columns=["step", "done", "base", "value"])


def _counted(scope: Scope, step: str, statement: str) -> dict[str, object]:
    bound = {"inward": INWARD} if "$inward" in statement else {}
    found = scope.frame(statement, **bound).iloc[0]
    done, base = int(found["done"]), int(found["base"])
    return {"step": step, "done": done, "base": base, "value": done / base if base else None}
