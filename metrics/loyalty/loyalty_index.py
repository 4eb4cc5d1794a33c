"""How loyal each customer is on a scale of 0 to 100, by what they do and by what they say."""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import pandas as pd

from metrics.buying.purchase_chances import HORIZON_WEEKS
from metrics.loyalty.loyalty_parts import BEHAVIOUR, FEELING, PARTS, part_scores
from metrics.refusals import insist
from metrics.scope import Scope
from metrics.since import done_since
from metrics.statistics.forecast_quality import auc_interval
from metrics.statistics.intervals import Numbers, between
from metrics.statistics.rank_correlation import rank_correlation
from metrics.weighing import DRAWN_FROM, DRAWS, Weights, fifths, nearby, staying

NEEDED = 100

STANDARD: Weights = {
    "chance": 20.0,
    "frequency": 15.0,
    "breadth": 15.0,
    "intention": 20.0,
    "recommend": 15.0,
    "attitude": 15.0,
}

AHEAD = timedelta(weeks=HORIZON_WEEKS)


@dataclass(frozen=True)
class Foresight:
    """What the index of a quarter ago says of the quarter since, each with its interval.

    `auc` is how often, of a customer who ordered and one who did not, the first stood higher;
    `spending` is Spearman's correlation with what they spent, nan without amounts.
    """

    auc: float
    auc_low: float
    auc_high: float
    spending: float
    spending_low: float
    spending_high: float
    customers: int


def loyalty_index(scores: pd.DataFrame, weights: Weights = STANDARD) -> pd.DataFrame:
    """The rows of `part_scores` with loyalty_index and has_told, whether they were asked at all.

    A part that is not known of a customer leaves its weight to the others of its half; who was
    not asked is told by what they do alone. TooFewError below 100 customers.
    """
    insist(NEEDED, len(scores), "customers")
    index = _indices(scores, np.array([[weights.get(part, 0.0) for part in PARTS]]))[:, 0]
    told = [part for part in FEELING if part in scores]
    return scores.assign(loyalty_index=index, has_told=scores[told].notna().any(axis=1))


def firmness(scores: pd.DataFrame, weights: Weights = STANDARD, seed: int = 4) -> pd.DataFrame:
    """One row per fifth of the customers, 1 the most loyal: share, low, high, nearby, customers.

    `share` of the fifth stays in it under any weights at all, in the mean of 400 draws (Dirichlet,
    all alike), 95 of 100 of them between low and high; `nearby` is the mean share that stays when
    each weight is up to a fifth higher or lower.
    """
    chance = np.random.default_rng(seed)
    told = scores.sample(min(len(scores), DRAWN_FROM), random_state=seed)
    own = np.array([weights.get(part, 0.0) if part in scores else 0.0 for part in PARTS])
    usual = fifths(_indices(told, own[None, :]))
    any_at_all = chance.dirichlet(np.ones(int((own > 0).sum())), DRAWS)
    drawn = np.zeros((DRAWS, len(PARTS)))
    drawn[:, own > 0] = any_at_all
    kept = staying(usual, fifths(_indices(told, drawn)))
    close = staying(usual, fifths(_indices(told, nearby(own, chance))))
    low, high = between(kept, axis=1)
    facts = {"share": kept.mean(axis=1), "low": low, "high": high}
    sizes = np.bincount(usual[:, 0], minlength=6)[1:]
    return pd.DataFrame(
        {"fifth": range(1, 6), **facts, "nearby": close.mean(axis=1), "customers": sizes}
    )


def foresight(scope: Scope, weights: Weights = STANDARD) -> Foresight:
    """The index as it stood a quarter ago, held against what customers did since; TooFewError
    below 100 who had ordered by then.
    """
    then = scope.as_of - AHEAD
    index = loyalty_index(part_scores(scope.on(then)), weights)
    came = done_since(scope, then)
    since = index.merge(came, how="left", on="customer_id")
    ordered = since["has_ordered"].fillna(False).to_numpy(bool)
    stayed = int(ordered.sum())
    insist(1, min(stayed, len(since) - stayed), "customers")
    area = auc_interval(ordered, since["loyalty_index"].to_numpy(float))
    spent = since["net_spend"].astype(float).fillna(0.0)
    return Foresight(*area, *rank_correlation(since["loyalty_index"], spent), len(since))


def _indices(scores: pd.DataFrame, weights: Numbers) -> Numbers:
    """One row per customer, one column per row of `weights`, in the order of PARTS."""
    halves = [(BEHAVIOUR, weights[:, : len(BEHAVIOUR)]), (FEELING, weights[:, len(BEHAVIOUR) :])]
    total = np.zeros((len(scores), len(weights)))
    worth = np.zeros_like(total)
    for parts, own in halves:
        known = scores.reindex(columns=list(parts)).to_numpy(float)
        counted = ~np.isnan(known) @ own.T
        with np.errstate(invalid="ignore", divide="ignore"):
            mean = np.nan_to_num(known) @ own.T / counted
        total += np.where(counted > 0, np.nan_to_num(mean) * own.sum(axis=1), 0.0)
        worth += np.where(counted > 0, own.sum(axis=1), 0.0)
    return np.asarray(np.divide(total, worth, out=np.full_like(total, np.nan), where=worth > 0))
