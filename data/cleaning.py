"""From text rows and what their columns mean to typed tables, and what could not be read."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pyarrow as pa

from data.cleaners import statements
from data.cleaners.answers import UNANSWERED, answered
from data.cleaners.copies import copies
from data.cleaners.customers import meet
from data.cleaners.doubts import Doubt, doubts
from data.cleaners.near_ids import near
from data.cleaners.plan import Plan, plan
from data.cleaners.problems_found import problems_of
from data.cleaners.typed import fits, typed
from data.cursors import Cursor, Selected
from data.large_files.watching import Step, StepWatch, nobody
from data.matching import Matching
from data.problems import Problem
from data.reading_rows import TextRows
from data.recognising.judgements import Judgement, judgements
from data.store import Study
from data.values.casting import teach


@dataclass(frozen=True)
class Cleaned:
    """The tables of a file, what is wrong with it, and the records that no table took.

    `set_aside` holds row, reason and the cells as they came; rows_read is kept plus set aside.
    `rules` names what was worked out rather than read. Tables of a large file are still in the
    engine, for as long as it is being cleaned.
    """

    tables: dict[str, pa.Table | Selected]
    problems: tuple[Problem, ...]
    set_aside: pa.Table
    rows_read: int
    rules: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    judgements: tuple[Judgement, ...] = ()

    @property
    def rows_set_aside(self) -> int:
        """The records that no table took."""
        return int(self.set_aside.num_rows)

    @property
    def rows_kept(self) -> int:
        """The records that the file's own table took."""
        return self.rows_read - self.rows_set_aside


def clean(study: Study, rows: TextRows, matching: Matching) -> Cleaned:
    """The typed tables which a file gives under a matching, and every problem found on the way."""
    with cleaning(study, rows, matching) as cleaned:
        tables = {name: copied(table) for name, table in cleaned.tables.items()}
    return replace(cleaned, tables=tables)


@contextmanager
def cleaning(
    study: Study, rows: TextRows, matching: Matching, watch: StepWatch = nobody
) -> Iterator[Cleaned]:
    """The same, while a large file's tables are still in the engine, to be kept from there."""
    how = plan(matching, rows)
    is_large = rows.stored is not None
    with study.lent("text_rows", rows.all_rows) as cursor:
        teach(cursor, rows.stored is None or rows.stored.has_blanks)
        answers = answered(how) if how.questions else None
        watch(Step(rows.file, "casting"))
        for reading in filter(None, (*typed(how), answers)):
            statements.run(cursor, how, reading)
        watch(Step(rows.file, "customers"))
        if "customer_id" in how.own:
            meet(cursor, how)
        if alike := near(how):
            statements.run(cursor, how, alike)
        in_order = not is_large or how.table == "customers"
        selected = {
            name: Selected(cursor, statement, statements.spoken_of(statement, how))
            for name, statement in statements.tables(how, in_order).items()
        }
        watch(Step(rows.file, "judging"))
        again = copies(cursor, how)
        found = problems_of(cursor, how, again)
        doubted = doubts(cursor, how, again)
        yield Cleaned(
            tables={n: one if is_large else one.copied() for n, one in selected.items()},
            problems=(*rows.problems, *found),
            set_aside=_together(rows.damaged, _unfit(cursor, how)),
            rows_read=rows.rows_read,
            rules=(*how.rules, *_found_out(cursor, how)),
            doubts=doubted,
            judgements=judgements(how),
        )


def copied(table: pa.Table | Selected) -> pa.Table:
    """A table's rows, copied out of the engine where they are still there."""
    return table.copied() if isinstance(table, Selected) else table


def _unfit(cursor: Cursor, how: Plan) -> pa.Table:
    """The records that no table takes; to look for their texts is dear where there are none."""
    [(count,)] = cursor.execute(f"select count(*) from typed where not ({fits(how)})").fetchall()
    statement = statements.set_aside(how) + ("" if count else "\nlimit 0")
    return Selected(cursor, statement, statements.spoken_of(statement, how)).copied()


def _found_out(cursor: Cursor, how: Plan) -> tuple[str, ...]:
    """The rules that only the values tell to have been needed."""
    if not how.questions:
        return ()
    statement = "select exists(from answered where is_known and score is null)"
    return (UNANSWERED,) if cursor.execute(statement).fetchall()[0][0] else ()


def _together(damaged: pa.Table, unfit: pa.Table) -> pa.Table:
    likewise = damaged.select(unfit.column_names).cast(unfit.schema)
    return pa.concat_tables([likewise, unfit]).sort_by("row")
