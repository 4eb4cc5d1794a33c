"""Comments whose themes the reader corrects, and what was learned from the labels."""

from collections import Counter
from hashlib import sha256

import streamlit as st

from metrics.comments.sentiment import EACH_NEEDED
from metrics.comments.taught_themes import SHOWN, Labels, Lesson, Taught, taught, to_label
from metrics.comments.themes import Theme, by_words, pattern
from ui.figures.comments.comment_moods import as_of_alone
from ui.figures.comments.theme_words import theme_name
from ui.figures.comments.verbatims import LONGEST_SHOWN
from ui.masking import without_contacts
from ui.passport import of_figure, passport_button
from ui.remembered import remembered
from ui.safe import plain
from ui.view import View

_KEPT, _CHOSEN = "comment_theme_labels", "theme-labels"


def what_was_taught(view: View) -> Taught:
    """What the reader's labels teach of all comments, whatever filter chooses what to show."""
    labels: Labels = st.session_state.get(_KEPT, ())
    return _taught(as_of_alone(view), labels) if labels else Taught()


@remembered(2, is_shared=True)
def _taught(view: View, labels: Labels) -> Taught:
    return taught(view.scope, labels)


def labels_to_correct(view: View, themes: tuple[Theme, ...], learned: Taught) -> None:
    """Some comments with the themes that words find, to be put right; and what that has taught."""
    box = st.expander(view.say("comments.labels_open"), key="theme-label-box", on_change="rerun")
    if not box.open:
        return
    with box:
        need = view.formats.count(EACH_NEEDED)
        st.caption(view.say("comments.labels_hint", need=need))
        words = pattern(tuple(word for theme in themes for word in theme.words))
        texts = to_label(as_of_alone(view).scope, learned.labels, words)
        if texts:
            _form(view, themes, texts, len(learned.labels))
        if learned.labels:
            st.markdown(_progress(view, learned))
            passport = of_figure(view, "learned_themes")
            passport_button(view, passport, "learned-themes", is_named=True)
            _take_back(view, learned.labels)


def _form(view: View, themes: tuple[Theme, ...], texts: list[str], labelled: int) -> None:
    """Each comment in full above the themes to choose from, those of its words chosen."""
    keys = [_key(labelled, text, themes) for text in texts]
    with st.form("theme-labels-form", border=False):
        for key, text, found in zip(keys, texts, by_words(themes, texts), strict=True):
            st.multiselect(
                plain(without_contacts(text), LONGEST_SHOWN),
                [theme.name for theme in themes],
                found,
                format_func=lambda name: theme_name(view, name),
                placeholder=view.say("comments.labels_none"),
                key=key,
                select_all=False,
            )
        keep = view.say("comments.labels_keep")
        st.form_submit_button(keep, type="primary", on_click=_keep, args=(texts, keys))


def _key(labelled: int, text: str, themes: tuple[Theme, ...]) -> str:
    """Another comment, or other themes, are another choice: none made before must stay on it."""
    mark = sha256(repr((text, [(theme.name, theme.words) for theme in themes])).encode())
    return f"{_CHOSEN}-{labelled}-{mark.hexdigest()[:12]}"


def _keep(texts: list[str], keys: list[str]) -> None:
    new = tuple((text, tuple(st.session_state[key])) for text, key in zip(texts, keys, strict=True))
    keep_labels((*st.session_state.get(_KEPT, ()), *new))


def _take_back(view: View, labels: Labels) -> None:
    """The last comments labelled are to label again, or all of them."""
    with st.container(horizontal=True):
        last = labels[: (len(labels) - 1) // SHOWN * SHOWN]
        for name, left in (("undo", last), ("forget", ())):
            label = view.say(f"comments.labels_{name}")
            st.button(label, on_click=keep_labels, args=(left,), key=f"theme-labels-{name}")


def keep_labels(labels: Labels) -> None:
    """Learn from these from now on."""
    st.session_state[_KEPT] = labels


def _progress(view: View, learned: Taught) -> str:
    """How many are labelled, then a line for each theme that was learned."""
    count = view.formats.count
    said = Counter(name for _, themes in learned.labels for name in themes)
    short = said.keys() - {lesson.theme for lesson in learned.lessons}
    lines = [view.say("comments.labelled", count=count(len(learned.labels)))]
    lines += [_lesson(view, lesson) for lesson in learned.lessons]
    if short:
        so_far = [f"{plain(theme_name(view, one))} {count(said[one])}" for one in sorted(short)]
        facts = {"themes": view.say("list.comma").join(so_far), "need": count(EACH_NEEDED)}
        lines.append(view.say("comments.labels_short", **facts))
    return "\n".join(f"- {line}" for line in lines)


def _lesson(view: View, lesson: Lesson) -> str:
    share, count = view.formats.value, view.formats.count
    facts = {
        "theme": plain(theme_name(view, lesson.theme)),
        "language": view.say(f"comments.language_{lesson.language}"),
        "labelled": count(lesson.labelled),
        "with_theme": count(lesson.with_theme),
    }
    if lesson.quality is None:
        return view.say("comments.lesson_untried", **facts)
    interval = view.formats.interval(lesson.quality.auc_low, lesson.quality.auc_high, "share")
    auc = share(lesson.quality.auc, "share")
    if not lesson.is_used:
        return view.say("comments.lesson_guess", auc=auc, interval=interval, **facts)
    how = "later" if lesson.since else "other_customers"
    return view.say(f"comments.lesson_{how}", auc=auc, interval=interval, **facts)
