"""The model of leaving: what is known of customers in, how likely each leaves out."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, LogisticRegressionCV
from sklearn.model_selection import LeaveOneGroupOut, StratifiedKFold
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler
from threadpoolctl import threadpool_limits

from metrics.risk.churn_features import split_by_kind
from metrics.statistics.intervals import Numbers

FOLDS = 5
HELD_BACK = (0.001, 0.01, 0.1, 1.0)
RAREST = 20
"""Values of fewer customers than this stand together as others."""
SEED = 20_070_101
EDGE = 1e-6

Words = dict[str, pd.Index]
Splits = list[tuple[NDArray[np.int64], NDArray[np.int64]]]


@dataclass(frozen=True)
class ChurnModel:
    """A fitted model, and the line that sets its log-odds right on a later window."""

    pipeline: Pipeline
    words: Words
    numbers: tuple[str, ...]
    slope: float = 1.0
    intercept: float = 0.0

    def chance(self, found: pd.DataFrame) -> Numbers:
        """How likely each customer leaves."""
        return expit(self.intercept + self.slope * self._log_odds(found))

    def recalibrated(self, found: pd.DataFrame, lost: Numbers) -> "ChurnModel":
        """The same ranking with chances that fit a later window (Platt 1999)."""
        line = LogisticRegression(C=np.inf).fit(self._log_odds(found)[:, None], lost)
        slope, intercept = float(line.coef_[0, 0]), float(line.intercept_[0])
        # A line that turns the ranking round says that the window is too poor to learn from.
        return replace(self, slope=slope, intercept=intercept) if slope > 0 else self

    def _log_odds(self, found: pd.DataFrame) -> Numbers:
        known = _coded(found, self.numbers, self.words)
        with threadpool_limits(1):
            return logit(self.pipeline.predict_proba(known)[:, 1])


def expit(log_odds: Numbers) -> Numbers:
    """The chance of these log-odds."""
    return np.asarray(1 / (1 + np.exp(-log_odds)))


def logit(chance: Numbers) -> Numbers:
    """The log-odds of these chances, kept off 0 and 1."""
    kept = np.clip(chance, EDGE, 1 - EDGE)
    return np.asarray(np.log(kept / (1 - kept)))


def fit(
    found: pd.DataFrame, lost: Numbers, window: Numbers | None = None, is_boosted: bool = False
) -> ChurnModel:
    """A logistic regression, or boosted trees, of who left; `window` numbers the rows' windows."""
    numbers, texts = split_by_kind(found)
    words = {name: _frequent(found[name]) for name in texts}
    known = _coded(found, tuple(numbers), words)
    way = _boosted if is_boosted else _logistic
    pipeline = way(numbers, texts, _splits(lost, window))
    # Other readers work on the same machine, and these sums are too small to share out.
    with threadpool_limits(1):
        pipeline.fit(known, lost)
    return ChurnModel(pipeline, words, tuple(numbers))


def out_of_fold(found: pd.DataFrame, lost: Numbers) -> Numbers:
    """Each customer's chance by a model that has not seen them: for data without dates."""
    chance = np.empty(len(lost))
    for rest, own in _splits(lost):
        chance[own] = fit(found.iloc[rest], lost[rest]).chance(found.iloc[own])
    return chance


def _splits(lost: Numbers, window: Numbers | None = None) -> Splits:
    """Which rows to learn from and which to try it on: another window, as a customer stands in
    several and would give themselves away; without windows, others by lot.
    """
    if window is not None and len(np.unique(window)) > 1:
        return list(LeaveOneGroupOut().split(lost, groups=window))
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    return list(folds.split(lost, lost))


def _frequent(values: pd.Series) -> pd.Index:
    """The values that enough customers have; none at all is a value too."""
    counts = _as_words(values).value_counts()
    return counts.index[counts >= RAREST]


def _coded(found: pd.DataFrame, numbers: tuple[str, ...], words: Words) -> pd.DataFrame:
    """Texts and flags as places in their list of values, −1 for a rare one; numbers as they are."""
    places = {name: known.get_indexer(_as_words(found[name])) for name, known in words.items()}
    return found[list(numbers)].assign(**places)


def _as_words(values: pd.Series) -> pd.Series:
    return values.astype("str").fillna("")


def _logistic(numbers: list[str], texts: list[str], splits: Splits) -> Pipeline:
    # Days, counts and money are skewed: a month more or less tells most of those who are new.
    scaled = Pipeline(
        [
            ("filled", SimpleImputer(strategy="median", add_indicator=True)),
            ("log", FunctionTransformer(_signed_log)),
            ("scaled", StandardScaler()),
        ]
    )
    parts = [
        ("numbers", scaled, numbers),
        ("texts", OneHotEncoder(handle_unknown="ignore"), texts),
    ]
    # How far the weights are held back is left to the data: few events bear few weights.
    regression = LogisticRegressionCV(
        Cs=HELD_BACK,
        cv=splits,
        scoring="neg_log_loss",
        solver="newton-cholesky",
        use_legacy_attributes=False,
        l1_ratios=(0.0,),
    )
    return Pipeline([("columns", ColumnTransformer(parts)), ("model", regression)])


def _boosted(numbers: list[str], texts: list[str], _: Splits) -> Pipeline:
    trees = HistGradientBoostingClassifier(
        max_iter=150,
        learning_rate=0.05,
        max_leaf_nodes=8,
        categorical_features=[*[False] * len(numbers), *[True] * len(texts)],
        random_state=SEED,
    )
    return Pipeline([("model", trees)])


def _signed_log(values: Numbers) -> Numbers:
    return np.asarray(np.sign(values) * np.log1p(np.abs(values)))
