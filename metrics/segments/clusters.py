"""Groups that customers fall into by themselves, or that there are none to rely on.

k-means on standardised numbers. That there is more than one heap at all is told by the gap
statistic (Tibshirani, Walther & Hastie 2001, J. R. Statist. Soc. B 63(2)); how many by the mean
silhouette (Rousseeuw 1987) among those counts of which every group is found again in three
quarters when customers are drawn anew (Jaccard; Hennig 2007, Comput. Stat. Data Anal. 52(1)).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score
from threadpoolctl import threadpool_limits

from metrics.refusals import NotComputableError, insist
from metrics.statistics.intervals import Numbers

CUSTOMERS_NEEDED = 200
MOST_GROUPS = 6
STABLE = 0.75
_SAMPLE, _SILHOUETTES = 2000, 1000
_REFERENCES, _REDRAWS = 8, 15
_SEED = 7


@dataclass(frozen=True)
class Groups:
    """The centres of the groups, largest first, in standardised units, and how sure they are.

    `tried` has one row per number of groups: groups, gap, gap_error, silhouette, stability (that
    of the least stable group). `stability` has one value per group, `sizes` those of the sample.
    """

    centres: Numbers
    stability: Numbers
    sizes: Numbers
    tried: pd.DataFrame
    base: int


def clusters(standardised: Numbers) -> Groups:
    """The groups of these rows; NotComputableError "no_groups" where none can be relied on.

    TooFewError below 200 rows.
    """
    insist(CUSTOMERS_NEEDED, len(standardised), "customers")
    # Many small fits, each on all cores, wait for one another thirty times as long as they work.
    with threadpool_limits(1):
        return _found(standardised)


def _found(standardised: Numbers) -> Groups:
    random = np.random.default_rng(_SEED)
    rows = standardised
    if len(rows) > _SAMPLE:
        rows = rows[random.choice(len(rows), _SAMPLE, replace=False)]
    fits = {k: _fit(rows, k) for k in range(1, MOST_GROUPS + 1)}
    tried = _gaps(rows, fits, random)
    best = int(tried.loc[_first_enough(tried), "groups"])
    if best == 1:
        raise NotComputableError("no_groups", customers=len(standardised))
    stable = {k: _stability(rows, fits[k], random) for k in range(2, MOST_GROUPS + 1)}
    seen = rows[:_SILHOUETTES]
    marks = {k: _silhouette(seen, fits[k]) for k in stable}
    tried["silhouette"] = tried["groups"].map(marks)
    tried["stability"] = tried["groups"].map({k: float(v.min()) for k, v in stable.items()})
    sound = [k for k in stable if stable[k].min() >= STABLE]
    if not sound:
        raise NotComputableError("no_groups", customers=len(standardised))
    chosen = max(sound, key=lambda k: marks[k])
    sizes = np.bincount(fits[chosen].labels_, minlength=chosen)
    order = np.argsort(-sizes, kind="stable")
    return Groups(
        np.asarray(fits[chosen].cluster_centers_[order]),
        stable[chosen][order],
        np.asarray(sizes[order], float),
        tried,
        len(standardised),
    )


def nearest(rows: Numbers, centres: Numbers) -> Numbers:
    """The place of each row's nearest centre."""
    return np.asarray(((rows[:, None, :] - centres[None]) ** 2).sum(axis=2).argmin(axis=1))


def _fit(rows: Numbers, count: int) -> KMeans:
    return KMeans(count, n_init=3, random_state=_SEED).fit(rows)


def _gaps(rows: Numbers, fits: dict[int, KMeans], random: np.random.Generator) -> pd.DataFrame:
    """How much closer rows lie to their centres than evenly spread ones would."""
    middle = rows.mean(axis=0)
    # The box of even rows stands along the main axes of these, so that a slant is no group.
    _, _, axes = np.linalg.svd(rows - middle, full_matrices=False)
    turned = (rows - middle) @ axes.T
    low, high = turned.min(axis=0), turned.max(axis=0)
    even = np.array(
        [
            [np.log(_fit(random.uniform(low, high, turned.shape), k).inertia_) for k in fits]
            for _ in range(_REFERENCES)
        ]
    )
    own = np.log([fit.inertia_ for fit in fits.values()])
    error = even.std(axis=0) * np.sqrt(1 + 1 / _REFERENCES)
    return pd.DataFrame({"groups": list(fits), "gap": even.mean(axis=0) - own, "gap_error": error})


def _first_enough(tried: pd.DataFrame) -> int:
    """The first number of groups that one more does not better beyond chance."""
    gap, error = tried["gap"].to_numpy(), tried["gap_error"].to_numpy()
    enough = np.flatnonzero(gap[:-1] >= gap[1:] - error[1:])
    return int(enough[0]) if len(enough) else len(tried) - 1


def _stability(rows: Numbers, fit: KMeans, random: np.random.Generator) -> Numbers:
    """For each group the mean likeness (Jaccard) to the group most like it in another draw."""
    count = fit.n_clusters
    own = fit.labels_[:, None] == np.arange(count)
    found = np.zeros((_REDRAWS, count))
    for draw in range(_REDRAWS):
        drawn = rows[random.integers(len(rows), size=len(rows))]
        again = KMeans(count, n_init=1, random_state=draw).fit(drawn).predict(rows)
        other = again[:, None] == np.arange(count)
        both = own.T.astype(float) @ other
        either = own.sum(axis=0)[:, None] + other.sum(axis=0)[None, :] - both
        found[draw] = (both / np.maximum(either, 1)).max(axis=1)
    return np.asarray(found.mean(axis=0))


def _silhouette(rows: Numbers, fit: KMeans) -> float:
    labels = fit.predict(rows)
    if len(set(labels)) < 2:
        return -1.0
    return float(silhouette_score(rows, labels))
