"""What became of every file that is open: rows read, kept and set aside, and that it adds up."""

from collections.abc import Sequence

import streamlit as st

from data.cleaners.set_aside import adds_up, reasons
from data.intake import Receipt
from ui.importing.loading import set_aside_downloads
from ui.importing.wording import judged, obstacle, row_reason, rule
from ui.parts import section
from ui.safe import plain
from ui.view import View


def receipts(view: View) -> None:
    """One receipt for each file of the study that is open."""
    section(view, "importing.receipts")
    unknown = [r for r in view.opened.receipts if r.error == "unrecognised"]
    together = unknown if len(unknown) > 1 else []
    for receipt in view.opened.receipts:
        if receipt not in together:
            with st.container(border=True, gap="xsmall"):
                _receipt(view, receipt)
    if together:
        _unknown(view, together)
    with st.container(horizontal=True):
        set_aside_downloads(view, view.opened.receipts, "opened")


def _unknown(view: View, receipts: Sequence[Receipt]) -> None:
    """The files of which nothing was loaded for one and the same reason, together."""
    files = view.say("list.comma").join(plain(receipt.file, 60) for receipt in receipts)
    rows = view.formats.count(sum(receipt.rows_read for receipt in receipts))
    with st.container(border=True):
        st.markdown(view.say("importing.receipt_unknown", files=files, rows=rows))


def _receipt(view: View, receipt: Receipt) -> None:
    file = plain(receipt.file)
    if receipt.error:
        why = obstacle(view, receipt.error, receipt.facts, receipt.table)
        st.markdown(view.say("importing.receipt_nothing", file=file, why=why))
        return
    count = view.formats.count
    facts = {
        "file": file,
        "table": view.say(f"table.{receipt.kind}"),
        "read": count(receipt.rows_read),
        "kept": count(receipt.rows_kept),
        "aside": count(receipt.rows_set_aside),
    }
    verdict = "receipt" if adds_up(receipt) else "receipt_wrong"
    st.markdown(view.say(f"importing.{verdict}", **facts))
    for kind, rows in reasons(receipt).items():
        why = row_reason(view.say, kind, len(receipt.header))
        st.caption(view.say("importing.receipt_reason", rows=count(rows), why=why))
    for judgement in receipt.judgements:
        st.caption(judged(view, judgement))
    for name in receipt.rules:
        st.caption(rule(view, name))
