"""A way of several steps as a funnel: how many come so far, and which share goes on."""

from functools import partial

import pandas as pd

from ui.charts.ladder import ladder
from ui.parts import figure, wording
from ui.passport import Passport
from ui.view import View

FEWEST = 30
"""A share of fewer is drawn pale."""


def funnel(view: View, rows: pd.DataFrame, passport: Passport, key: str) -> None:
    """One bar per step; rows have step, label, value, base, share, low and high."""
    rows = rows.assign(is_small=rows["base"] < FEWEST)
    share = partial(view.formats.value, unit="share")
    chart = ladder(rows, wording(view, "count"), view.theme, share=share)
    figure(view, chart, rows, passport, key)
