"""Every indicator and dimension: what cards, drill-downs, definitions and the laws go through."""

from metrics.campaigns import CAMPAIGNS
from metrics.churn import CHURN
from metrics.complaints import COMPLAINTS
from metrics.contacts import CONTACTS
from metrics.credit import CREDIT
from metrics.dimensions import DIMENSIONS
from metrics.indicator import Indicator
from metrics.loyalty import LOYALTY
from metrics.referral import REFERRAL
from metrics.satisfaction import SATISFACTION
from metrics.service import SERVICE
from metrics.value import VALUE
from metrics.wallet import WALLET
from metrics.winning_back import WINNING_BACK

FAMILIES: dict[str, tuple[Indicator, ...]] = {
    "satisfaction": SATISFACTION,
    "loyalty": (*LOYALTY, *WALLET, *REFERRAL),
    "churn": CHURN,
    "value": VALUE,
    "service": (*SERVICE, *COMPLAINTS, *CONTACTS),
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
