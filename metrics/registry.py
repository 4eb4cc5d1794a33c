"""Every indicator there is: what cards, drill-downs, definitions and the laws go through."""

from metrics.churn import CHURN
from metrics.indicator import Indicator
from metrics.loyalty import LOYALTY
from metrics.satisfaction import SATISFACTION
from metrics.service import SERVICE

INDICATORS: tuple[Indicator, ...] = (*SATISFACTION, *LOYALTY, *CHURN, *SERVICE)

BY_NAME: dict[str, Indicator] = {indicator.name: indicator for indicator in INDICATORS}
