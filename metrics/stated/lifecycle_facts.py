"""What a report states of the lifecycle: where customers stand, how they move, who is due."""

import pandas as pd

from metrics.buying.purchase_path import READS as VISITED
from metrics.buying.purchase_path import purchase_path
from metrics.buying.run_out import due_bands, run_out
from metrics.lifecycle.cohorts import cohort_retention, pooled
from metrics.lifecycle.ladder import ladder, untold_steps
from metrics.lifecycle.lifecycle_bars import lifecycle_bars
from metrics.lifecycle.stages import stages
from metrics.lifecycle.step_times import step_times
from metrics.lifecycle.transitions import homogeneity, misplaced, projected, transitions
from metrics.scope import Scope
from metrics.stated.reported import Area, Facts, Reported, records
from metrics.statistics.intervals import with_share

STEP_MONTHS = 3
"""From one look at the stages to the next."""
MONTHS_TOLD = 12


def _stages(scope: Scope) -> Facts:
    return {"stages": records(with_share(stages(scope), "customer_count"))}


def _ladder(scope: Scope) -> Facts:
    """Each step with the share of the step below that came so far, and how long half took.

    Steps that the data cannot tell are `untold`, with the columns that would.
    """
    steps = ladder(scope)
    below = steps["reached_count"].shift()
    times = step_times(scope).rename(columns={"base": "waited_count"})
    untold = untold_steps(scope, set(steps["step"]))
    return {
        "steps": records(steps.assign(base=below).merge(times, on="step", how="left")),
        "untold": [{"step": step, "missing": [*reads]} for step, reads in untold.items()],
    }


def _cohorts(scope: Scope) -> Facts:
    """All monthly cohorts together, by age in months; unfinished ages left out."""
    cells = cohort_retention(scope)
    ages = pooled(cells).drop(columns="amount")
    sizes = cells.groupby("cohort")["cohort_size"].max()
    told = {"grain": "month", "cohorts": len(sizes), "customers": int(sizes.sum())}
    return {**told, "ages": records(ages)}


def _moves(scope: Scope) -> Facts:
    """The last step between stages; held against the one before it, which may say: do not project.

    `misplaced_share` is of customers whom the step before, projected, has in a wrong stage.
    """
    moves = transitions(scope, STEP_MONTHS)
    before = transitions(scope, 2 * STEP_MONTHS, STEP_MONTHS)
    facts: Facts = {"months": STEP_MONTHS, "moves": records(moves)}
    test = homogeneity(before, moves)
    if test.df:
        wrong = misplaced(projected(before, moves))
        facts |= {**test._asdict(), "is_steady": bool(test.p >= 0.05), "misplaced_share": wrong}
    return facts


def _bars(scope: Scope) -> Facts:
    return {"grain": "month", "periods": records(_finished(lifecycle_bars(scope)))}


def _finished(periods: pd.DataFrame) -> pd.DataFrame:
    """The last year of them that is over."""
    return periods[periods["is_complete"]].drop(columns="is_complete").tail(MONTHS_TOLD)


def _due(scope: Scope) -> Facts:
    """How many are due when, and by how many days their usual gap was off at their last order."""
    found = run_out(scope)
    bands = with_share(due_bands(found.due).drop(columns="share"), "customers")
    return {"told_by": found.way, "median_days_off": found.errors, "bands": records(bands)}


def _path(scope: Scope) -> Facts:
    found = purchase_path(scope)
    return {"steps": records(found.steps), "compared": records(found.compared)}


_ORDERED = ("orders.ordered_at",)

LIFECYCLE: Area = {
    "stages": Reported(_stages, _ORDERED),
    "ladder": Reported(_ladder, _ORDERED),
    "cohorts": Reported(_cohorts, _ORDERED),
    "moves": Reported(_moves, _ORDERED),
    "lifecycle_bars": Reported(_bars, _ORDERED),
    "run_out": Reported(_due, _ORDERED),
    "purchase_path": Reported(_path, VISITED),
}
