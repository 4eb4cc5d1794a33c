"""Which kinds of export there are, what each of them cannot be without, and what speaks for it."""

from dataclasses import dataclass

from data.headers import forbids, is_bare, is_id, is_mark, mentions, rarity, speaks_of
from data.profiles import Profile
from data.sources_columns import DESCRIBING, Found

_NOUN_WEIGHT = 0.3
_MOST_OF_NOUNS = 1.5
_REPEATED = 0.9
SOMEBODY = "somebody"
_REACHED = ("email", "phone")
_BOTH = 2
_PLACES = frozenset(("city", "region", "country"))
_PLAIN = 0.6
_SENTENCE = 12
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
    def is_one_row_each(self) -> bool:
        """Whether no customer stands twice."""
        return all(
            self.seen[p].distinct >= _REPEATED or self.seen[p].is_without_rows
            for p, f in self.found.items()
            if f.column in ("customer_id", "email")
        )

    def _is_clear(self, position: int) -> bool:
        profile = self.seen[position]
        return self._is_said(position) and not (profile.is_blank and not profile.is_without_rows)

    def _is_said(self, position: int) -> bool:
        is_plain = self.found[position].confidence >= _PLAIN or self.seen[position].is_blank
        return is_plain and not is_bare(self.header[position])


@dataclass(frozen=True)
class Source:
    """One kind of export: groups of columns of each of which it needs one, in one of several ways.

    `tells` are the columns of which it needs as many as `at_least` under headers of their own;
    where `needs` is told, a row must name somebody, or have that column.
    """

    table: str
    ways: tuple[tuple[tuple[str, ...], ...], ...]
    tells: tuple[str, ...] = ()
    at_least: int = 0
    needs: str = ""

    def fits(self, seen: Evidence) -> bool:
        """Whether what was found is enough to say that the file holds this table."""
        if any(forbids(self.table, name) for name in seen.header):
            return False
        if not (seen.names_somebody or not self.needs or self.needs in seen.clear):
            return False
        marks = any(is_mark(self.table, name) for name in seen.header)
        if seen.told(self.tells) + marks < self.at_least:
            return False
        return any(all(seen.own & frozenset(group) for group in way) for way in self.ways)


@dataclass(frozen=True)
class People(Source):
    """Those who buy: a row is a person or a company, known by what only such have."""

    def fits(self, seen: Evidence) -> bool:
        """A number by which customers go says it alone only where nothing else is numbered."""
        if any(forbids(self.table, name) for name in seen.header):
            return False
        told = seen.told(self.tells)
        if told >= 1 and told > seen.told(_REACHED):
            return True
        is_one_each = seen.is_one_row_each
        if told >= 1:
            return is_one_each and (told >= _BOTH or "name" in seen.own or not seen.links)
        is_placed = bool(seen.clear & _PLACES) or not seen.links
        is_list = "customer_id" in seen.clear and is_one_each and is_placed
        return (is_list or any(is_mark(self.table, name) for name in seen.header)) and len(
            seen.header
        ) > 1


@dataclass(frozen=True)
class Asked(Source):
    """Those who were asked: by their answers, or by when they gave them to which survey."""

    def fits(self, seen: Evidence) -> bool:
        """Answers without a score are still answers."""
        if any(forbids(self.table, name) for name in seen.header):
            return False
        if super().fits(seen):
            return True
        said = [p for p, f in seen.found.items() if f.column in ("answered_at", "comment")]
        return any(self._is_answer(seen, position) for position in said)

    def _is_answer(self, seen: Evidence, position: int) -> bool:
        is_of_survey = mentions(self.table, seen.header[position])
        if seen.found[position].column == "comment":
            return is_of_survey and seen.seen[position].length >= _SENTENCE
        is_clear = "answered_at" in seen.clear
        return is_of_survey or (is_clear and seen.speaks and seen.names_somebody)


