"""What a report says of campaigns: the effect of each that left some customers alone."""

from metrics.effects import effects
from metrics.refusals import NotComputableError
from metrics.scope import Scope
from metrics.trials import experiments, planned_shares, sample_ratio, trial

MOST = 6
"""A report states the latest of them."""

Facts = dict[str, object]


def campaign_facts(scope: Scope) -> Facts:
    """The latest campaigns with a control group: sizes, whether they are fair, and effects."""
    return {"campaigns": [_told(scope, campaign) for campaign in experiments(scope)[:MOST]]}


def _told(scope: Scope, campaign: str) -> Facts:
    try:
        found = trial(scope, campaign)
    except NotComputableError as refusal:
        return {"campaign": campaign, "refused": refusal.kind, **refusal.facts}
    return {
        "campaign": campaign,
        "groups": found.counts,
        "sample_ratio_p": sample_ratio(found.counts, planned_shares(found.counts)),
        "left_out": found.left_out,
        "effects": effects(found).to_dict("records"),
    }
