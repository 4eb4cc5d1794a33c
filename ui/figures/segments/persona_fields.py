"""What is known of a segment in the reader's words: fields, values, and all of them as a list."""

import pandas as pd
import streamlit as st

from ui.safe import visible
from ui.traits_in_words import field_of, unit_of, value_of
from ui.view import View


def named(view: View, rows: pd.DataFrame) -> list[str]:
    """Each row by its field, and by its value where it is a trait."""
    joined = []
    for row in rows.to_dict("records"):
        value = value_of(view.say, row) if row["kind"] == "trait" else ""
        field = field_of(view.say, row)
        joined.append(visible(f"{field}: {value}" if value else field, 80))
    return joined


def every_field(view: View, rows: pd.DataFrame) -> None:
    """Every field of the segment beside all others, what stands out first."""
    box = st.expander(view.say("personas.open"), key="persona-all", on_change="rerun")
    if not box.open:
        return
    write = view.formats.value
    with box:
        told = rows.to_dict("records")
        shown = pd.DataFrame(
            {
                view.say("heading.field"): named(view, rows),
                view.say("heading.here"): [write(r["here"], unit_of(r)) for r in told],
                view.say("heading.rest"): [write(r["rest"], unit_of(r)) for r in told],
                view.say("heading.difference"): [_apart(view, r) for r in told],
                view.say("heading.base"): rows["base"].to_numpy(),
                view.say("heading.is_notable"): [
                    view.say("segments.yes" if r["is_notable"] else "segments.no") for r in told
                ],
            }
        )
        st.dataframe(shown, hide_index=True, key="persona-rows")


def _apart(view: View, row: dict[str, object]) -> str:
    unit, points = unit_of(row), view.say("card.percentage_points")
    value, low, high = (
        view.formats.difference(row[name], unit, points)  # type: ignore[arg-type]
        for name in ("difference", "difference_low", "difference_high")
    )
    return view.say("personas.apart", value=value, low=low, high=high)
