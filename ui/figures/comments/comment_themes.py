"""What customers write about: how often, with which marks, and in which words."""

from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from metrics.comments.samples import Order, verbatims
from metrics.comments.taught_themes import Taught
from metrics.comments.theme_members import theme_dimension
from metrics.comments.themes import NEEDED, Said, Theme, themes_said
from metrics.comments.written import READS
from ui.block import block
from ui.charts.bars import bars
from ui.choice import one_of
from ui.comments_in_words import opening_told
from ui.crossfilter import choose_only, is_closed, let_in, people_link, siblings
from ui.figures.comments.suggested_themes import suggestions
from ui.figures.comments.theme_labels import labels_to_correct, what_was_taught
from ui.figures.comments.theme_words import (
    COUNTED,
    MARKED,
    chosen_themes,
    theme_name,
    themes_to_change,
)
from ui.figures.comments.verbatims import quoted
from ui.links import LONGEST, Chip
from ui.parts import figure, too_few, wording
from ui.passport import of_figure
from ui.remembered import remembered
from ui.view import View

_KIND = "theme"
_SHOWN = ("share", "gap")
_ORDERS: tuple[Order, ...] = ("low", "high", "latest")


@block
def themes_of_comments(view: View) -> None:
    """Each theme's share of the comments, or its marks against the rest; a click shows who."""
    if is_closed(view, READS):
        return
    themes, learned = chosen_themes(), what_was_taught(view)
    said = _said(view, themes, learned)
    if said.base < NEEDED:
        too_few(view, said.base, NEEDED, "comments")
        return
    st.markdown(_sentence(view, said))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        shown = _asked(view, said)
        themes_to_change(view)
    # What was learned stands in no words that a link could carry: such a bar leads to nobody.
    clickable = tuple(theme for theme in themes if theme.name not in learned.themes)
    _chart(view, said, clickable, shown)
    people_link(view, _KIND)
    _words(view, said, themes, learned)
    suggestions(view, themes)
    labels_to_correct(view, themes, learned)


@remembered(8, {Taught: lambda learned: learned.labels})
def _said(view: View, themes: tuple[Theme, ...], learned: Taught) -> Said:
    return themes_said(siblings(view, _KIND), themes, learned)


def _sentence(view: View, said: Said) -> str:
    named = said.table.assign(theme=[theme_name(view, name) for name in said.table["theme"]])
    facts = {**said._asdict(), "comments": said.base, "themes": named.to_dict("records")}
    return opening_told(facts, view.say, view.formats)


def _asked(view: View, said: Said) -> str:
    if said.table["gap"].isna().all():
        return _SHOWN[0]
    shown: str | None = st.segmented_control(
        view.say("comments.show"),
        _SHOWN,
        default=_SHOWN[0],
        required=True,
        format_func=lambda kind: view.say(f"comments.show_{kind}"),
        key="themes-shown",
        persist_state="page",
    )
    return shown or _SHOWN[0]


def _chart(view: View, said: Said, themes: tuple[Theme, ...], shown: str) -> None:
    table = said.table.assign(theme=[theme_name(view, name) for name in said.table["theme"]])
    if shown == "share":
        ends, columns, unit = ("share", "low", "high"), COUNTED, "share"
    else:
        ends, columns, unit = ("gap", "gap_low", "gap_high"), MARKED, "score"
    rows = table.assign(
        segment=said.table["theme"],
        label=table["theme"],
        base=table["comments"],
        is_small=table["comments"] < NEEDED if shown == "share" else ~table["is_notable"],
        **{to: table[own] for own, to in zip(ends, ("value", "low", "high"), strict=True)},
    )
    drawn = rows[rows["value"].notna()]
    by_name = {theme.name: theme for theme in themes}
    chosen = let_in(view, _KIND)
    words = wording(view, unit)
    if shown == "gap":
        words = replace(words, too_few=view.say("comments.not_apart"))
    chart = bars(drawn, words, view.theme, selected=chosen[0].value if len(chosen) == 1 else None)
    pick = partial(_pick, view, by_name)
    passport = of_figure(view, "comment_themes" if shown == "share" else "theme_gaps")
    figure(view, chart, table[columns], passport, f"themes-{shown}", pick)
    if shown == "gap":
        st.caption(view.say("comments.gap_hint"))


def _pick(view: View, by_name: dict[str, Theme], point: dict[str, object]) -> None:
    theme = by_name.get(point["customdata"][0])  # type: ignore[index]
    if theme is None:
        return
    name = theme_dimension(theme, view.scope.since).name
    # What no link can carry, no filter can: the words are kept in the session alone.
    if len(name) + len(theme.name) < LONGEST:
        choose_only(view, _KIND, (Chip(name, theme.name),))


def _words(view: View, said: Said, themes: tuple[Theme, ...], learned: Taught) -> None:
    """Some comments on one theme, as they were written."""
    order = {name: place for place, name in enumerate(said.table["theme"])}
    spoken = [theme for theme in themes if said.table["comments"][order[theme.name]]]
    if not spoken:
        return
    spoken.sort(key=lambda theme: order[theme.name])
    clicked = [chip.value for chip in let_in(view, _KIND)]
    first = next((n for n, theme in enumerate(spoken) if theme.name in clicked), 0)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        theme = st.selectbox(
            view.say("comments.verbatims"),
            spoken,
            index=first,
            format_func=lambda one: theme_name(view, one.name),
            key=f"theme-read-{first}",
        )
        by = one_of(view, "comments.order", _ORDERS, "comments.order_{}", "theme-order")
    quoted(view, _on(view, theme, by, learned))


@remembered(16, {Taught: lambda learned: learned.labels})
def _on(view: View, theme: Theme, order: Order, learned: Taught) -> pd.DataFrame:
    return verbatims(view.scope, theme, order, taught=learned)
