"""Records of a file that come again: word for word, or only with the number of another."""

from dataclasses import dataclass

from data.cleaners.doubtful import record, tells_records
from data.cleaners.plan import Plan
from data.cleaners.treatments import ROW_IS_CUSTOMER
from data.cleaners.typed import is_known
from data.cursors import Cursor


@dataclass(frozen=True)
class Copies:
    """How many of the records that can be kept are those of before, and how many have their id."""

    rows: int
    ids: int


def copies(cursor: Cursor, plan: Plan) -> Copies:
    """Both counts; where no number comes twice, no record does, and that is soon counted."""
    if ROW_IS_CUSTOMER in plan.rules or _in_turn(cursor, plan):
        return Copies(0, 0)
    numbered = "count(order_id), count(distinct order_id)" if "order_id" in plan.own else "0, 0"
    known = f"from typed where {is_known(plan)}"
    rows, ids, different = cursor.execute(f"select count(*), {numbered} {known}").fetchall()[0]
    if rows == different:
        return Copies(0, 0)
    told = "record" if tells_records(plan) else record(plan)
    texts = "" if tells_records(plan) else "join text_rows using (row)"
    statement = f"""
select count(*) - count(distinct {told}) from typed {texts} where {is_known(plan)}"""
    return Copies(cursor.execute(statement).fetchall()[0][0], ids - different)


def _in_turn(cursor: Cursor, plan: Plan) -> bool:
    """Whether numbers only rise, or only fall, as in many exports: then none comes twice."""
    if "order_id" not in plan.own:
        return False
    statement = """
with numbers as (
  -- one row per record, and the number before its own
  select order_id, lag(order_id) over () as before from typed
)
select count(order_id) = count(*)
  and (bool_and(order_id > before) or bool_and(order_id < before))
from numbers"""
    return bool(cursor.execute(statement).fetchall()[0][0])
