"""What a report states for the next campaign: whom to send it to, and how many it takes."""

from functools import partial

import pandas as pd

from metrics.campaigns.power import could_show, customers_needed, usual, worth_knowing
from metrics.campaigns.trials import READS as COMPARED
from metrics.campaigns.trials import Trial, experiments, trial
from metrics.campaigns.uplift import rankable, targeting
from metrics.campaigns.uplift_models import known_before
from metrics.refusals import NotComputableError
from metrics.scope import Scope
from metrics.stated.reported import Area, Facts, Reported, records, told

_UNLOCKED = ("campaign_sends.is_control",)


def _targeting(scope: Scope) -> Facts:
    """Of the latest campaign with a control group, each arm and each thing customers did or not."""
    found = trial(scope, experiments(scope)[0])
    outcomes = rankable(found)
    if not outcomes:
        raise NotComputableError("no_outcome")
    known = known_before(scope, found)
    ranked = [_ranked(known, found, arm, what) for arm in found.arms for what in outcomes]
    return {"campaign": found.campaign, "ranked": ranked}


def _ranked(known: pd.DataFrame, found: Trial, arm: str, outcome: str) -> Facts:
    return {"arm": arm, "outcome": outcome, **told(partial(_rank, known, found, arm, outcome))}


def _rank(known: pd.DataFrame, found: Trial, arm: str, outcome: str) -> Facts:
    apart = targeting(known, found, arm, outcome)
    numbers = {name: value for name, value in vars(apart).items() if name != "curve"}
    return {"verdict": apart.verdict, **numbers}


def _power(scope: Scope) -> Facts:
    """How many customers it takes to see a fifth more than came anyway, by the share left alone."""
    found = trial(scope, experiments(scope)[0])
    known = usual(found)
    if known is None or not 0 < known[1] < 1:
        raise NotComputableError("no_outcome")
    outcome, before = known
    more = worth_knowing(before)
    return {
        "campaign": found.campaign,
        "outcome": outcome,
        "before": before,
        "after": before + more,
        "could_show": could_show(found, before),
        "left_alone": records(customers_needed(before, more)),
    }


def _is_compared(scope: Scope) -> bool:
    return bool(experiments(scope))


PLANNING: Area = {
    "targeting": Reported(_targeting, COMPARED, _is_compared, _UNLOCKED),
    "power": Reported(_power, COMPARED, _is_compared, _UNLOCKED),
}
