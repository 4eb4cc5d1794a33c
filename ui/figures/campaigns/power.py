"""How many customers the next campaign takes, and how many of them to leave alone."""

import pandas as pd
import streamlit as st

from metrics.campaigns.trials import Trial
from metrics.worth.economics import detectable_change, sample_size_with_holdout
from ui.block import block
from ui.charts.bars import bars
from ui.parts import figure, wording
from ui.passport import of_figure
from ui.view import View

_HELD_OUT = (0.05, 0.1, 0.2, 0.3, 0.5)
_USUAL, _MORE = 5.0, 1.0


@block
def power(view: View, found: Trial | None) -> None:
    """How many in all for each share left alone; and what the campaign above could have shown."""
    usual = _usual(found)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        rate = _asked(view, "rate", usual)
        more = _asked(view, "more", max(round(usual * 0.2, 1), 0.1))
    before, after = rate / 100, min((rate + more) / 100, 0.999)
    count, share = view.formats.count, view.formats.value
    # By the same formula as the bars: another rounding of it would be a second answer.
    total = sample_size_with_holdout(before, after, 0.5)
    facts = {"before": share(before, "share"), "after": share(after, "share")}
    st.markdown(view.say("power.each", each=count(-(-total // 2)), total=count(total), **facts))
    if found is not None and usual:
        sizes = found.counts
        least = detectable_change(usual / 100, max(sizes[arm] for arm in found.arms), sizes[""])
        st.markdown(view.say("power.had", change=view.formats.decimal(100 * least, 1)))
    rows = _rows(view, before, after)
    chart = bars(rows, wording(view, "count"), view.theme, is_sorted=False)
    figure(view, chart, rows[["label", "total"]], of_figure(view, "power"), "power")


def _usual(found: Trial | None) -> float:
    """How many of those left alone convert, in per cent; a usual share where that is not known."""
    for name in ("converted", "bought", "clicked"):
        if found is not None and name in found.outcomes:
            return round(100 * float(found.control[name].mean()), 2)
    return _USUAL


def _asked(view: View, name: str, usual: float) -> float:
    return st.number_input(
        view.say(f"power.{name}"),
        0.01,
        99.0,
        max(usual, 0.01),
        step=0.1,
        key=f"power-{name}-{usual}",
        width=330,
    )


def _rows(view: View, before: float, after: float) -> pd.DataFrame:
    totals = [sample_size_with_holdout(before, after, held) for held in _HELD_OUT]
    share = [view.formats.percent(held) for held in _HELD_OUT]
    return pd.DataFrame(
        {
            "segment": share,
            "label": [view.say("power.held_out", share=each) for each in share],
            "value": totals,
            "total": totals,
            "low": float("nan"),
            "high": float("nan"),
            "base": totals,
            "is_small": False,
        }
    )
