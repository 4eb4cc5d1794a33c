"""What is counted of everybody: bars of shares without an interval, each with its base."""

import pandas as pd

from ui.charts.bars import bars
from ui.parts import figure, wording
from ui.passport import Passport
from ui.view import View


def census(view: View, rows: pd.DataFrame, passport: Passport, key: str) -> None:
    """One bar per row, in the rows' order; rows have label, value and base, and what else to list.

    Nobody was drawn by lot here, so there is no interval.
    """
    drawn = rows.dropna(subset="value").assign(
        segment=lambda kept: kept["label"], low=float("nan"), high=float("nan"), is_small=False
    )
    chart = bars(drawn, wording(view, "share"), view.theme, is_sorted=False)
    figure(view, chart, rows, passport, key)
