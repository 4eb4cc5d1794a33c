"""Everything known about one customer, and the story of it in the order it happened."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from metrics.indicator import Dimension
from metrics.scope import Scope

CODE_LENGTH = 12
"""Hex digits: among ten million customers the chance that any two share a code is 1 in 6."""

_CODED = """
select customer_id from customers where substr(md5(customer_id), 1, $code_length) = $code
order by customer_id limit 1
"""

_PROFILE = """
-- one row: the customer
select customer_id, name, email, phone, customer_type, joined_on, left_on, is_churned,
  tenure_months, birth_on, age, gender, income, occupation, city, region, country, industry,
  life_stage, tier, member_since, plan, contract, contract_ends_on, monthly_amount,
  leaving_fee, points_balance, acquisition_channel, preferred_channel, referred_by, owner,
  has_marketing_consent, leaving_reason
from customers where customer_id = $customer_id
"""

_ATTRIBUTES = """
-- one row per other column of the file
select name, value from attributes where customer_id = $customer_id order by name, value
"""

_ORDERS = """
-- one row per order
select ordered_at, order_id, product, category, channel, quantity, amount, is_returned
from orders where customer_id = $customer_id order by ordered_at desc, order_id
"""

_CONTRACTS = """
-- one row per contract
select started_on, ended_on, tenure_months, is_ended, plan, monthly_amount, leaving_reason
from subscriptions where customer_id = $customer_id order by started_on desc nulls last
"""

_ANSWERS = """
-- one row per answer
select answered_at, instrument, item, score, scale_min, scale_max, touchpoint, comment
from survey_responses where customer_id = $customer_id order by answered_at desc nulls last, item
"""

_TICKETS = """
-- one row per ticket
select opened_at, ticket_id, topic, priority, channel, is_complaint, first_replied_at,
  resolved_at, reopened_count, score
from tickets where customer_id = $customer_id order by opened_at desc, ticket_id
"""

_CONTACTS = """
-- one row per contact
select contacted_at, channel, direction, purpose, agent, minutes
from interactions where customer_id = $customer_id order by contacted_at desc
"""

_TIMELINE = """
with happened as (
  -- one row per thing that happened, to whichever table it belongs
  select cast(joined_on as timestamp) as happened_at, 'joined' as kind,
    acquisition_channel as detail, cast(null as double) as amount,
    cast(null as double) as best
  from customers where customer_id = $customer_id
  union all
  select cast(member_since as timestamp), 'became_member', tier, null, null
  from customers where customer_id = $customer_id
  union all
  select cast(left_on as timestamp), 'left', leaving_reason, null, null
  from customers where customer_id = $customer_id
  union all
  select ordered_at, case when is_returned then 'returned' else 'ordered' end,
    coalesce(product, category), amount, null
  from orders where customer_id = $customer_id
  union all
  select cast(started_on as timestamp), 'contract_began', plan, monthly_amount, null
  from subscriptions where customer_id = $customer_id
  union all
  select cast(ended_on as timestamp), 'contract_ended', coalesce(leaving_reason, plan),
    monthly_amount, null
  from subscriptions where customer_id = $customer_id
  union all
  select answered_at, 'answered', coalesce(item, instrument), score, scale_max
  from survey_responses where customer_id = $customer_id and score is not null
  union all
  select opened_at, case when is_complaint then 'complained' else 'asked' end, topic, null, null
  from tickets where customer_id = $customer_id
  union all
  select resolved_at, 'resolved', topic, score, null
  from tickets where customer_id = $customer_id
  union all
  select contacted_at, 'contacted', coalesce(purpose, channel), null, null
  from interactions where customer_id = $customer_id
  union all
  select sent_at, 'was_sent', campaign, null, null
  from campaign_sends where customer_id = $customer_id and is_control is not true
  union all
  select cast(paid_on as timestamp), 'paid', invoice_id, paid_amount, null
  from invoices where customer_id = $customer_id
  union all
  select came_back_at, 'came_back', offer, null, null
  from retention_actions where customer_id = $customer_id
)
-- one row per thing whose day is known
select happened_at, kind, detail, amount, best from happened
where happened_at is not null order by happened_at desc, kind, detail
"""


@dataclass(frozen=True)
class Person:
    """One customer: a profile row, the file's other columns, and a frame per table.

    `timeline` has happened_at, kind (a code), detail (the file's own word) and amount, which is
    money, or the score where the kind is an answer or a ticket; `best` is the top of an answer's
    scale; latest first.
    """

    profile: pd.DataFrame
    attributes: pd.DataFrame
    orders: pd.DataFrame
    contracts: pd.DataFrame
    answers: pd.DataFrame
    tickets: pd.DataFrame
    contacts: pd.DataFrame
    timeline: pd.DataFrame


def person(scope: Scope, customer_id: str) -> Person | None:
    """The customer of that id as of the day; None where there is none in the scope."""
    statements = (
        _PROFILE,
        _ATTRIBUTES,
        _ORDERS,
        _CONTRACTS,
        _ANSWERS,
        _TICKETS,
        _CONTACTS,
        _TIMELINE,
    )
    found = [scope.frame(statement, customer_id=customer_id) for statement in statements]
    return Person(*found) if len(found[0]) else None


def code_of(customer_id: str) -> str:
    """What stands for a customer's id where the id must not be seen, as in a link."""
    digest = hashlib.md5(customer_id.encode(), usedforsecurity=False)
    return digest.hexdigest()[:CODE_LENGTH]


def customer_coded(scope: Scope, code: str) -> str | None:
    """The id of the customer whom a code stands for; None where there is none in the scope."""
    found = scope.frame(_CODED, code=code, code_length=CODE_LENGTH)
    return str(found["customer_id"].iloc[0]) if len(found) else None


def standing(
    scope: Scope, customer_id: str, dimensions: Sequence[Dimension]
) -> dict[str, str | None]:
    """The segment one customer is in, by the name of each dimension; None for "no value"."""
    return {d.name: _segment_of(scope, customer_id, d) for d in dimensions}


def _segment_of(scope: Scope, customer_id: str, dimension: Dimension) -> str | None:
    found = scope.frame(
        f"""with {scope.among_all("members", dimension.members)}
select segment from members where customer_id = $customer_id and segment is not null""",
        customer_id=customer_id,
        **dict(dimension.parameters),
    )
    return str(found["segment"].iloc[0]) if len(found) else None
