"""Lists of people and of the firms they belong to, dropped together: the people are customers."""

from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from data.between.links_between import different
from data.cleaners.treatments import FIRMS_APART
from data.receipts import Proposal
from data.recognising.header_kinds import is_of_firm, is_of_group
from data.recognising.profiles import profiles

ENOUGH = 0.5
"""So many of the firms that people name must stand in the list of firms."""

_PEOPLE = ("first_name", "last_name", "email")


def without_firms(files: Sequence[Proposal]) -> list[Proposal]:
    """The files, a list of firms held for none of customers where people say they belong to them.

    Firms of which other files speak, as of those who bought, are customers; so is what the reader
    said is one.
    """
    lists = [file for file in files if _lists_customers(file)]
    people = [file for file in lists if _are_people(file)]
    firms = [file for file in lists if not _are_people(file)]
    others = [file for file in files if file.rows and file not in lists]
    apart = [f for f in firms if any(_belong(p, f) for p in people) and not _named(others, f)]
    return [_apart(file) if file in apart else file for file in files]


def _lists_customers(file: Proposal) -> bool:
    found = file.matching
    is_said = found is not None and found.confidence == 1
    return found is not None and found.table == "customers" and not is_said


def _are_people(file: Proposal) -> bool:
    columns = file.matching.columns if file.matching else ()
    meant = {meaning for column in columns for meaning in (column.meaning, *column.also)}
    return {f"customers.{name}" for name in _PEOPLE} <= meant


def _belong(people: Proposal, firms: Proposal) -> bool:
    """Whether a column of people names firms that stand in the list."""
    rows = people.rows
    if rows is None:
        return False
    places = [p for p, h in enumerate(rows.header) if is_of_firm(h) or is_of_group(h)]
    return any(_share(rows.cells(p), key) >= ENOUGH for p in places for key in _keys(firms))


def _named(others: Sequence[Proposal], firms: Proposal) -> bool:
    """Whether another file goes by the firms."""
    return any(
        _share(file.rows.cells(column.position), key) >= ENOUGH
        for file in others
        if file.rows and file.matching
        for column in file.matching.columns
        if (column.meaning or "").endswith(".customer_id")
        for key in _keys(firms)
    )


def _keys(firms: Proposal) -> list[pa.Array]:
    """What firms may be known by: the columns in which hardly anything stands twice."""
    if firms.rows is None:
        return []
    seen = profiles(firms.rows)
    return [different(firms.rows.cells(p)) for p, one in enumerate(seen) if one.is_unique]


def _share(cells: pa.ChunkedArray, key: pa.Array) -> float:
    named = different(cells)
    return (pc.sum(pc.is_in(named, key)).as_py() or 0) / max(1, len(named))


def _apart(file: Proposal) -> Proposal:
    if file.matching is None:
        return file
    return file.with_matching(replace(file.matching, table=None, rules=(FIRMS_APART,)))
