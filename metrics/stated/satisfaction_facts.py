"""What a report states of marks beside behaviour: what drives them, who stays, who is silent."""

from metrics.refusals import NotComputableError
from metrics.risk.churn_windows import kinds
from metrics.risk.fates import DAYS
from metrics.risk.fates import READS as MARKED
from metrics.satisfaction import experiences
from metrics.satisfaction.drivers import drivers_of
from metrics.satisfaction.non_response import READS as ASKED
from metrics.satisfaction.non_response import non_response
from metrics.satisfaction.penalty_reward import penalty_reward
from metrics.satisfaction.scores import instruments_of_marks
from metrics.satisfaction.staying_by_score import (
    INSTRUMENTS,
    contradictions,
    stayed_facts,
    staying_by_score,
)
from metrics.scope import Scope
from metrics.stated.reported import Area, Facts, Reported, records

OUTCOMES_TOLD = 2


def _drivers(scope: Scope) -> Facts:
    """What goes with each of the first outcomes, the strongest driver first."""
    kind = _rated(scope)
    outcomes = _outcomes(scope)[:OUTCOMES_TOLD]
    found = [(o, drivers_of(experiences.experiences(scope, kind, o))) for o in outcomes]
    return {
        "rated": kind,
        "outcomes": [
            {
                "outcome": outcome.name,
                "groups": outcome.groups,
                "r_squared": one.r_squared,
                "customers": one.base,
                "left_out": one.left_out,
                "weights": "lmg" if one.is_exact else "johnson",
                "drivers": records(one.table),
            }
            for outcome, one in found
        ],
    }


def _penalties(scope: Scope) -> Facts:
    """What a low mark of each part costs the first outcome, and what a high one gains."""
    kind, outcome = _rated(scope), _outcomes(scope)[0]
    parts = penalty_reward(experiences.experiences(scope, kind, outcome))
    return {"rated": kind, "outcome": outcome.name, "parts": records(parts)}


def _staying(scope: Scope) -> Facts:
    """By the first question that was asked, and the firmest way of leaving that the data know."""
    asked = _asked(scope)
    if not asked:
        raise NotComputableError("no_short_scale")
    way, instrument = kinds(scope)[0], asked[0]
    found = staying_by_score(scope, way, instrument)
    tables = {"groups": found.groups, "scores": found.scores}
    tables["contradictions"] = contradictions(scope, way, instrument)
    told = stayed_facts(found, way, instrument, scope.as_of)
    return told | {name: records(rows) for name, rows in tables.items()}


def _silent(scope: Scope) -> Facts:
    way = kinds(scope)[0]
    return {"way": way, "days": DAYS, "measures": records(non_response(scope, way))}


def _rated(scope: Scope) -> str:
    return next(iter(experiences.kinds(scope)), experiences.KINDS[0])


def _asked(scope: Scope) -> list[str]:
    answered = instruments_of_marks(scope)
    return [name for name in INSTRUMENTS if name in answered]


def _has_outcomes(scope: Scope) -> bool:
    return bool(_outcomes(scope))


def _outcomes(scope: Scope) -> list[experiences.Outcome]:
    """Those that say how content customers are; another is only explained where one asks for it."""
    return [one for one in experiences.outcomes(scope) if experiences.says_how_content(one)]


SATISFACTION: Area = {
    "drivers": Reported(_drivers, experiences.READS, _has_outcomes, experiences.READS),
    "penalty_reward": Reported(_penalties, experiences.READS, _has_outcomes, experiences.READS),
    "staying_by_score": Reported(
        _staying,
        MARKED,
        lambda scope: bool(kinds(scope)),
        ("orders.ordered_at",),
    ),
    "non_response": Reported(
        _silent, ASKED, lambda scope: bool(kinds(scope)), ("orders.ordered_at",)
    ),
}
