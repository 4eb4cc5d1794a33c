"""Columns that a file does not have but lets be worked out, and the rules that say how."""

from data.cleaners.treatments import (
    CANCELLED,
    GUESTS,
    ONE_OF_NEAR,
    RETURNED_BY_ID,
    RETURNED_BY_SIGN,
    ROW_IS_CUSTOMER,
)
from data.tables import TABLES


def completed(table: str, found: dict[str, str], rules: tuple[str, ...]) -> dict[str, str]:
    """The expressions of a table's columns: those found, and those that follow from them."""
    expressions = dict(found)
    if ROW_IS_CUSTOMER in rules:
        expressions["customer_id"] = "$file_stem || ':' || cast(row as varchar)"
    expressions |= _whose(expressions, rules)
    match table:
        case "customers":
            expressions |= _customers(expressions)
        case "orders":
            expressions |= _orders(expressions, rules)
        case "subscriptions" if "is_ended" not in expressions and "ended_on" in expressions:
            expressions["is_ended"] = f"{expressions['ended_on']} is not null"
        case "campaign_sends":
            expressions |= _campaign_sends(expressions)
    return {name: expressions[name] for name in TABLES[table].names if name in expressions}


def _whose(found: dict[str, str], rules: tuple[str, ...]) -> dict[str, str]:
    """Whose row it is: under a rule, ids alike are one, and each order without one is a guest's."""
    if "customer_id" not in found:
        return {}
    customer = found["customer_id"]
    if ONE_OF_NEAR in rules:
        customer = f"folded_id({customer})"
    if GUESTS in rules:
        own = f"coalesce({found.get('order_id', 'null')}, cast(row as varchar))"
        customer = f"coalesce({customer}, $file_stem || ':' || {own})"
    return {"customer_id": customer}


def facts(table: str, names: set[str]) -> tuple[str, ...]:
    """What a reader must know was worked out, given the columns that were found."""
    told = []
    if table == "orders" and "amount" not in names and {"quantity", "unit_price"} <= names:
        told.append("amount_is_quantity_times_unit_price")
    if "tenure_years" in names and "tenure_months" not in names:
        told.append("tenure_is_in_years")
    if "birth_year" in names and "birth_on" not in names:
        told.append("birth_year_stands_for_birth_on")
    return tuple(told)


def _customers(found: dict[str, str]) -> dict[str, str]:
    derived = {}
    first, last = found.get("first_name"), found.get("last_name")
    if (first or last) and "name" not in found:
        derived["name"] = _full_name(first or "null", last or "null")
    if "birth_year" in found and "birth_on" not in found:
        derived["birth_on"] = f"try_cast(cast({found['birth_year']} as int) || '-01-01' as date)"
    if "tenure_years" in found and "tenure_months" not in found:
        derived["tenure_months"] = f"12 * {found['tenure_years']}"
    return derived


def _full_name(first: str, last: str) -> str:
    """Family name first and without a blank where it is written in Chinese characters."""
    return (
        f"case when regexp_matches({last}, '[一-龥]') then concat({last}, {first})"
        f" else nullif(concat_ws(' ', {first}, {last}), '') end"
    )


def _orders(found: dict[str, str], rules: tuple[str, ...]) -> dict[str, str]:
    derived = {}
    if "amount" not in found and {"quantity", "unit_price"} <= found.keys():
        derived["amount"] = f"{found['quantity']} * {found['unit_price']}"
    signs = []
    if RETURNED_BY_ID in rules and "order_id" in found:
        signs.append(CANCELLED.format(found["order_id"]))
    if RETURNED_BY_SIGN in rules:
        both = found | derived
        signed = [both[name] for name in ("quantity", "amount") if name in both]
        signs.append(f"least({', '.join([*signed, '0'])}) < 0")
    if signs:
        told = f"coalesce({found['is_returned']}, false)" if "is_returned" in found else "false"
        derived["is_returned"] = " or ".join([told, *signs])
    return derived


def _campaign_sends(found: dict[str, str]) -> dict[str, str]:
    derived = {}
    if "campaign" not in found:
        derived["campaign"] = "$file_stem"
    if "is_control" not in found and "offer" in found:
        offer = found["offer"]
        told = f"is_among(lower({offer}), $yes_is_control)"
        derived["is_control"] = f"case when {offer} is not null then {told} end"
    return derived
