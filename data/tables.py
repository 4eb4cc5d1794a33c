"""The tables of Perennial: what one row of each is, and what each column means."""

from data.columns import Column, Table


def _text(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name) for name in names)


def _numbers(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, "number") for name in names)


CUSTOMERS = Table(
    "customers",
    (
        Column("customer_id", is_personal=True),
        Column("name", is_personal=True),
        Column("email", is_personal=True),
        Column("phone", is_personal=True),
        Column("customer_type"),
        Column("joined_on", "date"),
        Column("left_on", "date", known_on="left_on"),
        Column("is_churned", "flag", known_on="left_on", before="false"),
        Column("tenure_months", "number"),
        Column("birth_on", "date", is_personal=True),
        Column("age", "number"),
        *_text("gender", "income", "occupation", "city", "region", "country", "industry"),
        *_text("life_stage", "tier"),
        Column("member_since", "date", known_on="member_since"),
        *_text("plan", "contract"),
        Column("contract_ends_on", "date"),
        *_numbers("leaving_fee", "points_balance", "monthly_amount"),
        *_text("acquisition_channel", "preferred_channel"),
        Column("referred_by", is_personal=True),
        Column("owner", is_personal=True),
        Column("has_marketing_consent", "flag"),
        Column("leaving_reason", known_on="left_on"),
        *_numbers("category_spend", "wallet_share"),
    ),
    key="customer_id",
    dated_by="joined_on",
)

ORDERS = Table(
    "orders",
    (
        Column("order_id"),
        Column("customer_id", is_personal=True),
        Column("ordered_at", "instant"),
        Column("amount", "number"),
        Column("currency"),
        *_numbers("margin", "quantity"),
        *_text("product", "category", "channel"),
        Column("discount", "number"),
        Column("is_returned", "flag"),
    ),
    required=("customer_id", "ordered_at"),
    dated_by="ordered_at",
)

SUBSCRIPTIONS = Table(
    "subscriptions",
    (
        Column("customer_id", is_personal=True),
        Column("started_on", "date"),
        Column("ended_on", "date", known_on="ended_on"),
        Column("tenure_months", "number"),
        Column("is_ended", "flag", known_on="ended_on", before="false"),
        Column("plan"),
        *_numbers("leaving_fee", "monthly_amount"),
        Column("leaving_reason", known_on="ended_on"),
        Column("is_voluntary", "flag", known_on="ended_on"),
    ),
    dated_by="started_on",
)

SURVEY_RESPONSES = Table(
    "survey_responses",
    (
        Column("response_id"),
        Column("customer_id", is_personal=True),
        Column("answered_at", "instant", known_on="answered_at"),
        Column("sent_at", "instant"),
        *_text("instrument", "item"),
        Column("score", "number", known_on="answered_at"),
        *_numbers("scale_min", "scale_max"),
        Column("touchpoint"),
        Column("comment", known_on="answered_at", is_personal=True),
    ),
    required=("customer_id", "score"),
    dated_by="answered_at",
    exists_from="coalesce(sent_at, answered_at)",
)

TICKETS = Table(
    "tickets",
    (
        Column("ticket_id"),
        Column("customer_id", is_personal=True),
        Column("opened_at", "instant"),
        Column("first_replied_at", "instant", known_on="first_replied_at"),
        Column("resolved_at", "instant", known_on="resolved_at"),
        Column("followed_up_at", "instant", known_on="followed_up_at"),
        Column("due_at", "instant"),
        *_text("channel", "topic", "priority"),
        Column("is_complaint", "flag"),
        Column("reopened_count", "number", known_on="resolved_at"),
        Column("agent", is_personal=True),
        Column("score", "number", known_on="resolved_at"),
    ),
    required=("customer_id", "opened_at"),
    dated_by="opened_at",
    exists_from="coalesce(opened_at, first_replied_at, resolved_at)",
)

INTERACTIONS = Table(
    "interactions",
    (
        Column("customer_id", is_personal=True),
        Column("contacted_at", "instant"),
        *_text("channel", "direction"),
        Column("agent", is_personal=True),
        Column("purpose"),
        Column("minutes", "number"),
    ),
    required=("customer_id", "contacted_at"),
    dated_by="contacted_at",
)

CAMPAIGN_SENDS = Table(
    "campaign_sends",
    (
        Column("campaign"),
        Column("customer_id", is_personal=True),
        Column("sent_at", "instant"),
        *_text("channel", "offer"),
        *(Column(name, "flag") for name in ("is_control", "is_delivered", "is_clicked")),
        Column("is_converted", "flag"),
        *_numbers("revenue", "cost"),
    ),
    required=("customer_id", "campaign"),
    dated_by="sent_at",
)

INVOICES = Table(
    "invoices",
    (
        Column("invoice_id"),
        Column("customer_id", is_personal=True),
        Column("due_on", "date"),
        Column("amount", "number"),
        Column("paid_on", "date", known_on="paid_on"),
        Column("paid_amount", "number", known_on="paid_on"),
    ),
    required=("customer_id", "due_on", "amount"),
    dated_by="due_on",
)

EVENTS = Table(
    "events",
    (
        Column("customer_id", is_personal=True),
        Column("happened_at", "instant"),
        *_text("session_id", "page", "event"),
    ),
    required=("customer_id", "happened_at"),
    dated_by="happened_at",
)

RETENTION_ACTIONS = Table(
    "retention_actions",
    (
        Column("customer_id", is_personal=True),
        Column("flagged_at", "instant"),
        Column("reason"),
        Column("is_control", "flag"),
        Column("offer"),
        Column("contacted_at", "instant", known_on="contacted_at"),
        Column("came_back_at", "instant", known_on="came_back_at"),
        Column("score", "number", known_on="came_back_at"),
    ),
    required=("customer_id", "flagged_at"),
    dated_by="flagged_at",
)

# A file's other columns: one row per customer and column; their names are data, never identifiers.
ATTRIBUTES = Table(
    "attributes",
    (Column("customer_id", is_personal=True), Column("name"), Column("value")),
    required=("customer_id", "name"),
)

_BUYING = (CUSTOMERS, ORDERS, SUBSCRIPTIONS, INVOICES)
_SPEAKING = (SURVEY_RESPONSES, TICKETS, INTERACTIONS)
_ACTING = (CAMPAIGN_SENDS, EVENTS, RETENTION_ACTIONS)

TABLES = {table.name: table for table in (*_BUYING, *_SPEAKING, *_ACTING, ATTRIBUTES)}
