"""The themes of comments and their words: the reader's to change, kept for as long as they stay."""

import re

import streamlit as st

from metrics.comments.themes import MOST_THEMES, Theme, standard_themes
from ui.safe import visible
from ui.view import View

_KEPT, _TYPED = "comment_themes", "comment_themes_typed"
LONGEST_NAME, LONGEST_WORD, MOST_WORDS = 40, 40, 80
COUNTED = ["theme", "comments", "customers", "share", "low", "high"]
MARKED = ["theme", "mark", "rest_mark", "gap", "gap_low", "gap_high", "pull", "is_notable"]
"""What a table of themes tells: how often each is spoken of, and the marks beside it."""

_LINE = re.compile(r"([^:：]+)[:：](.*)")


def chosen_themes() -> tuple[Theme, ...]:
    """Those that the reader has set, else ours."""
    found: tuple[Theme, ...] = st.session_state.get(_KEPT, standard_themes())
    return found


def theme_name(view: View, name: str) -> str:
    """What a theme is called: ours in the reader's language, their own as they wrote it."""
    return view.say.or_itself("segment.theme", visible(name, LONGEST_NAME))


def themes_to_change(view: View) -> None:
    """One line per theme, its name and its words, in a form of their own."""
    box = st.popover(
        view.say("comments.change"), icon=":material/tune:", on_change="rerun", key="theme-words"
    )
    if not box.open:
        return
    with box, st.form("theme-words-form", border=False, width=560):
        st.caption(view.say("comments.change_hint"))
        label = view.say("comments.change_label")
        # What stands is part of the key, as what was typed must not outlive a change of it.
        standing = _as_text(view, chosen_themes())
        key = f"{_TYPED}-{hash(standing)}"
        st.text_area(label, standing, height=420, key=key)
        apply = view.say("rules.apply")
        st.form_submit_button(apply, type="primary", on_click=_apply, args=(view, key))
    if chosen_themes() != standard_themes():
        standard = view.say("rules.standard")
        box.button(standard, on_click=keep, args=(standard_themes(),), key="themes-standard")


def add_theme(word: str) -> None:
    """Make a term that customers use a theme of its own."""
    keep((*chosen_themes(), Theme(_tidy(word, LONGEST_NAME), (_tidy(word, LONGEST_WORD),))))


def keep(themes: tuple[Theme, ...]) -> None:
    """Use these themes from now on."""
    st.session_state[_KEPT] = themes[:MOST_THEMES]


def read_themes(text: str, names: dict[str, str]) -> tuple[Theme, ...]:
    """Themes as written, one a line: a name, a colon, words with commas between.

    `names` are the codes of ours by what they are called. A name that comes twice adds its words.
    """
    found: dict[str, dict[str, None]] = {}
    for line in text.splitlines():
        told = _LINE.fullmatch(line.strip())
        written = _tidy(told[1], LONGEST_NAME) if told else ""
        words = [
            _tidy(word, LONGEST_WORD) for word in re.split("[,，、;；]", told[2] if told else "")
        ]
        if written and any(words):
            own = found.setdefault(names.get(written, written), {})
            own.update(dict.fromkeys(word for word in words if word.strip("*")))
    return tuple(Theme(name, tuple(words)[:MOST_WORDS]) for name, words in found.items() if words)


def _as_text(view: View, themes: tuple[Theme, ...]) -> str:
    comma = view.say("list.comma")
    return "\n".join(
        view.say("comments.line", name=theme_name(view, name), words=comma.join(words))
        for name, words in themes
    )


def _apply(view: View, key: str) -> None:
    ours = {theme_name(view, theme.name): theme.name for theme in standard_themes()}
    keep(read_themes(st.session_state[key], ours) or standard_themes())


def _tidy(text: str, longest: int) -> str:
    """Without the signs by which a link tells a theme's name, words and day apart."""
    return re.sub(r"[:=,~|\s]+", " ", visible(text)).strip()[:longest]