def score(seen: Evidence) -> float:
    """How much speaks for a table: its columns, the more so the fewer tables know them."""
    said = sum(
        f.confidence * _weight(seen.header[p], f.table)
        for p, f in seen.found.items()
        if f.table == seen.table or f.column in DESCRIBING
    )
    both = (seen.table, "customers")
    others = sum(f.confidence for f in seen.found.values() if f.table not in both)
    nouns = sum(speaks_of(seen.table, name) for name in seen.header)
    spoken = 0 if seen.table == "customers" else min(_MOST_OF_NOUNS, _NOUN_WEIGHT * nouns)
    is_repeated = seen.table == "customers" and not seen.is_one_row_each
    return (said + 0.3 * others + spoken) * (0.4 if is_repeated else 1)


def _weight(header: str, table: str) -> float:
    return (0.5 + rarity(header, table)) * (0.5 if is_bare(header) else 1)


_PERSONAL = (
    *("email", "phone", "first_name", "last_name", "gender", "birth_on", "birth_year", "age"),
    *("industry", "occupation", "is_churned", "tenure_months", "tenure_years", "life_stage"),
    *("member_since", "monthly_amount", "satisfaction", "recommendation", "effort", "income"),
    *("customer_type", "contract", "leaving_reason", "tier"),
)
_MONEY = ("amount", "unit_price", "quantity")

SOURCES: tuple[Source, ...] = (
    People("customers", (), _PERSONAL, 1),
    Source(
        "orders",
        (
            (("ordered_at",), (*_MONEY, "product")),
            (("order_id",), ("amount",), ("product",), ("is_returned", "customer_id")),
            (("product",), (*_MONEY, "currency"), ("is_returned", "customer_id")),
        ),
        ("order_id", "ordered_at", *_MONEY, "product", "is_returned", "discount", "is_won"),
        1,
        needs="order_id",
    ),
    Source(
        "subscriptions",
        ((("started_on",), ("ended_on", "monthly_amount", "plan", "is_ended")),),
        ("plan", "monthly_amount", "subscription_id", "leaving_reason", "is_voluntary"),
        1,
        needs=SOMEBODY,
    ),
    Asked(
        "survey_responses",
        (
            (
                ("score", "satisfaction", "recommendation", "effort"),
                ("answered_at", "item", "instrument", "comment"),
            ),
        ),
        ("answered_at", "item", "instrument", "comment", "score", "response_id"),
        1,
    ),
    Source(
        "tickets",
        (
            (("opened_at",), ("topic", "priority", "resolved_at", "channel")),
            (("priority",), ("topic", "due_at", "agent", "resolved_at")),
        ),
        (
            *("topic", "priority", "resolved_at", "first_replied_at", "due_at", "agent", "channel"),
            *("reopened_count", "is_complaint", "score", "followed_up_at", "ticket_id"),
        ),
        2,
    ),
    Source(
        "interactions",
        ((("contacted_at",), ("direction", "purpose", "minutes", "channel")),),
        ("contacted_at", "direction", "purpose", "minutes", "agent", "channel"),
        2,
        needs=SOMEBODY,
    ),
    Source(
        "campaign_sends",
        (
            (("campaign",), ("customer_id",)),
            (("campaign", "offer"), ("is_delivered", "is_clicked", "is_converted", "is_control")),
        ),
        ("campaign", "offer", "is_delivered", "is_clicked", "is_converted", "is_control"),
        1,
    ),
    Source(
        "invoices",
        ((("due_on",), ("amount",), ("invoice_id", "paid_on", "paid_amount")),),
        ("due_on", "paid_on", "paid_amount", "invoice_id"),
        1,
    ),
    Source(
        "events",
        ((("happened_at",), ("event", "page", "session_id")),),
        ("event", "page", "session_id"),
        1,
        needs="session_id",
    ),
    Source(
        "retention_actions",
        ((("flagged_at",), ("reason", "offer", "contacted_at")),),
        ("flagged_at",),
        1,
        needs=SOMEBODY,
    ),
)
