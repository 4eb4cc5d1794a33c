"""Which kinds of export there are, what each of them cannot be without, and what tells it."""

from data.recognising.fitting import SOMEBODY, Asked, People, Source

_NUMBERED = (frozenset(("customer_id",)),)
_PERSONAL = (
    *("email", "phone", "first_name", "last_name", "gender", "birth_on", "birth_year", "age"),
    *("industry", "occupation", "is_churned", "tenure_months", "tenure_years", "life_stage"),
    *("member_since", "monthly_amount", "satisfaction", "recommendation", "effort", "income"),
    *("customer_type", "contract", "leaving_reason", "tier", "referred_by", "acquisition_channel"),
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
            (("order_id by name",), ("ordered_at",), SOMEBODY),
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
        (
            (("started_on",), ("ended_on", "monthly_amount", "plan", "is_ended")),
            (("started_on",), ("subscription_id by name",), ("name by name",)),
        ),
        ("plan", "monthly_amount", "subscription_id", "leaving_reason", "is_voluntary"),
        1,
        needs=_NUMBERED,
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
            "opened_at by name",
        ),
        2,
    ),
    Source(
        "interactions",
        (
            (("contacted_at",), ("direction", "purpose", "minutes", "channel")),
            (("contacted_at by name",), SOMEBODY),
        ),
        ("contacted_at", "direction", "purpose", "minutes", "agent", "channel"),
        2,
        needs=(*_NUMBERED, frozenset(("direction", "agent")), frozenset(("direction", "minutes"))),
    ),
    Source(
        "campaign_sends",
        (
            (("campaign",), ("customer_id",)),
            (("campaign",), ("sent_at",), ("is_delivered", "is_clicked", "is_converted", "offer")),
            (("campaign",), ("sent_at",), ("email", "phone")),
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
        needs=_NUMBERED,
    ),
)
