"""What is doubtful in a file: the records each kind touches, and how they are treated now."""

from dataclasses import dataclass

from data.cleaners.checks import Check, checks
from data.cleaners.copies import Copies
from data.cleaners.doubtful import CURRENCY, MOST_TESTS, tests
from data.cleaners.near_ids import near
from data.cleaners.plan import Plan
from data.cleaners.treatments import APART, TREATMENTS, in_force
from data.cleaners.typed import is_known, is_wanting
from data.cursors import Cursor

_BLANK = "missing_customer"

_MERGED = "customers"
"""A record of a customer that comes twice is one customer anyway."""


@dataclass(frozen=True)
class Doubt:
    """One kind of doubtful record in a file: how many there are, and what is done about them.

    `rule` is in force, `choices` are the rules it may be changed for; both are absent where there
    is nothing to choose. `amount` is what stands on these records, where they are orders.
    """

    kind: str
    rows: int
    amount: float | None = None
    rule: str | None = None
    choices: tuple[str, ...] = ()
    groups: int | None = None


def doubts(cursor: Cursor, plan: Plan, again: Copies) -> tuple[Doubt, ...]:
    """Every kind of doubtful record in a typed file, in the order of the treatments."""
    by_kind = _single(cursor, plan) | _repeated(plan, again)
    by_kind |= _near_ids(cursor, plan) | _currencies(cursor, plan)
    found = [_told(plan, kind, *by_kind[kind]) for kind in TREATMENTS if kind in by_kind]
    return (*found, *_unfit(cursor, plan))


def _told(plan: Plan, kind: str, rows: int, amount: float | None, groups: int | None) -> Doubt:
    choices = tuple(rule for rule in TREATMENTS[kind] if rule != APART or plan.table == "orders")
    return Doubt(kind, rows, amount, in_force(kind, plan.matching.rules), choices, groups)


_Counted = tuple[int, float | None, int | None]


def _single(cursor: Cursor, plan: Plan) -> dict[str, _Counted]:
    """What single records show, as far as a table could take them."""
    kinds, known = tests(plan), is_known(plan)
    if not kinds:
        return {}
    fitting = [kind if kind == _BLANK else f"{kind} and {known}" for kind in kinds]
    parts = ", ".join(_sums(plan, f"is_{test}") for test in fitting)
    *sums, rows = cursor.execute(f"select {parts}, count(*) from typed").fetchall()[0]
    pairs = zip(kinds, sums[::2], sums[1::2], strict=True)
    found: dict[str, _Counted] = {kind: (n, amount, None) for kind, n, amount in pairs if n}
    if found.get("test_customer", (0,))[0] > MOST_TESTS * rows:
        found.pop("test_customer")
    return found


def _sums(plan: Plan, test: str) -> str:
    has_amount = plan.table == "orders" and "amount" in plan.own
    total = f"sum(amount) filter (where {test})" if has_amount else "null"
    return f"count(*) filter (where {test}), {total}"


def _repeated(plan: Plan, found: Copies) -> dict[str, _Counted]:
    """Records that come again word for word, and those that only have the number of another."""
    if plan.table == _MERGED:
        return {}
    counted = {"repeated_row": found.rows, "repeated_id": max(0, found.ids - found.rows)}
    return {kind: (count, None, None) for kind, count in counted.items() if count}


def _near_ids(cursor: Cursor, plan: Plan) -> dict[str, _Counted]:
    if near(plan) is None:
        return {}
    groups, rows = cursor.execute("select count(*), sum(times) from near").fetchall()[0]
    return {"near_ids": (int(rows), None, groups)} if groups else {}


def _currencies(cursor: Cursor, plan: Plan) -> dict[str, _Counted]:
    """Orders in another currency than most."""
    if plan.table != "orders" or "currency" not in plan.own:
        return {}
    statement = f"""
with currencies as (
  -- one row per currency
  select {CURRENCY} as code, count(*) as orders from typed where {is_known(plan)} group by code
)
select sum(orders) - max(orders), count(*) from currencies where code is not null"""
    rows, codes = cursor.execute(statement).fetchall()[0]
    return {"mixed_currency": (int(rows), None, codes)} if rows else {}


def _unfit(cursor: Cursor, plan: Plan) -> list[Doubt]:
    """Records that no table can take, with what stands on them."""
    listed = [(n, c) for n, c in enumerate(checks(plan)) if _is_unfit(plan, c)]
    if not listed:
        return []
    parts = ", ".join(_sums(plan, is_wanting(n)) for n, _ in listed)
    sums = cursor.execute(f"select {parts} from typed").fetchall()[0]
    pairs = zip(listed, sums[::2], sums[1::2], strict=True)
    return [Doubt(check.kind, rows, amount) for (_, check), rows, amount in pairs if rows]


def _is_unfit(plan: Plan, check: Check) -> bool:
    return check.is_set_aside and (
        check.kind != "missing_customer" or check.kind not in tests(plan)
    )
