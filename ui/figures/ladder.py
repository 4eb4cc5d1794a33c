"""How far up the ladder customers have come, and where they stop."""

from functools import partial

from metrics.dimensions import dimension_called
from metrics.gaps import step_times
from metrics.ladder import ladder as steps_of
from ui.bar import toggle
from ui.charts.ladder import ladder as rungs
from ui.links import Chip
from ui.parts import figure, wording
from ui.passport import of_figure
from ui.view import View

FEWEST = 30


def ladder(view: View) -> None:
    """One bar per step with the share that came so far; a click filters by the step."""
    rows = steps_of(view.scope).merge(step_times(view.scope), on="step", how="left")
    rows = rows.rename(columns={"reached_count": "value", "conversion": "share"})
    rows["base"] = rows["value"].shift()
    rows["label"] = [view.say(f"segment.ladder_step.{step}") for step in rows["step"]]
    rows["is_small"] = rows["base"] < FEWEST
    share = partial(_share, view)
    chart = rungs(rows, wording(view, "count"), view.theme, share=share)
    figure(view, chart, rows, of_figure(view, "ladder", "orders"), "ladder", partial(_pick, view))


def _share(view: View, value: float) -> str:
    return view.formats.value(value, "share")


def _pick(view: View, point: dict[str, object]) -> None:
    step = point["customdata"][0]  # type: ignore[index]
    toggle(view, Chip(dimension_called("ladder_step").name, step))
