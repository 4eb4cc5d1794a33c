"""Python reads this when it starts with this folder on its path: nothing is called outside.

Every attempt to reach or to look up another machine is written down, then refused.
"""

import os
import sys
from pathlib import Path

_TO_MYSELF = ("127.", "::1", "::ffff:127.", "localhost", "0.0.0.0")
_REACHES = {"socket.connect": 1, "socket.sendto": 1, "socket.sendmsg": 1}
_LOOKS_UP = {"socket.getaddrinfo": 0, "socket.gethostbyname": 0, "socket.gethostbyaddr": 0}


def _watch(event: str, details: tuple[object, ...]) -> None:
    if (place := (_REACHES | _LOOKS_UP).get(event)) is None:
        return
    called = details[place]
    if event in _REACHES:
        # A path in the file system, or the other end of a connection that stands already.
        if not isinstance(called, tuple):
            return
        called = called[0]
    host = called.decode("latin-1") if isinstance(called, bytes) else str(called or "localhost")
    if not host.startswith(_TO_MYSELF):
        with Path(os.environ["CALLS_OUTSIDE"]).open("a", encoding="utf-8") as written:
            written.write(f"{event} {host}\n")
        raise OSError(f"a call outside was refused: {event}")


sys.addaudithook(_watch)
