"""The weights of the loyalty index: printed with it, and the reader's to change."""

from collections.abc import Sequence

import streamlit as st

from metrics.loyalty_index import STANDARD, Weights
from ui.view import View

_KEPT = "loyalty_weights"


def chosen_weights() -> Weights:
    """Those that the reader has set, else ours."""
    found: Weights = st.session_state.get(_KEPT, STANDARD)
    return found


def weights_to_change(view: View, parts: Sequence[str], weights: Weights) -> None:
    """One number per part that the data tell, in a form of their own."""
    box = st.popover(
        view.say("loyalty_index.change"),
        icon=":material/tune:",
        on_change="rerun",
        key="loyalty-weights",
    )
    if not box.open:
        return
    with box, st.form("loyalty-weights-form", border=False):
        for part in parts:
            label = view.say(f"loyalty_index.part.{part}")
            st.number_input(label, 0, 100, round(weights[part]), key=f"{_KEPT}_{part}")
        st.caption(view.say("loyalty_index.change_hint"))
        apply = view.say("rules.apply")
        st.form_submit_button(apply, type="primary", on_click=_apply, args=(parts, weights))
    if weights != STANDARD:
        standard = view.say("rules.standard")
        box.button(standard, on_click=_keep, args=(STANDARD,), key="loyalty-standard")


def weights_in_words(view: View, parts: Sequence[str], weights: Weights) -> str:
    """Every part with its weight."""
    told = [
        view.say(
            "loyalty_index.weight",
            part=view.say(f"loyalty_index.part.{part}"),
            weight=view.formats.count(weights[part]),
        )
        for part in parts
    ]
    return view.say("list.comma").join(told)


def _apply(parts: Sequence[str], weights: Weights) -> None:
    chosen = {part: float(st.session_state[f"{_KEPT}_{part}"]) for part in parts}
    # All at nought would weigh nothing: that is no index.
    _keep({**weights, **chosen} if any(chosen.values()) else STANDARD)


def _keep(weights: Weights) -> None:
    st.session_state[_KEPT] = weights
