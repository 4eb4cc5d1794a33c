"""Rules that are the reader's to change: which are in force, and the form that changes them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from metrics.dimensions import dimension_called
from metrics.indicator import Dimension
from metrics.thresholds import Thresholds
from ui.crossfilter import kind_of
from ui.view import View, choices, choose

# Each kind of dimension, and the one whose name says by which rules it goes.
_GO_BY = {
    "rfm_segment": "rfm_segment",
    "rfm_eight": "rfm_segment",
    "lifecycle_stage": "lifecycle_stage",
    "movers": "lifecycle_stage",
    "ladder_step": "ladder_step",
    "credit_grade": "credit_grade",
    "life_class": "life_class",
    "loyalty_cell": "loyalty_cell",
}
_SPEAKING = tuple(kind for kind in _GO_BY if kind != "movers")

_MADE = ("cluster",)
"""Kinds of dimensions that are there once the reader has made one."""


def name_in_force(view: View, kind: str) -> str:
    """The name of that dimension by the rules a filter goes by, else by those the reader set."""
    filters = [chip.dimension for chip in view.choices.chips]
    spoken = [name for name in (*filters, *view.choices.rules) if kind_of(name) in _SPEAKING]
    name = next((n for n in spoken if _GO_BY[kind_of(n)] == _GO_BY[kind]), kind)
    return kind + name.removeprefix(kind_of(name))


def by_own_rules(view: View, dimensions: Sequence[Dimension]) -> list[Dimension]:
    """The dimensions, by the reader's rules where there are some, and those the reader made."""
    filters = [chip.dimension for chip in view.choices.chips]
    made = [n for n in (*filters, *view.choices.rules) if kind_of(n) in _MADE and ":" in n]
    told = [
        dimension_called(name_in_force(view, d.name)) if d.name in _SPEAKING else d
        for d in dimensions
    ]
    return [*told, *(dimension_called(name) for name in dict.fromkeys(made))]


def keep_made(name: str) -> None:
    """Tell customers apart by a dimension that the reader made, beside those of other kinds."""
    others = tuple(rule for rule in choices().rules if kind_of(rule) != kind_of(name))
    chips = tuple(c for c in choices().chips if kind_of(c.dimension) != kind_of(name))
    choose(rules=(*others, name), by=name, chips=chips)


def keep_rules(name: str) -> None:
    """Go by the rules a dimension's name speaks of; filters by others go: they let in others."""
    chosen, whose = choices(), _GO_BY[kind_of(name)]
    chips = tuple(c for c in chosen.chips if _GO_BY.get(kind_of(c.dimension)) != whose)
    own = (name,) if ":" in name else ()
    rules = (*(rule for rule in chosen.rules if _GO_BY.get(kind_of(rule)) != whose), *own)
    by = chosen.by
    if by and _GO_BY.get(kind_of(by)) == whose:
        by = kind_of(by) + name.removeprefix(kind_of(name))
    choose(chips=chips, rules=rules, by=by)


def thresholds_to_change(
    view: View, kind: str, rules: Thresholds, shown: Thresholds | None = None
) -> None:
    """The numbers behind a dimension in a form; those that cannot stand together are told so.

    `shown` stand in the form where a standing number is found in the data.
    """
    label, icon = view.say("rules.change"), ":material/tune:"
    box = st.popover(label, icon=icon, on_change="rerun", key=f"{kind}-rules")
    if not box.open:
        return
    with box, st.form(f"{kind}-form", border=False):
        # Standing numbers are part of the keys, as those typed must not outlive a change of them.
        standing = (shown or rules).parameters
        keys = {name: f"{kind}-{name}-{value}" for name, value in standing.items()}
        for name, value in standing.items():
            st.number_input(view.say(f"rules.{name}"), 1, rules.most, value, key=keys[name])
        st.form_submit_button(
            view.say("rules.apply"), type="primary", on_click=_apply, args=(kind, rules, keys)
        )
    if st.session_state.get(f"{kind}-refused"):
        box.warning(view.say(f"rules.{kind}"))
    if rules != type(rules)():
        label = view.say("rules.standard")
        box.button(label, on_click=keep_rules, args=(kind,), key=f"{kind}-standard")


def _apply(kind: str, rules: Thresholds, keys: Mapping[str, str]) -> None:
    numbers = {name: int(st.session_state[key]) for name, key in keys.items()}
    own = replace(rules, **numbers)
    st.session_state[f"{kind}-refused"] = not own.is_sound
    if own.is_sound:
        keep_rules(own.named(kind))
