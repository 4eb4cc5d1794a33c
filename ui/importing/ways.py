"""What to do about the files that are open, and what each way would do to them."""

import pandas as pd
import streamlit as st

from data.between.comparing import compared
from ui.importing.draft import Draft
from ui.importing.entries import Trial
from ui.importing.joining import ADD, AFRESH, COMPARE, TABLE, replaced_files, tables_of
from ui.safe import plain
from ui.view import View


def way(view: View, draft: Draft, trial: Trial) -> str:
    """The way that the reader chose, with what it means for what is open."""
    if view.opened.is_demo:
        return AFRESH
    left_out = replaced_files(view, trial)
    chosen = choice(view, "importing.way", "import-way", left_out, COMPARE)
    if chosen == ADD:
        _overlaps(view, draft, trial)
    elif chosen == TABLE:
        _left_out(view, trial, left_out)
    return chosen


def choice(view: View, label: str, key: str, left_out: list[str], *more: str) -> str:
    """One of the ways; a table is replaced only where one of its kind is open."""
    ways = (ADD, *((TABLE,) if left_out else ()), AFRESH, *more)
    chosen = st.segmented_control(
        view.say(label),
        ways,
        default=ADD,
        required=True,
        format_func=lambda one: view.say(f"importing.way_{one}"),
        key=key,
    )
    return str(chosen)


def differences(view: View, draft: Draft, trial: Trial) -> pd.DataFrame:
    """What the files say that is new, known, changed or gone, by table; worked out once."""
    study = view.opened.study
    name = f"compared {study.name} {trial.study.name}"
    return draft.once(name, lambda: compared(study, trial.study, tables_of(trial)))


def _overlaps(view: View, draft: Draft, trial: Trial) -> None:
    """How much of the files is open already, from when to when: it counts once."""
    found = differences(view, draft, trial)
    for _, row in found[found["of_table"] != "customers"].iterrows():
        facts = {name: view.formats.count(row[name]) for name in ("new", "same", "changed")}
        facts["table"] = view.say(f"table.{row['of_table']}")
        if not row["same"] + row["changed"]:
            st.caption(view.say("importing.overlap.none", **facts))
            continue
        facts["since"], facts["until"] = (view.formats.day(row[n]) for n in _KNOWN)
        st.markdown(view.say("importing.overlap.some", **facts))
        if row["changed"]:
            st.caption(view.say("importing.overlap.changed", **facts))


_KNOWN = ("known_from", "known_to")


def _left_out(view: View, trial: Trial, left_out: list[str]) -> None:
    """Which of the open files give way to the new ones."""
    comma = view.say("list.comma")
    files = [r.file for r in view.opened.receipts if r.digest in left_out and r.rows_kept]
    tables = comma.join(view.say(f"table.{name}") for name in sorted(tables_of(trial)))
    named = comma.join(plain(file, 60) for file in files)
    st.markdown(view.say("importing.way_table_told", tables=tables, files=named))
