"""What can be done about each kind of doubtful record: the rules that a matching may hold."""

from collections.abc import Iterable
from typing import Final

ROW_IS_CUSTOMER = "row_stands_for_customer"
RETURNED_BY_ID = "returned_by_order_id_c"
RETURNED_BY_SIGN = "returned_by_negative"
GUESTS = "blank_as_guests"
ONE_OF_NEAR = "near_ids_one"
ONLY_WON = "only_won_deals"
ONLY_INCOME = "only_income"
APART = "same_id_apart"
FIRMS_APART = "firms_of_people_apart"
RETURNS_BY_ORDER = "returns_by_order"

TREATMENTS: Final[dict[str, tuple[str, ...]]] = {
    "negative_amount": (RETURNED_BY_SIGN, "negative_left_out", "negative_kept"),
    "cancelled_id": (RETURNED_BY_ID, "cancelled_left_out", "cancelled_kept"),
    "zero_amount": ("zero_left_out", "zero_kept"),
    "not_won": (ONLY_WON, "all_deals_kept"),
    "paid_out": (ONLY_INCOME, "paid_out_kept"),
    "mixed_currency": ("main_currency_only", "currencies_kept"),
    "repeated_row": ("repeated_once", "repeated_kept"),
    "repeated_id": ("same_id_last", APART, "same_id_lines"),
    "future_date": ("future_left_out", "future_kept"),
    "test_customer": ("test_left_out", "test_kept"),
    "missing_customer": (GUESTS, "blank_left_out"),
    "near_ids": (ONE_OF_NEAR, "near_ids_apart"),
}
"""Kind of record to the rules of which one is in force; the last, where a matching names none."""

LEAVING_OUT: Final[dict[str, str]] = {
    "negative_amount": "negative_left_out",
    "cancelled_id": "cancelled_left_out",
    "zero_amount": "zero_left_out",
    "not_won": ONLY_WON,
    "paid_out": ONLY_INCOME,
    "mixed_currency": "main_currency_only",
    "repeated_row": "repeated_once",
    "repeated_id": "same_id_last",
    "future_date": "future_left_out",
    "test_customer": "test_left_out",
}
"""The rule under which the records of a kind are set aside."""

CANCELLED: Final = "coalesce(regexp_full_match({}, '[Cc]\\d+'), false)"
"""Whether an order number says that the order was cancelled, as an expression."""

_KNOWN = frozenset(name for names in TREATMENTS.values() for name in names) | {
    ROW_IS_CUSTOMER,
    FIRMS_APART,
    RETURNS_BY_ORDER,
}


def is_rule(name: str) -> bool:
    """Whether this is a rule that a matching may hold."""
    return name in _KNOWN


def in_force(kind: str, rules: Iterable[str]) -> str:
    """The rule by which the records of a kind are treated."""
    return next((rule for rule in TREATMENTS[kind] if rule in rules), TREATMENTS[kind][-1])


def chosen(rules: tuple[str, ...], kind: str, rule: str) -> tuple[str, ...]:
    """The rules where the reader wants the records of a kind treated so."""
    return (*(name for name in rules if name not in TREATMENTS[kind]), rule)


def with_told(proposed: tuple[str, ...], told: Iterable[str]) -> tuple[str, ...]:
    """The rules proposed for a file, but for the kinds of which something was said already."""
    rules = proposed
    for rule in told:
        kind = next((kind for kind, names in TREATMENTS.items() if rule in names), None)
        others = tuple(name for name in rules if name != rule)
        rules = chosen(rules, kind, rule) if kind else (*others, rule)
    return rules
