"""What cleaning a file needs to know: which expression gives which column of which table."""

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePath

import pyarrow.compute as pc

from data.cleaners.derived import completed, facts
from data.columns import Kind
from data.matching import ColumnMatch, Matching
from data.reading_rows import TextRows, cell_name
from data.recognising.headers import instrument_words
from data.recognising.meanings import ATTRIBUTE, SCORE, kind_of
from data.values.casting import Steps, parameters, steps
from data.values.writing_styles import PLAIN, Style, is_in_percent, style


@dataclass(frozen=True)
class Reading:
    """One column of a table, read from one column of the file; `key` is its name once typed."""

    table: str
    name: str
    column: ColumnMatch
    key: str
    style: Style = PLAIN

    @property
    def kind(self) -> Kind:
        """What it is read as."""
        return kind_of(self.table, self.name)

    @property
    def cell(self) -> str:
        """Its name among the text columns."""
        return cell_name(self.column.position)

    @property
    def names_currency(self) -> bool:
        """Whether its table has a column for the currency, which keeps those of others apart."""
        return f"{self.table}.{self.name}" in ("orders.amount", "orders.unit_price")

    @cached_property
    def steps(self) -> Steps:
        """What reads it."""
        style = PLAIN if self.names_currency else self.style
        found = steps(self.cell, self.key, self.name, self.kind, self.column, style)
        if not self.style.is_in_percent:
            return found
        # What is written with its sign was divided when it was read.
        is_signed, sound = f"regexp_matches({self.cell}, '[%％]\\s*$')", found.sound
        return replace(found, sound=f"case when {is_signed} then {sound} else ({sound}) / 100 end")


@dataclass(frozen=True)
class Plan:
    """The columns a file gives under a matching; those about its customers stand as about_…"""

    matching: Matching
    rows: TextRows

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.rows.file

    @property
    def header(self) -> tuple[str, ...]:
        """The names of its columns."""
        return self.rows.header

    @property
    def table(self) -> str:
        """The table that the file holds."""
        return self.matching.table or "customers"

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """Every column of the file's own table and of the customers that the file gives, once."""
        own = self.matching.meanings_of(self.table)
        about = {} if self.table == "customers" else self.matching.meanings_of("customers")
        told = [self._reading(self.table, name, column, name) for name, column in own.items()]
        told += [self._reading("customers", n, c, f"about_{n}") for n, c in about.items()]
        return tuple(r for r in told if f"{r.table}.{r.name}" != SCORE)

    def _reading(self, table: str, name: str, column: ColumnMatch, key: str) -> Reading:
        written = style(self.rows, column.position, kind_of(table, name))
        if (table, name) == ("orders", "discount"):
            cells = self.rows.cells(column.position)
            written = replace(written, is_in_percent=is_in_percent(column.header, cells))
        return Reading(table, name, column, key, written)

    @cached_property
    def questions(self) -> tuple[ColumnMatch, ...]:
        """The columns that hold answers, to one question each."""
        return tuple(c for c in self.matching.columns if c.meaning == SCORE)

    @cached_property
    def attributes(self) -> tuple[ColumnMatch, ...]:
        """The columns kept to segment by."""
        return tuple(c for c in self.matching.columns if c.meaning == ATTRIBUTE)

    def is_as_read(self, reading: Reading) -> bool:
        """Whether its column holds what was read and nothing else: null where nothing was."""
        told = self.own if reading.table == self.table else self.about
        return told.get(reading.name) == reading.steps.sound

    @property
    def is_numbered(self) -> bool:
        """Whether each of its orders has a number, as far as its sample shows."""
        column = self.matching.column("orders.order_id")
        if self.table != "orders" or column is None:
            return False
        numbers = self.rows.cells(column.position)
        return bool(pc.count_distinct(numbers).as_py() == len(numbers))

    @cached_property
    def own(self) -> dict[str, str]:
        """The expressions of the file's own table, by column."""
        return completed(self.table, self._sound(self.table), self.matching.rules)

    @cached_property
    def about(self) -> dict[str, str]:
        """The expressions of what the file says about its customers, by column."""
        found = self._sound("customers") if self.table != "customers" else {}
        return completed("customers", found, ()) if found else {}

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules under which the file is read: the matching's, and what was worked out."""
        names = {r.name for r in self.readings}
        return (*self.matching.rules, *facts(self.table, names))

    @property
    def required(self) -> tuple[str, ...]:
        """What no record can do without; a questionnaire asks for one of its answers."""
        names = self.matching.required()
        return tuple(n for n in names if f"{self.table}.{n}" != SCORE)

    @property
    def parameters(self) -> dict[str, object]:
        """The values that the expressions speak of."""
        flags = [r.name for r in self.readings if r.kind == "flag"]
        words = instrument_words()
        return parameters([*flags, "is_control"]) | {
            "file_stem": PurePath(self.file).stem,
            "names": [self.matching.label(c) for c in self.attributes],
            "questions": list(range(1, len(self.questions) + 1)),
            "items": [self.matching.label(c) for c in self.questions],
            "instruments": [c.instrument or "csat" for c in self.questions],
            "scales": [c.answers for c in self.questions],
            "lows": [c.scale[0] if c.scale else None for c in self.questions],
            "highs": [c.scale[1] if c.scale else None for c in self.questions],
            "instrument_words": list(words),
            "instrument_names": list(words.values()),
        }

    def _sound(self, table: str) -> dict[str, str]:
        found = {r.name: r.steps.sound for r in self.readings if r.table == table}
        priced = [r for r in self.readings if r.names_currency and r.style.currencies]
        if table == "orders" and priced and "currency" not in found:
            found["currency"] = f"currency_of({priced[0].cell})"
        return found


def attribute_name(column: ColumnMatch) -> str:
    """The name in typed of a column that is kept to segment by."""
    return f"attribute_{column.position}"


def plan(matching: Matching, rows: TextRows) -> Plan:
    """The plan for a file under a matching."""
    return Plan(matching, rows)
