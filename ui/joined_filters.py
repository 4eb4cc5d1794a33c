"""The filters as one segment: who meets any of them, or all; then more can be joined to it."""

import streamlit as st

from metrics.joined import Part, Way, joined_name
from ui.links import LONGEST, Chip
from ui.view import View, choose

_WAYS: tuple[Way, ...] = ("any", "all")


def joined_filters(view: View) -> None:
    """Two buttons, once there are filters to join; the link carries the rule."""
    parts = _parts(view.choices.chips)
    if len(parts) < 2:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        for way in _WAYS:
            name = joined_name(way, parts)
            st.button(
                view.say(f"joined.make_{way}"),
                icon=":material/join:",
                help=view.say(f"joined.help_{way}"),
                disabled=len(name) + len("~in") > LONGEST,
                on_click=choose,
                kwargs={"chips": (Chip(name, "in"),)},
                key=f"join-{way}",
            )


def _parts(chips: tuple[Chip, ...]) -> tuple[Part, ...]:
    keys = dict.fromkeys((chip.dimension, chip.is_excluded) for chip in chips)
    return tuple(
        Part(
            name,
            tuple(c.value for c in chips if (c.dimension, c.is_excluded) == (name, is_excluded)),
            is_excluded,
        )
        for name, is_excluded in keys
    )
