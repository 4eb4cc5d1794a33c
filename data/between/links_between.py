"""Do the files of one drop fit together: which customers that one speaks of another one lists."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc

from data.matching import ColumnMatch, Matching
from data.reading_rows import TextRows

EXAMPLES = 5

_INVISIBLE = r"[\s\x{00a0}\x{3000}\x{200b}-\x{200f}\x{feff}]"


class Recognised(Protocol):
    """A file that was read and recognised, nothing of it kept yet."""

    @property
    def file(self) -> str: ...
    @property
    def rows(self) -> TextRows | None: ...
    @property
    def matching(self) -> Matching | None: ...


@dataclass(frozen=True)
class Link:
    """The customers that one file names, looked for among those that another file lists.

    `source` and `target` are places among the files asked about, target None for customers that
    are loaded already. Customers are counted once each, and so are the rows that name them;
    `nearly` are those not found which would be but for capitals, width, blanks or zeros in front.
    `unnamed` are listed and never named.
    """

    source: int
    target: int | None
    file: str
    column: str
    to_file: str
    to_column: str
    found: int
    not_found: int
    rows_found: int
    rows_not_found: int
    nearly: int
    unnamed: int
    examples: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """How many of the customers named are listed, 0..1."""
        return self.found / max(1, self.found + self.not_found)

    @property
    def rows(self) -> int:
        """How many rows name a customer."""
        return self.rows_found + self.rows_not_found


@dataclass(frozen=True)
class _Listed:
    place: int | None
    file: str
    column: str
    ids: pa.Array


def links_between(
    files: Sequence[Recognised], loaded: Iterable[str] | None = None
) -> tuple[Link, ...]:
    """For each file that speaks of customers, the list that knows most of them.

    `loaded` are the ids of the customers that the study holds already.
    """
    lists = [_listed(place, file) for place, file in enumerate(files)]
    known = [one for one in lists if one is not None]
    if loaded is not None:
        known.append(_Listed(None, "", "", pa.array(loaded, pa.string())))
    return tuple(
        max(found, key=lambda link: (link.found, link.target is not None))
        for found in (_links(place, file, known) for place, file in enumerate(files))
        if found
    )


def different(cells: pa.ChunkedArray) -> pa.Array:
    """The different texts of a column, without blanks around them; nothing is none of them."""
    ids = pc.unique(pc.utf8_trim_whitespace(cells)).drop_null()
    return ids.filter(pc.not_equal(ids, ""))


def _links(place: int, file: Recognised, known: list[_Listed]) -> list[Link]:
    column = _naming(file)
    if column is None or file.rows is None or file.matching is None:
        return []
    cells, label = file.rows.cells(column.position), file.matching.label(column)
    return [_link(place, file.file, label, cells, one) for one in known]


def _link(place: int, file: str, column: str, cells: pa.ChunkedArray, listed: _Listed) -> Link:
    named = different(cells)
    is_known = pc.is_in(named, listed.ids)
    found, lost = named.filter(is_known), named.filter(pc.invert(is_known))
    met = pc.sum(pc.is_in(listed.ids, named)).as_py() or 0
    near = pc.sum(pc.is_in(_folded(lost), _folded(listed.ids))).as_py() or 0
    return Link(
        source=place,
        target=listed.place,
        file=file,
        column=column,
        to_file=listed.file,
        to_column=listed.column,
        found=len(found),
        not_found=len(lost),
        rows_found=_rows_of(found, cells),
        rows_not_found=_rows_of(lost, cells),
        nearly=near,
        unnamed=len(listed.ids) - met,
        examples=tuple(lost.slice(0, EXAMPLES).to_pylist()),
    )


def _rows_of(ids: pa.Array, cells: pa.ChunkedArray) -> int:
    return pc.sum(pc.is_in(pc.utf8_trim_whitespace(cells), ids)).as_py() or 0


def _naming(file: Recognised) -> ColumnMatch | None:
    """The column by which a file of something else names its customers."""
    matching = file.matching
    if matching is None or matching.table in (None, "customers"):
        return None
    return matching.column(f"{matching.table}.customer_id")


def _listed(place: int, file: Recognised) -> _Listed | None:
    """The customers of a file that lists them, each once."""
    if file.matching is None or file.rows is None or file.matching.table != "customers":
        return None
    column = file.matching.column("customers.customer_id")
    if column is None:
        return None
    ids = different(file.rows.cells(column.position))
    return _Listed(place, file.file, file.matching.label(column), ids)


def _folded(ids: pa.Array) -> pa.Array:
    """Ids as those would take them who look at them in passing."""
    plain = pc.utf8_lower(pc.utf8_normalize(ids, "NFKC"))
    bare = pc.replace_substring_regex(plain, _INVISIBLE, "")
    return pc.replace_substring_regex(bare, r"^0+|\.0$", "")
