"""The one place on disk where readers' texts lie: private, and gone with the server."""

import contextlib
import shutil
import tempfile
import uuid
import weakref
from functools import cache
from pathlib import Path
from typing import IO, Any

try:
    import fcntl
except ImportError:  # Windows refuses to remove a file that somebody has open.
    fcntl = None  # type: ignore[assignment]

_PREFIX = "perennial-"
_OWNER = "owner"
_ROOMS = ("texts", "spill")


@cache
def place() -> Path:
    """The place of this server, made at its start; what servers that were killed left is swept."""
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        if _is_abandoned(left):
            shutil.rmtree(left, ignore_errors=True)
    made = tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True)
    here = Path(made.name)
    for room in _ROOMS:
        (here / room).mkdir(mode=0o700)
    owner = _held(here / _OWNER)
    weakref.finalize(owner, made.cleanup)
    _OWNERS.append(owner)
    return here


_OWNERS: list[IO[Any]] = []
"""Held open as long as the server runs: whoever can take hold of it knows that it has ended."""


def rooms() -> dict[str, Path]:
    """Where the engine may read texts, and where it puts what does not fit into memory."""
    return {name: place() / name for name in _ROOMS}


class Spooled:
    """A file of one reader, under a name nobody can guess; it goes when nobody holds it."""

    def __init__(self) -> None:
        self.path = place() / "texts" / uuid.uuid4().hex
        weakref.finalize(self, _remove, self.path)


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()


def _held(path: Path) -> IO[Any]:
    owner = path.open("a")
    if fcntl:
        fcntl.flock(owner, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return owner


def _is_abandoned(left: Path) -> bool:
    """Whether the server that made this place has ended."""
    owner = left / _OWNER
    try:
        if not owner.exists():
            return False
        _held(owner).close()
        if not fcntl:
            owner.unlink()
    except OSError:
        return False
    return True
