"""Who will buy in the time ahead, and how far such a forecast was off before."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from metrics.buying.backtest import backtest
from metrics.buying.purchase_chances import (
    HORIZON_WEEKS,
    READS,
    BuyingChances,
    bias,
    buying_chances,
    chance_bands,
)
from ui.block import block
from ui.charts.bars import bars
from ui.parts import figure, locked, told_when_refused, wording
from ui.passport import of_figure
from ui.plain_buying import told_when_plain
from ui.remembered import remembered
from ui.view import View


@block
def purchase_chances(view: View) -> None:
    """How many are likely to buy again, and the forecast's record on earlier days."""
    lacking = view.scope.lacks(READS)
    if lacking:
        locked(view, lacking)
        return
    with told_when_refused(view):
        found, record = _fitted(view)
        chances = found.customers
        st.markdown(_sentence(view, chances, record))
        told_when_plain(view, found.plainness)
        _warn(view, chances, bias(record))
        rows = _named(view, chance_bands(chances))
        chart = bars(rows, wording(view, "share"), view.theme, is_sorted=False)
        figure(view, chart, rows, of_figure(view, "purchase_chances"), "purchase-chances")


@remembered(8)
def _fitted(view: View) -> tuple[BuyingChances, pd.DataFrame]:
    return buying_chances(view.scope), backtest(view.scope, HORIZON_WEEKS)


def _warn(view: View, chances: pd.DataFrame, ratio: float | None) -> None:
    """Say so where the forecast erred the same way each time, and what to read instead."""
    if ratio is None:
        return
    foretold = chances["probability"].sum()
    facts = {
        "percent": view.formats.change(1 / ratio - 1),
        "foretold": view.formats.count(foretold),
        "rather": view.formats.count(foretold * ratio),
    }
    way = "high" if ratio < 1 else "low"
    st.warning(view.say(f"purchase_chances.too_{way}", **facts), icon=":material/balance:")


def _sentence(view: View, chances: pd.DataFrame, record: pd.DataFrame) -> str:
    count = view.formats.count
    weeks = int(HORIZON_WEEKS)
    said = view.say(
        "purchase_chances.expected",
        weeks=weeks,
        buyers=count(chances["probability"].sum()),
        customers=count(len(chances)),
        share=view.formats.value(chances["probability"].mean(), "share"),
    )
    kept = _record(view, record["buyers"].tolist(), record["buyers_expected"].tolist())
    return view.say.passage([said, kept])


def _record(view: View, came: Sequence[int], foretold: Sequence[float]) -> str:
    """What the same forecast said on earlier days, and what came."""
    pairs = [
        view.say(
            "purchase_chances.pair", foretold=view.formats.count(f), came=view.formats.count(c)
        )
        for f, c in zip(foretold, came, strict=True)
    ]
    if not pairs:
        return view.say("purchase_chances.no_record")
    return view.say("purchase_chances.record", pairs=view.say("purchase_chances.and").join(pairs))


def _named(view: View, bands: pd.DataFrame) -> pd.DataFrame:
    share = [view.formats.decimal(low * 100, 0) for low in bands["low"]]
    upto = [view.formats.decimal(high * 100, 0) for high in bands["high"]]
    labels = [f"{low}–{high}%" for low, high in zip(share, upto, strict=True)]
    named = bands.rename(columns={"share": "value", "customers": "base"}).iloc[::-1]
    return named.assign(
        label=labels[::-1],
        segment=labels[::-1],
        is_small=False,
        low=float("nan"),
        high=float("nan"),
    )
