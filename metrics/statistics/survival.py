"""How long customers stay, with those who are still there counted as such (Kaplan & Meier 1958)."""

import numpy as np
import pandas as pd

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


def at(curve: pd.DataFrame, time: float) -> pd.Series:
    """The row of the curve that holds at a time."""
    place = np.searchsorted(curve["time"].to_numpy(), time, side="right") - 1
    return curve.iloc[int(place)]


def median(curve: pd.DataFrame) -> float:
    """When half have left; nan where more than half are still there."""
    reached = curve.loc[curve["survival"] <= 0.5 + 1e-12, "time"]
    return float(reached.iloc[0]) if len(reached) else float("nan")


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
