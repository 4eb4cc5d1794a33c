"""How our statements compare with SQL written by hand for just that question, in one run.

    python -m benchmarks.questions [ORDERS] [TIMES]

Each is asked so many times, seven if not said, the two in turn, so that whatever else the machine
does hits both; the best of each is told. What a study remembers is forgotten before each time. The
hand-written text reads the orders as they lie; it gives the numbers and neither intervals nor
as-of.
"""

import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from math import inf

from benchmarks.world import study_of
from data.limits import StatementTooLongError
from data.scope import Scope
from metrics import quotients
from metrics.buying.purchases import purchase_history
from metrics.dimensions import dimension_called
from metrics.lifecycle.cohorts import cohort_retention
from metrics.lifecycle.lifecycle_bars import lifecycle_bars
from metrics.lifecycle.stages import stages
from metrics.loyalty.rfm import rfm_segments
from metrics.people import people
from metrics.registry import BY_NAME

AS_OF, SINCE = date(2026, 9, 30), date(2025, 10, 1)

_DAYS = "select customer_id, cast(ordered_at as date) as day from orders where not is_returned"

BY_HAND = {
    "order value, overall": """
select sum(amount) / count(*) from orders
where not is_returned and ordered_at >= timestamp '2025-10-01'""",
    "order value by month": """
select date_trunc('month', ordered_at), sum(amount) / count(*) from orders
where not is_returned and ordered_at >= timestamp '2025-10-01' group by 1""",
    "repeat rate by region": f"""
with days as ({_DAYS} group by 1, 2),
numbered as (select *, row_number() over (partition by customer_id order by day) as n from days),
firsts as (select customer_id, min(day) as f, min(case when n = 2 then day end) as s
  from numbered where n <= 2 group by 1)
select region, avg(cast(coalesce(s <= f + 180, false) as int))
from firsts join customers using (customer_id) where f + 180 <= date '2026-09-30' group by 1""",
    "RFM, ten segments": """
with habits as (
  select customer_id, count(distinct cast(ordered_at as date)) as f, sum(amount) as m,
    date_diff('day', max(ordered_at), timestamp '2026-09-30') as r
  from orders where not is_returned and ordered_at > timestamp '2024-09-30' group by 1),
cuts as (select quantile_cont(r, [.2, .4, .6, .8]) as rc, quantile_cont(m, [.2, .4, .6, .8]) as mc
  from habits),
scored as (
  select case when r <= rc[1] then 5 when r <= rc[2] then 4 when r <= rc[3] then 3
      when r <= rc[4] then 2 else 1 end as rs,
    case when f >= 10 then 5 when f >= 5 then 4 when f >= 3 then 3 when f >= 2 then 2 else 1 end
      as fs, m
  from habits cross join cuts)
select rs, fs, count(*), sum(m) from scored group by 1, 2""",
    "cohort grid by month": f"""
with active as (select customer_id, date_trunc('month', day) as p from ({_DAYS}) group by 1, 2),
firsts as (select customer_id, min(p) as c from active group by 1)
select c, date_diff('month', c, p) as age, count(*) from active join firsts using (customer_id)
group by 1, 2""",
    "lifecycle bars by month": f"""
with active as (select customer_id, date_trunc('month', day) as p from ({_DAYS}) group by 1, 2),
gaps as (select p, date_diff('month', lag(p) over w, p) as g, date_diff('month', p, lead(p) over w)
  as n from active window w as (partition by customer_id order by p))
select p, count(*) filter (where g is null), count(*) filter (where g = 1),
  count(*) filter (where g > 1), count(*) filter (where n is null or n > 1) from gaps group by 1""",
    "stages on a day": f"""
with last as (select customer_id, max(day) as l, count(distinct day) as n from ({_DAYS}) group by 1)
select case when l < date '2026-09-30' - 180 then 'lapsed' when l < date '2026-09-30' - 90
  then 'at risk' when n >= 3 then 'keep' when n = 2 then 'develop' else 'acquire' end, count(*)
from last group by 1""",
    "profile of every customer": """
with days as (select customer_id, cast(ordered_at as date) as day, sum(amount) as v from orders
  where not is_returned group by 1, 2),
placed as (select *, min(day) over (partition by customer_id) as f from days)
select customer_id, f, max(day), count(*) - 1, date_diff('day', f, max(day)) / 7,
  date_diff('day', f, date '2026-09-30') / 7, avg(case when day > f then v end)
from placed group by customer_id, f""",
    "the fifty who spent most": """
select customer_id, sum(amount) as spent, max(ordered_at), count(*) from orders
where not is_returned group by 1 order by spent desc limit 50""",
}


def main() -> None:
    """Print a table of milliseconds and ratios."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    study = study_of(count)
    scope = Scope(study, AS_OF, SINCE, filled=study.filled())
    print(f"| question, {count:,} orders | ours, ms | by hand, ms | ratio |\n|---|---|---|---|")
    for question, ask in _ours(scope).items():
        ours, hand = [], []
        for _ in range(times):
            ours.append(_seconds(scope, ask))
            hand.append(_seconds(scope, partial(study.frame, BY_HAND[question])))
        mine, theirs = min(ours) * 1000, min(hand) * 1000
        print(f"| {question} | {mine:,.0f} | {theirs:,.0f} | {mine / theirs:.2f} |", flush=True)


def _ours(scope: Scope) -> dict[str, Callable[[], object]]:
    value, repeat = [BY_NAME["average_order_value"]], [BY_NAME["repeat_rate"]]
    return {
        "order value, overall": lambda: quotients.overall(scope, value),
        "order value by month": lambda: quotients.over_time(scope, value, "month"),
        "repeat rate by region": lambda: quotients.by(scope, repeat, dimension_called("region")),
        "RFM, ten segments": lambda: rfm_segments(scope),
        "cohort grid by month": lambda: cohort_retention(scope),
        "lifecycle bars by month": lambda: lifecycle_bars(scope),
        "stages on a day": lambda: stages(scope),
        "profile of every customer": lambda: purchase_history(scope),
        "the fifty who spent most": lambda: people(scope),
    }


def _seconds(scope: Scope, ask: Callable[[], object]) -> float:
    scope.study.forget()
    start = time.perf_counter()
    try:
        ask()
    except StatementTooLongError:  # after as many seconds as any statement has
        return inf
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
