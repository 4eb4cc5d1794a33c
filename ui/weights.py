"""The weights of an index: printed with it, and the reader's to change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from metrics.weighing import Weights
from ui.view import View


@dataclass(frozen=True)
class Weighing:
    """An index, the key of a part's name with {} for the part, and the weights unless changed."""

    name: str
    words: str
    standard: Weights

    @property
    def kept(self) -> str:
        """Where the reader's own weights are kept."""
        return f"{self.name}_weights"


def chosen_weights(weighing: Weighing) -> Weights:
    """Those that the reader has set, else ours."""
    found: Weights = st.session_state.get(weighing.kept, weighing.standard)
    return found


def weights_to_change(
    view: View, weighing: Weighing, parts: Sequence[str], weights: Weights
) -> None:
    """One number per part that the data tell, in a form of their own."""
    box = st.popover(
        view.say("weights.change"),
        icon=":material/tune:",
        on_change="rerun",
        key=f"{weighing.name}-weights",
    )
    if not box.open:
        return
    with box, st.form(f"{weighing.name}-weights-form", border=False):
        # Standing weights are part of the keys, as those typed must not outlive a change of them.
        keys = {part: f"{weighing.kept}_{part}_{weights[part]}" for part in parts}
        for part in parts:
            label = view.say(weighing.words.format(part))
            st.number_input(label, 0, 100, round(weights[part]), key=keys[part])
        st.caption(view.say("weights.hint"))
        apply, put = view.say("rules.apply"), (weighing, keys, weights)
        st.form_submit_button(apply, type="primary", on_click=_apply, args=put)
    if weights != weighing.standard:
        standard, back = view.say("rules.standard"), (weighing, weighing.standard)
        box.button(standard, on_click=_keep, args=back, key=f"{weighing.name}-standard")


def weights_in_words(view: View, weighing: Weighing, parts: Sequence[str], weights: Weights) -> str:
    """Every part with its weight."""
    told = [
        view.say(
            "weights.weight",
            part=view.say(weighing.words.format(part)),
            weight=view.formats.count(weights[part]),
        )
        for part in parts
    ]
    return view.say("list.comma").join(told)


def _apply(weighing: Weighing, keys: Mapping[str, str], weights: Weights) -> None:
    chosen = {part: float(st.session_state[key]) for part, key in keys.items()}
    # All at nought would weigh nothing: that is no index.
    _keep(weighing, {**weights, **chosen} if any(chosen.values()) else weighing.standard)


def _keep(weighing: Weighing, weights: Weights) -> None:
    st.session_state[weighing.kept] = weights
