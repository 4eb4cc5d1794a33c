"""How content people are by what they expected and what they found, without taking a difference.

A difference forces both to count alike and hides the level; the polynomial
S = b0 + b1·E + b2·P + b3·E² + b4·E·P + b5·P² does not (Edwards & Parry 1993, Academy of Management
Journal 36(6)).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from metrics.refusals import NotComputableError, insist
from metrics.satisfaction.experiences import Outcome, beside
from metrics.satisfaction.ratings import ratings
from metrics.scope import Scope
from metrics.statistics.intervals import Numbers
from metrics.statistics.least_squares import Fitted, fitted

NEEDED = 100
STEPS = 5
"""Into so many bands of equal width the two scales are cut for drawing."""
FEWEST_IN_A_CELL = 10

TERMS = ("constant", "expected", "perceived", "expected_squared", "product", "perceived_squared")
LINES = {
    "level": (0, 1, 1, 0, 0, 0),
    "level_bend": (0, 0, 0, 1, 1, 1),
    "gap": (0, -1, 1, 0, 0, 0),
    "gap_bend": (0, 0, 0, 1, -1, 1),
}
"""Along expected = found, and along found = −expected from the middle: slope and bend of each."""


@dataclass(frozen=True)
class ResponseSurface:
    """`coefficients` has one row per term, then per line: term, value, low, high; both scales run
    from −1 to 1 with 0 in the middle, satisfaction from 0 to 100.

    `cells` has one row per band of expected and of found that ten or more are in: expected,
    perceived (its middle, 0 to 100), value (what the surface says there), mean (what they said),
    base. `r_squared` stands beside that of the bare difference, `p` says how often chance alone
    would tell them so far apart.
    """

    coefficients: pd.DataFrame
    cells: pd.DataFrame
    r_squared: float
    difference_r_squared: float
    p: float
    base: int


def response_surface(scope: Scope) -> ResponseSurface:
    """The surface of satisfaction; TooFewError below 100 customers who told all three."""
    expected, perceived = (ratings(scope, kind).mean(axis=1) for kind in ("expected", "perceived"))
    if expected.empty or perceived.empty:
        raise NotComputableError("no_expectations")
    whole = beside(scope, "perceived", Outcome("csat"))
    told = pd.concat({"e": expected, "p": perceived, "s": whole}, axis=1).dropna()
    insist(NEEDED, len(told), "answers")
    return surface(*(told[name].to_numpy(float) for name in "eps"))


def surface(expected: Numbers, perceived: Numbers, satisfied: Numbers) -> ResponseSurface:
    """The surface through marks from 0 to 100, one of each per customer."""
    terms = _terms(expected, perceived)
    if np.linalg.matrix_rank(terms) < len(TERMS):
        raise NotComputableError("no_surface")
    fit = fitted(terms, satisfied)
    left, free = fit.left, fit.free
    difference = np.column_stack([np.ones(len(satisfied)), perceived - expected])
    bare, *_ = np.linalg.lstsq(difference, satisfied, rcond=None)
    rest = satisfied - difference @ bare
    total = float(((satisfied - satisfied.mean()) ** 2).sum())
    more = len(TERMS) - 2
    ratio = (rest @ rest - left @ left) / more / (left @ left / free) if left @ left else np.inf
    return ResponseSurface(
        coefficients=_coefficients(fit),
        cells=_cells(expected, perceived, satisfied, fit.slopes),
        r_squared=1 - float(left @ left) / total,
        difference_r_squared=1 - float(rest @ rest) / total,
        p=float(stats.f.sf(ratio, more, free)),
        base=len(satisfied),
    )


def _terms(expected: Numbers, perceived: Numbers) -> Numbers:
    e, p = (expected - 50) / 50, (perceived - 50) / 50
    return np.column_stack([np.ones(len(e)), e, p, e**2, e * p, p**2])


def _coefficients(fit: Fitted) -> pd.DataFrame:
    value, low, high = fit.along(np.vstack([np.eye(len(TERMS)), np.array(list(LINES.values()))]))
    names = [*TERMS, *LINES]
    return pd.DataFrame({"term": names, "value": value, "low": low, "high": high})


def _cells(expected: Numbers, perceived: Numbers, satisfied: Numbers, fit: Numbers) -> pd.DataFrame:
    width = 100 / STEPS
    bands = [np.minimum(each // width, STEPS - 1) for each in (expected, perceived)]
    rows = pd.DataFrame({"expected": bands[0], "perceived": bands[1], "mean": satisfied})
    cells = rows.groupby(["expected", "perceived"])["mean"].agg(["mean", "size"]).reset_index()
    cells = cells.rename(columns={"size": "base"}).query("base >= @FEWEST_IN_A_CELL")
    middle = {name: (cells[name] + 0.5) * width for name in ("expected", "perceived")}
    cells = cells.assign(**middle)
    said = _terms(cells["expected"].to_numpy(float), cells["perceived"].to_numpy(float)) @ fit
    return cells.assign(value=np.clip(said, 0, 100)).reset_index(drop=True)
