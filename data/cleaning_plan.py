"""What cleaning a file needs to know: which expression gives which column of which table."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from data import cleaning_derived
from data.casting import cast, parameters
from data.columns import Kind
from data.matching import ATTRIBUTE, ColumnMatch, Matching
from data.reading_rows import TextRows, cell_name
from data.sources_columns import kind_of
from data.tables import TABLES

SCORE = "survey_responses.score"


@dataclass(frozen=True)
class Reading:
    """One column of a table, read from one column of the file."""

    table: str
    name: str
    column: ColumnMatch

    @property
    def kind(self) -> Kind:
        """What it is read as."""
        return kind_of(self.table, self.name)

    @property
    def cell(self) -> str:
        """Its name among the text columns."""
        return cell_name(self.column.position)

    @property
    def expression(self) -> str:
        """What reads it."""
        return cast(self.column, self.name, self.kind)


@dataclass(frozen=True)
class Plan:
    """The columns a file gives under a matching; those about its customers stand as about_…"""

    matching: Matching
    file: str
    header: tuple[str, ...]

    @property
    def table(self) -> str:
        """The table that the file holds."""
        return self.matching.table or "customers"

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """Every column of the file's own table and of the customers that the file gives."""
        told = [(m, c) for c in self.matching.columns for m in (c.meaning, *c.also)]
        split = [(m.split(".", 1), c) for m, c in told if m and "." in m and m != SCORE]
        found = [Reading(table, name, column) for (table, name), column in split]
        return tuple(r for r in found if r.table in (self.table, "customers"))

    @cached_property
    def questions(self) -> tuple[ColumnMatch, ...]:
        """The columns that hold answers."""
        return tuple(c for c in self.matching.columns if c.meaning == SCORE)

    @cached_property
    def attributes(self) -> tuple[ColumnMatch, ...]:
        """The columns kept to segment by."""
        return tuple(c for c in self.matching.columns if c.meaning == ATTRIBUTE)

    @cached_property
    def own(self) -> dict[str, str]:
        """The expressions of the file's own table, by column."""
        return cleaning_derived.completed(
            self.table, self._expressions(self.table), self.matching.rules
        )

    @cached_property
    def about(self) -> dict[str, str]:
        """The expressions of what the file says about its customers, by column."""
        if self.table == "customers":
            return {}
        found = self._expressions("customers")
        return cleaning_derived.completed("customers", found, ()) if found else {}

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules under which the file is read: the matching's, and what was worked out."""
        names = {r.name for r in self.readings}
        return (*self.matching.rules, *cleaning_derived.facts(self.table, names))

    @property
    def required(self) -> tuple[str, ...]:
        """What no record can do without; answers are asked for one by one."""
        names = TABLES[self.table].required
        return tuple(n for n in names if f"{self.table}.{n}" != SCORE)

    @property
    def parameters(self) -> dict[str, object]:
        """The values that the expressions speak of."""
        flags = [r.name for r in self.readings if r.kind == "flag"]
        stem = PurePath(self.file).stem
        return parameters([*flags, "is_control"]) | {"file_stem": stem} | self._questions_told

    @property
    def _questions_told(self) -> dict[str, object]:
        told: dict[str, object] = {"names": [self.matching.label(c) for c in self.attributes]}
        for number, column in enumerate(self.questions):
            low, high = column.scale or (None, None)
            told |= {
                f"item_{number}": self.matching.label(column),
                f"instrument_{number}": column.instrument or "csat",
                f"low_{number}": low,
                f"high_{number}": high,
            }
        return told

    def _expressions(self, table: str) -> dict[str, str]:
        return {r.name: r.expression for r in reversed(self.readings) if r.table == table}


def plan(matching: Matching, rows: TextRows) -> Plan:
    """The plan for a file under a matching."""
    return Plan(matching, rows.file, rows.header)
