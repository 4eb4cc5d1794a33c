"""From text rows and what their columns mean to typed tables, and what could not be read."""

from dataclasses import dataclass

import pyarrow as pa

from data import cleaning_statements as statements
from data.casting import teach
from data.cleaning_answers import UNANSWERED, answered
from data.cleaning_plan import Plan, plan
from data.cleaning_problems import problems_of
from data.cleaning_typed import typed
from data.cursors import Cursor
from data.doubts import Doubt, doubts
from data.matching import Matching
from data.problems import Problem
from data.reading_rows import TextRows
from data.store import Study


@dataclass(frozen=True)
class Cleaned:
    """The tables of a file, what is wrong with it, and the records that no table took.

    `set_aside` holds row, reason and the cells as they came; rows_read is kept plus set aside.
    `rules` names what was worked out rather than read.
    """

    tables: dict[str, pa.Table]
    problems: tuple[Problem, ...]
    set_aside: pa.Table
    rows_read: int
    rules: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()

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
    how = plan(matching, rows)
    with study.lent("text_rows", rows.rows) as cursor:
        teach(cursor)
        for reading in (typed(how), answered(how)) if how.questions else (typed(how),):
            cursor.execute(reading, statements.spoken_of(reading, how)).fetchall()
        tables = {
            name: _table(cursor, statement, how)
            for name, statement in statements.tables(how).items()
        }
        found = problems_of(cursor, how)
        doubted = doubts(cursor, how)
        unfit = _table(cursor, statements.set_aside(how), how)
    return Cleaned(
        tables=tables,
        problems=(*rows.problems, *found),
        set_aside=_together(rows.damaged, unfit),
        rows_read=rows.rows_read,
        rules=(*how.rules, *_found_out(tables)),
        doubts=doubted,
    )


def _found_out(tables: dict[str, pa.Table]) -> tuple[str, ...]:
    """The rules that only the values tell to have been needed."""
    asked = tables.get("survey_responses")
    return (UNANSWERED,) if asked is not None and asked["score"].null_count else ()


def _table(cursor: Cursor, statement: str, how: Plan) -> pa.Table:
    return cursor.sql(statement, params=statements.spoken_of(statement, how)).to_arrow_table()


def _together(damaged: pa.Table, unfit: pa.Table) -> pa.Table:
    likewise = damaged.select(unfit.column_names).cast(unfit.schema)
    return pa.concat_tables([likewise, unfit]).sort_by("row")
