"""What a forecast scored, beside what was found before and how far from that is the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from metrics.risk.churn_model import logit
from metrics.statistics.forecast_quality import calibration, lift, quality
from metrics.statistics.intervals import Numbers

Scores = dict[str, float]


@dataclass(frozen=True)
class Measure:
    """A column of the table: its head, its decimals, and how far from print still is the same."""

    head: str
    decimals: int
    tolerance: float


MEASURES = {
    "auc": Measure("AUC", 3, 0.006),
    "brier": Measure("Brier", 4, 0.0015),
    "lift10": Measure("lift, first tenth", 2, 0.06),
    "lift20": Measure("lift, first fifth", 2, 0.06),
    "ap": Measure("average precision", 3, 0.01),
    "ece": Measure("ECE", 3, 0.01),
    "slope": Measure("slope", 2, 0.05),
}
"""AUC as far as tests allow it on CDNOW; the others as much as another draw of folds moves them."""


def scores(happened: Numbers, chance: Numbers) -> Scores:
    """Each measure of chances held against what happened, 1 or 0; NaN where it has no meaning."""
    found, tenths = quality(happened, chance), calibration(happened, chance)
    off = (tenths["foretold"] - tenths["happened"]).abs() @ tenths["customers"]
    return {
        "auc": found.auc,
        "brier": found.brier,
        "lift10": found.top_decile_lift,
        "lift20": lift(happened, chance, 0.2),
        "ap": float(average_precision_score(happened, chance)),
        "ece": off / len(happened),
        "slope": _slope(happened, chance),
    }


def mean(found: Iterable[Scores]) -> Scores:
    """The mean of each measure over several draws of the folds."""
    rows = list(found)
    return {name: float(np.mean([row[name] for row in rows])) for name in rows[0]}


def _slope(happened: Numbers, chance: Numbers) -> float:
    """How much of a step in the chances came true: 1 where they are calibrated."""
    if np.ptp(chance) == 0:
        return float("nan")
    line = LogisticRegression(C=np.inf).fit(logit(chance)[:, None], happened)
    return float(line.coef_[0, 0])


def table(ways: Mapping[str, Scores], columns: Iterable[str], printed: Mapping[str, Scores]) -> str:
    """The ways as rows of a Markdown table, each number with what was printed and its tolerance."""
    shown = [(name, MEASURES[name]) for name in columns]
    lines = [
        f"| way | {' | '.join(measure.head for _, measure in shown)} |",
        f"|---|{'--:|' * len(shown)}",
    ]
    for way, found in ways.items():
        told = printed.get(way, {})
        cells = [_cell(found.get(name), told.get(name), measure) for name, measure in shown]
        lines.append(f"| {way} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _cell(found: float | None, printed: float | None, measure: Measure) -> str:
    if found is None or np.isnan(found):
        return "–"
    ours = f"{found:.{measure.decimals}f}"
    if printed is None:
        return ours
    mark = "✓" if is_within(found, printed, measure) else "✗"
    return f"{ours} ({printed:.{measure.decimals}f} ± {measure.tolerance:g}) {mark}"


def is_within(found: float, printed: float, measure: Measure) -> bool:
    """Whether a number, as it is shown, is as near to the printed one as counts as the same."""
    shown = round(found, measure.decimals)
    return bool(abs(shown - printed) <= measure.tolerance + 10.0 ** -(measure.decimals + 3))
