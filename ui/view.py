"""What a reader looks at right now: their study, segment, period and language."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property

import streamlit as st

from data.scope import Condition, Scope
from metrics.dimensions import dimension_called, is_dimension
from metrics.indicator import Indicator
from ui.formats import Formats
from ui.links import Chip, Choices, read, written
from ui.navigation import insist_on_navigation
from ui.opened import Opened, demo_company
from ui.palette import Theme
from ui.period import RANGES, Period
from ui.words import Words, languages, nearest, words

_CHOICES, _OPENED, _WRITTEN = "choices", "opened", "written"


@dataclass(frozen=True)
class View:
    """The reader's choices joined with the study they are made in."""

    choices: Choices
    opened: Opened
    say: Words
    formats: Formats
    theme: Theme
    heard: list[str] = field(default_factory=list, repr=False, compare=False)
    """What was asked of the study since the last passport; views made of this one share it."""

    @property
    def is_dated(self) -> bool:
        """Whether anything in the study is dated; a snapshot has no trends and no as-of."""
        return self.opened.days is not None

    @property
    def as_of(self) -> date:
        """The day everything is seen from: the reader's, else the last one in the data."""
        if self.opened.days is None:
            return datetime.now(UTC).date()
        first, last = self.opened.days
        chosen = self.choices.period.as_of
        return min(max(chosen, first), last) if chosen else last

    @property
    def period(self) -> Period:
        """The reader's period; a first day of their own is brought into the data."""
        chosen = self.choices.period
        if chosen.range in RANGES or self.opened.days is None:
            return chosen
        first = max(date.fromisoformat(chosen.range), self.opened.days[0])
        return replace(chosen, range=min(first, self.as_of).isoformat())

    @cached_property
    def scope(self) -> Scope:
        """The study as this view sees it."""
        since = self.period.since(self.as_of) if self.is_dated else None
        return Scope(
            self.opened.study, self.as_of, since, self._conditions, self.opened.filled, self.heard
        )

    @cached_property
    def earlier(self) -> Scope | None:
        """The same for the period it is compared with; None where there is none in the data."""
        days = self.period.earlier(self.as_of) if self.is_dated else None
        return self.scope.on(days[1], days[0]) if days else None

    def compared(self, indicators: Sequence[Indicator]) -> list[Indicator]:
        """Those whose rows reach back over the earlier period, but for a tenth of it at most.

        Where the data hold the end of a period only, it would be compared as if it were whole.
        """
        days = self.period.earlier(self.as_of) if self.is_dated else None
        if days is None:
            return []
        latest = days[0] + (days[1] - days[0]) / 10
        return [i for i in indicators if self.opened.begins(i.table, i.is_of_period) <= latest]

    @cached_property
    def _conditions(self) -> tuple[Condition, ...]:
        chips = self.choices.chips
        keys = dict.fromkeys((chip.dimension, chip.is_excluded) for chip in chips)
        return tuple(_condition(chips, name, is_excluded) for name, is_excluded in keys)


def identity(view: View) -> tuple[object, ...]:
    """What tells two views apart; caches of a session are keyed by it."""
    # The same files, matched otherwise, have the same link and other numbers.
    return view.opened.study.name, view.opened.link, view.choices


def choices() -> Choices:
    """The reader's choices: what the link asks for first, then what they did since."""
    parameters = {name: st.query_params.get_all(name) for name in st.query_params}
    is_news = bool(parameters) and parameters != st.session_state.get(_WRITTEN, ("", {}))[1]
    if _CHOICES not in st.session_state or is_news:
        asked = _answerable(read(parameters, languages()))
        before = st.session_state.get(_CHOICES)
        language = asked.language or (before and before.language) or nearest(st.context.locale)
        st.session_state[_CHOICES] = replace(asked, language=language)
    elif not parameters:
        # An address without parameters is another page: who looked at one customer has left them.
        st.session_state[_CHOICES] = replace(st.session_state[_CHOICES], person=None)
    found: Choices = st.session_state[_CHOICES]
    return found


def choose(**changes: object) -> None:
    """Change some of the choices; the link follows when the page is drawn."""
    is_about_words = set(changes) <= {"language"}
    before = choices() if is_about_words else _answered_here(choices())
    st.session_state[_CHOICES] = replace(before, ignored=(), **changes)  # type: ignore[arg-type]


def _answered_here(chosen: Choices) -> Choices:
    """The choices without what they say of a study that is not open: its segments, its people."""
    opened = st.session_state.get(_OPENED)
    link = opened.link if opened else None
    if chosen.study == link:
        return chosen
    return replace(chosen, chips=(), by=None, rules=(), person=None, study=link)


def open_study(opened: Opened | None) -> None:
    """Look at a reader's own study, or, with None, at the demo company."""
    replaced: Opened | None = st.session_state.get(_OPENED)
    if replaced is not None and (opened is None or opened.study is not replaced.study):
        # The framework keeps what was handed to a widget until the session ends, the view with it.
        replaced.study.close()
    st.session_state[_OPENED] = opened
    wanted = choices()
    is_same = opened is not None and opened.link == wanted.study
    # Chips speak of one study's segments: only a link made for this very study keeps its own.
    kept = wanted if is_same else Choices(language=wanted.language)
    st.session_state[_CHOICES] = replace(kept, study=opened.link if opened else None)


def current_view() -> View:
    """The view that this run of the page draws."""
    insist_on_navigation()
    chosen = choices()
    language = chosen.language or "en"
    opened = st.session_state.get(_OPENED) or demo_company(language)
    say = words(language)
    formats = Formats(say("language.locale"), opened.currency)
    theme: Theme = "dark" if st.context.theme.type == "dark" else "light"
    return View(_answered_here(chosen), opened, say, formats, theme)


def is_outdated(view: View) -> bool:
    """Whether the reader has chosen otherwise since this view was made."""
    opened = st.session_state.get(_OPENED)
    return view.choices != _answered_here(choices()) or (opened or view.opened) is not view.opened


def is_missing_its_study() -> bool:
    """Whether the link was made for a reader's own data, which are not here."""
    asked = choices().study
    opened = st.session_state.get(_OPENED)
    return asked is not None and (opened is None or opened.link != asked)


def write_link(page: str) -> None:
    """Put the reader's choices into the page's address, so that copying it shares the view.

    Only news are written: each writing is a step in the browser's history, and one after the
    reader went back would catch them where they are.
    """
    parameters = written(choices())
    listed = {name: v if isinstance(v, list) else [v] for name, v in parameters.items()}
    if st.session_state.get(_WRITTEN) != (page, listed):
        st.session_state[_WRITTEN] = (page, listed)
        st.query_params.from_dict(parameters)


def _answerable(asked: Choices) -> Choices:
    """The choices without dimensions that do not exist: these are named as ignored."""
    named = {chip.dimension for chip in asked.chips} | {*asked.rules, *filter(None, [asked.by])}
    strange = {name for name in named if not is_dimension(name)}
    kept = tuple(chip for chip in asked.chips if chip.dimension not in strange)
    by = None if asked.by in strange else asked.by
    rules = tuple(name for name in asked.rules if name not in strange)
    ignored = (*asked.ignored, *sorted(name[:40] for name in strange))
    return replace(asked, chips=kept, by=by, rules=rules, ignored=ignored)


def _condition(chips: tuple[Chip, ...], name: str, is_excluded: bool) -> Condition:
    dimension = dimension_called(name)
    values = tuple(
        chip.value for chip in chips if (chip.dimension, chip.is_excluded) == (name, is_excluded)
    )
    return Condition(dimension.members, values, is_excluded, dimension.parameters)
