"""How fresh the data are, how often doubled, from how many sources, and who can be reached."""

import streamlit as st

from metrics.quality.contactability import IDIC, READS, contactability, idic
from metrics.quality.data_quality import DUPLICATE_READS, coverage, duplicates, freshness
from ui.block import block
from ui.crossfilter import is_closed
from ui.figures.segments.census import census
from ui.formats import NOTHING
from ui.parts import columns_in_words
from ui.passport import of_figure, passport_button
from ui.view import View


@block
def fresh(view: View) -> None:
    """How long ago anything was last heard of each customer."""
    if not view.is_dated:
        st.info(view.say("freshness.undated_data"), icon=":material/event_busy:")
        return
    found = freshness(view.scope)
    if found.median == found.median:
        st.markdown(view.say("freshness.median", days=view.formats.count(found.median)))
    rows = found.bands.assign(
        label=[view.say(f"freshness.band.{band}") for band in found.bands["band"]]
    )
    rows = rows[(rows["band"] != "undated") | (rows["customers"] > 0)]
    census(view, rows.drop(columns="band"), of_figure(view, "freshness"), "freshness")


@block
def doubled(view: View) -> None:
    """How many customers share a telephone, an address or a name with another."""
    if len(view.scope.lacks(DUPLICATE_READS)) == len(DUPLICATE_READS):
        is_closed(view, DUPLICATE_READS[:1])
        return
    found = duplicates(view.scope)
    rows = found.assign(label=[view.say(f"column.{mark}") for mark in found["mark"]])
    census(view, rows.drop(columns="mark"), of_figure(view, "duplicates"), "duplicates")
    shares = found.set_index("mark")["value"]
    if shares.get("name", 0.0) > 0:
        share = view.formats.value(shares["name"], "share")
        st.markdown(view.say("duplicates.names_alone", share=share))


@block
def covered(view: View) -> None:
    """Of how many customers each table says anything."""
    found = coverage(view.scope)
    named = found.assign(label=[view.say(f"table.{source}") for source in found["source"]])
    told = named[named["customers"] > 0].drop(columns="source")
    if len(told):
        census(view, told, of_figure(view, "coverage"), "coverage")
    if empty := named.loc[named["customers"] == 0, "label"].tolist():
        kinds = view.say("list.comma").join(empty)
        st.caption(view.say("profile.nothing_asked", blocks=kinds))


@block
def reachable(view: View) -> None:
    """How many can be reached, and how many may be written to."""
    if len(view.scope.lacks(READS)) == len(READS):
        is_closed(view, READS)
        return
    found = contactability(view.scope)
    rows = found.assign(label=[view.say(f"contactability.{kind}") for kind in found["kind"]])
    census(view, rows.drop(columns="kind"), of_figure(view, "contactability"), "contactability")


@block
def four_steps(view: View) -> None:
    """One card for each step of IDIC; what cannot be told says which columns open it."""
    found = idic(view.scope).set_index("step")
    with st.grid(4, min_column_width=230, border=True, key="idic-cards") as grid:
        for step, (_, reads) in IDIC.items():
            with grid.cell():
                passport = of_figure(view, f"idic_{step}")
                with st.container(horizontal=True, vertical_alignment="center", gap="xxsmall"):
                    st.markdown(passport.name, width="stretch")
                    passport_button(view, passport, f"idic-{step}")
                if step not in found.index or not found.loc[step, "base"]:
                    st.markdown(f":gray[{NOTHING}]")
                    st.caption(view.say("idic.needs", columns=columns_in_words(view, reads)))
                    continue
                value = view.formats.value(found["value"][step], "share")
                st.metric(passport.name, value, label_visibility="collapsed")
                base = view.formats.count(found["base"][step])
                st.caption(view.say("idic.base", base=base))
                st.caption(passport.meaning)
