"""Who buys again, who left: every way of telling held against what came, on published data.

`python -m benchmarks.forecasts` writes docs/forecasts.md. What is foretold on CDNOW is learned
before the day it is tested on; the telco file has no dates: there customers are left out in turn.
"""

import tomllib
from pathlib import Path

from benchmarks.cdnow_forecasts import OWN, SET_RIGHT, SHARES, cdnow_ways
from benchmarks.forecast_scores import MEASURES, Scores, table
from benchmarks.telco_forecasts import telco_ways

TARGET = Path(__file__).parents[1] / "docs" / "forecasts.md"
PUBLISHED = tomllib.loads(
    (Path(__file__).parent / "published_forecasts.toml").read_text(encoding="utf-8")
)
CDNOW_COLUMNS = ("auc", "brier", "ece", "lift10")
TELCO_COLUMNS = ("auc", "brier", "lift10", "lift20", "ap", "ece", "slope")

NAMED = {"own": OWN, "shares": SHARES, "right": SET_RIGHT}

HONEST = {"auc": (0.83, 0.85), "brier": (0.134, 0.14), "lift10": (2.85, 2.9)}
"""What was called the honest range of models on the telco file."""

HEAD = """# Forecasts held against what came

Written by `python -m benchmarks.forecasts`. In brackets behind a number stands the one that was
found before and is to be found again, with how far from it counts as the same; ✓ is within, ✗ not.

- AUC: the share of pairs put in the right order. On telco the mean over the folds.
- Brier: the mean squared error of the chances.
- ECE: how far the chances of a tenth of the customers are from what came, on average.
- Lift: how much denser those to whom it happened are in the first tenth, or fifth.
- Average precision: the share of hits among those named, on average over all cuts.
- Slope: how much of a step in the log-odds came true; 1 where chances are calibrated.
"""

CDNOW_TEXT = """
## CDNOW: who buys in the 26 weeks after 29 December 1997

23,570 customers; learned from what was known on 30 June 1997 and came in the 26 weeks after it. A
forecast must rank *and* fit: P(alive) of BG/NBD ranks worse than a coin, as it calls every
one-time buyer alive.
"""

CDNOW_AFTER = """
All ways but the last rank alike; the chances differ by what is known of a customer. Everybody first
ordered in the first quarter of 1997: on the day of learning nobody is older than half a year, on
the day of the test everybody is. What was found before does not list its features. What gives the
regression again is silence and orders as *shares* of the time since the first order, which mean the
same on both days; what gives the trees again is habits without a customer's own pace. Perennial's
features have the days since the first order themselves, and a line drawn through them leads
outside what was learned: ECE {own:.3f} instead of {shares:.3f}. This is why the page recalibrates
on the latest closed window: learned on 31 March and set right on 30 June, its ECE is {right:.3f}.
Random folds have no later day and look better than a forecast can be.
"""

TELCO_TEXT = """
## Telco: who is marked as left

7,043 customers of IBM's sample, five folds, each judged by a model that has not seen them; the
mean of three draws of the folds. It has no dates and is no forecast. Doubling the leavers before
the folds are drawn puts the same customer on both sides: its AUC is what a leak looks like.
"""

TELCO_AFTER = """
Called honest before: AUC .83–.85, Brier .134–.140, lift 2.85–2.9.
{verdicts}
"""


def verdict(name: str, found: Scores) -> str:
    """In which measures a way stands within the honest range, and in which it does not."""
    places = {"auc": 2, "brier": 3, "lift10": 2}
    off = [
        f"{MEASURES[measure].head} {found[measure]:.{MEASURES[measure].decimals}f}"
        for measure, (low, high) in HONEST.items()
        if not low <= round(found[measure], places[measure]) <= high
    ]
    said = f"outside by {', '.join(off)}" if off else "within in all three"
    return f"- {name}: {said}"


def told() -> str:
    """The text of docs/forecasts.md."""
    cdnow, telco = cdnow_ways(), telco_ways()
    ece = {place: cdnow[name]["ece"] for place, name in NAMED.items()}
    judged = [
        verdict(name, found) for name, found in telco.items() if HONEST.keys() <= found.keys()
    ]
    cdnow_part = table(cdnow, CDNOW_COLUMNS, PUBLISHED["cdnow"]) + CDNOW_AFTER.format(**ece)
    telco_part = table(telco, TELCO_COLUMNS, PUBLISHED["telco"])
    after = TELCO_AFTER.format(verdicts="\n".join(["", *judged]))
    return "\n".join([HEAD + CDNOW_TEXT, cdnow_part + TELCO_TEXT, telco_part + after])


if __name__ == "__main__":
    text = told()
    TARGET.write_text(text, "utf-8")
    print(text)
