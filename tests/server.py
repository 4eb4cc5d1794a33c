"""The app as a reader starts it: a process of its own, on a free port, with all it says kept."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.house import ROOT

_WATCHED = Path(__file__).parent / "watched"
_PATIENCE = 90
"""Seconds: a first start on a slow machine compiles everything."""


@dataclass(frozen=True)
class Server:
    """A running app: where it is and what it wrote."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path
    calls: Path

    @property
    def url(self) -> str:
        """The address of the first page."""
        return f"http://localhost:{self.port}"

    @property
    def said(self) -> str:
        """Everything the server printed so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    @property
    def calls_outside(self) -> list[str]:
        """What it tried to reach or look up beyond this machine."""
        return self.calls.read_text(encoding="utf-8").splitlines()


@contextmanager
def serving(place: Path, folder: Path = ROOT) -> Iterator[Server]:
    """Start the app of a folder in a fresh process; what it writes is kept in `place`."""
    place.mkdir(parents=True, exist_ok=True)
    server = _started(place, folder)
    try:
        _await_health(server)
        yield server
    finally:
        server.process.terminate()
        try:
            server.process.wait(10)
        except subprocess.TimeoutExpired:
            server.process.kill()
            server.process.wait(10)


def surroundings(place: Path, calls: Path) -> dict[str, str]:
    """The environment of a machine where nobody has set anything, and nothing calls outside."""
    kept = {name: v for name, v in os.environ.items() if not name.startswith("STREAMLIT_")}
    home = str(place)
    watched = {"PYTHONPATH": str(_WATCHED), "CALLS_OUTSIDE": str(calls)}
    return {**kept, "HOME": home, "USERPROFILE": home, "PYTHONUTF8": "1", **watched}


def _started(place: Path, folder: Path) -> Server:
    port, log, calls = _free_port(), place / "server.log", place / "calls.log"
    calls.touch()
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    command += ["--server.headless", "true", "--server.port", str(port)]
    with log.open("wb") as written:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
            env=surroundings(place, calls),
        )
    return Server(port, process, log, calls)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


def _await_health(server: Server) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        assert server.process.poll() is None, server.said
        try:
            with urlopen(f"{server.url}/_stcore/health", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.05)
    raise TimeoutError(server.said)
