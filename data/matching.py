"""What each column of a file means, as proposed and as the reader corrected it."""

from dataclasses import dataclass, field, replace
from typing import Literal

from data.cleaners.treatments import RETURNS_BY_ORDER, ROW_IS_CUSTOMER
from data.matching_places import places
from data.problems import UnreadableMatchingError
from data.reading_rows import Choices
from data.recognising.meanings import is_meaning
from data.told_of_orders import KEPT, RETURNS_TOLD

_MAY_BE_ABSENT = frozenset(("tickets.opened_at",))
"""A file may lack such a column altogether, but where it has it, every row needs it."""

_IMPLIED = frozenset(("campaign",))
"""What the name of the file stands for where no column does."""

DateOrder = Literal["ymd", "dmy", "mdy"]
Decimal = Literal[".", ","]


@dataclass(frozen=True)
class ColumnMatch:
    """One column: what it means, as table.column, as an attribute, or None where it is left out.

    `also` names what else it stands for; `because` is the word for why; `scale` and `instrument`
    belong to answers of a survey, `answers` names the scale of those in words.
    """

    position: int
    header: str
    meaning: str | None
    confidence: float = 1.0
    because: str = "reader"
    date_order: DateOrder = "ymd"
    decimal: Decimal = "."
    scale: tuple[float, float] | None = None
    instrument: str | None = None
    answers: str | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Matching:
    """The table of a file, the meaning of its columns, and the rules by which it is cleaned.

    `rivals` are the tables that would fit nearly as well, the likeliest first.
    """

    table: str | None
    columns: tuple[ColumnMatch, ...]
    rules: tuple[str, ...] = ()
    confidence: float = 1.0
    choices: Choices = field(default_factory=Choices)
    rivals: tuple[str, ...] = ()

    def with_meaning(self, position: int, meaning: str | None) -> "Matching":
        """The same, where the reader says what one column means."""
        if meaning is not None and not is_meaning(meaning):
            raise UnreadableMatchingError("unknown_meaning", meaning)
        told = replace(self.columns[position], meaning=meaning, confidence=1.0, because="reader")
        columns = (*self.columns[:position], told, *self.columns[position + 1 :])
        return replace(self, columns=columns)

    def column(self, meaning: str) -> ColumnMatch | None:
        """The first column of that meaning."""
        return next((c for c in self.columns if meaning in (c.meaning, *c.also)), None)

    def meanings_of(self, table: str) -> dict[str, ColumnMatch]:
        """The columns that feed a table, in their order, by the name of what they feed."""
        prefix, found = f"{table}.", dict[str, ColumnMatch]()
        for column in self.columns:
            for meaning in (column.meaning, *column.also):
                if meaning and meaning.startswith(prefix):
                    found.setdefault(meaning.removeprefix(prefix), column)
        return found

    @property
    def kind(self) -> str | None:
        """What one row is about: a row of the table, or of orders one that came back."""
        return RETURNS_TOLD.name if RETURNS_BY_ORDER in self.rules else self.table

    def required(self) -> tuple[str, ...]:
        """The columns without which no row of this file can be kept."""
        given = self.meanings_of(self.table) if self.table else {}
        names = KEPT[self.kind].required if self.kind else ()
        if self.table == "survey_responses" and "comment" in given and "score" not in given:
            # Where nobody was asked for a mark, the words are the answer.
            names = tuple("comment" if name == "score" else name for name in names)
        return tuple(n for n in names if n in given or f"{self.table}.{n}" not in _MAY_BE_ABSENT)

    def lacking(self) -> tuple[str, ...]:
        """The required columns that the file does not have, and that nothing stands for."""
        if self.table is None:
            return ("table",)
        whose = ("customer_id",) if ROW_IS_CUSTOMER in self.rules else ()
        given = {*self.meanings_of(self.table), *_IMPLIED, *whose}
        return tuple(name for name in self.required() if name not in given)

    def label(self, column: ColumnMatch) -> str:
        """The header of a column, told apart where two are equal; its place where it has none."""
        same = [c.position for c in self.columns if c.header == column.header]
        place = same.index(column.position)
        if not column.header:
            return f"#{column.position + 1}"
        return column.header if place == 0 else f"{column.header} ({place + 1})"

    def names(self) -> dict[str, str]:
        """Label to meaning, for the receipt: a column of the file's own table by its bare name."""
        own = f"{self.table}."
        return {self.label(c): c.meaning.removeprefix(own) for c in self.columns if c.meaning}

    def fitted_to(self, header: tuple[str, ...]) -> "Matching":
        """The same for another file: columns found by header, by position where there is none.

        A column that the matching does not know is left out, one that the file lacks is dropped.
        """
        found = self._found_in(header)
        columns = (
            replace(found.get(place) or _unknown(place), position=place, header=name)
            for place, name in enumerate(header)
        )
        return replace(self, columns=tuple(columns))

    def missing_from(self, header: tuple[str, ...]) -> tuple[ColumnMatch, ...]:
        """The columns that mean something and that another file does not have."""
        there = {column.position for column in self._found_in(header).values()}
        return tuple(c for c in self.columns if c.meaning and c.position not in there)

    def _found_in(self, header: tuple[str, ...]) -> dict[int, ColumnMatch]:
        # A matching may speak of some columns only: what has no name is known by its own place.
        nameless = {column.position: column for column in self.columns if not column.header}
        named = [column for column in self.columns if column.header]
        found = places([column.header for column in named], header)
        known = {place: named[number] for place, number in found.items()}
        return known | {p: c for p, c in nameless.items() if p < len(header) and not header[p]}


def _unknown(position: int) -> ColumnMatch:
    return ColumnMatch(position, "", None, because="unknown")
