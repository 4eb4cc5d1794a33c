"""Rows that were set aside and come back mended: the two columns in front of them are ours."""

import re
from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data import reading
from data.contents import Content
from data.headings import SET_ASIDE
from data.large_files import reading as large_reading
from data.large_files.watching import Watch, nobody
from data.problems import EXAMPLES, Problem, shortened
from data.reading_rows import Choices, TextRows, cell_name
from data.text_files.nameless_end import without_nameless_end

_OURS: Final = 2
_ESCAPED: Final = r"^'([=+\-@\t\r\n＝＋－＠])"
_NAMELESS: Final = re.compile(r"#\d+")


def read_member(
    name: str, content: Content, choices: Choices, watch: Watch = nobody
) -> list[TextRows]:
    """The tables of a file that is no archive; of rows that come back, without what we added.

    Columns that nobody meant are left out.
    """
    tables = reading.read_member(name, content, choices, watch)
    return [without_nameless_end(unwrapped(rows)) for rows in tables]


def places(rows: pd.DataFrame) -> pd.Series:
    """What stands in front of each row set aside: its place, and a mark of what it says.

    By the mark a row that comes back unchanged is told from one that was mended.
    """
    return rows["row"].astype(str) + "·" + _marks(rows.iloc[:, _OURS:])


def names(header: tuple[str, ...]) -> list[str]:
    """What the columns are headed: those without a name by their place."""
    return [name or f"#{place}" for place, name in enumerate(header, 1)]


def unwrapped(rows: TextRows) -> TextRows:
    """The rows as they stood in their own file; those that nobody touched are set aside again."""
    if not is_ours(rows.header):
        return rows
    rows = large_reading.in_memory(rows)
    cells = _bare(rows.rows)
    is_mended = _is_mended(rows.rows, cells)
    untouched = cells.filter(pc.invert(is_mended))
    header = tuple("" if _NAMELESS.fullmatch(name) else name for name in _own(rows.header))
    return replace(
        rows,
        header=header,
        has_header=any(header),
        rows=cells.filter(is_mended),
        damaged=_together(_bare(rows.damaged), untouched),
        problems=(*rows.problems, *_told(untouched)),
        is_mended=True,
    )


def is_ours(header: tuple[str, ...]) -> bool:
    """Whether a file begins with the columns that we put in front of rows set aside."""
    return len(header) > _OURS and header[:_OURS] in SET_ASIDE


def _own(header: tuple[str, ...]) -> list[str]:
    return [re.sub(_ESCAPED, r"\1", name) for name in header[_OURS:]]


def _bare(table: pa.Table) -> pa.Table:
    """The cells after ours, moved to the front, without the apostrophes that kept them harmless."""
    width = sum(name.startswith("c") for name in table.column_names) - _OURS
    own = {
        cell_name(i): pc.replace_substring_regex(
            table[cell_name(i + _OURS)], pattern=_ESCAPED, replacement=r"\1"
        )
        for i in range(width)
    }
    others = {name: table[name] for name in ("reason",) if name in table.column_names}
    return pa.table({"row": table["row"], **own, **others})


def _is_mended(table: pa.Table, cells: pa.Table) -> pa.Array:
    told = table[cell_name(0)].to_pandas().str.rpartition("·")[2]
    return pa.array(told != _marks(cells.to_pandas().iloc[:, 1:]), pa.bool_())


def _marks(cells: pd.DataFrame) -> pd.Series:
    """Six signs for what the cells of a row say."""
    said = cells.iloc[:, 0].astype(str).str.cat(cells.iloc[:, 1:].astype(str), sep="\x1f")
    numbers = pd.util.hash_array(said.to_numpy(object)) % np.uint64(1 << 24)
    return pd.Series(numbers, cells.index).map("{:06x}".format)


def _together(damaged: pa.Table, untouched: pa.Table) -> pa.Table:
    reason = pa.array(["not_mended"] * untouched.num_rows, pa.string())
    told = untouched.append_column("reason", reason).select(damaged.column_names)
    return pa.concat_tables([damaged, told.cast(damaged.schema)]).sort_by("row")


def _told(untouched: pa.Table) -> list[Problem]:
    count = untouched.num_rows
    return [
        Problem(
            "not_mended",
            row.pop("row"),
            None,
            shortened(" | ".join(row.values())),
            count=count,
            is_set_aside=True,
        )
        for row in untouched.slice(0, EXAMPLES).to_pylist()
    ]
