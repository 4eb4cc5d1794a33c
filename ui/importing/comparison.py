"""What is open and what the new files would make of it, side by side, with nothing loaded."""

from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from data.calendar import span
from data.scope import Scope
from data.store import Study
from metrics.blast_radius import TOTALS, figures
from metrics.registry import HEADLINES
from ui.facts import Row
from ui.importing.draft import Draft
from ui.importing.entries import Trial
from ui.importing.joining import joined, replaced_files
from ui.importing.ways import choice, differences
from ui.parts import table
from ui.view import View

_NAMES = (*TOTALS, *(indicator.name for indicator in HEADLINES))
_COUNTED = {
    "compared_new": "new",
    "compared_same": "same",
    "compared_changed": "changed",
    "compared_gone": "gone",
}


def comparison(view: View, draft: Draft, trial: Trial) -> None:
    """Rows by table, then the headline figures now and as they would be."""
    found = differences(view, draft, trial)
    st.markdown(view.say("importing.compare.rows"))
    table(view, _rows(view, found), "compared-rows")
    left_out = replaced_files(view, trial)
    way = choice(view, "importing.compare.as_if", "compare-as-if", left_out)
    now = draft.once(f"now {view.opened.study.name}", lambda: _figures(view.opened.study))
    then = draft.once(f"{way} {trial.study.name}", lambda: _then(view, trial, way))
    table(view, _side_by_side(view, now, then), "compared-figures")


def _rows(view: View, found: pd.DataFrame) -> pd.DataFrame:
    """One row per table, its numbers and days in words."""
    counted = {shown: found[name].map(view.formats.count) for shown, name in _COUNTED.items()}
    return pd.DataFrame(
        {
            "compared_table": found["of_table"].map(lambda name: view.say(f"table.{name}")),
            **counted,
            "days_now": _days(view, found, "first_now", "last_now"),
            "days_in_file": _days(view, found, "first", "last"),
            "compared_by": found["is_by_id"].map(
                lambda by_id: view.say(f"importing.compare.{'by_id' if by_id else 'by_all'}")
            ),
        }
    )


def _days(view: View, found: pd.DataFrame, first: str, last: str) -> pd.Series:
    day = view.formats.day
    pairs = zip(found[first], found[last], strict=True)
    return pd.Series([f"{day(a)} – {day(b)}" if pd.notna(a) else "" for a, b in pairs], found.index)


def _then(view: View, trial: Trial, way: str) -> pd.DataFrame:
    """The figures of a copy of what is open with the files in it; the copy is let go of."""
    place = st.empty()
    with place.status(view.say("importing.comparing")) as status:
        study, _ = joined(view, trial, way, status.update)
        found = _figures(study)
    place.empty()
    if study is not trial.study:
        study.close()
    return found


def _figures(study: Study) -> pd.DataFrame:
    today = datetime.now(UTC).date()
    days = span(study, today)
    found = figures(Scope(study, days[1] if days else today, filled=study.filled()))
    return found[found["name"].isin(_NAMES)]


def _side_by_side(view: View, now: pd.DataFrame, then: pd.DataFrame) -> pd.DataFrame:
    """One row per figure that either side tells: now, then, the difference, and on how many."""
    keys = ["name", "unit"]
    both = now.merge(then, on=keys, how="outer", suffixes=("_now", "_then"))
    both = both[both[["base_now", "base_then"]].max(axis=1) > 0]
    both = both.set_index("name").reindex([n for n in _NAMES if n in set(both["name"])])
    both = both.reset_index()
    points = view.say("card.percentage_points")
    formats = view.formats
    pairs = zip(both["value_now"], both["value_then"], both["unit"], strict=True)
    return pd.DataFrame(
        {
            "figure": both["name"].map(lambda name: _called(view, name)),
            "value_now": both["value_now"].combine(both["unit"], formats.value),
            "value_then": both["value_then"].combine(both["unit"], formats.value),
            "difference": [formats.difference(b - a, unit, points) for a, b, unit in pairs],
            "base_now": [_base(view, row, "now") for row in both.to_dict("records")],
            "base_then": [_base(view, row, "then") for row in both.to_dict("records")],
        }
    )


def _called(view: View, name: str) -> str:
    key = f"importing.compare.{name}" if name in TOTALS else f"indicator.{name}.name"
    return view.say(key)


def _base(view: View, row: Row, side: str) -> str:
    """On how many a figure rests; sums rest on everything."""
    base, minimum = row[f"base_{side}"], row[f"minimum_{side}"]
    if row["name"] in TOTALS or base != base:
        return ""
    told = view.formats.count(base)
    few = base < minimum
    return view.say("importing.compare.few", base=told) if few else told
