"""By which column customers go in files that are dropped together: the one that the others know."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from data.between.firms_between import without_firms
from data.between.links_between import different
from data.intake import Proposal
from data.matching import ColumnMatch, Matching
from data.reading_rows import TextRows
from data.recognising.meanings import ATTRIBUTE
from data.recognising.profiles import profiles

ENOUGH = 0.5
"""Where so many of the customers named are found, nothing is changed."""

CLEARLY = 0.3
"""So much more must be found before another column takes the place of the one recognised."""

_SAID = ("reader", "matching_file")
_KNOWN_BY = ("customers.email", "customers.phone", "customers.name")


@dataclass(frozen=True)
class _File:
    """A file whose customers may go by several columns: by position, the texts of each."""

    place: int
    matching: Matching
    key: int | None
    ids: dict[int, pa.Array]


def agreed(files: Sequence[Proposal]) -> list[Proposal]:
    """The files, customers in each by the columns that find most of them in the list of customers.

    What the reader said stands; with one list whose customers are found nothing changes.
    """
    files = without_firms(files)
    if not _are_to_be_joined(files):
        return list(files)
    if not _are_of_both_kinds(files):
        return list(files)
    known = [one for place, file in enumerate(files) if (one := _file(place, file)) is not None]
    lists = [one for one in known if one.matching.table == "customers"]
    users = [one for one in known if one.matching.table != "customers"]
    ways = [(_found(users, one, key), one, key) for one in lists for key in one.ids]
    if not users or not ways:
        return list(files)
    usual = max((way for way in ways if way[2] == way[1].key), key=_total, default=None)
    best = max(ways, key=_total)
    if usual is not None and _total(best) < _total(usual) + CLEARLY:
        best = usual
    return _rekeyed(files, users, best)


def _are_to_be_joined(files: Sequence[Proposal]) -> bool:
    """Whether one lists customers and another one speaks of some."""
    tables = {file.matching.table for file in files if file.matching} - {None}
    return "customers" in tables and len(tables) > 1


def _are_of_both_kinds(files: Sequence[Proposal]) -> bool:
    tables = [file.matching.table for file in files if file.matching and file.matching.table]
    return 0 < tables.count("customers") < len(tables)


_Way = tuple[dict[int, dict[int, float]], _File, int]


def _total(way: _Way) -> float:
    return sum(max(shares.values(), default=0.0) for shares in way[0].values())


def _found(users: list[_File], listed: _File, key: int) -> dict[int, dict[int, float]]:
    """By file and by its column, the share of the customers named that a column of a list knows."""
    return {
        user.place: {p: _share(ids, listed.ids[key]) for p, ids in user.ids.items()}
        for user in users
    }


def _share(named: pa.Array, listed: pa.Array) -> float:
    return (pc.sum(pc.is_in(named, listed)).as_py() or 0) / max(1, len(named))


def _rekeyed(files: Sequence[Proposal], users: list[_File], way: _Way) -> list[Proposal]:
    shares, listed, key = way
    changed = list(files)
    if _total(way) >= ENOUGH:
        changed[listed.place] = _with_key(files[listed.place], listed, key)
    for user in users:
        of = shares[user.place]
        best = max(of, key=lambda p: (of[p], p == user.key)) if of else None
        now = of.get(user.key, 0.0) if user.key is not None else 0.0
        if best is not None and of[best] >= ENOUGH and of[best] >= now + CLEARLY:
            changed[user.place] = _with_key(files[user.place], user, best)
    return changed


def _with_key(file: Proposal, known: _File, position: int) -> Proposal:
    """The file where customers go by this column, and the one before is what else it was."""
    if position == known.key:
        return file
    meaning = f"{known.matching.table}.customer_id"
    columns = list(known.matching.columns)
    if known.key is not None:
        columns[known.key] = _freed(columns[known.key], meaning)
    new = columns[position]
    also = (new.meaning,) if new.meaning in _KNOWN_BY else ()
    columns[position] = replace(new, meaning=meaning, also=also, because="overlap", confidence=0.9)
    rules = tuple(r for r in known.matching.rules if r != "row_stands_for_customer")
    return file.with_matching(replace(known.matching, columns=tuple(columns), rules=rules))


def _freed(column: ColumnMatch, meaning: str) -> ColumnMatch:
    left = next((other for other in column.also if other != meaning), None)
    if left is None and meaning == "customers.customer_id":
        left = ATTRIBUTE
    return replace(column, meaning=left, also=(), because="other_column")


def _file(place: int, file: Proposal) -> _File | None:
    matching, rows = file.matching, file.rows
    if matching is None or rows is None or matching.table is None:
        return None
    own = matching.column(f"{matching.table}.customer_id")
    if own is not None and own.because in _SAID:
        candidates = [own.position]
    else:
        candidates = _candidates(matching, rows, own)
    kept = [p for p in candidates if (own and p == own.position) or _filled(rows, p) >= ENOUGH]
    ids = {p: different(rows.cells(p)) for p in kept}
    return _File(place, matching, own.position if own else None, ids)


def _filled(rows: TextRows, position: int) -> float:
    """How much of a column is not blank, 0..1: by what most rows leave blank nobody goes."""
    written = pc.not_equal(pc.utf8_trim_whitespace(rows.cells(position)), "")
    return (pc.sum(written).as_py() or 0) / max(1, rows.rows_read)


def _candidates(matching: Matching, rows: TextRows, own: ColumnMatch | None) -> list[int]:
    """The columns by which customers may go: what names them, and what differs in every row."""
    named = [c.position for c in matching.columns if _names_customers(c)]
    seen = profiles(rows) if matching.table == "customers" else []
    unique = [
        c.position
        for c in matching.columns
        if seen
        and c.meaning == ATTRIBUTE
        and seen[c.position].is_unique
        and seen[c.position].filled >= ENOUGH
        and not seen[c.position].dates
    ]
    return [*dict.fromkeys([*([own.position] if own else []), *named, *unique])]


def _names_customers(column: ColumnMatch) -> bool:
    return any(meaning in _KNOWN_BY for meaning in (column.meaning, *column.also))
