"""Which kinds of export there are, what each of them cannot be without, and what tells it."""

from dataclasses import dataclass

from data.recognising.evidence import Evidence
from data.recognising.header_kinds import forbids, mentions

SOMEBODY = (frozenset(("customer_id",)),)
_REACHED = ("email", "phone")
_BOTH = 2
_SEVERAL = 3
_SOMEBODY = frozenset(("customer_id", "name", "first_name", "last_name", "email", "phone"))
_SENTENCE = 12
_PLAIN = 0.55
_SOLD = ("orders", "invoices")
_PLACES = frozenset(("city", "region", "country"))


@dataclass(frozen=True)
class Source:
    """One kind of export: groups of columns of each of which it needs one, in one of several ways.

    `tells` are the columns of which it needs as many as `at_least` under headers of their own;
    where `needs` is told, a row must name somebody, or have all columns of one of those.
    """

    table: str
    ways: tuple[tuple[tuple[str, ...], ...], ...]
    tells: tuple[str, ...] = ()
    at_least: int = 0
    needs: tuple[frozenset[str], ...] = ()

    def fits(self, seen: Evidence) -> bool:
        """Whether what was found is enough to say that the file holds this table."""
        if any(forbids(self.table, name) for name in seen.header):
            return False
        if self.table in _SOLD and seen.is_bought_from_suppliers:
            return False
        stand_ins = any(columns <= seen.clear for columns in self.needs)
        if self.needs and not (seen.names_somebody or stand_ins):
            return False
        if seen.told(self.tells) + bool(seen.marks) < self.at_least:
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
        if told < _SEVERAL and not seen.own & _SOMEBODY:
            return False
        if seen.numbers_others and told < _BOTH + seen.told(_REACHED):
            return False
        if told >= 1 and told > seen.told(_REACHED):
            return True
        is_one_each = seen.is_one_row_each
        if told >= 1:
            return is_one_each and (told >= _BOTH or "name" in seen.own or not seen.links)
        is_placed = bool(seen.clear & _PLACES) or not seen.links
        is_list = "customer_id" in seen.clear and is_one_each and is_placed
        return len(seen.header) > 1 and (is_list or bool(seen.marks))


@dataclass(frozen=True)
class Asked(Source):
    """Those who were asked: by their answers, or by when they gave them to which survey."""

    def fits(self, seen: Evidence) -> bool:
        """Answers without a score are still answers."""
        if any(forbids(self.table, name) for name in seen.header):
            return False
        if super().fits(seen) or seen.questions:
            return True
        told = ("answered_at", "comment")
        said = [p for p, f in seen.found.items() if f.column in told and f.confidence > _PLAIN]
        if seen.opinions > (0 if said else 1):
            return True
        return any(self._is_answer(seen, position) for position in said)

    def _is_answer(self, seen: Evidence, position: int) -> bool:
        is_of_survey = mentions(self.table, seen.header[position])
        if seen.found[position].column == "comment":
            is_text = seen.seen[position].length >= _SENTENCE
            return is_of_survey and is_text
        is_clear = "answered_at" in seen.clear or bool(seen.marks)
        return is_of_survey or (is_clear and seen.speaks and seen.names_somebody)


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
            (("order_id",), ("amount",), ("is_won",)),
            (("product",), (*_MONEY, "currency")),
        ),
        ("order_id", "ordered_at", *_MONEY, "product", "is_returned", "discount", "is_won"),
        1,
        needs=(
            frozenset(("ordered_at", "product")),
            frozenset(("order_id", "amount")),
            frozenset(("order_id", "ordered_at")),
        ),
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
                ("answered_at", "item", "instrument", "comment", "response_id", "sent_at"),
            ),
        ),
        (
            *("answered_at", "item", "instrument", "comment", "score"),
            *("satisfaction", "recommendation", "effort"),
        ),
        1,
    ),
    Source(
        "tickets",
        (
            (("opened_at",), ("topic", "priority", "resolved_at", "first_replied_at", "due_at")),
            (("priority",), ("topic", "due_at", "agent", "resolved_at")),
            (("first_replied_at",), ("topic", "agent", "resolved_at")),
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
        needs=(*SOMEBODY, frozenset(("direction", "agent")), frozenset(("direction", "minutes"))),
    ),
    Source(
        "campaign_sends",
        (
            (("campaign",), ("customer_id",)),
            (("campaign",), ("sent_at",), ("is_delivered", "is_clicked", "is_converted", "offer")),
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
        needs=(frozenset(("session_id",)),),
    ),
    Source(
        "retention_actions",
        ((("flagged_at",), ("reason", "offer", "contacted_at")),),
        ("flagged_at",),
        1,
        needs=SOMEBODY,
    ),
)
