"""What an intake gives: what a file seems to be, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pyarrow as pa

from data.cleaners.doubts import Doubt
from data.matching import Matching
from data.problems import Problem, UnreadableFileError
from data.reading_rows import TextRows
from data.recognising.judgements import Judgement


@dataclass(frozen=True)
class Proposal:
    """What a file seems to be, before anything is kept; `error` where it cannot be read.

    `part` is the name of its table within the file, where that holds several.
    """

    file: str
    digest: str
    rows: TextRows | None = None
    matching: Matching | None = None
    error: UnreadableFileError | None = None
    part: str | None = None

    @property
    def identity(self) -> str:
        """What tells it from all other tables: the digest of its file, and which one of it."""
        return self.digest if self.part is None else f"{self.digest}:{self.part}"

    def with_matching(self, matching: Matching) -> "Proposal":
        """The same, as the reader corrected it."""
        return replace(self, matching=matching)


@dataclass(frozen=True)
class Receipt:
    """What became of a file: rows read are rows kept plus rows set aside.

    `matching` is header to meaning. `set_aside_rows` holds row, reason and the cells as they came,
    under c0, c1, … in the order of `header`. `error` is the kind of obstacle where nothing was
    kept, with its facts.
    """

    file: str
    digest: str
    table: str | None = None
    encoding: str = ""
    delimiter: str = ""
    rows_read: int = 0
    rows_kept: int = 0
    rows_set_aside: int = 0
    matching: Mapping[str, str] = field(default_factory=dict)
    rules: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    how: Matching | None = None
    header: tuple[str, ...] = ()
    set_aside_rows: pa.Table | None = None
    error: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def kind(self) -> str | None:
        """What its rows are: those of the table, or what came back of orders."""
        return self.how.kind if self.how else self.table
