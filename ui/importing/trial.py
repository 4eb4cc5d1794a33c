"""Loading tried out before it is done: every row read, every problem found, nothing opened yet."""

from collections.abc import Callable
from time import monotonic

import streamlit as st

from data import intake
from data.large_files.watching import WORKS, Step, StepWatch
from data.store import Study
from ui.importing.draft import Draft
from ui.importing.entries import Trial
from ui.safe import plain
from ui.view import View

MOST_UNASKED = 100_000
"""More rows take seconds to check: the reader says when, after correcting what needs it."""


def trial(view: View, draft: Draft) -> Trial | None:
    """What loading the list would give; None while nothing on it can be loaded, or nobody asked."""
    if any(entry.asks for entry in draft.entries.values()):
        st.info(view.say("importing.asked.first"), icon=":material/help:")
        return None
    if not any(entry.is_ready for entry in draft.entries.values()):
        return None
    if not draft.is_tried:
        if not _may_try(view, draft):
            return None
        place = st.empty()
        with place.status(view.say("importing.checking")) as status:
            draft.trial = _tried(view, status.update, draft.proposals)
        place.empty()
    return draft.trial


def _may_try(view: View, draft: Draft) -> bool:
    rows = sum(entry.rows_read for entry in draft.entries.values() if entry.is_ready)
    if rows <= MOST_UNASKED or draft.is_asked:
        return True
    st.caption(view.say("importing.check_hint"))
    label = view.say("importing.check", rows=view.formats.count(rows))
    icon = ":material/fact_check:"
    st.button(label, type="primary", icon=icon, on_click=draft.ask, key="check")
    return False


def _tried(view: View, tell: Callable[..., None], proposals: tuple[intake.Proposal, ...]) -> Trial:
    study, since = Study(), monotonic()
    known = None if view.opened.is_demo else view.opened.study
    receipts = intake.keep(study, proposals, told(view, tell), known)
    return Trial(proposals, study, receipts, monotonic() - since)


def told(view: View, tell: Callable[..., None]) -> StepWatch:
    """What tells the reader which file is being worked on, and which part of the work that is."""

    def begun(step: Step) -> None:
        facts = {"file": plain(step.file), "place": step.place, "count": len(WORKS)}
        work = view.say(f"importing.work.{step.work}")
        tell(label=view.say("importing.checking_file", work=work, **facts))

    return begun
