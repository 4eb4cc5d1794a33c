"""What was planted in the demo company on purpose, and how strongly.

The world reads its strengths from here, so that what is written is what is there; tests measure
each fact in the generated rows.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

Sign = Literal[-1, 0, 1]


@dataclass(frozen=True)
class Place:
    """A segment in which a fact holds: a column, and the word in the list of words it stands in.

    The column is table.column, or attributes.NAME with the name's key among the words.
    """

    column: str
    words: str
    number: int


@dataclass(frozen=True)
class Planted:
    """One fact: what it comes from, what it does, in which direction, how strongly, and where.

    Without a place it holds wherever no other fact says otherwise.

    `strength` is in the unit of the world's rule: points of satisfaction (one is 0.8 points of
    CSAT), a factor on a rate, a share of people, or 0 where there is no effect at all.
    """

    name: str
    cause: str
    effect: str
    sign: Sign
    strength: float
    unit: Literal["satisfaction", "factor", "share", "exponent"]
    where: Place | None = None
    since: date | None = None


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

_SCORE = "survey_responses.score"
_ORDERED = "orders.ordered_at"
_ENDED = "subscriptions.ended_on"

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
    Planted("double_11_peaks", _ORDERED, "orders.amount", 1, 1.9, "factor"),
    Planted("spring_festival_peaks", _ORDERED, "orders.amount", 1, 1.7, "factor"),
    Planted("company_grows", "customers.joined_on", "orders.amount", 1, 1.2, "factor"),
)

_STRENGTHS = {fact.name: fact.strength for fact in PLANTED}


def strength(name: str) -> float:
    """How strongly that fact was planted."""
    return _STRENGTHS[name]
