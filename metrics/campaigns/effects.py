"""What a campaign brought about: those written to against those left alone, and what it earned."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from metrics.campaigns.trials import UNITS, Trial
from metrics.statistics.intervals import (
    Interval,
    Numbers,
    difference_interval,
    hall,
    ratio_skewness,
    wilson,
)

DRAWS = 1000
SKEWED = 0.2
"""Cochran's rule (1977): a mean's usual interval holds from 25 times its squared skewness on."""
_ENDS = [0.025, 0.975]


@dataclass(frozen=True)
class Effect:
    """A difference of two shares or means, its 95 % interval and p; `base` in each group."""

    value: float
    low: float
    high: float
    p: float
    treated: float
    control: float
    treated_base: int
    control_base: int


@dataclass(frozen=True)
class Earnings:
    """What a campaign earned beyond what would have come anyway, and what it cost.

    `roi` is (earned − cost) ÷ cost, nan where it cost nothing.
    """

    earned: float
    low: float
    high: float
    cost: float
    customers: int

    def roi(self, earned: float) -> float:
        """What each unit of money spent brought back beyond itself."""
        return (earned - self.cost) / self.cost if self.cost > 0 else np.nan


def difference_of_means(treated: Numbers, control: Numbers) -> Effect:
    """The effect on the mean, with Welch's interval and p: the groups may spread differently."""
    groups = (treated, control)
    parts = [group.var(ddof=1) / len(group) for group in groups]
    value, error = float(treated.mean() - control.mean()), float(np.sqrt(sum(parts)))
    spread = sum(part**2 / (len(g) - 1) for part, g in zip(parts, groups, strict=True))
    # Nobody differs from anybody: no number of customers can tell how sure that is.
    freedom = error**4 / spread if spread > 0 else np.nan
    half = float(stats.t.ppf(0.975, freedom)) * error
    p = float(2 * stats.t.sf(abs(value) / error, freedom)) if error > 0 else np.nan
    low, high = value - half, value + half
    # Where a few spend most Welch's are too short if groups are not of one size.
    skewness = [_skewness(group) for group in groups]
    if np.nanmax([0.0, *np.abs(skewness)]) > SKEWED:
        told = zip(groups, parts, skewness, strict=True)
        low, high = (float(end) for end in difference_interval(*(_told(*one) for one in told)))
    means = float(treated.mean()), float(control.mean())
    return Effect(value, low, high, p, *means, len(treated), len(control))


def _skewness(group: Numbers) -> float:
    """That of the group's mean, nan where nobody differs."""
    away = group - group.mean()
    return float(ratio_skewness(0.0, ((away**3).sum(), 0.0, 0.0, 0.0), (away**2).sum()))


def _told(group: Numbers, variance: float, skewness: float) -> dict[str, object]:
    mean = float(group.mean())
    return {"value": mean, **hall(mean, variance, skewness, len(group) - 1)._asdict()}


def difference_of_shares(treated: Numbers, control: Numbers) -> Effect:
    """The effect on a share of customers, with Newcombe's interval (1998, method 10).

    Welch's promises too much of a share near none: of a hundred, three in four times nobody buys.
    """
    groups = [(float(group.mean()), len(group)) for group in (treated, control)]
    ends = [wilson(share, base) for share, base in groups]
    told = [
        {"value": share, "low": own.low, "high": own.high}
        for (share, _), own in zip(groups, ends, strict=True)
    ]
    (share, base), (other, others) = groups
    both = (share * base + other * others) / (base + others)
    error = float(np.sqrt(both * (1 - both) * (1 / base + 1 / others)))
    low, high = (float(end) for end in difference_interval(*told))
    p = float(2 * stats.norm.sf(abs(share - other) / error)) if error > 0 else np.nan
    return Effect(share - other, low, high, p, share, other, base, others)


DIFFERENCES: Mapping[str, Callable[[Numbers, Numbers], Effect]] = {
    "share": difference_of_shares,
    "money": difference_of_means,
}
"""How an outcome of a unit is compared."""


