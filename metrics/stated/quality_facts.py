"""What a report says of the data themselves: how full, how fresh, how often doubled."""

from metrics.quality.contactability import READS, contactability, idic
from metrics.quality.crm_flow import FLOW, crm_flow
from metrics.quality.data_quality import coverage, duplicates, freshness
from metrics.quality.profile_blocks import completeness
from metrics.scope import Scope
from metrics.stated.reported import Area, Facts, Reported, records


def _quality(scope: Scope) -> Facts:
    """Shares of all customers, each with its count, and the profile by block."""
    profile = completeness(scope)
    whole = profile.blocks[["filled", "base"]].sum()
    facts: Facts = {
        "completeness": float(whole["filled"] / whole["base"]) if whole["base"] else None,
        "median_days_since_newest": freshness(scope).median,
        "blocks": records(profile.blocks),
        "guarded": list(profile.guarded),
        "coverage": records(coverage(scope)),
        "duplicates": records(duplicates(scope)),
        "idic": records(idic(scope)),
    }
    if len(scope.lacks(READS)) < len(READS):
        facts["contactability"] = records(contactability(scope))
    return facts


def _flow(scope: Scope) -> Facts:
    return {"steps": records(crm_flow(scope))}


def _has_flow(scope: Scope) -> bool:
    return not crm_flow(scope).empty


_OF_FLOW = tuple(reads[0] for _, reads in FLOW.values())

QUALITY: Area = {
    "crm_flow": Reported(_flow, ("customers.customer_id",), _has_flow, _OF_FLOW),
    "data_quality": Reported(_quality),
}
