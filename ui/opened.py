"""The study a reader has open: the demo company, or what they dropped."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

import streamlit as st
from babel.numbers import is_currency

from data import demo
from data.calendar import first_days, span
from data.intake import Receipt
from data.store import Study

LONGEST_NAME = 80
"""Characters of a study's name in a link: enough to know the files by."""


@dataclass(frozen=True)
class Opened:
    """A study with what every page needs to know of it before asking it anything."""

    study: Study
    name: str
    fingerprint: str | None = None
    receipts: tuple[Receipt, ...] = ()

    @property
    def is_demo(self) -> bool:
        """Whether this is the demo company."""
        return self.fingerprint is None

    @property
    def link(self) -> str | None:
        """How a link names this study; None for the demo."""
        return None if self.is_demo else f"{self.fingerprint}~{self.name[:LONGEST_NAME]}"

    @cached_property
    def days(self) -> tuple[date, date] | None:
        """First and last day in the data; None where nothing is dated."""
        return span(self.study, datetime.now(UTC).date())

    def begins(self, table: str, must_be_dated: bool = False) -> date:
        """The first day of a table's rows; of all data, or never, where the table has none."""
        start = self.days[0] if self.days and not must_be_dated else date.max
        return self._first_days.get(table) or start

    @cached_property
    def _first_days(self) -> dict[str, date]:
        return first_days(self.study)

    @cached_property
    def customer_count(self) -> int:
        """How many customers the study knows, by a list of them or by what they did."""
        found = self.study.frame("select count(*) as customer_count from customers")
        return int(found["customer_count"].iloc[0])

    @cached_property
    def filled(self) -> frozenset[str]:
        """The columns, as table.column, that hold any value."""
        return self.study.filled()

    @cached_property
    def currency(self) -> str | None:
        """The currency of the orders where there is just one, by a code that everybody knows.

        It is written wherever money is, as Markdown too: any other word of a file is none.
        """
        found = self.study.frame(
            "select distinct upper(trim(currency)) as code from orders where currency is not null"
        )
        code = str(found["code"].iloc[0]) if len(found) == 1 else ""
        return code if is_currency(code) else None


@st.cache_resource(show_spinner=False)
def demo_company(language: str) -> Opened:
    """The demo company, built once per language and read by everyone, changed by no one."""
    study = Study()
    demo.keep_demo(study, language)
    return Opened(study, demo.company(language))


def uploaded(study: Study, receipts: Iterable[Receipt]) -> Opened:
    """What a reader dropped, named after its files and known by their content."""
    kept = tuple(receipts)
    loaded = [receipt for receipt in kept if receipt.rows_kept]
    digest = hashlib.sha256("".join(sorted(r.digest for r in loaded)).encode()).hexdigest()
    name = ", ".join(receipt.file for receipt in loaded)
    return Opened(study, name, digest[:12], kept)
