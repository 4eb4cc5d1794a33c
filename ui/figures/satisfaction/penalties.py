"""What a bad mark of each part costs, and what a very good one gains."""

import pandas as pd
import streamlit as st

from metrics.satisfaction.experiences import Outcome, experiences
from metrics.satisfaction.penalty_reward import FEWEST, penalty_reward
from ui.charts.heatmap import Scale, heatmap
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure
from ui.safe import plain, visible
from ui.view import View

_SIDES = ("penalty", "reward")
_ROLES = ("basic", "excitement", "performance")
_TOLD = ["penalty", "penalty_low", "penalty_high", "reward", "reward_low", "reward_high"]
_TOLD += ["contrast", "contrast_low", "contrast_high", "low_count", "high_count", "base"]


def penalties(view: View, kind: str, outcome: Outcome) -> None:
    """A row for each part: cost on the left, gain on the right; asked for only when opened."""
    box = st.expander(view.say("penalties.title"), key="penalties", on_change="rerun")
    if not box.open:
        return
    with box, told_when_refused(view):
        rows = penalty_reward(experiences(view.scope, kind, outcome))
        rows = rows.assign(label=[visible(part) for part in rows["part"]])
        st.markdown("\n".join(_roles(view, rows)))
        cells = pd.concat([_side(view, rows, side) for side in _SIDES])
        most = float(cells["value"].abs().max()) or 1.0
        scale = Scale(-most, most, is_diverging=True)
        chart = heatmap(cells, wording(view, "score"), view.theme, scale=scale)
        told = rows.assign(role_name=[view.say(f"penalties.{role}") for role in rows["role"]])
        told = told[["label", "role_name", *_TOLD]]
        figure(view, chart, told, of_figure(view, "penalties"), "penalties")
        st.caption(view.say("penalties.legend", few=FEWEST))


def _roles(view: View, rows: pd.DataFrame) -> list[str]:
    said = []
    for role in (*_ROLES, "undetermined"):
        names = rows.loc[rows["role"] == role, "part"]
        if len(names):
            listed = view.say("list.comma").join(map(plain, names))
            said.append(
                view.say("penalties.line", role=view.say(f"penalties.{role}"), names=listed)
            )
    return said


def _side(view: View, rows: pd.DataFrame, side: str) -> pd.DataFrame:
    base = {"penalty": "low_count", "reward": "high_count"}[side]
    return pd.DataFrame(
        {
            "row": rows["part"],
            "row_label": rows["label"],
            "column": side,
            "column_label": view.say(f"penalties.{side}"),
            "value": rows[side],
            "low": rows[f"{side}_low"],
            "high": rows[f"{side}_high"],
            "base": rows[base],
            "is_small": False,
            "is_unfinished": False,
        }
    )
