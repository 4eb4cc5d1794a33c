"""What became of every file that is open: rows read, kept and set aside, and that it adds up."""

import streamlit as st

from data.intake import Receipt
from data.set_aside import adds_up, reasons
from ui.importing.loading import set_aside_downloads
from ui.importing.wording import judged, obstacle, row_reason, rule
from ui.parts import section
from ui.safe import plain
from ui.view import View


def receipts(view: View) -> None:
    """One receipt for each file of the study that is open."""
    section(view, "importing.receipts")
    for receipt in view.opened.receipts:
        with st.container(border=True, gap="xsmall"):
            _receipt(view, receipt)
    with st.container(horizontal=True):
        set_aside_downloads(view, view.opened.receipts, "opened")


def _receipt(view: View, receipt: Receipt) -> None:
    file = plain(receipt.file)
    if receipt.error:
        why = obstacle(view, receipt.error, receipt.facts, receipt.table)
        st.markdown(view.say("importing.receipt_nothing", file=file, why=why))
        return
    count = view.formats.count
    facts = {
        "file": file,
        "table": view.say(f"table.{receipt.table}"),
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
