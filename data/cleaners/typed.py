"""Every record of a file read at once: the statement that makes `typed` of `text_rows`."""

import re

from data.cleaners.checks import Check, checks
from data.cleaners.doubtful import left_out, record, tells_records, tests, whole_by
from data.cleaners.plan import Plan, attribute_name
from data.reading_rows import cell_name


def typed(plan: Plan) -> tuple[str, ...]:
    """The statements for it: one step after the other, so that nothing is worked out twice.

    To number records while they are read takes as long as to read them: where none speaks of its
    number, the engine's own numbers, in the order of the file, are theirs.
    """
    stored = plan.rows.stored
    if stored is None or not stored.is_unnumbered or _speaks_of_rows(plan):
        return (f"create or replace temp table typed as{_read_from('text_rows', plan, ['row'])}",)
    read = _read_from(f"({stored.unnumbered()})", plan, [])
    return (
        f"create or replace temp table typed_in_order as{read}",
        "create or replace temp view typed as select rowid + 1 as row, * from typed_in_order",
    )


def _speaks_of_rows(plan: Plan) -> bool:
    told = " ".join((*_sound(plan), *_wanting(plan)))
    return re.search(r"\brow\b", told) is not None


def _read_from(texts_of: str, plan: Plan, numbered: list[str]) -> str:
    texts = [*numbered, *(cell_name(i) for i in range(len(plan.header)))]
    quick = [f"{r.steps.quick} as quick_{r.key}" for r in plan.readings if r.steps.quick]
    bare = [f"{r.steps.bare} as bare_{r.key}" for r in plan.readings if r.steps.bare]
    read = [f"{r.steps.read} as read_{r.key}" for r in plan.readings]
    hints = " or ".join(dict.fromkeys(f"({c.hint})" for c in checks(plan))) or "false"
    return f"""

with quick as (
  -- one row per record of the file, what can be read at once
  select {_listed(["*", *quick])}
  from {texts_of}
),
bare as (
  -- one row per record of the file, what is slow to read laid bare
  select {_listed(["*", *bare])}
  from quick
),
read as (
  -- one row per record of the file, read
  select {_listed(["*", *read])}
  from bare
),
sound as (
  -- one row per record of the file: its texts, and what was read as far as it is sound
  select {_listed([*texts, *_sound(plan)])}
  from read
),
hinted as (
  -- one row per record of the file, and whether it needs to be looked at
  select *, coalesce({hints}, false) as is_odd
  from sound
)
-- one row per record of the file: what was read, and what was found wanting
select {_listed([*numbered, *typed_names(plan), *_wanting(plan)])}
from hinted"""


def _sound(plan: Plan) -> list[str]:
    return [
        *(f"{expression} as {name}" for name, expression in plan.own.items()),
        *(f"{expression} as about_{name}" for name, expression in plan.about.items()),
        *(f"as_text({cell_name(c.position)}) as {attribute_name(c)}" for c in plan.attributes),
        *([f"{record(plan)} as record"] if tells_records(plan) else []),
    ]


def _wanting(plan: Plan) -> list[str]:
    tested = ", ".join(_found(check) for check in checks(plan))
    found = ["is_odd", f"case when is_odd then [{tested}]::boolean[] end as wanting"]
    found += ["record"] if tells_records(plan) else []
    found += [f"coalesce({test}, false) as is_{kind}" for kind, test in tests(plan).items()]
    reason = left_out(plan)
    return [*found, f"{reason} as left_out"] if reason else found


def _found(check: Check) -> str:
    return f"coalesce(case when {check.hint} then {check.test} end, false)"


def is_wanting(number: int) -> str:
    """Whether a typed record is found wanting by the check of this number."""
    return f"wanting[{number + 1}]"


def typed_names(plan: Plan) -> list[str]:
    """The columns of typed that hold values."""
    about = [f"about_{name}" for name in plan.about]
    return [*plan.own, *about, *map(attribute_name, plan.attributes)]


def fits(plan: Plan) -> str:
    """Whether a typed record is kept: it has what it needs, and no rule leaves it out."""
    known = is_known(plan)
    return f"{known} and left_out is null" if left_out(plan) else known


def is_known(plan: Plan) -> str:
    """Whether a typed record has all it cannot do without; of a questionnaire, one answer."""
    if plan.table != "survey_responses" or not plan.questions:
        return whole_by(plan)
    return f"{whole_by(plan)} and row in (select row from answered where is_known)"


def _listed(columns: list[str]) -> str:
    return ",\n    ".join(columns)
