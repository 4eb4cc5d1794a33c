"""How long customers stay, with those who are still there counted as such (Kaplan & Meier 1958)."""

import numpy as np
import pandas as pd
from scipy import stats

from metrics.statistics.intervals import Numbers, Z

THIN = 20
"""With fewer than this at risk a curve goes on by single customers and is not to be read."""

CURVE = ["time", "at_risk", "ended", "survival", "low", "high", "is_thin"]


def survival_curve(spells: pd.DataFrame) -> pd.DataFrame:
    """One row per time at which somebody left or was last seen, the first at time 0.

    `spells` holds months, is_ended and, where one row stands for several alike, weight. The
    interval is Greenwood's on the log-log scale; it is null before the first end and after the
    last customer, where it says nothing.
    """
    steps = _steps(spells)
    at_risk, ended = steps["at_risk"].to_numpy(), steps["ended"].to_numpy()
    staying = at_risk - ended
    survival = np.cumprod(np.divide(staying, at_risk, out=np.ones_like(at_risk), where=at_risk > 0))
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.cumsum(np.where(ended > 0, ended / (at_risk * staying), 0.0))
        exponent = np.exp(Z * np.sqrt(variance) / np.abs(np.log(survival)))
    is_open = (survival > 0) & (survival < 1)
    return steps.assign(
        survival=survival,
        low=np.where(is_open, survival**exponent, np.nan),
        high=np.where(is_open, survival ** (1 / exponent), np.nan),
        is_thin=at_risk < THIN,
    )


def clustered(curve: pd.DataFrame, spells: pd.DataFrame) -> pd.DataFrame:
    """The curve with the ends it has where spells of one `part` are no news to each other.

    Greenwood takes all spells for independent, which a customer's are not. Here each part is left
    out in turn and log(−log S) spreads as the parts do (the grouped jackknife), by Student's t.
    """
    others = _without_each(curve["time"].to_numpy(), spells)
    whole, parts = curve["survival"].to_numpy(), len(others)
    if parts < 2:
        # One part tells nothing of how parts differ.
        return curve.assign(low=np.nan, high=np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log(-np.log(others))
        spread = np.sqrt((parts - 1) / parts * np.sum((logs - logs.mean(axis=0)) ** 2, axis=0))
        exponent = np.exp(stats.t.ppf(0.975, parts - 1) * spread)
    is_told = (whole > 0) & (whole < 1) & np.isfinite(exponent)
    low, high = (np.where(is_told, whole**power, np.nan) for power in (exponent, 1 / exponent))
    return curve.assign(low=low, high=high)


def _without_each(time: Numbers, spells: pd.DataFrame) -> Numbers:
    """The survival at each time among the spells of all parts but one; one row per part."""
    _, part = np.unique(spells["part"].to_numpy(), return_inverse=True)
    place = np.searchsorted(time, spells["months"].to_numpy(float))
    weight = spells["weight"].to_numpy(float)
    shape = (int(part.max(initial=-1)) + 1, len(time))
    leaving, ended = np.zeros(shape), np.zeros(shape)
    np.add.at(leaving, (part, place), weight)
    np.add.at(ended, (part, place), weight * spells["is_ended"].to_numpy(bool))
    at_risk, gone = (
        own.sum(axis=0) - own for own in (leaving[:, ::-1].cumsum(axis=1)[:, ::-1], ended)
    )
    return np.cumprod(1 - np.divide(gone, at_risk, out=np.zeros(shape), where=at_risk > 0), axis=1)


def at(curve: pd.DataFrame, time: float) -> pd.Series:
    """The row of the curve that holds at a time."""
    place = np.searchsorted(curve["time"].to_numpy(), time, side="right") - 1
    return curve.iloc[int(place)]


def median(curve: pd.DataFrame) -> float:
    """When half have left; nan where more than half are still there."""
    return reached(curve, 0.5)


def median_interval(curve: pd.DataFrame) -> tuple[float, float]:
    """The 95 % interval of the median."""
    return reached_interval(curve, 0.5)


def reached(curve: pd.DataFrame, share: float) -> float:
    """When so many have left; nan where more are still there."""
    there = curve.loc[curve["survival"] <= 1 - share + 1e-12, "time"]
    return float(there.iloc[0]) if len(there) else float("nan")


def reached_interval(curve: pd.DataFrame, share: float) -> tuple[float, float]:
    """The 95 % interval of when so many have left: when each end of the band comes down to them
    (Brookmeyer & Crowley 1982); nan where it does not. Where all left at once it is that time.
    """
    if curve["high"].isna().all():
        return reached(curve, share), reached(curve, share)
    low, high = curve["low"].fillna(curve["survival"]), curve["high"].fillna(1.0)
    ends = (reached(curve.assign(survival=end), share) for end in (low, high))
    return next(ends), next(ends)


def restricted_mean(curve: pd.DataFrame, horizon: float) -> float:
    """The mean time a customer stays within the horizon: the area under the curve up to it.

    nan beyond the last time seen, unless everybody had left by then.
    """
    time, survival = curve["time"].to_numpy(), curve["survival"].to_numpy()
    if horizon > time[-1] and survival[-1] > 0:
        return float("nan")
    lasting = np.diff(np.append(np.minimum(time, horizon), horizon))
    return float(survival @ lasting)


def mean_interval(curve: pd.DataFrame, horizon: float) -> tuple[float, float]:
    """The 95 % interval of the restricted mean, by Greenwood's variance; nan where the mean is."""
    mean = restricted_mean(curve, horizon)
    early = curve[curve["time"] < horizon]
    time, survival = early["time"].to_numpy(float), early["survival"].to_numpy(float)
    at_risk, ended = early["at_risk"].to_numpy(float), early["ended"].to_numpy(float)
    areas = survival * np.diff(np.append(time, horizon))
    # What is still to come after each time: an end there takes its part of that.
    ahead = np.cumsum(areas[::-1])[::-1]
    staying = at_risk - ended
    is_told = (ended > 0) & (staying > 0)
    spread = np.divide(ended, at_risk * staying, out=np.zeros_like(ended), where=is_told)
    half = Z * float(np.sqrt(np.sum(ahead**2 * spread)))
    return max(mean - half, 0.0), min(mean + half, horizon)


def hazards(curve: pd.DataFrame) -> Numbers:
    """The share of those at risk who leave at each time of the curve."""
    at_risk = curve["at_risk"].to_numpy(float)
    ended = curve["ended"].to_numpy(float)
    return np.asarray(np.divide(ended, at_risk, out=np.zeros_like(at_risk), where=at_risk > 0))


def _steps(spells: pd.DataFrame) -> pd.DataFrame:
    """Time, at_risk and ended by distinct time, with time 0 always there."""
    months = np.append(0.0, spells["months"].to_numpy(float))
    own = spells["weight"].to_numpy(float) if "weight" in spells else np.ones(len(spells))
    weight = np.append(0.0, own)
    has_ended = np.append(False, spells["is_ended"].to_numpy(bool))
    time, place = np.unique(months, return_inverse=True)
    leaving = np.bincount(place, weight)
    at_risk = np.cumsum(leaving[::-1])[::-1]
    ended = np.bincount(place, weight * has_ended)
    return pd.DataFrame({"time": time, "at_risk": at_risk, "ended": ended})
