"""What was planted in the demo company on purpose, and how strongly.

The world reads its strengths from here, so that what is written is what is there; tests measure
each fact in the generated rows.
"""

from datetime import date
from typing import Final

from data.demo_company.facts import Place, Planted

SOUTH = Place("customers.region", "regions", 1)
LIVESTREAM = Place("customers.acquisition_channel", "acquisition", 2)
REFERRAL = Place("customers.acquisition_channel", "acquisition", 3)
RESTAURANTS = Place("customers.industry", "industries", 1)
INDIFFERENT = Place("attributes.habit", "habits", 0)
PRICE_FIRST = Place("attributes.style", "styles", 0)
QUALITY_FIRST = Place("attributes.style", "styles", 1)
SERVICE_FIRST = Place("attributes.style", "styles", 2)
MONTH_TO_MONTH = Place("subscriptions.plan", "plans", 0)
ONE_YEAR = Place("subscriptions.plan", "plans", 2)
LISTENER = Place("tickets.agent", "agents", 3)
MEMBER_GIFT = Place("campaign_sends.campaign", "campaigns", 3)
SUMMER_NEWS = Place("campaign_sends.campaign", "campaigns", 4)

TEXTILES = Place("orders.category", "categories", 3)

_SCORE = "survey_responses.score"
_ORDERED = "orders.ordered_at"
_ENDED = "subscriptions.ended_on"
_CALLED = "retention_actions.contacted_at"
_POINTS = "customers.points_balance"
_WALLET = "customers.wallet_share"

PLANTED: Final[tuple[Planted, ...]] = (
    Planted("slow_service", "tickets.first_replied_at", _SCORE, -1, 0.7, "satisfaction"),
    Planted(
        "slow_service_minded",
        "tickets.first_replied_at",
        "tickets.score",
        -1,
        1.6,
        "factor",
        SERVICE_FIRST,
    ),
    Planted("agent_listens", "tickets.agent", "tickets.score", 1, 0.5, "satisfaction", LISTENER),
    Planted("feeling_before_leaving", _SCORE, _ORDERED, 1, 1.6, "exponent"),
    Planted("inertia_hides_feeling", _SCORE, _ORDERED, 0, 0.0, "exponent", INDIFFERENT),
    Planted("feeling_before_ending", _SCORE, _ENDED, -1, 2.0, "exponent", MONTH_TO_MONTH),
    Planted("contract_hides_feeling", _SCORE, _ENDED, 0, 0.0, "exponent", ONE_YEAR),
    Planted("contract_releases", "subscriptions.started_on", _ENDED, 1, 0.24, "share", ONE_YEAR),
    Planted(
        "south_in_trouble",
        "customers.region",
        _SCORE,
        -1,
        0.75,
        "satisfaction",
        SOUTH,
        date(2026, 4, 1),
    ),
    Planted(
        "south_waits",
        "customers.region",
        "tickets.first_replied_at",
        1,
        3.5,
        "factor",
        SOUTH,
        date(2026, 4, 1),
    ),
    Planted(
        "livestream_leaves",
        "customers.acquisition_channel",
        _ORDERED,
        -1,
        1.7,
        "factor",
        LIVESTREAM,
    ),
    Planted(
        "referred_stay", "customers.acquisition_channel", _ORDERED, 1, 0.65, "factor", REFERRAL
    ),
    Planted(
        "member_gift_works",
        "campaign_sends.is_control",
        "campaign_sends.is_converted",
        1,
        0.08,
        "share",
        MEMBER_GIFT,
    ),
    Planted(
        "summer_news_does_nothing",
        "campaign_sends.is_control",
        "campaign_sends.is_converted",
        0,
        0.0,
        "share",
        SUMMER_NEWS,
    ),
    Planted(
        "winning_back_works",
        "retention_actions.is_control",
        "retention_actions.came_back_at",
        1,
        0.15,
        "share",
    ),
    Planted(
        "price_first_discounted",
        "attributes.style",
        "orders.discount",
        1,
        0.55,
        "share",
        PRICE_FIRST,
    ),
    Planted(
        "quality_first_spends",
        "attributes.style",
        "orders.amount",
        1,
        1.0,
        "exponent",
        QUALITY_FIRST,
    ),
    Planted(
        "service_first_asks",
        "attributes.style",
        "tickets.ticket_id",
        1,
        1.9,
        "factor",
        SERVICE_FIRST,
    ),
    Planted("leavers_silent", _ORDERED, "survey_responses.answered_at", -1, 0.4, "factor"),
    Planted("reliability_drives", "survey_responses.item", _SCORE, 1, 1.0, "satisfaction"),
    Planted(
        "restaurants_pay_late",
        "customers.industry",
        "invoices.paid_on",
        1,
        20.0,
        "factor",
        RESTAURANTS,
    ),
    Planted("members_greeted", "customers.member_since", "interactions.purpose", 1, 0.7, "share"),
    Planted("members_save_points", "customers.member_since", _POINTS, 1, 1.0, "factor"),
    Planted("visitor_stays", "interactions.purpose", "interactions.agent", 1, 1.0, "share"),
    Planted("warnings_forgotten", "retention_actions.flagged_at", _CALLED, -1, 0.12, "share"),
    Planted(
        "year_holds", "subscriptions.plan", "subscriptions.leaving_fee", 1, 120.0, "money", ONE_YEAR
    ),
    Planted("involved_buy_elsewhere", "survey_responses.score", _WALLET, -1, 0.08, "share"),
    Planted(
        "textiles_come_up",
        "orders.ordered_at",
        "orders.category",
        1,
        1.0,
        "share",
        TEXTILES,
        date(2025, 11, 20),
    ),
    Planted("double_11_peaks", _ORDERED, "orders.amount", 1, 1.9, "factor"),
    Planted("spring_festival_peaks", _ORDERED, "orders.amount", 1, 1.7, "factor"),
    Planted("company_grows", "customers.joined_on", "orders.amount", 1, 1.2, "factor"),
)

_STRENGTHS = {fact.name: fact.strength for fact in PLANTED}
_BEGINNINGS = {fact.name: fact.since for fact in PLANTED if fact.since}


def since(name: str) -> date:
    """From which day on that fact holds; KeyError where it always did."""
    return _BEGINNINGS[name]


def strength(name: str) -> float:
    """How strongly that fact was planted."""
    return _STRENGTHS[name]
