"""What could not be read in a file: each value with its row and column, and how many there are."""

from collections.abc import Iterator

from data.cleaners.checks import Check, checks
from data.cleaners.copies import Copies
from data.cleaners.ids import problems_of_ids
from data.cleaners.plan import Plan
from data.cleaners.typed import is_wanting
from data.cursors import Cursor
from data.problems import EXAMPLES, Problem, shortened
from data.reading_rows import cell_name

MOST_GAPS = 0.05
"""A column with a larger share of gaps is one that may be blank: its gaps are not told."""


_LIMITED = f"limit {EXAMPLES}"


def problems_of(cursor: Cursor, plan: Plan, again: Copies) -> list[Problem]:
    """Every problem of a typed file, at most EXAMPLES of each kind and column."""
    of_values = list(_told(cursor, plan))
    of_answers = _off_scale(cursor, plan) if plan.questions else []
    return [*of_values, *of_answers, *_repeated(again), *problems_of_ids(cursor, plan)]


def _told(cursor: Cursor, plan: Plan) -> Iterator[Problem]:
    looked_for = checks(plan)
    odd, rows = cursor.execute("select count_if(is_odd), count(*) from typed").fetchall()[0]
    if not odd or not looked_for:
        return
    counts = ", ".join(f"count(*) filter (where {is_wanting(n)})" for n in range(len(looked_for)))
    found = cursor.execute(f"select {counts} from typed where is_odd").fetchall()[0]
    told = {
        number: check
        for number, (check, count) in enumerate(zip(looked_for, found, strict=True))
        if count and (check.kind != "blank_value" or count <= MOST_GAPS * rows)
    }
    for number, row, value in _examples(cursor, told):
        check, count = looked_for[number], found[number]
        column = plan.matching.label(plan.matching.columns[check.position])
        shown = shortened(value)
        yield Problem(check.kind, row, column, shown, check.expected, count, check.is_set_aside)


def _examples(cursor: Cursor, told: dict[int, Check]) -> list[tuple[int, int, str]]:
    """The number of the check, row and text of each example; the texts are gone over once."""
    if not told:
        return []
    first_rows = " union all ".join(
        f"(select {n} as number, row from typed where {is_wanting(n)} order by row {_LIMITED})"
        for n in told
    )
    texts = " ".join(f"when {n} then {cell_name(check.position)}" for n, check in told.items())
    statement = f"""
with first_rows as (
  -- one row per check and example
  {first_rows}
)
select number, row, case number {texts} end as value
from text_rows
join first_rows using (row)
order by number, row"""
    return cursor.execute(statement).fetchall()


def _off_scale(cursor: Cursor, plan: Plan) -> list[Problem]:
    """Answers that are no number on the scale of their question."""
    statement = f"""
with numbered as (
  -- one row per answer without a score, counted within its question
  select question, row, cell, low, high,
    row_number() over (partition by question order by row) as place,
    count(*) over (partition by question) as answers
  from answered
  where score is null and cell is not null
)
select question, row, cell, low, high, answers
from numbered
where place <= {EXAMPLES}
order by question, row"""
    found = cursor.execute(statement).fetchall()
    return [
        Problem("outside_scale", row, _asked(plan, question), shortened(cell), _scale(*ends), count)
        for question, row, cell, *ends, count in found
    ]


def _asked(plan: Plan, question: int) -> str:
    return plan.matching.label(plan.questions[question - 1])


def _scale(low: float | None, high: float | None) -> str:
    return "number" if low is None or high is None else f"{low:g}–{high:g}"


def _repeated(again: Copies) -> list[Problem]:
    """Records that stand in the file more than once: two may be meant."""
    return [Problem("repeated_row", count=again.rows)] if again.rows else []
