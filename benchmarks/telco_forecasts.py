"""Who is marked as left in IBM's telephone file: each customer judged by models without them."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from sklearn.base import ClassifierMixin, clone
from sklearn.compose import make_column_transformer
from sklearn.ensemble import (
    GradientBoostingClassifier,
    HistGradientBoostingClassifier,
    RandomForestClassifier,
)
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from benchmarks.cdnow_forecasts import Way, logistic
from benchmarks.forecast_scores import Scores, mean, scores
from metrics.statistics.forecast_quality import auc_with_variance
from metrics.statistics.intervals import Numbers
from tests.published import telco

SEEDS = (1, 2, 3)
SEED = 1


def telco_ways() -> Mapping[str, Scores]:
    """What each way scored, a mean over three draws of the folds."""
    known, y = _customers()
    found = {
        "contract only": _scored(known[["Contract"]], y, _way(LogisticRegression(max_iter=2_000)))
    }
    found |= {name: _scored(known, y, way) for name, way in _ways().items()}
    doubled = mean(_leaking(known, y, seed) for seed in SEEDS)
    found["random forest, leavers doubled before the split"] = {"auc": doubled["auc"]}
    return found | {"base rate": scores(y, np.full(len(y), y.mean()))}


def telco_way(name: str) -> Scores:
    """What the way of that name scored, alone."""
    known, y = _customers()
    return _scored(known, y, _ways()[name])


def _customers() -> tuple[pd.DataFrame, Numbers]:
    rows = telco()
    y = (rows["Churn"] == "Yes").to_numpy(float)
    known = rows.drop(columns=["customerID", "Churn"])
    known["TotalCharges"] = pd.to_numeric(known["TotalCharges"], errors="coerce").fillna(0)
    return known, y


def _ways() -> dict[str, Way]:
    shallow = {"n_estimators": 150, "learning_rate": 0.05, "max_depth": 3}
    narrow = {"max_iter": 150, "learning_rate": 0.05, "max_leaf_nodes": 8}
    return {
        "logistic regression": _way(LogisticRegression(max_iter=2_000)),
        "logistic regression, balanced classes": _way(
            LogisticRegression(max_iter=2_000, class_weight="balanced")
        ),
        "gradient boosting, 150 trees of depth 3": _way(
            GradientBoostingClassifier(**shallow, random_state=SEED)
        ),
        "histogram boosting, 150 trees of 8 leaves": _way(
            HistGradientBoostingClassifier(**narrow, random_state=SEED)
        ),
        "histogram boosting, as it comes": _way(HistGradientBoostingClassifier(random_state=SEED)),
        "random forest": _way(_forest()),
        "logistic regression, Perennial's": logistic,
    }


def _forest() -> RandomForestClassifier:
    return RandomForestClassifier(300, random_state=SEED, n_jobs=2)


def _way(model: ClassifierMixin) -> Way:
    """A model of texts as flags and of numbers as so many deviations from their mean."""

    def chance(then: pd.DataFrame, y: Numbers, now: pd.DataFrame) -> Numbers:
        texts = list(then.select_dtypes(exclude=np.number).columns)
        flags = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
        coded = make_column_transformer((flags, texts), remainder=StandardScaler())
        fitted = make_pipeline(coded, clone(model)).fit(then, y)
        return np.asarray(fitted.predict_proba(now)[:, 1])

    return chance


def _scored(known: pd.DataFrame, y: Numbers, way: Way) -> Scores:
    return mean(_of_one_draw(known, y, way, seed) for seed in SEEDS)


def _of_one_draw(known: pd.DataFrame, y: Numbers, way: Way, seed: int) -> Scores:
    """The scores of one draw of five folds: the AUC is that of a fold, the others of everybody."""
    chance, areas = np.empty(len(y)), []
    for rest, own in StratifiedKFold(5, shuffle=True, random_state=seed).split(known, y):
        chance[own] = way(known.iloc[rest], y[rest], known.iloc[own])
        areas.append(auc_with_variance(y[own], chance[own])[0])
    return scores(y, chance) | {"auc": float(np.mean(areas))}


def _leaking(known: pd.DataFrame, y: Numbers, seed: int) -> Scores:
    """What a forest scores on leavers copied until both are as many, and split after that."""
    left = np.flatnonzero(y)
    copies = np.random.default_rng(seed).choice(left, int(len(y) - 2 * len(left)))
    places = np.concatenate([np.arange(len(y)), copies])
    return _of_one_draw(known.iloc[places], y[places], _way(_forest()), seed)
