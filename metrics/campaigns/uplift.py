"""Whom to send the next campaign to: whether those it works on can be told in advance.

Two models of what customers do, one of those written to and one of those left alone; the
difference ranks customers. The Qini curve (Radcliffe 2007) says what going by that rank brings
beyond writing to as many at random, on customers whom neither model has seen.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.campaigns.trials import UNITS, Trial
from metrics.campaigns.uplift_models import SEED, Flags, Way, coded, effect_scores, two_models
from metrics.refusals import insist
from metrics.statistics.intervals import Numbers, between
from metrics.worth.economics import sample_size

EVENTS_NEEDED = 100
"""So many in each group must have done it, or two models learn noise."""
TIMES_POWER = 10
"""Telling effects apart takes about so many times the customers that showing one does."""
TOP = 0.3

_DRAWS, _MOST_STEPS = 500, 1000


@dataclass(frozen=True)
class Targeting:
    """What going by the models' rank brings.

    `curve` has share (of customers, best first), gain with low and high, and random_gain: outcomes
    brought about, per customer of all. `qini` is the area between the two, with its ends, and
    `random_high` what 1 of 40 orders by lot exceeds. `effect` is that of all, `top_effect` that of
    the best 30 %, with ends. `needed` is how many customers it takes to tell such effects apart.
    """

    curve: pd.DataFrame
    qini: float
    low: float
    high: float
    random_high: float
    effect: float
    top_effect: float
    top_low: float
    top_high: float
    base: int
    needed: int

    @property
    def verdict(self) -> str:
        """ "better" than random, or "no_better"; a "perhaps" where it takes more customers to say.

        Better is what another sample would agree to and what no lottery reaches.
        """
        if self.low <= 0 or self.qini <= self.random_high:
            return "no_better"
        return "better" if self.base >= self.needed else "perhaps"


def targeting(known: pd.DataFrame, trial: Trial, arm: str, outcome: str) -> Targeting:
    """One arm and outcome (a share) by what was `known` of customers before, by customer_id.

    TooFewError below 100 in each group who did it; NotComputableError where nothing is known.
    """
    return ranked(*compared(known, trial, arm, outcome))


def compared(
    known: pd.DataFrame, trial: Trial, arm: str, outcome: str
) -> tuple[Numbers, Numbers, Flags]:
    """What is known of those written to and those left alone, who did it, and who was written to.

    TooFewError below 100 in each group who did it.
    """
    people = pd.concat([trial.treated(arm), trial.control]).dropna(subset=outcome)
    did = people[outcome].to_numpy(float)
    is_treated = ~people["is_control"].to_numpy(bool)
    for group in (is_treated, ~is_treated):
        insist(EVENTS_NEEDED, int(min(did[group].sum(), (1 - did[group]).sum())), "who_did")
    return coded(known.reindex(people["customer_id"])), did, is_treated


def ranked(design: Numbers, did: Numbers, is_treated: Flags, way: Way = two_models) -> Targeting:
    """What going by the rank brings that a way of learning gives."""
    order = np.argsort(-effect_scores(design, did, is_treated, way), kind="stable")
    return _told(did[order], is_treated[order])


def rankable(trial: Trial) -> list[str]:
    """The outcomes that customers do or do not do."""
    return [name for name in trial.outcomes if UNITS[name] == "share"]


def _told(did: Numbers, is_treated: Flags) -> Targeting:
    """The curve of customers in their order, and how far other samples and lotteries go."""
    counts = _counts(did, is_treated)
    gain, share = _gain(counts)
    # A curve of fifty points looks like one of a thousand.
    drawn = np.unique(np.linspace(0, len(counts), min(len(counts), 50) + 1).astype(int))
    chance = np.random.default_rng(SEED)
    again = chance.poisson(counts, (_DRAWS, *counts.shape)).astype(float)
    qini = float(_area(counts))
    # Drawing each cell from its own count is drawing customers anew, as many as there are.
    low, high = between(_area(again))
    ends = between(_gain(again)[0][:, drawn])
    curve = {"share": share, "gain": gain, "random_gain": share * gain[-1]}
    top_low, top_high = between(_top_effect(again))
    rates = [float(did[group].mean()) for group in (~is_treated, is_treated)]
    return Targeting(
        curve=pd.DataFrame({name: line[drawn] for name, line in curve.items()}).assign(
            low=ends.low, high=ends.high
        ),
        qini=qini,
        low=float(low),
        high=float(high),
        random_high=float(between(_area(_lotteries(counts, chance))).high),
        effect=rates[1] - rates[0],
        top_effect=float(_top_effect(counts)),
        top_low=float(top_low),
        top_high=float(top_high),
        base=len(did),
        needed=2 * TIMES_POWER * sample_size(rates[0], rates[1]) if rates[0] != rates[1] else 0,
    )


def _counts(did: Numbers, is_treated: Flags) -> Numbers:
    """One row per step down the order: written to and did not, did; left alone and did not, did."""
    steps = np.arange(len(did)) * min(len(did), _MOST_STEPS) // len(did)
    kind = 2 * (~is_treated).astype(int) + did.astype(int)
    return np.bincount(4 * steps + kind, minlength=4 * (steps[-1] + 1)).reshape(-1, 4).astype(float)


# From here on a table of counts may be one of many: steps and kinds are its last two axes.


def _lotteries(counts: Numbers, chance: np.random.Generator) -> Numbers:
    """The same customers, each at a place drawn by lot, again and again."""
    places = np.full(len(counts), 1 / len(counts))
    kinds = [chance.multinomial(int(n), places, _DRAWS) for n in counts.sum(axis=0)]
    return np.stack(kinds, axis=-1).astype(float)


def _gain(counts: Numbers) -> tuple[Numbers, Numbers]:
    """What was brought about among the first of all, per customer of all; and which share they are.

    Q(k) = Y_T(k) − Y_C(k) · N_T(k) ÷ N_C(k).
    """
    nobody = np.zeros((*counts.shape[:-2], 1, 4))
    sums = np.concatenate([nobody, counts.cumsum(axis=-2)], axis=-2)
    treated, left = sums[..., :2].sum(axis=-1), sums[..., 2:].sum(axis=-1)
    expected = np.divide(sums[..., 3] * treated, left, out=np.zeros_like(left), where=left > 0)
    everyone = sums[..., -1:, :].sum(axis=-1)
    return (sums[..., 1] - expected) / everyone, (treated + left) / everyone


def _area(counts: Numbers) -> Numbers:
    gain, share = _gain(counts)
    return np.asarray(np.trapezoid(gain - share * gain[..., -1:], share, axis=-1))


def _top_effect(counts: Numbers) -> Numbers:
    """The effect among the best of the order."""
    first = max(int(TOP * counts.shape[-2]), 1)
    best = counts[..., :first, :].sum(axis=-2)
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = best[..., [1, 3]] / (best[..., [0, 2]] + best[..., [1, 3]])
    return np.asarray(rates[..., 0] - rates[..., 1])
