"""What was dropped, file by file, and what loading it gives."""

from dataclasses import dataclass, field

from data.between.next_file import Question
from data.contents import Content
from data.intake import Proposal, Receipt
from data.reading_rows import Choices
from data.store import Study


@dataclass(frozen=True)
class Entry:
    """One file: its bytes, what it seems to be, and how it looked before each correction."""

    number: int
    upload: tuple[str, Content] = field(repr=False)
    proposal: Proposal
    choices: Choices = field(default_factory=Choices)
    asks: tuple[Question, ...] = ()
    past: tuple["Entry", ...] = field(default=(), repr=False)
    version: int = 0

    @property
    def lacking(self) -> tuple[str, ...]:
        """The columns without which no row can be kept; ("table",) where that is not known."""
        return self.proposal.matching.lacking() if self.proposal.matching else ()

    @property
    def is_ready(self) -> bool:
        """Whether its rows can be loaded."""
        return self.proposal.matching is not None and not self.lacking and not self.asks

    @property
    def is_unknown(self) -> bool:
        """Whether it can be read, and nothing tells what one of its rows is about."""
        matching = self.proposal.matching
        return matching is not None and matching.table is None and not self.asks

    @property
    def rows_read(self) -> int:
        """How many records it holds."""
        return self.proposal.rows.rows_read if self.proposal.rows else 0


@dataclass(frozen=True)
class Trial:
    """What loading these proposals gives: the study that opens when the reader says so.

    `seconds` is how long it took to find out.
    """

    proposals: tuple[Proposal, ...]
    study: Study
    receipts: list[Receipt]
    seconds: float = 0.0


def are_same(these: tuple[Proposal, ...], those: tuple[Proposal, ...]) -> bool:
    """Whether nothing about the files was changed in between."""
    # A correction makes another proposal; comparing millions of cells would tell no more.
    return len(these) == len(those) and all(a is b for a, b in zip(these, those, strict=True))
