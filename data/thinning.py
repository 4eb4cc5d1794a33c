"""Large files made small for a quick look: one customer in so many, the same in every file."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa

from data.intake import Proposal
from data.large_files import reading
from data.reading_rows import TextRows, cell_name


def one_in(proposal: Proposal, count: int) -> Proposal:
    """The file with the rows of one customer in so many; of rows that name nobody, as many."""
    rows, matching = proposal.rows, proposal.matching
    if rows is None or matching is None or matching.table is None or count <= 1:
        return proposal
    column = matching.column(f"{matching.table}.customer_id")
    position = column.position if column else None
    drawn = [table.filter(_drawn(table, position, count)) for table in reading.pieces(rows)]
    few = pa.concat_tables(drawn) if drawn else rows.rows.slice(0, 0)
    return replace(proposal, rows=replace(rows, rows=few, damaged=_none(rows), stored=None))


def _drawn(rows: pa.Table, position: int | None, count: int) -> pa.Array:
    by_place = rows["row"].to_numpy() % count == 0
    if position is None:
        return pa.array(by_place)
    named = rows[cell_name(position)].to_pandas().str.strip()
    # By its text, so that a customer is drawn in every file or in none.
    by_name = pd.util.hash_array(named.to_numpy(object)) % np.uint64(count) == 0
    return pa.array(np.where(named == "", by_place, by_name))


def _none(rows: TextRows) -> pa.Table:
    return rows.damaged.slice(0, 0)
