"""Terms that customers use where no theme of ours is spoken of: suggestions for further themes."""

import streamlit as st

from metrics.comments.terms import suggested_terms
from metrics.comments.themes import NEEDED, Said, Theme, themes_said
from ui.charts.bars import bars
from ui.crossfilter import siblings
from ui.figures.comments.theme_words import COUNTED, MARKED, add_theme
from ui.parts import figure, wording
from ui.passport import of_figure
from ui.remembered import remembered
from ui.safe import plain
from ui.view import View


def suggestions(view: View, themes: tuple[Theme, ...]) -> None:
    """Terms that stand out where no theme is spoken of, each to be made a theme by a click."""
    box = st.expander(view.say("comments.terms_open"), key="theme-terms", on_change="rerun")
    if not box.open:
        return
    with box:
        found = _terms(view, themes)
        if not len(found.table):
            st.caption(view.say("comments.no_terms"))
            return
        st.caption(view.say("comments.terms_hint"))
        rows = found.table.assign(segment=found.table["theme"], label=found.table["theme"])
        rows = rows.assign(value=rows["share"], base=rows["comments"])
        rows["is_small"] = rows["comments"] < NEEDED
        chart = bars(rows, wording(view, "share"), view.theme)
        columns = list(dict.fromkeys(COUNTED + MARKED))
        figure(view, chart, found.table[columns], of_figure(view, "comment_terms"), "theme-terms")
        st.caption(view.say("comments.terms_add"))
        with st.container(horizontal=True):
            for place, term in enumerate(found.table["theme"]):
                label = plain(term)
                st.button(label, on_click=add_theme, args=(term,), key=f"theme-term-{place}")


@remembered(4)
def _terms(view: View, themes: tuple[Theme, ...]) -> Said:
    scope = siblings(view, "theme")
    terms = suggested_terms(scope, themes)
    return themes_said(scope, [Theme(term, (term,)) for term in terms])
