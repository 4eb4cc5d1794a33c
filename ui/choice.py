"""A choice among a few ways to see a figure: pressed, not looked for in a list."""

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

from ui.view import View

Option = TypeVar("Option")


def one_of(
    view: View,
    label: str,
    options: Sequence[Option],
    words: str,
    key: str,
    *,
    first: Option | None = None,
    is_label_shown: bool = True,
) -> Option:
    """The option that the reader pressed, `first` until then; a lone one is not asked for.

    `words` is the key of an option's name, with {} where the option stands in it.
    """
    standing = options[0] if first is None else first
    if len(options) == 1:
        return standing
    chosen: Option | None = st.segmented_control(
        view.say(label),
        options,
        default=standing,
        required=True,
        format_func=lambda option: view.say(words.format(option)),
        key=key,
        label_visibility="visible" if is_label_shown else "collapsed",
    )
    return standing if chosen is None else chosen
