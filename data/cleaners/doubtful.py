"""Which records of a file are doubtful as a whole, by what was read from them."""

from data.cleaners.plan import Plan
from data.cleaners.treatments import CANCELLED, LEAVING_OUT, RETURNED_BY_ID, in_force
from data.reading_rows import cell_name
from data.tables import TABLES
from data.values.casting import is_filled

MOST_TESTS = 0.2
"""Where more customers than this look invented, the file is one of invented customers."""

_AHEAD = frozenset(("invoices", "subscriptions"))
"""What is due, or agreed to begin, lies ahead by nature."""

WITH_GUESTS = frozenset(("orders", "survey_responses", "tickets"))
"""Somebody bought, answered or wrote, even where nobody knows who."""

_UNLESS = {"not_won": "is_won", "paid_out": "is_income"}
"""Of the kinds of record that are no sale, the flag that says otherwise."""

_INVENTED = r"^(test|tester|testing|dummy|demo|asdf\w*|qwerty\w*|测试\w*|測試\w*)([\W\d_]|$)"


_BEGIN_SO = ", ".join(str(ord(sign)) for sign in "tTdDqQaA测測")


def tests(plan: Plan) -> dict[str, str]:
    """Each kind that one record shows by itself, and its test over what was read."""
    found = _of_orders(plan) if plan.table == "orders" else {}
    dated_by = TABLES[plan.table].dated_by
    if plan.table not in _AHEAD and dated_by in plan.own:
        # A day later it is tomorrow everywhere.
        found["future_date"] = f"{dated_by} >= current_date + 2"
    customer = next((r for r in plan.readings if r.key == "customer_id"), None)
    if customer and plan.table in WITH_GUESTS:
        is_there = is_filled(customer.cell, "text", "customer_id")
        found["missing_customer"] = (
            "customer_id is null" if plan.is_as_read(customer) else f"not ({is_there})"
        )
    if named := _named(plan):
        found["test_customer"] = " or ".join(named)
    return found


def over_groups(plan: Plan) -> dict[str, str]:
    """Each kind that a record shows beside others, and its test; slow, for want of an order."""
    whole = whole_by(plan)
    found = {"repeated_row": "row_number() over (partition by record order by row) > 1"}
    if plan.table == "orders" and "currency" in plan.own:
        found["mixed_currency"] = f"{CURRENCY} <> mode({CURRENCY}) over (partition by {whole})"
    if plan.table == "orders" and "order_id" in plan.own:
        # A copy of the last word on an order is no other word on it.
        last = f"arg_max(record, row) over (partition by order_id, {whole})"
        found["repeated_id"] = f"order_id is not null and record <> {last}"
    return found


CURRENCY = "upper(trim(currency))"


def left_out(plan: Plan) -> str | None:
    """For which kind a record is left out by a rule, as an expression; None without such rules."""
    known = tests(plan) | over_groups(plan)
    cases = [
        f"when {known[kind]} then '{kind}'"
        for kind, rule in LEAVING_OUT.items()
        if kind in known and rule in plan.matching.rules
    ]
    return f"case {' '.join(cases)} end" if cases else None


def whole_by(plan: Plan) -> str:
    """Whether a record has what no record can do without."""
    given = [f"{n} is not null" if n in plan.own else "false" for n in plan.required]
    return f"({' and '.join(given) or 'true'})"


def record(plan: Plan) -> str:
    """A number for what a record says: equal records have equal ones."""
    return f"hash({', '.join(cell_name(i) for i in range(len(plan.header)))})"


def tells_records(plan: Plan) -> bool:
    """Whether that number is wanted of every record; where no order number comes twice, of none."""
    is_asked = {"repeated_once", "same_id_last"} & {*plan.matching.rules}
    return bool(is_asked) or not plan.is_numbered


def _of_orders(plan: Plan) -> dict[str, str]:
    found = {}
    signed = [name for name in ("quantity", "amount") if name in plan.own]
    if signed:
        found["negative_amount"] = f"least({', '.join([*signed, '0'])}) < 0"
    if "amount" in plan.own:
        found["zero_amount"] = "amount = 0"
    for record, flag in _UNLESS.items():
        if told := plan.matching.column(f"orders.{flag}"):
            read = f"as_flag({cell_name(told.position)}, $yes_{flag}, $no_{flag})"
            found[record] = f"not coalesce({read}, false)"
    if "order_id" in plan.own and _speaks_of_cancelling(plan):
        found["cancelled_id"] = CANCELLED.format("order_id")
    return found


def _speaks_of_cancelling(plan: Plan) -> bool:
    """Numbers that begin with C are nothing odd in themselves: the file must have shown it."""
    rule = in_force("cancelled_id", plan.matching.rules)
    return rule in plan.matching.rules or RETURNED_BY_ID in plan.matching.rules


def _named(plan: Plan) -> list[str]:
    names = plan.own if plan.table == "customers" else {f"about_{name}" for name in plan.about}
    prefix = "" if plan.table == "customers" else "about_"
    told = [f"{prefix}{name}" for name in ("name", "email") if f"{prefix}{name}" in names]
    return [_is_invented(name) for name in told]


def _is_invented(name: str) -> str:
    """Whether a name is none of a person's; its first letter tells most at next to no cost."""
    return (
        f"(is_among(unicode({name}), [{_BEGIN_SO}])"
        f" and coalesce(regexp_matches(lower({name}), '{_INVENTED}'), false))"
    )
