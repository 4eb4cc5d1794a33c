"""What a stranger's program says to the server, byte by byte as it likes."""

import http.client
import socket
from dataclasses import dataclass
from urllib.parse import quote

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.server import Server

_BOUNDARY = "thirty-nine-leaves"


@dataclass(frozen=True)
class Answer:
    """What the server said to one request."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(
    server: Server,
    method: str,
    path: str,
    headers: dict[str, str] | None = None,
    body: bytes | None = None,
) -> Answer:
    """One request, its path sent just as it is written."""
    line = http.client.HTTPConnection("localhost", server.port, timeout=30)
    try:
        line.request(method, path, body, headers or {})
        answer = line.getresponse()
        told = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, told, answer.read())
    finally:
        line.close()


def token(server: Server) -> str:
    """The token against forged requests, as a page of ours gets it."""
    cookie = ask(server, "GET", "/_stcore/health").headers["set-cookie"]
    return cookie.partition("=")[2].partition(";")[0]


def upload(
    server: Server, session: str, name: bytes, proof: str | None, cookie: str | None = None
) -> Answer:
    """Push a file of any name into a session."""
    headers = {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"}
    if proof is not None:
        headers |= {"X-Xsrftoken": proof, "Cookie": f"_streamlit_xsrf={cookie or proof}"}
    part = b'Content-Disposition: form-data; name="file"; filename="' + name + b'"'
    edge = f"--{_BOUNDARY}".encode()
    lines = (edge, part, b"Content-Type: text/csv", b"", b"customer_id\n1", edge + b"--", b"")
    path = f"/_stcore/upload_file/{quote(session, safe='')}/a-file"
    return ask(server, "PUT", path, headers, b"\r\n".join(lines))


def speak(
    server: Server, origin: str | None, host: str = "localhost", proof: str | None = None
) -> ClientConnection:
    """A web socket, as a page of `origin` opens it that took the server for `host`."""
    line = socket.create_connection(("localhost", server.port), timeout=30)
    return connect(
        f"ws://{host}:{server.port}/_stcore/stream",
        sock=line,
        proxy=None,
        origin=None if origin is None else Origin(origin),
        subprotocols=[Subprotocol(said) for said in ("streamlit", proof) if said],
        max_size=None,
    )


def session_of(line: ClientConnection) -> str:
    """Start a session, wait until its first page is drawn, and tell its id."""
    ask_for = BackMsg()
    ask_for.rerun_script.query_string = ""
    line.send(ask_for.SerializeToString())
    session = ""
    while True:
        message = ForwardMsg.FromString(line.recv(timeout=90))
        if message.HasField("new_session"):
            session = message.new_session.initialize.session_id
        if message.WhichOneof("type") == "script_finished" and session:
            return session
