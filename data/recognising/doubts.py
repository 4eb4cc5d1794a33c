"""What makes a meaning less near, or misplaced, for what else stands in the file."""

import re

from data.recognising.header_kinds import (
    begins_with_firm,
    is_address,
    is_creation,
    is_of_firm,
    is_of_group,
    is_party,
)
from data.recognising.header_words import core, words
from data.recognising.headers import Known
from data.recognising.spots import Spot, has_lines, has_own_number, is_deal, is_of_account

LESS_SURE = 0.1
CREATED = 0.2
"""A deal was entered long before it was won: when it was made counts less than any other day."""

PLANNED = 0.3
"""What was meant to happen counts less than what did."""

SENT_OUT = 0.4
"""What was bought is sent out days later: that day stands for the order where no other does."""

OWN_LINES = 0.3
"""Of two telephones the one that is of few numbers all along belongs to those who were called."""

FEW_LINES, MANY_CALLS = 3, 12

STAFF = 0.3
"""A user beside a guest is whoever works with the program: so much less near."""

_BY_STAFF = ("campaign_sends", "interactions", "tickets")
_WRITTEN_TO = ("person", "contact", "customer", "client", "lead", "prospect", "requester")
_PLANNED = re.compile(r"(?i)^(?:expected|planned|scheduled|estimated|target)\b|计划|预计|预定|拟")
_SENT_OUT = re.compile(r"(?i)发货|出货|\b(?:ship|dispatch)")
_PERSONS = frozenset(("customers.first_name", "customers.last_name"))
_SOLD = frozenset(("orders.product", "orders.amount", "orders.unit_price"))
_PLACES = frozenset(("customers.city", "customers.country"))
_GUESTS = frozenset(
    (
        *("invitee", "customer", "contact", "client", "requester", "visitor", "guest", "buyer"),
        *("attendee", "recipient", "caller", "lead", "subscriber", "payer"),
    )
)


def doubt(one: Known, spot: Spot) -> float:
    """How much less near a meaning is for what stands beside it."""
    if _PLANNED.search(spot.name) and one.column != "due_on" and one.column.endswith("_at"):
        return PLANNED
    match one.column:
        case "order_id":
            return LESS_SURE if _is_of_invoice(spot) else 0.0
        case "email" | "phone":
            return (STAFF if _is_staff(spot) else 0.0) + (OWN_LINES if _is_own_line(spot) else 0.0)
        case "ordered_at":
            is_late = bool(_SENT_OUT.search(spot.name))
            is_early = is_creation(spot.name) and is_deal(spot)
            return SENT_OUT if is_late else CREATED if is_early else 0.0
        case "product":
            return LESS_SURE if core(spot.name) == "item" and spot.profile.is_numeric else 0.0
        case "name":
            is_firm = spot.table != "customers" and begins_with_firm(spot.name)
            return (LESS_SURE if is_firm else 0.0) + (STAFF if _is_staff(spot) else 0.0)
        case "customer_id":
            return _doubt_of_id(spot)
    return 0.0


def _doubt_of_id(spot: Spot) -> float:
    if spot.profile.is_blank and is_party(spot.name):
        return LESS_SURE
    if _is_staff_number(spot):
        return STAFF
    # Beside a number of its own, the number of a firm or an account is a link.
    is_link = spot.table == "customers" and is_of_group(spot.name) and has_own_number(spot)
    return float(is_link)


def _is_of_invoice(spot: Spot) -> bool:
    """Whether a payment with a number of its own names the invoice it pays."""
    is_invoice = words(spot.name)[:1] == ("invoice",)
    return is_invoice and has_own_number(spot) and not has_lines(spot)


def _is_staff_number(spot: Spot) -> bool:
    """Whether a user sends or answers, and those who are written to have numbers of their own."""
    is_user = words(spot.name)[:1] == ("user",) and spot.table in _BY_STAFF
    ids = [words(header) for header in spot.header if core(header).endswith("#")]
    return is_user and any(said[0] in _WRITTEN_TO for said in ids if said)


def _is_own_line(spot: Spot) -> bool:
    """Whether the numbers of a column are so few that they are those of the firm itself."""
    one = spot.profile
    different = one.distinct * one.filled * one.rows
    return one.phones > 0.5 and one.rows >= MANY_CALLS and different <= FEW_LINES


def _is_staff(spot: Spot) -> bool:
    """Whether a user is meant where somebody else is the customer."""
    is_user = words(spot.name)[:1] == ("user",)
    return is_user and any(set(words(header)[:1]) & _GUESTS for header in spot.header)


def is_misplaced(meaning: str, spot: Spot, taken: set[str]) -> bool:
    """Whether what else was found speaks against it: an empty state far from any place, a firm."""
    if meaning == "customers.region" and core(spot.name).endswith("state"):
        is_far = not _PLACES & taken and not any(is_address(other) for other in spot.header)
        return spot.profile.is_blank and is_far
    if meaning == "orders.ordered_at" and _SENT_OUT.search(spot.name):
        return not _SOLD & taken
    if meaning != "customers.name":
        return False
    is_firm = is_of_firm(spot.name) and taken >= _PERSONS
    is_known = f"{spot.table}.customer_id" in taken and spot.table != "customers"
    is_person = words(spot.name)[:1] in (("user",), ("lead",))
    is_groups = is_of_group(spot.name) and not is_person and not is_of_account(spot)
    return is_firm or (is_known and is_groups)
