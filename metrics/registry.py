"""Every indicator and dimension: what cards, drill-downs, definitions and the laws go through."""

from metrics.dimensions import DIMENSIONS
from metrics.families.both_sides import BOTH_SIDES
from metrics.families.campaigns import CAMPAIGNS
from metrics.families.care import CARE
from metrics.families.churn import CHURN
from metrics.families.complaints import COMPLAINTS
from metrics.families.contacts import CONTACTS
from metrics.families.credit import CREDIT
from metrics.families.keeping_touch import KEEPING_TOUCH
from metrics.families.loyalty import LOYALTY
from metrics.families.novelty import NOVELTY
from metrics.families.referral import REFERRAL
from metrics.families.satisfaction import SATISFACTION
from metrics.families.service import SERVICE
from metrics.families.ties import TIES
from metrics.families.value import VALUE
from metrics.families.wallet import WALLET
from metrics.families.winning_back import WINNING_BACK
from metrics.indicator import Indicator

FAMILIES: dict[str, tuple[Indicator, ...]] = {
    "satisfaction": SATISFACTION,
    "loyalty": (*LOYALTY, *WALLET, *REFERRAL, *TIES, *NOVELTY),
    "churn": CHURN,
    "value": (*VALUE, *BOTH_SIDES),
    "service": (*SERVICE, *COMPLAINTS, *CONTACTS, *CARE, *KEEPING_TOUCH),
    "campaigns": (*CAMPAIGNS, *WINNING_BACK),
    "credit": CREDIT,
}

INDICATORS: tuple[Indicator, ...] = tuple(i for family in FAMILIES.values() for i in family)

__all__ = ["BY_NAME", "DIMENSIONS", "FAMILIES", "HEADLINES", "INDICATORS"]

BY_NAME: dict[str, Indicator] = {indicator.name: indicator for indicator in INDICATORS}

HEADLINES: tuple[Indicator, ...] = tuple(
    BY_NAME[name]
    for name in (
        "csat_top2",
        "nps",
        "repeat_rate",
        "average_order_value",
        "customer_churn",
        "net_revenue_retention",
    )
)
"""What an overview opens with: content, loyal, likely to stay, in people and in money."""
