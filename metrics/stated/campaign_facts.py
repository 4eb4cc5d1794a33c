"""What a report states of campaigns: whom they reached, what they changed."""

from functools import partial

from metrics.campaigns.age_response import READS as BY_CHANNEL
from metrics.campaigns.age_response import Answer, age_response
from metrics.campaigns.effects import Earnings, earnings, effects
from metrics.campaigns.keeping_cost import warnings_for_one
from metrics.campaigns.retention_steps import READS as CALLED
from metrics.campaigns.retention_steps import retention_steps
from metrics.campaigns.trials import READS as COMPARED
from metrics.campaigns.trials import UNITS, Trial, experiments, planned_shares, sample_ratio, trial
from metrics.families.campaigns import READS as SENT
from metrics.families.campaigns import reach
from metrics.families.winning_back import READS as WARNED
from metrics.families.winning_back import WITHIN_DAYS, won_back
from metrics.refusals import NotComputableError
from metrics.scope import Scope
from metrics.stated.planning_facts import PLANNING
from metrics.stated.reported import Area, Facts, Reported, records, told
from metrics.worth.valuation import margin_in_data

MOST = 6
"""A report states the latest of them."""

_OF_AGES = ("customers.birth_on", "campaign_sends.is_clicked")
_ANSWERS: tuple[Answer, ...] = ("is_clicked", "is_converted")


def _reach(scope: Scope) -> Facts:
    """The latest campaigns, each thing offered by itself."""
    return {"campaigns": records(reach(scope).tail(MOST))}


def _effects(scope: Scope) -> Facts:
    """The latest campaigns with a control group: sizes, whether they are fair, and effects."""
    latest = experiments(scope)[:MOST]
    return {"campaigns": [{"campaign": c, **told(partial(_effect, scope, c))} for c in latest]}


def _effect(scope: Scope, campaign: str) -> Facts:
    found = trial(scope, campaign)
    if not found.outcomes:
        raise NotComputableError("no_outcome")
    return {
        "groups": found.counts,
        "sample_ratio_p": sample_ratio(found.counts, planned_shares(found.counts)),
        "left_out": found.left_out,
        "effects": records(effects(found)),
        **({"earnings": told(partial(_earned, scope, found))} if _has_cost(found) else {}),
    }


def _has_cost(found: Trial) -> bool:
    has_money = any(UNITS[outcome] == "money" for outcome in found.outcomes)
    return has_money and bool(found.people["cost"].fillna(0).sum() > 0)


def _earned(scope: Scope, found: Trial) -> Facts:
    """What each arm earned beyond what would have come anyway, against what it cost."""
    known = margin_in_data(scope)
    money = next(outcome for outcome in found.outcomes if UNITS[outcome] == "money")
    arms = [_arm(earnings(found, arm, money, known or 1.0), arm) for arm in found.arms]
    return {"outcome": money, "margin_share": known, "arms": arms}


def _arm(one: Earnings, arm: str) -> Facts:
    ends = {"roi": one.earned, "roi_low": one.low, "roi_high": one.high}
    return {"arm": arm, **vars(one), **{name: one.roi(end) for name, end in ends.items()}}


def _by_age(scope: Scope) -> Facts:
    answer = _answers(scope)[0]
    found = age_response(scope, answer)
    return {"answer": answer, "channels": records(found.slopes), "cells": records(found.cells)}


def _answers(scope: Scope) -> list[Answer]:
    return [name for name in _ANSWERS if not scope.lacks((f"campaign_sends.{name}",))]


def _knows_ages(scope: Scope) -> bool:
    ages = ("customers.age", "customers.birth_on")
    return len(scope.lacks(ages)) < len(ages) and bool(_answers(scope))


def _prevention(scope: Scope) -> Facts:
    return {"steps": records(retention_steps(scope))}


def _won_back(scope: Scope) -> Facts:
    found = won_back(scope)
    kept = warnings_for_one(found.whole.to_dict("records"))
    return {
        "within_days": WITHIN_DAYS,
        "warnings_for_one": kept and kept._asdict(),
        "outcomes": records(found.whole),
        "parts": records(found.parts),
    }


CAMPAIGNS: Area = {
    "reach": Reported(_reach, SENT),
    "effects": Reported(_effects, COMPARED),
    **PLANNING,
    "age_response": Reported(_by_age, BY_CHANNEL, _knows_ages, _OF_AGES),
    "retention_steps": Reported(_prevention, CALLED),
    "winning_back": Reported(_won_back, (*WARNED, "retention_actions.is_control")),
}
