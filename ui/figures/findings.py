"""What to look at first: the segments that stand out or moved, each with a way to look."""

import pandas as pd
import streamlit as st

from metrics.comparison import notable
from metrics.dimensions import describing, dimension_called
from metrics.indicator import Dimension, Indicator
from metrics.quotients import overall
from metrics.registry import BY_NAME, FAMILIES, HEADLINES
from ui.labels import dimension_label, segment_label
from ui.links import written
from ui.remembered import remembered
from ui.safe import plain
from ui.view import View, choices, choose

MOST_FINDINGS = 4
MOST_DIMENSIONS = 8


def findings(view: View) -> None:
    """Up to five sentences, the weightiest first; and a word where nothing stands out."""
    rows = _found(view)
    if rows.empty:
        st.caption(
            view.say("findings.nothing" if all(_compared(view)) else "findings.incomparable")
        )
    for place, row in enumerate(rows.to_dict("records")):
        _finding(view, row, place)


@remembered(20)
def _found(view: View) -> pd.DataFrame:
    """The rows for a study and a set of choices, which together say all that a view does."""
    told, dimensions = _compared(view)
    if not told or not dimensions:
        return pd.DataFrame()
    rows = notable(view.scope, told, dimensions, view.earlier, view.compared(told))
    # "No value" is a gap in the file before it is a kind of customer.
    named = rows[rows["segment"].notna()].drop_duplicates(["name", "dimension"])
    # One indicator that differs everywhere must not crowd out the others.
    places = {indicator.name: place for place, indicator in enumerate(HEADLINES)}
    turns = named.assign(turn=named.groupby("name").cumcount(), place=named["name"].map(places))
    return turns.sort_values(["turn", "place"], kind="stable").head(MOST_FINDINGS)


def _compared(view: View) -> tuple[list[Indicator], list[Dimension]]:
    """What is compared, and by what customers are told apart; either may be empty."""
    known = [i for i in HEADLINES if not view.scope.lacks(i.reads)]
    counted = set(overall(view.scope, known).query("base > 0")["name"])
    told = [indicator for indicator in known if indicator.name in counted]
    return told, describing(view.scope)[:MOST_DIMENSIONS]


def _finding(view: View, row: dict[str, object], place: int) -> None:
    indicator = BY_NAME[str(row["name"])]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"{_sign(indicator, row)} {_sentence(view, indicator, row)}", width="stretch")
        is_asked = st.button(
            view.say("findings.look"),
            type="tertiary",
            icon=":material/arrow_forward:",
            icon_position="right",
            key=f"finding-{place}",
        )
    if is_asked:
        _look(indicator, str(row["dimension"]))


def _look(indicator: Indicator, dimension: str) -> None:
    """Go to the page of the indicator, told apart by what made the finding."""
    family = next(name for name, members in FAMILIES.items() if indicator in members)
    st.session_state[f"{family}-where-indicator"] = indicator.name
    choose(by=dimension)
    st.switch_page(f"pages/{family}.py", query_params=written(choices()))


def _sentence(view: View, indicator: Indicator, row: dict[str, object]) -> str:
    dimension = dimension_called(str(row["dimension"]))
    other = "rest_value" if row["kind"] == "stands_out" else "earlier_value"
    facts = {
        "dimension": plain(dimension_label(view.say, dimension)),
        "segment": plain(segment_label(view.say, dimension, str(row["segment"]))),
        "indicator": view.say(f"indicator.{indicator.name}.name"),
        "value": plain(view.formats.value(row["value"], indicator.unit)),  # type: ignore[arg-type]
        "other": plain(view.formats.value(row[other], indicator.unit)),  # type: ignore[arg-type]
        "base": view.formats.count(row["base"]),  # type: ignore[arg-type]
    }
    return view.say(f"findings.{row['kind']}", **facts)


def _sign(indicator: Indicator, row: dict[str, object]) -> str:
    is_up = row["verdict"] == "higher"
    arrow = ":material/trending_up:" if is_up else ":material/trending_down:"
    if indicator.higher_is_better is None:
        return arrow
    return f":green[{arrow}]" if is_up == indicator.higher_is_better else f":red[{arrow}]"
