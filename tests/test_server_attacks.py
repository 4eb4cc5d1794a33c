"""What a stranger tries at the server itself, past every page."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import gettempdir

import pytest
import streamlit
from websockets.exceptions import InvalidStatus

from tests.house import ROOT
from tests.server import Server, serving, surroundings
from tests.strangers import ask, session_of, speak, token, upload

pytestmark = pytest.mark.xdist_group("server")

NAMES = {
    "climbs": b"../../climbed.csv",
    "of another system": rb"C:\\climbed.csv",
    "long": b"x" * 300 + b".csv",
    "with NUL": b"a\x00b.csv",
    "turned round": "\u202evsc.exe".encode(),
    "markup": b"<b>.csv",
    "escapes": b"\x1b[31m.csv",
    "absolute": f"{Path(gettempdir()).as_posix()}/climbed.csv".encode(),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that somebody has looked at already."""
    with serving(tmp_path_factory.mktemp("server")) as started:
        with speak(started, started.url) as line:
            session_of(line)
        yield started


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_file_of_any_name_is_kept_in_memory_and_never_at_that_name(
    name: bytes, server: Server
) -> None:
    proof = token(server)
    with speak(server, server.url, proof=proof) as line:
        answer = upload(server, session_of(line), name, proof)
    assert answer.status in (204, 400)
    reachable = (*ROOT.parents, ROOT, server.log.parent, Path(gettempdir()))
    assert [str(place) for place in reachable if (place / "climbed.csv").exists()] == []
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202e]", server.said)


def test_an_upload_without_the_pages_token_is_refused(server: Server) -> None:
    proof = token(server)
    with speak(server, server.url, proof=proof) as line:
        session = session_of(line)
        assert upload(server, session, b"a.csv", None).status == 403
        assert upload(server, session, b"a.csv", "2|0|0|0").status == 403
        assert upload(server, session, b"a.csv", token(server), cookie=proof).status == 403
        assert upload(server, session, b"a.csv", proof).status == 204


def test_an_upload_into_a_session_that_is_not_there_is_refused(server: Server) -> None:
    proof = token(server)
    with speak(server, server.url, proof=proof) as line:
        session = session_of(line)
    strange = ("0" * 36, "../../etc", session[:-1] + ("0" if session[-1] != "0" else "1"))
    assert {upload(server, other, b"a.csv", proof).status for other in strange} <= {400, 404}


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://evil.example", "localhost"),
        ("https://localhost.evil.example", "localhost"),
        ("null", "localhost"),
        ("http://evil.example", "evil.example"),
        (None, "evil.example"),
    ],
)
def test_a_web_socket_from_elsewhere_is_refused_and_nothing_is_looked_up(
    origin: str | None, host: str, server: Server
) -> None:
    own = f"{origin}:{server.port}" if origin and host in origin else origin
    with pytest.raises(InvalidStatus) as refused, speak(server, own, host):
        pass
    assert refused.value.response.status_code == 403
    assert server.calls_outside == []


def test_no_other_origin_is_told_that_it_may_read_or_write(server: Server) -> None:
    origin = {"Origin": "http://evil.example", "Access-Control-Request-Method": "PUT"}
    asked = [
        ("OPTIONS", "/_stcore/upload_file/a/b"),
        ("GET", "/_stcore/host-config"),
        ("GET", "/_stcore/health"),
        ("GET", "/"),
    ]
    allowed = [
        ask(server, *request, headers=origin).headers.get("access-control-allow-origin", "")
        for request in asked
    ]
    assert [a for a in allowed if a == "*" or "evil" in a] == []


def _ways_up() -> list[str]:
    """Paths from where the server keeps its own files, and from anywhere, to ours."""
    static = Path(streamlit.__file__).parent / "static" / "static"
    targets = (ROOT / "app.py", ROOT / ".streamlit" / "config.toml", Path("/etc/passwd"))
    up = [os.path.relpath(target, static).replace(os.sep, "/") for target in targets]
    way = up + [u.replace("..", "%2e%2e") for u in up] + [u.replace("/", "%2f") for u in up]
    way += [u.replace("/", "\\") for u in up] + [u.replace("..", "..;") for u in up]
    way += [str(t).replace(os.sep, "/").lstrip("/") for t in targets]
    return way


@pytest.mark.parametrize(
    "place",
    [
        "/static",
        "/media",
        "/app/static",
        "/component/x",
        "/_stcore/bidi-components/x",
        "",
        "/churn",
    ],
)
def test_no_path_leads_out_of_the_servers_own_files(place: str, server: Server) -> None:
    index = ask(server, "GET", "/").body
    answers = {way: ask(server, "GET", f"{place}/{way}") for way in _ways_up()}
    wrong = {
        way: (answer.status, answer.body[:80])
        for way, answer in answers.items()
        if answer.status not in (301, 302, 307, 308, 400, 403, 404) and answer.body != index
    }
    assert wrong == {}
    lead = [a.headers.get("location", "/") for a in answers.values()]
    assert [to for to in lead if not to.startswith("/") or to.startswith("//")] == []


def test_the_watch_over_calls_outside_sees_and_refuses_them(tmp_path: Path) -> None:
    calls = tmp_path / "calls.log"
    calls.touch()
    tries = "import socket as s\nfor f in (lambda: s.create_connection(('203.0.113.9', 80), 1),"
    tries += " lambda: s.getaddrinfo('evil.example', 80)):\n  try: f()\n  except OSError: pass"
    subprocess.run(
        [sys.executable, "-c", tries], env=surroundings(tmp_path, calls), check=True, timeout=60
    )
    assert "203.0.113.9" in calls.read_text()
    assert "evil.example" in calls.read_text()
