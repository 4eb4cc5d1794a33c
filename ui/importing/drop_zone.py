"""Where files are dropped, and where they are read while the reader is told how far it is."""

import json
from collections.abc import Callable, Iterable
from functools import partial

import streamlit as st

from data import contents, intake
from data.contents import Content
from data.large_files.watching import Watch
from data.matching import Matching
from data.matching_files import matching_of
from data.problems import UnreadableFileError
from data.reading import display_name
from ui.importing.draft import Draft
from ui.importing.reading_bar import reading_bar
from ui.importing.server_files import server_files
from ui.importing.wording import obstacle
from ui.parts import section
from ui.safe import plain
from ui.view import View

_MATCHING = ".toml"

# The framework's own words on the field cannot be translated (its issue 13500): ours stand there.
_IN_OUR_WORDS = """<style>
  .st-key-drop-zone :is(button p, {field}Instructions"] span) {{ display: none; }}
  .st-key-drop-zone button [data-testid="stMarkdownContainer"]::after {{ content: {button}; }}
  .st-key-drop-zone {field}Instructions"]::after {{ content: {limit}; }}
</style>"""


def drop_zone(view: View, draft: Draft) -> None:
    """Take in what is dropped, and read anew what the reader wants read otherwise."""
    section(view, "importing.drop")
    st.html(_in_our_words(view))
    with st.container(key="drop-zone"):
        uploads = st.file_uploader(
            view.say("importing.drop.label"),
            accept_multiple_files=True,
            key=f"drop-{draft.drops}",
            label_visibility="collapsed",
        )
    st.caption(view.say("importing.drop.kinds"))
    lying = server_files(view, draft)
    if uploads or lying:
        kept = [(upload.name, contents.kept(upload, upload.size)) for upload in uploads]
        _take(view, draft, kept + lying)
    if draft.wanted:
        _reread(view, draft)
    for refused in draft.refused:
        name, why = plain(display_name(refused.file)), obstacle(view, refused.kind, refused.facts)
        st.error(view.say("importing.refused", file=name, why=why), icon=":material/error:")


def _in_our_words(view: View) -> str:
    """What the field and its button say, as a style: json writes a text as styles do."""
    facts = {"megabytes": st.get_option("server.maxUploadSize")}
    button, limit = view.say("importing.drop.button"), view.say("importing.drop.limit", **facts)
    quoted = partial(json.dumps, ensure_ascii=False)
    field = '[data-testid="stFileUploaderDropzone'
    return _IN_OUR_WORDS.format(field=field, button=quoted(button), limit=quoted(limit))


def _take(view: View, draft: Draft, uploads: list[tuple[str, Content]]) -> None:
    """Read everything first and list it then: a drop that is stopped half-way leaves nothing."""
    first = draft.last + 1
    matchings, refused = _matchings([u for u in uploads if u[0].lower().endswith(_MATCHING)])
    tables = [u for u in uploads if not u[0].lower().endswith(_MATCHING)]
    place = st.empty()
    with st.status(view.say("importing.reading")) as status:
        watch = reading_bar(view, place)
        read = [_told(view, status.update, upload, watch) for upload in tables]
        for upload, proposals in zip(tables, read, strict=True):
            draft.add(upload, proposals)
        draft.refused = refused
        for matching in matchings:
            draft.remember(matching)
        loaded = [receipt.how for receipt in view.opened.receipts if receipt.how]
        draft.fit(0 if matchings else first, loaded)
        draft.agree()
    draft.drops += 1
    st.rerun()


def _told(
    view: View, tell: Callable[..., None], upload: tuple[str, Content], watch: Watch
) -> list[intake.Proposal]:
    tell(label=view.say("importing.reading_file", file=plain(display_name(upload[0]))))
    return intake.propose([upload], watch=watch)


def _matchings(
    uploads: Iterable[tuple[str, Content]],
) -> tuple[list[Matching], list[UnreadableFileError]]:
    found, refused = [], []
    for name, content in uploads:
        try:
            found.append(matching_of(name, contents.whole(content)))
        except UnreadableFileError as error:
            refused.append(error)
    return found, refused


def _reread(view: View, draft: Draft) -> None:
    with st.status(view.say("importing.reading")):
        for number, choices in draft.wanted.items():
            draft.reread(number, choices)
        draft.wanted = {}
    st.rerun()
