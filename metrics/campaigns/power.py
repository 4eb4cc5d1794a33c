"""How many customers the next campaign takes, going by what those left alone did in the last."""

import pandas as pd

from metrics.campaigns.trials import CONTROL, Trial
from metrics.worth.economics import detectable_change, sample_size_with_holdout

HELD_OUT = (0.05, 0.1, 0.2, 0.3, 0.5)
_FIFTH = 0.2
_SHARES = ("converted", "bought", "clicked")
_MOST = 0.999


def usual(trial: Trial) -> tuple[str, float] | None:
    """What those left alone may have done, and the share of them who did; None if not known.

    Rounded as it is shown, so that whoever reckons with what they read comes to the same.
    """
    for name in _SHARES:
        if name in trial.outcomes:
            return name, round(float(trial.control[name].mean()), 4)
    return None


def worth_knowing(share: float) -> float:
    """A fifth more than would have come anyway, where a reader names no other difference."""
    return max(round(share * _FIFTH, 3), 0.001)


def customers_needed(before: float, more: float) -> pd.DataFrame:
    """One row per share left alone: held_out, and customers, how many it takes in all.

    For a share `before` that grows by `more`.
    """
    after = min(before + more, _MOST)
    totals = [sample_size_with_holdout(before, after, held) for held in HELD_OUT]
    return pd.DataFrame({"held_out": HELD_OUT, "customers": totals})


def could_show(trial: Trial, share: float) -> float:
    """The smallest change of a share that the campaign's largest arm would as a rule have shown."""
    sizes = trial.counts
    return detectable_change(share, max(sizes[arm] for arm in trial.arms), sizes[CONTROL])
