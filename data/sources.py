"""What kinds of export there are, and which of them a file is, by its headers and its values."""

from dataclasses import dataclass

from data import sources_rules
from data.headers import is_bare, is_id
from data.matching import ColumnMatch, Matching
from data.meanings import ATTRIBUTE
from data.profiles import Profile, profiles
from data.reading_rows import Choices, TextRows
from data.sources_columns import Found, find, rarity
from data.sources_questions import as_question, questions
from data.sources_values import each_by_its_kind, one_order, told


@dataclass(frozen=True)
class Source:
    """One kind of export: its table, and groups of columns of each of which it needs one."""

    table: str
    needs: tuple[tuple[str, ...], ...]

    def fits(self, found: dict[int, Found], header: tuple[str, ...]) -> bool:
        """Whether what was found is enough; headers that stand in any table are not, alone."""
        if all(is_bare(header[position]) for position in found):
            return False
        names = {f.column for f in found.values() if f.table == self.table}
        return all(any(name in names for name in group) for group in self.needs)


SOURCES = (
    Source(
        "customers", (("customer_id", "name", "email", "phone", "is_churned", "age", "gender"),)
    ),
    Source("orders", (("ordered_at",), ("amount", "unit_price", "quantity", "product"))),
    Source("subscriptions", (("started_on",), ("ended_on", "monthly_amount", "plan", "is_ended"))),
    Source(
        "survey_responses",
        (
            ("score", "satisfaction", "recommendation", "effort"),
            ("answered_at", "item", "instrument", "comment", "response_id"),
        ),
    ),
    Source(
        "tickets", (("opened_at", "ticket_id"), ("topic", "priority", "resolved_at", "channel"))
    ),
    Source("interactions", (("contacted_at",), ("direction", "purpose", "minutes", "channel"))),
    Source(
        "campaign_sends",
        (
            ("campaign", "offer"),
            ("sent_at", "is_delivered", "is_clicked", "is_converted", "is_control"),
        ),
    ),
    Source("invoices", (("due_on",), ("amount",), ("invoice_id", "paid_on", "paid_amount"))),
    Source("events", (("happened_at",), ("event", "page", "session_id"))),
    Source("retention_actions", (("flagged_at",), ("reason", "offer", "contacted_at"))),
)


def recognise(rows: TextRows, table: str | None = None) -> Matching:
    """The table that a file holds, unless it is named, and what each of its columns means."""
    seen = profiles(rows)
    if table is not None:
        return _matching(rows, seen, table, find(table, rows.header, seen), 1.0)
    ranked = sorted(_fitting(rows.header, seen), key=lambda one: -one[0])
    if not ranked:
        return _of_questions_alone(rows, seen) or _untold(rows, seen)
    score, table, found = ranked[0]
    rival = ranked[1][0] if len(ranked) > 1 else 0.0
    confidence = round(max(0.3, min(0.99, 1.1 - 0.6 * rival / score)), 2)
    return _matching(rows, seen, table, found, confidence)


def _fitting(
    header: tuple[str, ...], seen: list[Profile]
) -> list[tuple[float, str, dict[int, Found]]]:
    proposals = [(source, find(source.table, header, seen)) for source in SOURCES]
    return [
        (_score(source.table, found, header, seen), source.table, found)
        for source, found in proposals
        if source.fits(found, header) and not _is_mere_link(source.table, found, header)
    ]


def _is_mere_link(table: str, found: dict[int, Found], header: tuple[str, ...]) -> bool:
    """Whether a file names customers only to tie them to something else: a tag, a list, a note."""
    if table != "customers" or len(found) > 1:
        return False
    return any(is_id(name) for position, name in enumerate(header) if position not in found)


def _score(
    table: str, found: dict[int, Found], header: tuple[str, ...], seen: list[Profile]
) -> float:
    """How much speaks for a table: its own columns, the more so the fewer tables know them."""
    own = {p: f for p, f in found.items() if f.table == table}
    score = sum(f.confidence * (0.5 + rarity(header[p])) for p, f in own.items())
    score += 0.3 * (len(found) - len(own))
    is_repeated = any(f.column == "customer_id" and seen[p].distinct < 0.9 for p, f in own.items())
    return score * (0.4 if table == "customers" and is_repeated else 1)


def _matching(
    rows: TextRows, seen: list[Profile], table: str, found: dict[int, Found], confidence: float
) -> Matching:
    columns = [_column(p, name, found.get(p)) for p, name in enumerate(rows.header)]
    columns, rules = sources_rules.with_customer(table, columns, seen)
    if table in ("customers", "survey_responses") or rules:
        columns = _with_questions(columns, rows.header, seen)
    if table == "customers" or rules:
        columns = [_attribute(c, seen[c.position]) for c in columns]
    columns = each_by_its_kind(one_order([told(c, rows, seen[c.position]) for c in columns]))
    rules += sources_rules.treated(table, columns, rows)
    return Matching(table, tuple(columns), rules, confidence, _choices(rows))


def _column(position: int, header: str, found: Found | None) -> ColumnMatch:
    if found is None:
        return ColumnMatch(position, header, None, 0.5, "unknown")
    return ColumnMatch(position, header, found.meaning, found.confidence, found.because)


def _with_questions(
    columns: list[ColumnMatch], header: tuple[str, ...], seen: list[Profile]
) -> list[ColumnMatch]:
    """Among the columns that mean nothing else, those of a questionnaire hold answers."""
    asked = questions(header, seen, [c.position for c in columns if c.meaning is None])
    return [as_question(c, asked[c.position]) if c.position in asked else c for c in columns]


def _attribute(column: ColumnMatch, profile: Profile) -> ColumnMatch:
    if column.meaning is not None or profile.is_blank or not column.header:
        return column
    return ColumnMatch(column.position, column.header, ATTRIBUTE, 0.8, ATTRIBUTE)


def _of_questions_alone(rows: TextRows, seen: list[Profile]) -> Matching | None:
    """A questionnaire that says nothing of those who answered: each row is somebody."""
    if not questions(rows.header, seen, list(range(rows.width))):
        return None
    return _matching(rows, seen, "survey_responses", {}, 0.6)


def _untold(rows: TextRows, seen: list[Profile]) -> Matching:
    """Nothing told: the columns are left to the reader."""
    columns = [told(_column(p, name, None), rows, seen[p]) for p, name in enumerate(rows.header)]
    return Matching(None, tuple(one_order(columns)), (), 0.0, _choices(rows))


def _choices(rows: TextRows) -> Choices:
    return Choices(delimiter=rows.delimiter or None, has_header=rows.has_header)
