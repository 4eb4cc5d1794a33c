"""What speaks for a file holding one table: what was found, and how clearly its headers say it."""

from dataclasses import dataclass

from data.recognising.header_kinds import (
    asks,
    is_bare,
    is_id,
    is_lifetime,
    is_mark,
    is_number_of,
    mentions,
    speaks_of,
)
from data.recognising.header_others import names_supplier
from data.recognising.header_words import words
from data.recognising.headers import instrument, known
from data.recognising.profiles import Profile
from data.recognising.sentences import opinions
from data.recognising.spots import Found

_MANY = 4
_REPEATED = 0.9
_PLAIN = 0.6
_MUCH = 8
_MARKED = frozenset(("response_id", "answered_at", "score", "customer_id", "satisfaction"))
_ENOUGH = 3
_SOLD = frozenset(("product", "quantity", "unit_price"))
_OF_ORDERS = frozenset(("order_id", "amount", "unit_price", "product"))
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
    def about(self) -> frozenset[str]:
        """What was found of the customer himself."""
        return frozenset(f.column for f in self.found.values() if f.table == "customers")

    @property
    def named(self) -> frozenset[str]:
        """The columns whose headers begin with the noun of their table, as "order_id by name"."""
        return frozenset(
            f"{f.column} by name"
            for p, f in self.found.items()
            if speaks_of(f.table, self.header[p])
        )

    @property
    def clear(self) -> frozenset[str]:
        """Those whose headers say it by themselves, and that are not empty where others are not."""
        return frozenset(f.column for p, f in self.found.items() if self._is_clear(p))

    def told(self, columns: tuple[str, ...]) -> float:
        """How many of these columns headers say by themselves; an empty column is half a one."""
        said = sum(
            1.0 if self._is_clear(p) else 0.5 * self._is_said(p)
            for p, f in self.found.items()
            if f.column in columns
        )
        return said + len(self.named & frozenset(columns))

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
    def names_customers(self) -> bool:
        """Whether a column says that it names customers, and hardly any stands twice."""
        return any(
            f.column == "name"
            and speaks_of("customers", self.header[p])
            and self.seen[p].distinct >= _REPEATED
            for p, f in self.found.items()
        )

    @property
    def sums_up(self) -> bool:
        """Whether each row tells of somebody, what he is and all he bought, and of no one order."""
        if not self.is_one_row_each:
            return False
        if self.table == "orders" and not self.own & _OF_ORDERS:
            return True
        is_of_order = any(is_number_of("orders", name) for name in self.header)
        if is_of_order or self.clear & _SOLD:
            return False
        told = {k.column for name in self.header for k in known("customers", name)[:1]}
        is_described = self.table == "orders" and len(told & _OF_PERSONS) >= _ENOUGH
        return any(map(is_lifetime, self.header)) or is_described

    @property
    def is_bought_from_suppliers(self) -> bool:
        """Whether suppliers are named and no customer: who buys, then, is the firm itself."""
        if not any(map(names_supplier, self.header)):
            return False
        whose = [p for p, f in self.found.items() if f.column in (*_ADDRESSES, "customer_id")]
        return all(words(self.header[p])[:1] == ("buyer",) for p in whose)

    @property
    def describes(self) -> bool:
        """Whether much is told of each person, and beside it no more than a mark and a day."""
        is_answer = self.questions or self.marks or self.opinions
        if is_answer or self.own - _MARKED or any(mentions(self.table, n) for n in self.header):
            return False
        return sum(bool(known("customers", name)) for name in self.header) >= _MUCH

    @property
    def is_owed(self) -> bool:
        """Whether each row says by when it is to be paid and what was, and not what was sold."""
        is_paid = bool(self.clear & {"paid_on", "paid_amount"})
        is_plain = is_paid and not any(map(_is_of_line, self.header))
        return "due_on" in self.clear and (is_plain or self.marks > 1)

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


def _is_of_line(header: str) -> bool:
    return any(k.column in _SOLD for k in known("orders", header))


def _is_known(header: str, one: Profile) -> bool:
    return one.scale is not None and instrument(header) is not None
