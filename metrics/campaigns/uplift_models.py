"""On whom a message works, as far as what was known of them before can tell."""

from collections.abc import Callable
from datetime import timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from threadpoolctl import threadpool_limits

from metrics.campaigns.trials import Trial
from metrics.refusals import NotComputableError
from metrics.risk.churn_features import features, split_by_kind
from metrics.scope import Scope
from metrics.statistics.intervals import Numbers

Flags = NDArray[np.bool_]
Way = Callable[[Numbers, Numbers, Flags, Numbers], Numbers]
"""What is learned of some, from what is known, what they did and who was written to, for others."""

SEED = 20_080_320

_LATELY = 91
_RAREST = 20
_FOLDS = 5


def known_before(scope: Scope, trial: Trial) -> pd.DataFrame:
    """What was known of customers the day before the first message; without dates, what is known.

    A column that the file fills later than that would give the answer away.
    """
    sent_on = trial.people["sent_on"].min()
    if pd.isna(sent_on):
        return features(scope, _LATELY)
    return features(scope.on(sent_on.date() - timedelta(days=1)), _LATELY)


def coded(known: pd.DataFrame) -> Numbers:
    """Numbers on one scale, their gaps marked; each frequent value of a text as a column."""
    numbers, texts = split_by_kind(known)
    columns = []
    for name in numbers:
        values = known[name].to_numpy(float)
        is_gap = np.isnan(values)
        told = np.where(is_gap, np.nanmedian(values), values) if not is_gap.all() else 0 * is_gap
        columns += [np.sign(told) * np.log1p(np.abs(told)), is_gap.astype(float)]
    for name in texts:
        words = known[name].astype("str").fillna("")
        counts = words.value_counts()
        columns += [(words == word).to_numpy(float) for word in counts.index[counts >= _RAREST]]
    found = np.column_stack(columns) if columns else np.empty((len(known), 0))
    spread = found.std(axis=0)
    if not (spread > 0).any():
        raise NotComputableError("nothing_known")
    return np.asarray((found - found.mean(axis=0))[:, spread > 0] / spread[spread > 0])


def two_models(design: Numbers, did: Numbers, is_treated: Flags, others: Numbers) -> Numbers:
    """What one model of those written to and one of those left alone say apart, of others."""
    with_it, without = (
        chance(design[group], did[group], others) for group in (is_treated, ~is_treated)
    )
    return with_it - without


def chance(design: Numbers, did: Numbers, others: Numbers) -> Numbers:
    """How likely others do it, by a logistic regression of these."""
    model = LogisticRegression(solver="newton-cholesky").fit(design, did)
    return np.asarray(model.predict_proba(others)[:, 1])


def effect_scores(
    design: Numbers, did: Numbers, is_treated: Flags, way: Way = two_models
) -> Numbers:
    """How much more likely each does it with a message, by models that have not seen them."""
    scores = np.empty(len(did))
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=SEED)
    with threadpool_limits(1):
        for rest, own in folds.split(design, 2 * did + is_treated):
            scores[own] = way(design[rest], did[rest], is_treated[rest], design[own])
    return scores
