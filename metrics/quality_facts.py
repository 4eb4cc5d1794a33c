"""What a report says of the data themselves: how full, how fresh, how often doubled."""

from metrics.contactability import READS, contactability, idic
from metrics.data_quality import coverage, duplicates, freshness
from metrics.profile_blocks import completeness
from metrics.scope import Scope

Facts = dict[str, object]


def quality_facts(scope: Scope) -> Facts:
    """Shares of all customers, each with its count, and the profile by block."""
    profile = completeness(scope)
    whole = profile.blocks[["filled", "base"]].sum()
    facts: Facts = {
        "completeness": float(whole["filled"] / whole["base"]) if whole["base"] else None,
        "median_days_since_newest": freshness(scope).median,
        "blocks": profile.blocks.to_dict("records"),
        "guarded": list(profile.guarded),
        "coverage": coverage(scope).to_dict("records"),
        "duplicates": duplicates(scope).to_dict("records"),
        "idic": idic(scope).to_dict("records"),
    }
    if len(scope.lacks(READS)) < len(READS):
        facts["contactability"] = contactability(scope).to_dict("records")
    return facts
