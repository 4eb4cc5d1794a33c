"""What differs: between two periods, between a segment and the rest, and beyond chance."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats
from sklearn.metrics import roc_auc_score

from metrics.indicator import Dimension, Indicator
from metrics.quotients import by_each, each_and_rest
from metrics.risk.leaks import TOO_GOOD
from metrics.scope import Scope
from metrics.statistics.intervals import Numbers, Z, difference_interval

Verdict = Literal["higher", "lower", "same"]

NEARLY_ALL = 0.8
"""A segment with more of all that is counted says of nearly everybody what the whole says."""
FALSE_ALARMS = 0.05
"""Of the differences that are called out, at most this share is chance (Benjamini–Hochberg)."""


class Difference(NamedTuple):
    """A difference with its 95 % interval; "same" means that the two cannot be told apart."""

    value: float
    low: float
    high: float
    verdict: Verdict


def difference(
    indicator: Indicator, now: Mapping[str, float], before: Mapping[str, float]
) -> Difference | None:
    """`now` less `before`, two rows of measures; None where either is below the minimum base."""
    if min(now["base"], before["base"]) < indicator.minimum:
        return None
    value = float(now["value"] - before["value"])
    low, high = (float(end) for end in difference_interval(now, before))
    if np.isnan([value, low, high]).any():
        return None
    verdict: Verdict = "higher" if low > 0 else "lower" if high < 0 else "same"
    return Difference(value, low, high, verdict)


def chance_of(value: Numbers, low: Numbers, high: Numbers) -> Numbers:
    """How often chance alone would give such a difference, by the end of the interval nearer 0."""
    half = np.where(value > 0, value - low, high - value)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(2 * stats.norm.sf(np.abs(value) / half * Z))


def is_beyond_chance(p: Numbers) -> NDArray[np.bool_]:
    """Which of many differences stand out once their number is allowed for; nan is not judged."""
    found = np.zeros(len(p), bool)
    is_judged = ~np.isnan(p)
    if is_judged.any():
        found[is_judged] = stats.false_discovery_control(p[is_judged]) <= FALSE_ALARMS
    return found


def against_rest(
    scope: Scope, indicators: Sequence[Indicator], dimensions: Sequence[Dimension]
) -> pd.DataFrame:
    """Each segment beside all other customers: difference, its ends, p, is_notable, verdict.

    The measures of the rest are rest_value, rest_low, rest_high and rest_base. Rows below the
    minimum base on either side are not judged.
    """
    return _judged(each_and_rest(scope, indicators, dimensions), indicators, "rest")


def moved(
    now: Scope, earlier: Scope, indicators: Sequence[Indicator], dimensions: Sequence[Dimension]
) -> pd.DataFrame:
    """Each segment beside itself in an earlier period, with the measures then as earlier_…."""
    measures = {name: f"earlier_{name}" for name in ("value", "low", "high", "base")}
    keys = ["name", "dimension", "segment"]
    then = by_each(earlier, indicators, dimensions)[[*keys, *measures]]
    both = by_each(now, indicators, dimensions).merge(
        then.rename(columns=measures), on=keys, how="inner"
    )
    return _judged(both, indicators, "earlier")


def notable(
    scope: Scope,
    indicators: Sequence[Indicator],
    dimensions: Sequence[Dimension],
    earlier: Scope | None = None,
    compared: Sequence[Indicator] = (),
) -> pd.DataFrame:
    """What to look at first: the segments that stand out or moved beyond chance, weightiest first.

    One row per indicator, dimension, segment and kind ("stands_out", or "moved" for those that are
    compared with an earlier time); false alarms are
    controlled over all of them together. `weight` is the difference in units of its own interval,
    which grows with the effect and with how many it concerns. Customers without a value are no
    segment to act on: what they share is often only how the file came to be. Nor is
    nearly everybody, nor who is told apart by what is counted.
    """
    found = [against_rest(scope, indicators, dimensions).assign(kind="stands_out")]
    if earlier is not None and compared:
        found.append(moved(scope, earlier, compared, dimensions).assign(kind="moved"))
    rows = pd.concat(found, ignore_index=True)
    rows = rows[~rows["dimension"].isin(_made_of_it(found[0], indicators))]
    whole = rows.groupby(["kind", "name", "dimension"])["base"].transform("sum")
    rows = rows[rows["segment"].notna() & (rows["base"] <= NEARLY_ALL * whole)].copy()
    rows["is_notable"] = is_beyond_chance(rows["p"].to_numpy(float))
    width = (rows["difference_high"] - rows["difference_low"]) / 2
    rows["weight"] = rows["difference"].abs() / width
    kept = rows[rows["is_notable"]].sort_values("weight", ascending=False, kind="stable")
    return kept[~_is_mirrored(kept)].reset_index(drop=True)


def _made_of_it(rows: pd.DataFrame, indicators: Sequence[Indicator]) -> set[str]:
    """The dimensions whose segments all but tell who is counted in a share: made of it, as a column
    of reasons for leaving is, or a forecast of it that came with the file.
    """
    shares = {i.name for i in indicators if i.unit == "share"}
    told = rows[rows["name"].isin(shares) & (rows["base"] > 0)]
    return {
        str(dimension)
        for (_, dimension), own in told.groupby(["name", "dimension"])
        if _told_apart(own) >= TOO_GOOD
    }


def _told_apart(own: pd.DataFrame) -> float:
    """The AUC of segments, ranked by their share, for who is counted in it.

    Everybody is ranked by the others of their segment: a town of one would foretell them else.
    """
    known = own.dropna(subset="value")
    base = known["base"].to_numpy(float)
    counted = np.clip(known["value"].to_numpy(float), 0, 1) * base
    whole = counted.sum() / base.sum() if len(known) else 0.0
    if not 0 < whole < 1:
        return 0.5
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = [(counted - is_counted) / (base - 1) for is_counted in (1, 0)]
    scores = np.where(np.tile(base, 2) > 1, np.concatenate(shares), whole)
    is_counted = np.repeat([True, False], len(known))
    people = np.concatenate([counted, base - counted])
    return float(roc_auc_score(is_counted, scores, sample_weight=people))


def _is_mirrored(rows: pd.DataFrame) -> pd.Series:
    """The second of two segments differs from the first just as the first does from it."""
    pairs = rows[rows["kind"] == "stands_out"].groupby(["name", "dimension"])["difference"]
    is_second = pairs.cumcount() == 1
    is_pair = pairs.transform("size") == 2
    is_opposite = np.isclose(pairs.transform("sum"), 0)
    return (is_second & is_pair & is_opposite).reindex(rows.index, fill_value=False)


def _judged(rows: pd.DataFrame, indicators: Sequence[Indicator], other: str) -> pd.DataFrame:
    minimum = rows["name"].map({i.name: i.minimum for i in indicators}).to_numpy(float)
    is_enough = np.minimum(rows["base"], rows[f"{other}_base"]).to_numpy(float) >= minimum
    its = {name: rows[f"{other}_{name}"] for name in ("value", "low", "high")}
    ends = difference_interval(rows, its)
    value, low, high = (
        np.where(is_enough, part, np.nan)
        for part in (rows["value"] - its["value"], ends.low, ends.high)
    )
    p = chance_of(value, low, high)
    verdict = np.select([low > 0, high < 0, ~np.isnan(low)], ["higher", "lower", "same"], "")
    return rows.assign(
        difference=value,
        difference_low=low,
        difference_high=high,
        p=p,
        is_notable=is_beyond_chance(p),
        verdict=pd.Series(verdict, rows.index).replace("", None),
    )
