"""The step from tried to open: load the good rows, and take the others away to mend them."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from data.between.returns_between import WITHOUT_ORDERS
from data.cleaners.set_aside import reasons, set_aside_csv
from data.exports import file_name
from data.intake import Receipt
from ui.importing.comparison import comparison
from ui.importing.draft import Draft, forget
from ui.importing.entries import Trial
from ui.importing.joining import ADD, AFRESH, COMPARE, added, joined
from ui.importing.ways import way
from ui.importing.wording import obstacle, row_reason
from ui.opened import uploaded
from ui.parts import section
from ui.safe import plain
from ui.view import View, choices, choose, open_study
from ui.words import Words


def loading(view: View, draft: Draft, trial: Trial) -> None:
    """How many rows can be loaded, and the button that does it."""
    section(view, "importing.loading_step")
    read = sum(receipt.rows_read for receipt in trial.receipts)
    kept = sum(receipt.rows_kept for receipt in trial.receipts)
    count = view.formats.count
    facts = {"read": count(read), "kept": count(kept), "aside": count(read - kept)}
    st.markdown(view.say("importing.balance", **facts))
    _waiting(view, trial.receipts)
    chosen = way(view, draft, trial)
    if chosen == COMPARE:
        comparison(view, draft, trial)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            view.say("importing.load", rows=count(kept)),
            type="primary",
            icon=":material/check:",
            disabled=not kept,
            on_click=draft.load,
            args=(chosen,),
            key="load",
        )
        set_aside_downloads(view, trial.receipts, "trial")
    if taken := draft.taken_way():
        _load(view, trial, taken)


def _waiting(view: View, receipts: Sequence[Receipt]) -> None:
    """Which of the rows set aside are set aside only because their whole file is."""
    waiting = [receipt for receipt in receipts if receipt.error and receipt.rows_read]
    if waiting:
        rows = view.formats.count(sum(receipt.rows_read for receipt in waiting))
        files = view.say("list.comma").join(plain(receipt.file, 60) for receipt in waiting)
        st.caption(view.say("importing.balance_waiting", rows=rows, files=files))
    for receipt in waiting:
        if receipt.error == WITHOUT_ORDERS:
            why = obstacle(view, receipt.error, receipt.facts, receipt.table)
            said = view.say("importing.receipt_nothing", file=plain(receipt.file, 60), why=why)
            st.warning(said, icon=":material/link_off:")


def set_aside_downloads(view: View, receipts: Sequence[Receipt], key: str) -> None:
    """For each file with rows set aside, these rows as they came, with the reason of each."""
    for number, receipt in enumerate(receipts):
        if receipt.rows_set_aside and receipt.set_aside_rows is not None:
            count = view.formats.count(receipt.rows_set_aside)
            file = plain(receipt.file, 40)
            st.download_button(
                view.say("importing.take_aside", rows=count, file=file),
                partial(set_aside_file, view.say, receipt),
                file_name(receipt.file, view.say("importing.aside_name"), suffix="csv"),
                "text/csv",
                icon=":material/download:",
                on_click="ignore",
                key=f"aside-{key}-{number}",
            )


def set_aside_file(say: Words, receipt: Receipt) -> bytes:
    """The rows of a file that were set aside, to be mended and dropped again."""
    columns = len(receipt.header)
    said = {kind: row_reason(say, kind, columns) for kind in reasons(receipt)}
    return set_aside_csv(receipt, said, say.language)


def _load(view: View, trial: Trial, chosen: str) -> None:
    """Open the files; what was being looked at stays in view where something of it stays open."""
    seen = choices()
    with st.status(view.say("importing.loading")) as status:
        carry = added if chosen == ADD else partial(joined, way=chosen)
        study, receipts = carry(view, trial, tell=status.update)
    open_study(uploaded(study, receipts))
    if chosen != AFRESH:
        choose(chips=seen.chips, period=seen.period, by=seen.by)
    forget()
    st.rerun()
