"""Everything a report states beside the indicators: its table of contents, area by area."""

from functools import partial

from metrics.indicator import Dimension
from metrics.lifecycle.cohort_ages import BRACKETS, Ages
from metrics.satisfaction.questionnaires import QUESTIONNAIRES
from metrics.scope import Scope
from metrics.stated.campaign_facts import CAMPAIGNS
from metrics.stated.cohort_facts import cohort_area
from metrics.stated.comment_facts import Listened, commenting
from metrics.stated.credit_facts import CREDIT
from metrics.stated.grouping_facts import GROUPINGS
from metrics.stated.leaving_facts import leaving
from metrics.stated.lifecycle_facts import LIFECYCLE
from metrics.stated.loyalty_facts import LOYALTY
from metrics.stated.quality_facts import QUALITY
from metrics.stated.reported import Area, Facts, told
from metrics.stated.satisfaction_facts import SATISFACTION
from metrics.stated.score_facts import SCORES
from metrics.stated.segment_facts import by_segment
from metrics.stated.service_facts import SERVICE
from metrics.stated.value_facts import Valued, valuing

__all__ = ["Facts", "contents", "models"]


def contents(by: Valued, dimension: Dimension | None = None, brackets: Ages = BRACKETS) -> Area:
    """Every fact by its name, in the order of a report."""
    return {
        **LOYALTY,
        **valuing(by),
        **leaving(dimension),
        **LIFECYCLE,
        **cohort_area(brackets),
        **SCORES,
        **SATISFACTION,
        **QUESTIONNAIRES,
        **commenting(Listened(by.scope)),
        **SERVICE,
        **CAMPAIGNS,
        **CREDIT,
        **GROUPINGS,
        **by_segment(dimension),
        **QUALITY,
    }


def models(
    scope: Scope, dimension: Dimension | None = None, brackets: Ages = BRACKETS
) -> dict[str, Facts]:
    """Each one's facts by its name; a refused one has `refused` and why."""
    return {
        name: told(partial(one.facts, scope))
        for name, one in contents(Valued(scope), dimension, brackets).items()
        if not scope.lacks(one.reads) and one.is_there(scope)
    }


def locked(scope: Scope, dimension: Dimension | None = None) -> dict[str, tuple[str, ...]]:
    """The columns that would unlock each fact which cannot be asked for at all."""
    asked = {name: one.missing(scope) for name, one in contents(Valued(scope), dimension).items()}
    return {name: missing for name, missing in asked.items() if missing}
