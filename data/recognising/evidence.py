"""What speaks for a file holding one table: what was found, and how clearly its headers say it."""

from dataclasses import dataclass

from data.recognising.columns import DESCRIBING
from data.recognising.header_kinds import (
    asks,
    is_bare,
    is_id,
    is_lifetime,
    is_mark,
    is_number_of,
    names_supplier,
    rarity,
    speaks_of,
)
from data.recognising.header_words import words
from data.recognising.headers import instrument, known
from data.recognising.profiles import Profile
from data.recognising.sentences import opinions
from data.recognising.spots import Found

_NOUN_WEIGHT = 0.3
_MARK_WEIGHT = 2
_MOST_OF_NOUNS = 1.5
_QUESTION_WEIGHT = 2.0
_MOST_OF_QUESTIONS = 8.0
_MANY = 4
_NUMBERED_ELSE = 0.9
_REPEATED = 0.9
_PLAIN = 0.6
_SUMMED_UP = 0.3
_ENOUGH = 3
_SOLD = frozenset(("product", "quantity", "unit_price"))
_OF_PERSONS = frozenset(
    (
        *("gender", "birth_on", "age", "occupation", "has_marketing_consent", "is_churned"),
        *("life_stage", "tier", "acquisition_channel", "points_balance", "income"),
    )
)
_NUMBERED = ("orders", "tickets", "invoices", "subscriptions")
_ADDRESSES = frozenset(("email", "phone", "name", "first_name", "last_name"))


@dataclass(frozen=True)
class Evidence:
    """What was found in a file if it holds one table: by position, with headers and values."""

    table: str
    found: dict[int, Found]
    header: tuple[str, ...]
    seen: list[Profile]

    @property
    def own(self) -> frozenset[str]:
        """The table's own columns that were found."""
        return frozenset(f.column for f in self.found.values() if f.table == self.table)

    @property
    def clear(self) -> frozenset[str]:
        """Those whose headers say it by themselves, and that are not empty where others are not."""
        return frozenset(f.column for p, f in self.found.items() if self._is_clear(p))

    def told(self, columns: tuple[str, ...]) -> float:
        """How many of these columns headers say by themselves; an empty column is half a one."""
        return sum(
            1.0 if self._is_clear(p) else 0.5 * self._is_said(p)
            for p, f in self.found.items()
            if f.column in columns
        )

    @property
    def names_somebody(self) -> bool:
        """Whether a row says whose it is: by a number, an address or a person's name."""
        return any(
            self._is_clear(p)
            and (f.column == "customer_id" or (f.table == "customers" and f.column in _ADDRESSES))
            for p, f in self.found.items()
        )

    @property
    def speaks(self) -> bool:
        """Whether a header begins with the name of what a row of the table is."""
        return any(speaks_of(self.table, name) for name in self.header)

    @property
    def links(self) -> int:
        """How many columns name other things by their numbers."""
        return sum(is_id(name) for p, name in enumerate(self.header) if p not in self.found)

    @property
    def numbers_others(self) -> bool:
        """Whether a column is the number of an order or of something else that customers have."""
        return any(is_number_of(table, name) for table in _NUMBERED for name in self.header)

    @property
    def is_one_row_each(self) -> bool:
        """Whether no customer stands twice."""
        by_id = [p for p, f in self.found.items() if f.column == "customer_id"]
        known_by = by_id or [p for p, f in self.found.items() if f.column == "email"]
        return all(
            self.seen[p].distinct >= _REPEATED or self.seen[p].is_without_rows for p in known_by
        )

    @property
    def sums_up(self) -> bool:
        """Whether each row tells of somebody, what he is and all he bought, and of no one order."""
        is_of_order = any(is_number_of("orders", name) for name in self.header)
        if is_of_order or not self.is_one_row_each or self.clear & _SOLD:
            return False
        told = {k.column for name in self.header for k in known("customers", name)[:1]}
        return any(map(is_lifetime, self.header)) or len(told & _OF_PERSONS) >= _ENOUGH

    @property
    def is_bought_from_suppliers(self) -> bool:
        """Whether suppliers are named and no customer: who buys, then, is the firm itself."""
        if not any(map(names_supplier, self.header)):
            return False
        whose = [p for p, f in self.found.items() if f.column in (*_ADDRESSES, "customer_id")]
        return all(words(self.header[p])[:1] == ("buyer",) for p in whose)

    @property
    def marks(self) -> int:
        """How many headers only ever stand in such a table, though they mean nothing of ours."""
        return sum(is_mark(self.table, name) for name in self.header)

    @property
    def questions(self) -> int:
        """How many headers are questions in a sentence that ask for a mark."""
        return sum(asks(name) is not None for name in self.header)

    @property
    def opinions(self) -> int:
        """How many whole questions, or those of known questionnaires, were answered on a scale."""
        return len(opinions(self.header, self.seen)) + len(self._of_questionnaires)

    @property
    def _of_questionnaires(self) -> list[str]:
        """The headers that begin as the questions of known questionnaires do, if they are many."""
        said = [
            name for name, one in zip(self.header, self.seen, strict=True) if _is_known(name, one)
        ]
        return said if len(said) >= _MANY else []

    def _is_clear(self, position: int) -> bool:
        profile = self.seen[position]
        return self._is_said(position) and not (profile.is_blank and not profile.is_without_rows)

    def _is_said(self, position: int) -> bool:
        is_plain = self.found[position].confidence >= _PLAIN or self.seen[position].is_blank
        return is_plain and not is_bare(self.header[position])


def _is_known(header: str, one: Profile) -> bool:
    return one.scale is not None and instrument(header) is not None


def score(seen: Evidence) -> float:
    """How much speaks for a table: its columns, the more so the fewer tables know them."""
    said = sum(
        f.confidence * _weight(seen.header[p], f.table)
        for p, f in seen.found.items()
        if f.table == seen.table or f.column in DESCRIBING
    )
    both = (seen.table, "customers")
    others = sum(f.confidence for f in seen.found.values() if f.table not in both)
    nouns = sum(speaks_of(seen.table, name) for name in seen.header) + _MARK_WEIGHT * seen.marks
    spoken = 0 if seen.table == "customers" else min(_MOST_OF_NOUNS, _NOUN_WEIGHT * nouns)
    asked = max(seen.questions, min(_MOST_OF_QUESTIONS, _QUESTION_WEIGHT * seen.opinions))
    spoken += asked if seen.table == "survey_responses" else 0
    return (said + 0.3 * others + spoken) * _as_customers(seen)


def _as_customers(seen: Evidence) -> float:
    """How much of it counts for customers: less where rows have the numbers of other things."""
    if seen.table == "orders" and seen.sums_up:
        return _SUMMED_UP
    if seen.table != "customers":
        return 1.0
    return (1.0 if seen.is_one_row_each else 0.4) * (_NUMBERED_ELSE if seen.numbers_others else 1)


def _weight(header: str, table: str) -> float:
    return (0.5 + rarity(header, table)) * (0.5 if is_bare(header) else 1)
