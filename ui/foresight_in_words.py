"""What a ranking foretold and what came of it, in the sentences of page and report."""

import math

from ui.campaigns_in_words import between, more_or_less
from ui.facts import Facts
from ui.formats import Formats
from ui.words import Words


def response_told(facts: Facts, say: Words, formats: Formats) -> str:
    """Whether RFM ranks those who ordered since better than days since the last order alone."""
    if _is_unknown(facts["auc"]):
        return ""
    low, high = facts["lead_low"], facts["lead_high"]
    verdict = "same" if low <= 0 <= high else "better" if low > 0 else "worse"
    return say(
        f"rfm_response.{verdict}",
        auc=formats.value(facts["auc"], "share"),
        ends=formats.interval(facts["auc_low"], facts["auc_high"], "share"),
        alone=formats.value(facts["recency_auc"], "share"),
        alone_ends=formats.interval(facts["recency_auc_low"], facts["recency_auc_high"], "share"),
        **_apart(facts["lead"], low, high, say, formats),
    )


def rival_told(rival: Facts, called: str, say: Words, formats: Formats) -> str:
    """Who ranks better, the forecast or the simplest score there is, and by how much."""
    return say(
        f"churn_risk.rival_{rival['winner']}",
        rival=called,
        auc=formats.value(rival["auc"], "share"),
        **_apart(rival["difference"], rival["low"], rival["high"], say, formats),
    )


def _apart(lead: float, low: float, high: float, say: Words, formats: Formats) -> dict[str, str]:
    return {
        "lead": more_or_less(say, formats, "share", lead),
        "lead_ends": between(say, formats, "share", low, high),
    }


def firmness_told(best: Facts, say: Words, formats: Formats) -> str:
    """How many of the most loyal fifth other weights would leave in it."""
    shares = {name: formats.value(best[name], "share") for name in ("nearby", "low", "high")}
    return say("loyalty_index.verdict", stay=formats.value(best["share"], "share"), **shares)


def index_record_told(found: Facts, say: Words, formats: Formats) -> str:
    """How the index of a quarter ago ranks who has ordered since, and what they have spent."""
    shares = {"auc": found["auc"], "low": found["auc_low"], "high": found["auc_high"]}
    told = {name: formats.value(share, "share") for name, share in shares.items()}
    said = say("loyalty_index.record", customers=formats.count(found["customers"]), **told)
    if _is_unknown(found["spending"]):
        return said
    names = {"correlation": "spending", "low": "spending_low", "high": "spending_high"}
    spent = {name: formats.decimal(found[column], 2) for name, column in names.items()}
    return say.passage([said, say("loyalty_index.spending", **spent)])


def _is_unknown(value: float | None) -> bool:
    return value is None or math.isnan(value)
