"""How many customers the next campaign takes, and how many of them to leave alone."""

import pandas as pd
import streamlit as st

from metrics.campaigns.power import could_show, customers_needed, usual, worth_knowing
from metrics.campaigns.trials import Trial
from metrics.worth.economics import sample_size_with_holdout
from ui.block import block
from ui.charts.bars import bars
from ui.parts import figure, wording
from ui.passport import of_figure
from ui.view import View

_USUAL = 5.0


@block
def power(view: View, found: Trial | None) -> None:
    """How many in all for each share left alone; and what the campaign above could have shown."""
    share_before = _usual(found)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        rate = _asked(view, "rate", share_before)
        more = _asked(view, "more", 100 * worth_knowing(share_before / 100))
    before, after = rate / 100, min((rate + more) / 100, 0.999)
    count, share = view.formats.count, view.formats.value
    # By the same formula as the bars: another rounding of it would be a second answer.
    total = sample_size_with_holdout(before, after, 0.5)
    facts = {"before": share(before, "share"), "after": share(after, "share")}
    st.markdown(view.say("power.each", each=count(-(-total // 2)), total=count(total), **facts))
    if found is not None and share_before:
        least = could_show(found, share_before / 100)
        st.markdown(view.say("power.had", change=view.formats.decimal(100 * least, 1)))
    rows = _rows(view, before, after)
    chart = bars(rows, wording(view, "count"), view.theme, is_sorted=False)
    figure(view, chart, rows[["label", "total"]], of_figure(view, "power"), "power")


def _usual(found: Trial | None) -> float:
    """How many of those left alone convert, in per cent; a usual share where that is not known."""
    known = None if found is None else usual(found)
    return _USUAL if known is None else round(100 * known[1], 2)


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
    needed = customers_needed(before, after - before)
    share = [view.formats.percent(held) for held in needed["held_out"]]
    return pd.DataFrame(
        {
            "segment": share,
            "label": [view.say("power.held_out", share=each) for each in share],
            "value": needed["customers"],
            "total": needed["customers"],
            "low": float("nan"),
            "high": float("nan"),
            "base": needed["customers"],
            "is_small": False,
        }
    )
