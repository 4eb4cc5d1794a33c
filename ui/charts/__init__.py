"""Every mark Perennial draws: tidy rows and their wording in, a plotly figure out."""

from ui.charts.bars import bars
from ui.charts.canvas import Wording, on_paper, plain, shortened
from ui.charts.heatmap import Scale, heatmap
from ui.charts.lines import lines
from ui.charts.survival import survival_curves

__all__ = [
    "Scale",
    "Wording",
    "bars",
    "heatmap",
    "lines",
    "on_paper",
    "plain",
    "shortened",
    "survival_curves",
]
