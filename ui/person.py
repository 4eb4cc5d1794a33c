"""One customer: what matters at a glance, the story, and all that the files say."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from metrics.dimensions import dimension_called
from metrics.indicator import Dimension
from metrics.people import people
from metrics.person import Person, customer_coded, person, standing
from metrics.variety import too_varied
from ui.cells import column_label, written
from ui.dimension_choice import everyone
from ui.labels import dimension_label, segment_label
from ui.masking import masked, masked_others, names_shown
from ui.parts import section
from ui.people_rows import heading_of, in_words
from ui.person_story import story
from ui.reader_rules import by_own_rules
from ui.safe import plain, visible
from ui.view import View, choose

_ONE = Dimension("customer", "select customer_id, customer_id as segment from customers")

_STANDINGS = ("lifecycle_stage", "ladder_step", "rfm_segment", "value_band")

_FACTS = {
    "joined_on": "day",
    "tenure_months": "whole",
    "plan": "text",
    "contract": "text",
    "is_gone": "text",
    "monthly_amount": "money",
    "order_count": "count",
    "net_spend": "money",
    "last_ordered_on": "day",
}

_DAYS = ("joined_on", "left_on", "member_since", "contract_ends_on", "birth_on")


@dataclass(frozen=True)
class _Fact:
    label: str
    said: str


def one_customer(view: View, code: str) -> None:
    """The customer of that code, or a word that there is none among those shown."""
    st.button(
        view.say("segments.back"),
        icon=":material/arrow_back:",
        key="back",
        on_click=choose,
        kwargs={"person": None},
    )
    customer_id = customer_coded(view.scope, code)
    found = person(everyone(view), customer_id) if customer_id else None
    if customer_id is None or found is None:
        st.info(view.say("segments.unknown"), icon=":material/person_off:")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        title = st.container(width="stretch")
        is_shown = names_shown(view)
    profile = found.profile if is_shown else masked(found.profile)
    with title:
        st.header(plain(_called(profile)), anchor=False)
    _cards(view, _facts(view, customer_id, found))
    story(view, found)
    _words(view, found, is_shown)
    _columns(view, found, profile, is_shown)


def _called(profile: pd.DataFrame) -> str:
    name, customer_id = profile["name"].iloc[0], profile["customer_id"].iloc[0]
    return str(customer_id if pd.isna(name) else name)


def _facts(view: View, customer_id: str, found: Person) -> list[_Fact]:
    rows = people(everyone(view), _ONE, [customer_id])
    row = rows.assign(is_gone=in_words(view, rows["is_gone"])).iloc[0]
    has_orders = not view.scope.lacks(("orders.ordered_at",))
    told = [
        name for name in _FACTS if pd.notna(row[name]) and (name != "order_count" or has_orders)
    ]
    facts = [_Fact(heading_of(view, name), _said(view, row[name], _FACTS[name])) for name in told]
    return [*facts, *_last_mark(view, found.answers), *_standings(view, customer_id)]


def _said(view: View, value: str | float | date, unit: str) -> str:
    if unit == "text" or isinstance(value, str):
        return visible(value, 60)
    return written(view, unit, value)


def _last_mark(view: View, answers: pd.DataFrame) -> list[_Fact]:
    marks = answers[(answers["instrument"] == "csat") & answers["score"].notna()]
    if marks.empty:
        return []
    last = marks.iloc[0]
    score, best = (_said(view, last[name], "count") for name in ("score", "scale_max"))
    said = view.say("segments.mark_of", score=score, best=best)
    return [_Fact(column_label(view, "last_csat"), said)]


def _standings(view: View, customer_id: str) -> list[_Fact]:
    standings = by_own_rules(view, [dimension_called(name) for name in _STANDINGS])
    told = [d for d in standings if not view.scope.lacks(d.reads)]
    segments = standing(everyone(view), customer_id, told)
    return [
        _Fact(dimension_label(view.say, d), segment_label(view.say, d, segments[d.name]))
        for d in told
        if segments[d.name] is not None
    ]


def _cards(view: View, facts: list[_Fact]) -> None:
    if not facts:
        st.caption(view.say("segments.no_facts"))
        return
    with st.grid(min_column_width=150, border=True, key="facts") as grid:
        for fact in facts:
            with grid.cell():
                st.caption(plain(fact.label))
                st.markdown(f"**{plain(fact.said)}**")


def _words(view: View, found: Person, is_shown: bool) -> None:
    """What the customer wrote, which may tell who it is."""
    said = found.answers[found.answers["comment"].notna()]
    if said.empty:
        return
    section(view, "segments.words")
    if not is_shown:
        st.caption(view.say("masking.words", count=view.formats.count(len(said))))
        return
    for row in said.to_dict("records"):
        when = view.formats.day(row["answered_at"])
        st.markdown(f"{plain(when)} · {plain(row['comment'], 2000)}")


def _columns(view: View, found: Person, profile: pd.DataFrame, is_shown: bool) -> None:
    """All columns of the customer's row, ours and the file's own."""
    section(view, "segments.profile")
    own, others = st.columns(2)
    with own:
        _pairs(view, _profile_pairs(view, profile), "profile")
    rows = found.attributes
    if len(rows):
        if not is_shown:
            telling = too_varied(everyone(view))
            rows = masked_others(rows, set(telling.loc[telling["is_attribute"], "name"]))
        with others:
            _pairs(view, list(zip(rows["name"], rows["value"], strict=True)), "attributes")


def _profile_pairs(view: View, profile: pd.DataFrame) -> list[tuple[str, str]]:
    row = profile.iloc[0].dropna()
    return [
        (view.say(f"column.{name}"), _cell(view, str(name), value)) for name, value in row.items()
    ]


def _cell(view: View, name: str, value: object) -> str:
    if name in _DAYS and not isinstance(value, str):
        return view.formats.day(value)  # type: ignore[arg-type]
    if name.startswith(("is_", "has_")):
        return view.say("segments.yes" if value else "segments.no")
    if isinstance(value, float):
        return view.formats.value(value, "count")
    return str(value)


def _pairs(view: View, pairs: list[tuple[str, str]], key: str) -> None:
    rows = pd.DataFrame(pairs, columns=["column", "value"])
    rows = rows.assign(**{name: [visible(text, 500) for text in rows[name]] for name in rows})
    headings = {name: view.say(f"heading.{name}") for name in ("column", "value")}
    st.dataframe(rows, column_config=headings, hide_index=True, height="content", key=key)
