"""Who buys again, who left: every way of telling held against what came, on published data.

`python -m benchmarks.forecasts` writes docs/forecasts.md. What is foretold on CDNOW is learned
before the day it is tested on; the telco file has no dates: there customers are left out in turn.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from metrics.buying import bg_nbd, pareto_nbd
from metrics.buying.purchases import purchase_history
from metrics.risk import churn_model
from metrics.risk.churn_features import features
from metrics.risk.churn_windows import outcomes
from metrics.statistics.forecast_quality import calibration, quality
from metrics.statistics.intervals import Numbers
from tests.published import cdnow, telco

HORIZON_WEEKS, HORIZON_DAYS = 26.0, 182
LEARNED_ON, TESTED_ON = date(1997, 6, 30), date(1997, 12, 29)
EVERYBODY = 100_000
TARGET = Path(__file__).parents[1] / "docs" / "forecasts.md"

HEAD = """# Forecasts held against what came

Written by `python -m benchmarks.forecasts`. AUC: the share of pairs put in the right order. Brier:
the mean squared error of the chances. ECE: how far the chances of a tenth of the customers are from
what came, on average. Lift: how much denser those to whom it happened are in the first tenth.
"""

CDNOW_TEXT = """
## CDNOW: who buys in the 26 weeks after 29 December 1997

23,570 customers; learned from what was known on 30 June 1997 and came in the 26 weeks after it. A
forecast must rank *and* fit: P(alive) of BG/NBD ranks worse than a coin, as it calls every
one-time buyer alive.
"""

TELCO_TEXT = """
## Telco: who is marked as left

7,043 customers of IBM's sample, five folds, each judged by a model that has not seen them. Doubling
the leavers before the folds are drawn puts the same customer on both sides: its figures, last row,
are what a leak looks like.
"""


def cdnow_ways() -> tuple[Numbers, Mapping[str, Numbers]]:
    """Who bought, and each way's chance of it, customer by customer."""
    scope = cdnow("master")
    bought = ~outcomes(scope, "buying", TESTED_ON, HORIZON_DAYS, EVERYBODY)
    learned = ~outcomes(scope, "buying", LEARNED_ON, HORIZON_DAYS, EVERYBODY)
    then = features(scope.on(LEARNED_ON), HORIZON_DAYS).reindex(learned.index)
    now = features(scope.on(TESTED_ON), HORIZON_DAYS).reindex(bought.index)
    then, now = (known[[n for n in now if n in then]] for known in (then, now))
    history = purchase_history(scope, until=TESTED_ON).set_index("customer_id", drop=False)
    history = history.loc[bought.index]
    y = learned.to_numpy(float)
    bg, pareto = bg_nbd.fit(history), pareto_nbd.fit(history)
    ways = {
        "logistic regression, time split": churn_model.fit(then, y).chance(now),
        "boosted trees, time split": churn_model.fit(then, y, is_boosted=True).chance(now),
        "Pareto/NBD, 1 − L(T+H) / L(T)": pareto.purchase_probability(history, HORIZON_WEEKS),
        "BG/NBD, 1 − L(T+H) / L(T)": bg.purchase_probability(history, HORIZON_WEEKS),
        "BG/NBD P(alive)": bg.alive_probability(history),
    }
    return bought.to_numpy(float), ways


def telco_ways() -> tuple[Numbers, Mapping[str, Numbers]]:
    """Who left, and each way's chance of it by models that had not seen the customer."""
    rows = telco()
    y = (rows["Churn"] == "Yes").to_numpy(float)
    known = rows.drop(columns=["customerID", "Churn"])
    known["TotalCharges"] = pd.to_numeric(known["TotalCharges"], errors="coerce").fillna(0)
    plain = LogisticRegression(max_iter=2_000)
    balanced = LogisticRegression(max_iter=2_000, class_weight="balanced")
    trees = HistGradientBoostingClassifier(
        max_iter=150, learning_rate=0.05, max_leaf_nodes=8, random_state=1
    )
    return y, {
        "contract only": _out_of_fold(known[["Contract"]], y, plain),
        "logistic regression": _out_of_fold(known, y, plain),
        "logistic regression, Perennial's": churn_model.out_of_fold(known, y),
        "logistic regression, balanced classes": _out_of_fold(known, y, balanced),
        "boosted trees": _out_of_fold(known, y, trees),
        "random forest, leavers doubled before the split": _leaking(known, y),
    }


def _out_of_fold(known: pd.DataFrame, y: Numbers, model: object) -> Numbers:
    chances = cross_val_predict(
        make_pipeline(_coded(known), model), known, y, cv=_folds(), method="predict_proba"
    )
    return np.asarray(chances[:, 1])


def _leaking(known: pd.DataFrame, y: Numbers) -> Numbers:
    """Each customer's chance after leavers were copied until both are as many, and then split."""
    left = np.flatnonzero(y)
    copies = np.random.default_rng(1).choice(left, int(len(y) - 2 * len(left)))
    places = np.concatenate([np.arange(len(y)), copies])
    forest = RandomForestClassifier(300, random_state=1, n_jobs=2)
    return _out_of_fold(known.iloc[places], y[places], forest)[: len(y)]


def _folds() -> StratifiedKFold:
    return StratifiedKFold(5, shuffle=True, random_state=1)


def _coded(known: pd.DataFrame) -> object:
    texts = known.select_dtypes(exclude=np.number).columns
    return make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), list(texts)),
        remainder=StandardScaler(),
    )


def table(happened: Numbers, ways: Mapping[str, Numbers]) -> str:
    """The ways as rows of a Markdown table."""
    lines = ["| way | AUC | Brier | ECE | lift |", "|---|--:|--:|--:|--:|"]
    for name, chance in ways.items():
        found, tenths = quality(happened, chance), calibration(happened, chance)
        off = (tenths["foretold"] - tenths["happened"]).abs() @ tenths["customers"]
        numbers = (f"{found.auc:.3f}", f"{found.brier:.4f}", f"{off / len(happened):.3f}")
        lines.append(f"| {name} | {' | '.join(numbers)} | {found.top_decile_lift:.2f} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    told = "\n".join([HEAD + CDNOW_TEXT, table(*cdnow_ways()) + TELCO_TEXT, table(*telco_ways())])
    TARGET.write_text(told, "utf-8")
    print(told)
