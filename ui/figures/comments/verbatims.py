"""Comments as they were written, without the ways to reach whoever wrote them."""

import pandas as pd
import streamlit as st

from ui.masking import without_contacts
from ui.safe import plain
from ui.view import View

LONGEST_SHOWN = 400


def quoted(view: View, rows: pd.DataFrame) -> None:
    """One box per comment, with its mark and its day where they are known."""
    if rows.empty:
        st.caption(view.say("comments.no_words"))
    for row in rows.to_dict("records"):
        with st.container(border=True, gap="small"):
            st.markdown(plain(without_contacts(row["comment"]), LONGEST_SHOWN))
            if told := _about(view, row):
                st.caption(told)


def _about(view: View, row: dict[str, object]) -> str:
    said = []
    if not (pd.isna(row["score"]) or pd.isna(row["scale_max"])):
        mark, most = (view.formats.value(row[n], "count") for n in ("score", "scale_max"))  # type: ignore[arg-type]
        said.append(view.say("comments.mark", mark=mark, most=most))
    if not pd.isna(row["answered_at"]):
        said.append(view.formats.day(row["answered_at"]))  # type: ignore[arg-type]
    if "chance" in row:
        sound = view.formats.value(row["chance"], "share")  # type: ignore[arg-type]
        said.append(view.say("comments.sounds", sound=sound))
    return " · ".join(said)
