"""Who buys again on CDNOW: each way learned before the day on which it is tested."""

from collections.abc import Callable, Mapping
from datetime import date

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from benchmarks.forecast_scores import Scores, scores
from metrics.buying import bg_nbd, pareto_nbd
from metrics.buying.purchases import purchase_history
from metrics.risk import churn_model
from metrics.risk.churn_features import features
from metrics.risk.churn_windows import outcomes
from metrics.scope import Scope
from metrics.statistics.intervals import Numbers
from tests.published import cdnow

HORIZON_WEEKS, HORIZON_DAYS = 26.0, 182
LEARNED_ON, TESTED_ON = date(1997, 6, 30), date(1997, 12, 29)
LEARNED_EARLIER_ON = date(1997, 3, 31)
EVERYBODY = 100_000

SHARES = "logistic regression of shares of a customer's age, time split"
OWN = "logistic regression, Perennial's features, time split"
SET_RIGHT = "the same, learned a quarter earlier and recalibrated on 30 June"

Way = Callable[[pd.DataFrame, Numbers, pd.DataFrame], Numbers]
"""What is known of some, what came of them, what is known of others → the others' chances."""

# Silence and orders as shares of the time since the first order: these mean the same on both days.
_RATES = """
-- one row per customer who ordered: days silent, orders, both by their age, and their money
select customer_id, count(*) as order_days,
  date_diff('day', max(ordered_on), $as_of) as days_since_order,
  date_diff('day', max(ordered_on), $as_of)
    / greatest(date_diff('day', min(ordered_on), $as_of), 1) as silent_share,
  count(*) / greatest(date_diff('day', min(ordered_on), $as_of), 1) as orders_per_day,
  avg(kept_amount) as order_value
from customer_days where is_kept group by customer_id
"""


def logistic(then: pd.DataFrame, y: Numbers, now: pd.DataFrame) -> Numbers:
    """The page's logistic regression."""
    return churn_model.fit(then, y).chance(now)


def boosted(then: pd.DataFrame, y: Numbers, now: pd.DataFrame) -> Numbers:
    """The page's boosted trees."""
    return churn_model.fit(then, y, is_boosted=True).chance(now)


def textbook(then: pd.DataFrame, y: Numbers, now: pd.DataFrame) -> Numbers:
    """A logistic regression of numbers as they are."""
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2_000)).fit(then, y)
    return np.asarray(model.predict_proba(now)[:, 1])


def cdnow_ways() -> Mapping[str, Scores]:
    """What each way's chances of buying scored against who bought."""
    scope = cdnow("master")
    bought = _bought(scope, TESTED_ON)
    found = {**_split_in_time(scope), **_by_lot(scope), **_without_learning(scope, bought.index)}
    return {name: scores(bought.to_numpy(float), chance) for name, chance in found.items()}


def cdnow_unlearned() -> Mapping[str, Scores]:
    """What the ways that learn from no earlier day scored, alone."""
    scope = cdnow("master")
    bought = _bought(scope, TESTED_ON)
    found = _without_learning(scope, bought.index)
    return {name: scores(bought.to_numpy(float), chance) for name, chance in found.items()}


def _bought(scope: Scope, day: date) -> pd.Series:
    """By customer_id, whether those who had bought until a day bought in the 26 weeks after it."""
    return ~outcomes(scope, "buying", day, HORIZON_DAYS, EVERYBODY)


def _known(scope: Scope, day: date) -> pd.DataFrame:
    return features(scope.on(day), HORIZON_DAYS).reindex(_bought(scope, day).index)


def _rates(scope: Scope, day: date) -> pd.DataFrame:
    rows = scope.on(day).frame(_RATES).set_index("customer_id")
    return rows.reindex(_bought(scope, day).index)


def _split_in_time(scope: Scope) -> dict[str, Numbers]:
    """Chances by models that were learned on the earlier day."""
    y = _bought(scope, LEARNED_ON).to_numpy(float)
    then, now = _alike(_known(scope, LEARNED_ON), _known(scope, TESTED_ON))
    rates = _rates(scope, LEARNED_ON), y, _rates(scope, TESTED_ON)
    return {
        SHARES: textbook(*rates),
        "boosted trees of habits, time split": boosted(_habits(then), y, _habits(now)),
        "boosted trees, Perennial's features, time split": boosted(then, y, now),
        OWN: logistic(then, y, now),
        SET_RIGHT: _set_right(scope),
    }


def _habits(known: pd.DataFrame) -> pd.DataFrame:
    """Orders, silence, time as a buyer and money, without the customer's own pace."""
    return known.drop(columns="own_gap")


def _set_right(scope: Scope) -> Numbers:
    """As the page does it: learned on an earlier window, set right on the latest closed one."""
    first = _known(scope, LEARNED_EARLIER_ON)
    later, now = _known(scope, LEARNED_ON), _known(scope, TESTED_ON)
    first, later = _alike(first, later)
    first, now = _alike(first, now)
    model = churn_model.fit(first, _bought(scope, LEARNED_EARLIER_ON).to_numpy(float))
    came = _bought(scope, LEARNED_ON).to_numpy(float)
    return model.recalibrated(later[list(first)], came).chance(now)


def _alike(one: pd.DataFrame, other: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    names = [name for name in other if name in one]
    return one[names], other[names]


def _by_lot(scope: Scope) -> dict[str, Numbers]:
    """Chances by models learned on other customers of the same day: too good, as time stands."""
    now, y = _known(scope, TESTED_ON), _bought(scope, TESTED_ON).to_numpy(float)
    ways = {"logistic regression, random folds": logistic, "boosted trees, random folds": boosted}
    return {name: out_of_fold(now, y, way, seed=1) for name, way in ways.items()}


def out_of_fold(known: pd.DataFrame, y: Numbers, way: Way, seed: int) -> Numbers:
    """Each customer's chance by a model that has not seen them, five folds drawn by lot."""
    chance = np.empty(len(y))
    for rest, own in StratifiedKFold(5, shuffle=True, random_state=seed).split(known, y):
        chance[own] = way(known.iloc[rest], y[rest], known.iloc[own])
    return chance


def _without_learning(scope: Scope, customers: pd.Index) -> dict[str, Numbers]:
    """Chances by the models of buying, which need no outcome to learn from."""
    history = purchase_history(scope, until=TESTED_ON).set_index("customer_id", drop=False)
    history = history.loc[customers]
    bg, pareto = bg_nbd.fit(history), pareto_nbd.fit(history)
    return {
        "Pareto/NBD, 1 − L(T+H) / L(T)": pareto.purchase_probability(history, HORIZON_WEEKS),
        "BG/NBD, 1 − L(T+H) / L(T)": bg.purchase_probability(history, HORIZON_WEEKS),
        "BG/NBD P(alive)": bg.alive_probability(history),
    }
