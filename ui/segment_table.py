"""The segments of a dimension side by side: how many, how they do, and which of them stand out."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from metrics.comparison import against_rest
from metrics.indicator import Dimension, Indicator
from metrics.people import segments_of
from metrics.registry import BY_NAME, HEADLINES
from metrics.variety import too_varied
from ui.cells import formatted, labels, with_texts
from ui.dimension_choice import choose_dimension, everyone, offered, with_siblings
from ui.formats import NOTHING
from ui.labels import dimension_label, labelled, segment_label
from ui.links import Chip
from ui.palette import Theme, palette
from ui.parts import section
from ui.safe import plain
from ui.view import View, choose

MOST_SENTENCES = 3
_MOST_NAMES = 5


def segment_table(view: View) -> Dimension | None:
    """Choose a dimension, see its segments, tick some to filter by; gives the one chosen."""
    section(view, "segments.table")
    dimensions = offered(view)
    dimension = None
    if dimensions:
        with st.container(width=360):
            dimension = choose_dimension(view, dimensions, "segments")
        _table(view, dimension)
    else:
        st.info(view.say("segments.none"), icon=":material/category:")
    _left_out(view)
    return dimension


def _table(view: View, dimension: Dimension) -> None:
    told = [i for i in HEADLINES if not view.scope.lacks(i.reads)]
    around = with_siblings(view, dimension).scope
    judged = against_rest(around, told, [dimension]) if told else pd.DataFrame()
    sizes = labelled(view.say, dimension, segments_of(around, dimension))
    if sizes.empty:
        return
    if told:
        _outstanding(view, judged, dimension)
    rows, cells = _cells(view, sizes, judged, told)
    key = f"segments-{dimension.name}"
    # The ticks are the chips: whoever takes a chip away takes its tick away.
    st.session_state[key] = {"selection": _ticked(view, sizes, dimension)}
    st.dataframe(
        cells,
        column_config=_headings(view, rows, dimension),
        hide_index=True,
        placeholder=NOTHING,
        key=key,
        on_select=partial(_pick, view, dimension, sizes["segment"].tolist(), key),
        selection_mode="multi-row",
    )


def _cells(
    view: View, sizes: pd.DataFrame, judged: pd.DataFrame, told: Sequence[Indicator]
) -> tuple[pd.DataFrame, Styler]:
    rows = sizes[["label", "customer_count"]].assign(
        share=sizes["customer_count"] / sizes["customer_count"].sum()
    )
    own = {i.name: _measures(sizes, judged, i) for i in told}
    rows = rows.assign(**{name: measures["value"] for name, measures in own.items()})
    cells = formatted(view, rows, {"customer_count": "count", "share": "share"})
    for indicator in told:
        measures = own[indicator.name]
        said = measures.apply(partial(_said, view, indicator), axis=1)
        with_texts(cells, indicator.name, measures["value"], said)
        tones = measures.apply(partial(_tone, view.theme, indicator), axis=1)
        cells.apply(lambda _, tones=tones: tones, subset=[indicator.name])
    return rows, cells


def _measures(sizes: pd.DataFrame, judged: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """What was measured of each segment, in the order of the segments."""
    own = judged[(judged["name"] == indicator.name) & (judged["base"] > 0)]
    rows = sizes[["segment"]].merge(own, on="segment", how="left")
    return rows.assign(is_notable=rows["is_notable"].eq(True))


def _said(view: View, indicator: Indicator, row: pd.Series) -> str:
    if pd.isna(row["value"]):
        return ""
    value = view.formats.value(row["value"], indicator.unit)
    kind = "few" if row["base"] < indicator.minimum else "same"
    if row["is_notable"]:
        kind = row["verdict"]
    return view.say(f"segments.cell.{kind}", value=value, base=view.formats.count(row["base"]))


def _tone(theme: Theme, indicator: Indicator, row: pd.Series) -> str:
    colours = palette(theme)
    if pd.isna(row["value"]) or row["base"] < indicator.minimum:
        return f"color: {colours.muted}"
    if not row["is_notable"] or indicator.higher_is_better is None:
        return ""
    is_good = (row["verdict"] == "higher") == indicator.higher_is_better
    return f"color: {colours.good if is_good else colours.bad}; font-weight: 600"


def _headings(view: View, rows: pd.DataFrame, dimension: Dimension) -> dict[str, Any]:
    found = labels(view, rows[["customer_count", "share"]])
    name = dimension_label(view.say, dimension)
    found["label"] = st.column_config.TextColumn(name, pinned=True)
    for column in rows.columns.drop(["label", "customer_count", "share"]):
        key = f"indicator.{column}"
        found[column] = st.column_config.NumberColumn(
            view.say(f"{key}.name"), help=view.say(f"{key}.meaning")
        )
    return found


def _ticked(view: View, sizes: pd.DataFrame, dimension: Dimension) -> dict[str, list[int]]:
    let_in = [c.value for c in view.choices.chips if _is_let_in(c, dimension)]
    segments = [None if pd.isna(s) else s for s in sizes["segment"]]
    rows = [place for place, segment in enumerate(segments) if segment in let_in]
    return {"rows": rows, "columns": [], "cells": []}


def _pick(view: View, dimension: Dimension, segments: list[object], key: str) -> None:
    """Let the ticked segments in; all of them are no filter."""
    ticked = [segments[row] for row in st.session_state[key]["selection"]["rows"]]
    values = [None if pd.isna(s) else str(s) for s in ticked]
    let_in = [Chip(dimension.name, v) for v in values] if len(values) < len(segments) else []
    others = [c for c in view.choices.chips if c.dimension != dimension.name]
    choose(chips=(*others, *let_in))


def _is_let_in(chip: Chip, dimension: Dimension) -> bool:
    return chip.dimension == dimension.name and not chip.is_excluded


def _outstanding(view: View, judged: pd.DataFrame, dimension: Dimension) -> None:
    """What stands out most, one sentence per indicator."""
    rows = judged[judged["is_notable"] & judged["segment"].notna()]
    width = (rows["difference_high"] - rows["difference_low"]) / 2
    first = rows.assign(weight=rows["difference"].abs() / width)
    first = first.sort_values("weight", ascending=False).drop_duplicates("name")
    said = [
        _sentence(view, row, dimension) for row in first.head(MOST_SENTENCES).to_dict("records")
    ]
    st.markdown("  \n".join(said))


def _sentence(view: View, row: dict[str, object], dimension: Dimension) -> str:
    indicator = BY_NAME[str(row["name"])]
    write = partial(view.formats.value, unit=indicator.unit)
    return view.say(
        f"segments.stands_out.{row['verdict']}",
        segment=plain(segment_label(view.say, dimension, row["segment"])),  # type: ignore[arg-type]
        indicator=view.say(f"indicator.{indicator.name}.name"),
        value=plain(write(row["value"])),  # type: ignore[arg-type]
        rest=plain(write(row["rest_value"])),  # type: ignore[arg-type]
    )


def _left_out(view: View) -> None:
    """The columns that are no dimension, as nearly every customer has a value of their own."""
    rows = too_varied(everyone(view)).head(_MOST_NAMES)
    if rows.empty:
        return
    names = [
        _named(view, str(row["name"]), bool(row["is_attribute"]))
        + f" ({view.formats.count(row['value_count'])})"
        for row in rows.to_dict("records")
    ]
    joined = view.say("list.comma").join(names)
    st.caption(view.say("segments.too_varied", names=plain(joined, 300)))


def _named(view: View, column: str, is_attribute: bool) -> str:
    """What a column is called: by us, or by the reader's file."""
    return column if is_attribute else view.say(f"dimension.{column}")
