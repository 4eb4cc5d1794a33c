"""Whether the files fit together: whose rows find their customer in another file, whose do not."""

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from data.between.links_between import Link, links_between
from data.reading_rows import TextRows
from ui.importing.draft import Draft
from ui.masking import masked
from ui.parts import section
from ui.safe import plain
from ui.view import View

_SHOWN = 3


def linked(view: View, draft: Draft) -> None:
    """For each file that speaks of customers, how many of them another file lists."""
    links = [link for link in _links(view, draft) if link.found + link.not_found]
    if not links:
        return
    section(view, "importing.links")
    for link in links:
        _told(view, link)
        _sampled(view, draft.proposals[link.source].rows)


def _links(view: View, draft: Draft) -> Iterable[Link]:
    """The links between these very files; worked out once, as millions of ids are looked up."""
    return draft.once("links", lambda: links_between(draft.proposals, _loaded(view)))


def _loaded(view: View) -> list[str] | None:
    """The customers that are open already; nobody's own file speaks of the demo company's."""
    if view.opened.is_demo:
        return None
    told = view.opened.study.frame("select customer_id from customers")
    return list(told["customer_id"])


def _told(view: View, link: Link) -> None:
    count = view.formats.count
    where = view.say("importing.links.open") if link.target is None else plain(link.to_file, 60)
    facts = {
        "file": plain(link.file, 60),
        "column": plain(link.column, 60),
        "found": count(link.found),
        "named": count(link.found + link.not_found),
        "rows": count(link.rows),
        "where": where,
    }
    if not link.found:
        st.warning(view.say("importing.links.nobody", **facts), icon=":material/link_off:")
        return
    with st.container(gap="xsmall"):
        st.markdown(view.say("importing.links.found", rows_found=count(link.rows_found), **facts))
        _lost(view, link)


def _sampled(view: View, rows: TextRows | None) -> None:
    """Of a large file only some rows were looked at: counts that are not of all say so."""
    if rows is not None and rows.stored is not None:
        looked_at = view.formats.count(rows.rows.num_rows)
        st.caption(view.say("importing.links.sampled", rows=looked_at))


def _lost(view: View, link: Link) -> None:
    """Those not found, with examples, and what becomes of them."""
    if not link.not_found:
        return
    count, comma = view.formats.count, view.say("list.comma")
    shown = masked(pd.DataFrame({"customer_id": link.examples[:_SHOWN]}))["customer_id"]
    examples = comma.join(plain(one, 40) for one in shown)
    facts = {"lost": count(link.not_found), "rows": count(link.rows_not_found)}
    told = "new" if link.target is None else "lost"
    st.caption(view.say(f"importing.links.{told}", examples=examples, **facts))
    if link.nearly:
        st.caption(view.say("importing.links.nearly", count=count(link.nearly)))
