"""What a report states of marks by themselves: how they spread over the scale, how they moved."""

from metrics import quotients
from metrics.refusals import NotComputableError
from metrics.registry import BY_NAME
from metrics.satisfaction.scores import READS, instruments, score_shares
from metrics.scope import Scope
from metrics.stated.reported import Area, Facts, Reported, records

_FOLLOWED = ("csat_mean", "nps", "ces")
_ASKED = ("csat", "nps", "ces")
_STEPS = 12
"""Three years of quarters; a report tells the latest."""


def _shares(scope: Scope) -> Facts:
    """Each kind of question with the share of its answers that gave each mark."""
    asked = [name for name in _ASKED if name in instruments(scope)]
    if not asked:
        raise NotComputableError("no_marks_to_spread")
    return {
        "questions": [
            {"instrument": name, "marks": records(score_shares(scope, name))} for name in asked
        ]
    }


def _trend(scope: Scope) -> Facts:
    """Each score quarter by quarter, with its interval and base."""
    rows = quotients.over_time(scope, [BY_NAME[name] for name in _FOLLOWED], "quarter")
    told = rows[rows["base"] > 0].sort_values("period")
    lasting = [name for name in _FOLLOWED if (told["name"] == name).sum() > 1]
    columns = ["period", "value", "low", "high", "base"]
    return {
        "grain": "quarter",
        "scores": [
            {"name": name, "steps": records(told.loc[told["name"] == name, columns].tail(_STEPS))}
            for name in lasting
        ],
    }


SCORES: Area = {
    "scores": Reported(_shares, READS),
    "score_trend": Reported(_trend, (*READS, "survey_responses.answered_at")),
}
