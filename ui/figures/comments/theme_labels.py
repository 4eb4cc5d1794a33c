"""Comments whose themes the reader corrects, and what was learned from the labels."""

import pandas as pd
import streamlit as st

from metrics.comments.sentiment import EACH_NEEDED
from metrics.comments.taught_themes import Labels, Lesson, Taught, taught, to_label
from metrics.comments.themes import Theme, by_words, pattern
from ui.figures.comments.comment_moods import as_of_alone
from ui.figures.comments.theme_words import theme_name
from ui.figures.comments.verbatims import LONGEST_SHOWN
from ui.masking import without_contacts
from ui.remembered import remembered
from ui.safe import plain, visible
from ui.view import View

_KEPT, _TABLE = "comment_theme_labels", "theme-labels"


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
            forget = view.say("comments.labels_forget")
            st.button(forget, on_click=keep_labels, args=((),), key="theme-labels-forget")


def _form(view: View, themes: tuple[Theme, ...], texts: list[str], labelled: int) -> None:
    found = by_words(themes, texts)
    said = [visible(without_contacts(text), LONGEST_SHOWN) for text in texts]
    key = f"{_TABLE}-{labelled}"
    with st.form("theme-labels-form", border=False):
        st.data_editor(
            pd.DataFrame({"comment": said, "themes": found}),
            column_config={
                "comment": st.column_config.TextColumn(view.say("column.comment"), width="large"),
                "themes": st.column_config.MultiselectColumn(
                    view.say("comments.change_label"),
                    options=[theme.name for theme in themes],
                    format_func=lambda name: theme_name(view, name),
                    width="large",
                ),
            },
            disabled=["comment"],
            hide_index=True,
            key=key,
        )
        st.form_submit_button(
            view.say("comments.labels_keep"),
            type="primary",
            on_click=_keep,
            args=(key, texts, found),
        )


def _keep(key: str, texts: list[str], found: list[list[str]]) -> None:
    edited: dict[int, dict[str, list[str] | None]] = st.session_state[key]["edited_rows"]
    themes = [edited.get(row, {}).get("themes", one) or [] for row, one in enumerate(found)]
    new = tuple((text, tuple(one)) for text, one in zip(texts, themes, strict=True))
    keep_labels((*st.session_state.get(_KEPT, ()), *new))


def keep_labels(labels: Labels) -> None:
    """Learn from these from now on."""
    st.session_state[_KEPT] = labels


def _progress(view: View, learned: Taught) -> str:
    """How many are labelled, then a line for each theme that was learned."""
    count = view.formats.count
    said = {name for _, themes in learned.labels for name in themes}
    short = said - {lesson.theme for lesson in learned.lessons}
    lines = [view.say("comments.labelled", count=count(len(learned.labels)))]
    lines += [_lesson(view, lesson) for lesson in learned.lessons]
    if short:
        names = view.say("list.comma").join(plain(theme_name(view, one)) for one in sorted(short))
        need = count(EACH_NEEDED)
        lines.append(view.say("comments.labels_short", themes=names, need=need))
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
