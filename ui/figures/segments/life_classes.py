"""At which stage of life customers are, and which can pay: a bar per class, the table in print."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from metrics.dimensions import dimension_called
from metrics.segments.life_classes import READS, STANDARD
from metrics.segments.life_classes import life_classes as classed
from metrics.segments.life_table import CELLS, CLASSES, MEANS, STAGES, LifeRules
from metrics.statistics.intervals import wilson
from ui.block import block
from ui.charts.bars import bars
from ui.crossfilter import choose_only, is_closed, let_in, people_link, siblings
from ui.labels import labelled
from ui.links import Chip
from ui.parts import figure, wording
from ui.passport import of_figure
from ui.reader_rules import keep_rules, name_in_force, thresholds_to_change
from ui.view import View

_KIND = "life_class"


@block
def life_classes(view: View) -> None:
    """Customers by class, which a click filters by; how many no rule fits; and the table."""
    if is_closed(view, READS):
        return
    rules = LifeRules.in_name(name_in_force(view, _KIND), _KIND) or STANDARD
    thresholds_to_change(view, _KIND, rules)
    found = classed(siblings(view, _KIND), rules)
    st.markdown(_coverage(view, found))
    rows = _drawn(view, found[found["customer_count"].gt(0)], rules)
    chosen = let_in(view, _KIND)
    selected = chosen[0].value if len(chosen) == 1 else None
    chart = bars(rows, wording(view, "share"), view.theme, selected=selected, is_sorted=False)
    passport = of_figure(view, "life_classes")
    figure(view, chart, rows, passport, "life-classes", partial(_pick, view, rules))
    people_link(view, _KIND)
    _table(view, rules)
    st.caption(view.say("life_classes.note"))


def _coverage(view: View, found: pd.DataFrame) -> str:
    counts = found.set_index(found["segment"].fillna("unknown"))["customer_count"]
    count = view.formats.count
    return view.say(
        "life_classes.coverage",
        share=view.formats.value(found["share"][found["segment"].isin(CLASSES)].sum(), "share"),
        classified=count(counts[list(CLASSES)].sum()),
        unclassified=count(counts["unclassified"]),
        unknown=count(counts["unknown"]),
    )


def _drawn(view: View, found: pd.DataFrame, rules: LifeRules) -> pd.DataFrame:
    base = found["customer_count"].sum()
    ends = wilson(found["share"].to_numpy(float), base)
    rows = found.assign(value=found["share"], low=ends.low, high=ends.high)
    return labelled(view.say, dimension_called(rules.named(_KIND)), rows).assign(
        base=base, is_small=False
    )


def _table(view: View, rules: LifeRules) -> None:
    """The class of every stage by means, each cell the reader's to change."""
    st.caption(view.say("life_classes.change"))
    _own_cells(view, rules)
    width = len(MEANS)
    rows = [rules.cells[at : at + width] for at in range(0, len(rules.cells), width)]
    facts = rules.parameters
    stages = [view.say(f"life_classes.stage.{stage}", **facts) for stage in STAGES]
    table = pd.DataFrame(rows, columns=[*MEANS])
    table.insert(0, "stage", stages)
    # Changed rules are another table: what was typed into the one before must not stay on it.
    key = f"life-table-{rules.table}"
    columns: dict[str, Any] = {means: _choice(view, means, facts) for means in MEANS}
    columns["stage"] = st.column_config.TextColumn(view.say("life_classes.stages"), width=220)
    st.data_editor(
        table,
        column_config=columns,
        disabled=["stage"],
        hide_index=True,
        key=key,
        on_change=_change,
        args=(key, rules),
    )


def _own_cells(view: View, rules: LifeRules) -> None:
    """How many cells are the reader's own, and the way back."""
    own = sum(cell != usual for cell, usual in zip(rules.cells, STANDARD.cells, strict=True))
    if own:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                view.say("life_classes.own", count=view.formats.count(own)), width="content"
            )
            back = replace(rules, table=STANDARD.table).named(_KIND)
            label = view.say("rules.standard")
            st.button(label, on_click=keep_rules, args=(back,), key="life-table-standard")


def _choice(view: View, means: str, facts: Mapping[str, int]) -> object:
    return st.column_config.SelectboxColumn(
        view.say(f"life_classes.means.{means}", **facts),
        options=CELLS,
        format_func=lambda name: view.say(f"segment.{_KIND}.{name}"),
        required=True,
        width=200,
    )


def _change(key: str, rules: LifeRules) -> None:
    edited: dict[int, dict[str, str | None]] = st.session_state[key]["edited_rows"]
    for row, cells in edited.items():
        for means, cell in cells.items():
            if means in MEANS and cell in CELLS:
                rules = rules.changed(STAGES[row], means, str(cell))
    keep_rules(rules.named(_KIND))


def _pick(view: View, rules: LifeRules, point: dict[str, object]) -> None:
    segment = point["customdata"][0]  # type: ignore[index]
    choose_only(view, _KIND, (Chip(rules.named(_KIND), segment),))
