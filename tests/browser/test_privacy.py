"""Two people at one server: nothing of one is ever anywhere near the other."""

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser.exports import Export, invented
from tests.browser.gestures import asks, drop, go, load
from tests.browser.readers import ENGLISH, Readers, stands
from tests.opened_pages import each_walk

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@dataclass
class Overheard:
    """Every message that the server sent to one reader."""

    heard: list[bytes] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        """From now on."""
        page.on("websocket", lambda socket: socket.on("framereceived", self._note))

    def of(self, secrets: tuple[str, ...]) -> list[str]:
        """The secrets among what was heard."""
        said = b"".join(self.heard)
        return [secret for secret in secrets if secret.encode() in said]

    def _note(self, message: str | bytes) -> None:
        self.heard.append(message.encode() if isinstance(message, str) else message)


def owner_of(file: Export, readers: Readers) -> tuple[Page, Overheard]:
    """A reader who has opened a file of their own."""
    page, heard = readers.come(), Overheard()
    heard.listen(page)
    readers.open(page, "import_data")
    drop(page, file.file)
    load(page)
    return page, heard


def told(file: Export) -> tuple[str, ...]:
    return (*file.secrets, file.name)


@pytest.mark.slow
@each_walk
def test_what_one_drops_no_other_sees_on_any_page_or_message_or_in_the_log(
    readers: Readers, pages: tuple[str, ...]
) -> None:
    mine, yours = invented("Quillfeather"), invented("Brackenbury")
    you, heard_by_you = owner_of(yours, readers)
    me, heard_by_me = owner_of(mine, readers)
    stranger, heard_by_stranger = readers.come(), Overheard()
    heard_by_stranger.listen(stranger)
    for name in pages:
        go(me, name)
        readers.open(stranger, name)
        source = stranger.content()
        assert [s for s in (*told(mine), *told(yours)) if s in source] == []
    go(me, "segments")
    me.get_by_text(ENGLISH("masking.show")).first.click()
    stands(me)
    go(you, "segments")
    you.reload()
    stands(you)
    assert heard_by_me.of(told(mine))
    assert heard_by_you.of(told(yours))
    assert heard_by_me.of(told(yours)) == []
    assert heard_by_you.of(told(mine)) == []
    assert heard_by_stranger.of((*told(mine), *told(yours))) == []
    assert [s for s in (*told(mine), *told(yours)) if s in readers.server.said] == []


def test_who_loses_the_connection_comes_back_to_their_own_file_and_no_other(
    readers: Readers,
) -> None:
    file = invented("Quillfeather")
    page, sockets = readers.come(), list[WebSocketRoute]()

    def pass_on(socket: WebSocketRoute) -> None:
        sockets.append(socket)
        socket.connect_to_server()

    page.route_web_socket("**/_stcore/stream", pass_on)
    readers.open(page, "import_data")
    drop(page, file.file)
    load(page)
    other, heard = owner_of(invented("Brackenbury"), readers)
    before = len(sockets)
    again = page.locator('[data-testid="stApp"][data-test-connection-state="CONNECTED"]')
    with page.expect_websocket():
        sockets[-1].close(code=1001, reason="the train is in a tunnel")
    expect(again).to_be_visible()
    go(page, "segments")
    assert len(sockets) > before
    count = ENGLISH("segments.count", count=file.customers).strip("*")
    expect(page.get_by_text(count, exact=True)).to_be_visible()
    go(other, "churn")
    asks(other, "churn")
    assert heard.of(told(file)) == []
