"""What is slow to work out is kept for the session, with what was asked of the study for it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeAlias, TypeVar

import streamlit as st

from metrics.indicator import Dimension
from ui.view import View, identity

Given = ParamSpec("Given")
Found = TypeVar("Found")
Finding: TypeAlias = Callable[Concatenate[View, Given], Found]
Told: TypeAlias = tuple[Found, list[str]]
Keys: TypeAlias = dict[str | type[Any], Callable[[Any], Any]]

_KEYS: Keys = {View: identity, Dimension: lambda dimension: dimension.name}


def remembered(
    answers: int, keys: Keys | None = None, *, is_shared: bool = False
) -> Callable[[Finding[Given, Found]], Finding[Given, Found]]:
    """Have so many answers of a function remembered; passports still tell what was asked for them.

    `keys` says how arguments of a type are told apart that do not tell it themselves. What
    `is_shared` is handed out as it is, not as a copy: models, which nobody changes.
    """
    cache = st.cache_resource if is_shared else st.cache_data
    caching = cache(
        scope="session", max_entries=answers, show_spinner=False, hash_funcs=_KEYS | (keys or {})
    )

    def keeping(find: Finding[Given, Found]) -> Finding[Given, Found]:
        # The cache knows a function by its name and its text: those of `find`, not of this one.
        @wraps(find)
        def told(view: View, /, *given: Given.args, **named: Given.kwargs) -> Told[Found]:
            before, view.heard[:] = [*view.heard], []
            try:
                return find(view, *given, **named), [*view.heard]
            finally:
                view.heard[:] = before

        kept: Callable[..., Told[Found]] = caching(told)

        @wraps(find)
        def answered(view: View, /, *given: Given.args, **named: Given.kwargs) -> Found:
            found, asked = kept(view, *given, **named)
            view.heard.extend(asked)
            return found

        return answered

    return keeping
