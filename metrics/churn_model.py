"""The model of leaving: what is known of customers in, how likely each leaves out."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, LogisticRegressionCV
from sklearn.model_selection import LeaveOneGroupOut, StratifiedKFold
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import (
    FunctionTransformer,
    OneHotEncoder,
    OrdinalEncoder,
    StandardScaler,
)

from metrics.churn_features import split_by_kind
from metrics.intervals import Numbers

FOLDS = 5
HELD_BACK = (0.001, 0.01, 0.1, 1.0)
RAREST = 20
"""Values of fewer customers than this stand together as others."""
SEED = 20_070_101
EDGE = 1e-6

Splits = list[tuple[NDArray[np.int64], NDArray[np.int64]]]


@dataclass(frozen=True)
class ChurnModel:
    """A fitted model, and the line that sets its log-odds right on a later window."""

    pipeline: Pipeline
    columns: tuple[str, ...]
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
        return ChurnModel(self.pipeline, self.columns, slope, intercept) if slope > 0 else self

    def _log_odds(self, found: pd.DataFrame) -> Numbers:
        known = found.reindex(columns=self.columns)
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
    pipeline = _boosted(found) if is_boosted else _logistic(found, _splits(lost, window))
    pipeline.fit(found, lost)
    return ChurnModel(pipeline, tuple(map(str, found.columns)))


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


def _logistic(found: pd.DataFrame, splits: Splits) -> Pipeline:
    numbers, texts = split_by_kind(found)
    # Days, counts and money are skewed: a month more or less tells most of those who are new.
    scaled = Pipeline(
        [
            ("filled", SimpleImputer(strategy="median", add_indicator=True)),
            ("log", FunctionTransformer(_signed_log)),
            ("scaled", StandardScaler()),
        ]
    )
    coded = OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=RAREST)
    parts = [("numbers", scaled, numbers), ("texts", _texts(coded), texts)]
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


def _boosted(found: pd.DataFrame) -> Pipeline:
    numbers, texts = split_by_kind(found)
    coded = OrdinalEncoder(
        handle_unknown="use_encoded_value", unknown_value=-1, min_frequency=RAREST
    )
    parts = [("numbers", "passthrough", numbers), ("texts", _texts(coded), texts)]
    trees = HistGradientBoostingClassifier(
        max_iter=150, learning_rate=0.05, max_leaf_nodes=8, random_state=SEED
    )
    return Pipeline([("columns", ColumnTransformer(parts)), ("model", trees)])


def _texts(coded: OneHotEncoder | OrdinalEncoder) -> Pipeline:
    return Pipeline([("words", FunctionTransformer(_as_words)), ("coded", coded)])


def _as_words(values: pd.DataFrame) -> pd.DataFrame:
    """Texts and flags as texts; no value is a value of its own."""
    return values.astype(object).where(values.notna(), "").astype(str)


def _signed_log(values: Numbers) -> Numbers:
    return np.asarray(np.sign(values) * np.log1p(np.abs(values)))
