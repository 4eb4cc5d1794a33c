"""What is doubtful in the files: how many rows, what they move, and what shall become of them."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from data.cleaners.doubts import Doubt
from data.intake import Proposal, Receipt
from metrics.blast_radius import TOTALS, moved_most
from ui.importing import measuring
from ui.importing.draft import Draft
from ui.importing.entries import Trial
from ui.importing.measuring import Alternative
from ui.opened import uploaded
from ui.safe import plain
from ui.view import View

MOST_UNASKED = 20_000
"""Of more rows than these, what they move is measured when the reader asks for it."""

_MOST_OTHERS = 12


def blast_radius(view: View, draft: Draft, trial: Trial) -> None:
    """A box for every kind of doubtful record in every file, with its choice."""
    if not measuring.alternatives(draft, trial):
        return
    # The money of these files, not of what is open now.
    formats = replace(view.formats, currency=uploaded(trial.study, trial.receipts).currency)
    view = replace(view, formats=formats)
    st.markdown(view.say("importing.blast.intro"))
    st.caption(view.say("importing.blast.intro_hint"))
    _measure(view, draft, trial)
    for number, receipt in zip(draft.entries, trial.receipts, strict=True):
        for doubt in receipt.doubts:
            if doubt.choices:
                _box(view, draft, trial, number, receipt, doubt)


def _measure(view: View, draft: Draft, trial: Trial) -> None:
    """Measure the other ways: at once where it is quick, else when asked to."""
    waiting = [
        other
        for other in measuring.alternatives(draft, trial)
        if not measuring.is_measured(draft, measuring.otherwise(draft, other))
    ]
    rows = sum(entry.rows_read for entry in draft.entries.values())
    is_quick = rows <= MOST_UNASKED and len(waiting) <= _MOST_OTHERS
    if not waiting:
        _sampled(view, draft)
    elif is_quick or _is_asked(view, draft, trial, waiting):
        with st.status(view.say("importing.blast.measuring")) as status:
            measuring.measure_all(draft, trial, partial(_told, view, status.update))
        st.rerun()


def _told(view: View, tell: Callable[..., None], place: int, of: int) -> None:
    tell(label=view.say("importing.blast.measuring_one", place=place, of=of))


def _is_asked(view: View, draft: Draft, trial: Trial, waiting: list[Alternative]) -> bool:
    if draft.is_measured:
        return True
    seconds = max(1, round(trial.seconds * len(waiting) / measuring.share_of(draft)))
    label = view.say("importing.blast.measure", seconds=view.formats.count(seconds))
    icon = ":material/straighten:"
    st.button(label, icon=icon, on_click=draft.measure, key="measure")
    return False


def _sampled(view: View, draft: Draft) -> None:
    if (count := measuring.share_of(draft)) > 1:
        st.caption(view.say("importing.blast.sampled", count=count))


def _box(
    view: View, draft: Draft, trial: Trial, number: int, receipt: Receipt, doubt: Doubt
) -> None:
    with st.container(border=True, gap="xsmall", key=f"doubt-{number}-{doubt.kind}"):
        st.markdown(_headline(view, receipt, doubt))
        _choice(view, draft, number, doubt)
        for rule in doubt.choices:
            if rule != doubt.rule:
                other = Alternative(number, doubt.kind, rule)
                _compared(view, draft, trial, other)


def _headline(view: View, receipt: Receipt, doubt: Doubt) -> str:
    facts = {
        "what": view.say(f"doubt.{doubt.kind}"),
        "rows": view.formats.count(doubt.rows),
        "share": view.formats.value(doubt.rows / max(receipt.rows_read, 1), "share"),
        "file": plain(receipt.file, 60),
    }
    said = view.say("importing.blast.headline", **facts)
    if not doubt.amount:
        return said
    amount = plain(view.formats.money(doubt.amount))
    return view.say("importing.blast.amount", said=said, amount=amount)


def _choice(view: View, draft: Draft, number: int, doubt: Doubt) -> None:
    key = f"treat-{number}-{doubt.kind}-{draft.entries[number].version}"
    st.segmented_control(
        view.say("importing.blast.choice"),
        doubt.choices,
        default=doubt.rule,
        required=True,
        format_func=lambda rule: view.say(f"choice.{rule}"),
        label_visibility="collapsed",
        key=key,
        on_change=_chosen,
        args=(draft, number, doubt.kind, key),
    )


def _chosen(draft: Draft, number: int, kind: str, key: str) -> None:
    rule = st.session_state[key]
    if rule:
        other = Alternative(number, kind, rule)
        for concerned, changed in measuring.changes(draft, other).items():
            draft.correct(concerned, partial(_instead, changed))


def _instead(changed: Proposal, _: Proposal) -> Proposal:
    return changed


def _compared(view: View, draft: Draft, trial: Trial, other: Alternative) -> None:
    """What the rule in force makes of the figures, beside what another one would."""
    proposals = measuring.otherwise(draft, other)
    if not measuring.is_measured(draft, proposals):
        return
    moved = moved_most(measuring.as_taken(draft, trial), measuring.measured(draft, proposals))
    told = view.say("list.semicolon").join(_moved(view, row) for _, row in moved.iterrows())
    said = told or view.say("importing.blast.nothing")
    rule = view.say(f"choice.{other.rule}")
    st.caption(view.say("importing.blast.compared", rule=rule, moved=said))


def _moved(view: View, row: pd.Series) -> str:
    name, unit = str(row["name"]), str(row["unit"])
    key = f"importing.blast.{name}" if name in TOTALS else f"indicator.{name}.name"
    facts = {
        "name": view.say(key),
        "change": _change(view, row, unit),
        "value": plain(view.formats.value(row["value"], unit)),
        "other": plain(view.formats.value(row["other"], unit)),
    }
    return view.say("importing.blast.moved", **facts)


def _change(view: View, row: pd.Series, unit: str) -> str:
    """Shares and points by how far they are apart, all else in per cent."""
    if unit in ("share", "points") or row["change"] != row["change"]:
        points = view.say("card.percentage_points")
        return plain(view.formats.difference(row["difference"], unit, points))
    return plain(view.formats.change(row["change"], 1))
