"""What a reader has dropped and said about it, until it is loaded or taken away again."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar, cast

import pandas as pd
import streamlit as st

from data import corrections
from data.between import next_file
from data.between.keys_between import agreed
from data.between.next_file import Answer, Question
from data.contents import Content
from data.intake import Proposal
from data.matching import Matching
from data.problems import UnreadableFileError
from data.reading_rows import Choices, TextRows
from ui.importing import remembered
from ui.importing.entries import Entry, Trial, are_same

_DRAFT = "draft"
_LONGEST_PAST = 50
_Found = TypeVar("_Found")


@dataclass
class Draft:
    """Everything between dropping files and loading them; it lives in one reader's session."""

    entries: dict[int, Entry] = field(default_factory=dict)
    matchings: list[Matching] = field(default_factory=list)
    refused: list[UnreadableFileError] = field(default_factory=list)
    wanted: dict[int, Choices] = field(default_factory=dict)
    drops: int = 0
    last: int = 0
    trial: Trial | None = None
    asked: tuple[Proposal, ...] = ()
    weighed: tuple[Proposal, ...] = ()
    way: str | None = None
    lying: tuple[str, ...] = ()
    found: dict[str, tuple[tuple[Proposal, ...], object]] = field(default_factory=dict)
    measured: dict[tuple[object, ...], pd.DataFrame] = field(default_factory=dict)

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """What every file seems to be now."""
        return tuple(entry.proposal for entry in self.entries.values())

    @property
    def is_tried(self) -> bool:
        """Whether the trial is of just these proposals."""
        return self.trial is not None and are_same(self.trial.proposals, self.proposals)

    @property
    def is_asked(self) -> bool:
        """Whether the reader asked to have just these proposals tried."""
        return are_same(self.asked, self.proposals)

    def once(self, name: str, work_out: Callable[[], _Found]) -> _Found:
        """What is worked out of just these proposals, under a name, the first time it is asked."""
        before = self.found.get(name)
        if before is None or not are_same(before[0], self.proposals):
            self.found[name] = before = (self.proposals, work_out())
        return cast("_Found", before[1])

    @property
    def is_measured(self) -> bool:
        """Whether the reader asked what is doubtful in just these proposals moves."""
        return are_same(self.weighed, self.proposals)

    def measure(self) -> None:
        """Have measured what the doubtful rows of these files move."""
        self.weighed = self.proposals

    def ask(self) -> None:
        """Have the files tried as they are taken now."""
        self.asked = self.proposals

    def load(self, way: str) -> None:
        """Have the trial loaded, added to what is open or in its place."""
        self.way = way

    def taken_way(self) -> str | None:
        """How to load, once: a load that failed is not tried again by itself."""
        way, self.way = self.way, None
        return way

    def fetch(self, names: Iterable[str]) -> None:
        """Have files of the server's folder read."""
        self.lying = tuple(names)

    def add(self, upload: tuple[str, Content], proposals: Iterable[Proposal]) -> None:
        """Put a file, or the files of an archive, on the list."""
        for proposal in proposals:
            self.last += 1
            self.entries[self.last] = Entry(self.last, upload, proposal)

    def remember(self, matching: Matching) -> None:
        """Apply a matching to every file on the list that it is for, and to those to come."""
        self.matchings.append(matching)

    def said(self) -> list[Matching]:
        """What was said about columns here, for the next file of the same kind."""
        own = (e.proposal.matching for e in self.entries.values() if e.past and e.is_ready)
        return remembered.said(self.matchings, own)

    def fit(self, first: int = 0, loaded: Iterable[Matching] = ()) -> None:
        """Apply the matchings that are remembered to the files from this number on.

        Rows that come back mended are matched as the file that they are from was when loaded.
        """
        for entry in [e for e in self.entries.values() if e.number >= first and e.proposal.rows]:
            rows = entry.proposal.rows
            if rows and rows.is_mended:
                self._match_again(entry, rows, loaded)
                continue
            matching = remembered.nearest(self.matchings, rows) if rows else None
            if matching is not None:
                self._match(entry, matching)

    def agree(self) -> None:
        """Let customers go by the column that the files on the list have in common."""
        found = agreed(self.proposals)
        for entry, proposal in zip(tuple(self.entries.values()), found, strict=True):
            if proposal is not entry.proposal:
                changed = replace(entry, proposal=proposal, version=entry.version + 1)
                self.entries[entry.number] = changed

    def correct(self, number: int, change: Callable[[Proposal], Proposal]) -> None:
        """Let the reader's word change a file's proposal."""
        entry = self.entries[number]
        changed = change(entry.proposal)
        self._put(entry, proposal=changed, asks=entry.asks if _is_of(entry, changed) else ())

    def answer(self, number: int, answers: Iterable[tuple[Question, Answer]]) -> None:
        """Let the reader's answers stand for what no longer fitted a kept matching."""
        entry = self.entries[number]
        self._put(entry, proposal=next_file.answered(entry.proposal, answers), asks=())

    def reread(self, number: int, choices: Choices) -> None:
        """Read a file anew as the reader chose."""
        entry = self.entries[number]
        read = corrections.reread(entry.proposal, entry.upload, choices)
        self._put(entry, proposal=read, choices=choices, asks=())

    def undo(self, number: int) -> None:
        """Take back the last correction."""
        entry = self.entries[number]
        if entry.past:
            before = entry.past[-1]
            self.entries[number] = replace(before, past=entry.past[:-1], version=entry.version + 1)

    def remove(self, number: int) -> None:
        """Forget a file."""
        self.entries.pop(number, None)

    def empty(self) -> None:
        """Let go of all that is large."""
        self.entries, self.wanted, self.trial, self.asked = {}, {}, None, ()
        self.found, self.measured, self.weighed = {}, {}, ()

    def _match(self, entry: Entry, matching: Matching) -> None:
        fitted = next_file.fitted(entry.proposal, entry.upload, matching)
        asks = next_file.questions(matching, fitted.rows) if fitted.rows else ()
        self._put(entry, proposal=fitted, asks=asks)

    def _match_again(self, entry: Entry, rows: TextRows, loaded: Iterable[Matching]) -> None:
        others = (e.proposal.matching for e in self.entries.values() if e is not entry)
        known = [*self.matchings, *loaded, *(matching for matching in others if matching)]
        if matching := remembered.nearest([m for m in known if m.table], rows):
            self._put(entry, proposal=corrections.as_before(entry.proposal, matching))

    def _put(self, entry: Entry, **changes: object) -> None:
        past = (*entry.past, replace(entry, past=()))[-_LONGEST_PAST:]
        version = entry.version + 1
        self.entries[entry.number] = replace(entry, past=past, version=version, **changes)  # type: ignore[arg-type]


def draft() -> Draft:
    """This reader's draft."""
    found: Draft = st.session_state.setdefault(_DRAFT, Draft())
    return found


def forget() -> None:
    """Let go of every file and its bytes; the drop zone starts afresh."""
    # The framework keeps what was handed to a widget until the session ends, this draft with it.
    before = draft()
    said = before.said()
    before.empty()
    st.session_state[_DRAFT] = Draft(drops=before.drops + 1, matchings=said)


def _is_of(entry: Entry, proposal: Proposal) -> bool:
    """Whether what was asked of a file is still to be asked: it holds the same table."""
    matchings = (entry.proposal.matching, proposal.matching)
    before, after = (matching and matching.table for matching in matchings)
    return before == after