def effects(trial: Trial) -> pd.DataFrame:
    """One row per arm and outcome: arm, outcome, unit, value, low, high, p, treated, control and
    their bases; drawn_low and drawn_high, by drawing customers anew, where it is money; value,
    ends and variance_saved once more as adjusted_…, where spending before the campaign is known.
    """
    rows = []
    for arm in trial.arms:
        both = pd.concat([trial.treated(arm), trial.control])
        for outcome in trial.outcomes:
            known = both.dropna(subset=outcome)
            rows.append({"arm": arm, "outcome": outcome, **_measured(known, outcome)})
    return pd.DataFrame(rows)


def earnings(
    trial: Trial, arm: str, outcome: str, margin_share: float, each_cost: float | None = None
) -> Earnings:
    """What an arm earned: its effect on money times margin, for all who were written to.

    The cost is the file's own, or what each message cost.
    """
    treated = trial.treated(arm)
    both = pd.concat([treated, trial.control]).dropna(subset=outcome)
    effect = difference_of_means(*both_groups(both, outcome))
    own = float(treated["cost"].sum())
    cost = own if each_cost is None else each_cost * len(treated)
    scale = margin_share * len(treated)
    ends = effect.value * scale, effect.low * scale, effect.high * scale
    return Earnings(*ends, cost=cost, customers=len(treated))


def cuped(outcome: Numbers, before: Numbers) -> Numbers:
    """The outcome less what spending before foretells of it (Deng et al. 2013).

    The lot fell regardless of what came before, so the effect stays and the noise goes.
    """
    spread = before.var()
    slope = float(np.cov(outcome, before, bias=True)[0, 1] / spread) if spread > 0 else 0.0
    return np.asarray(outcome - slope * (before - before.mean()))


def drawn_ends(treated: Numbers, control: Numbers, draws: int = DRAWS) -> Interval:
    """The ends of the effect when customers are drawn anew.

    Most spend nothing: how many do is drawn first, then what each of these spends.
    """
    chance = np.random.default_rng(0)
    drawn = _drawn_means(treated, draws, chance) - _drawn_means(control, draws, chance)
    low, high = np.quantile(drawn, _ENDS)
    return Interval(low, high)


def _drawn_means(values: Numbers, draws: int, chance: np.random.Generator) -> Numbers:
    told = values[values != 0]
    counts = chance.binomial(len(values), len(told) / len(values), size=draws)
    return np.array([chance.choice(told, count).sum() if count else 0.0 for count in counts]) / len(
        values
    )


def both_groups(known: pd.DataFrame, outcome: str) -> tuple[Numbers, Numbers]:
    """What came of those written to, and of those left alone."""
    values, is_control = known[outcome].to_numpy(float), known["is_control"].to_numpy(bool)
    return values[~is_control], values[is_control]


def _measured(known: pd.DataFrame, outcome: str) -> dict[str, object]:
    unit, groups = UNITS[outcome], both_groups(known, outcome)
    found: dict[str, object] = {"unit": unit, **vars(DIFFERENCES[unit](*groups))}
    if unit == "money":
        ends = drawn_ends(*groups)
        found |= {"drawn_low": float(ends.low), "drawn_high": float(ends.high)}
    return found | _adjusted(known, outcome)


def _adjusted(known: pd.DataFrame, outcome: str) -> dict[str, float]:
    before = known["spend_before"].fillna(0).to_numpy(float)
    if before.std() == 0:
        return {}
    values = known[outcome].to_numpy(float)
    kept = cuped(values, before)
    effect = difference_of_means(*both_groups(known.assign(**{outcome: kept}), outcome))
    saved = 1 - float(kept.var() / values.var()) if values.var() > 0 else 0.0
    ends = {name: getattr(effect, name) for name in ("value", "low", "high")}
    return {f"adjusted_{name}": end for name, end in ends.items()} | {"variance_saved": saved}
