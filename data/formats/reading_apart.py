"""A crafted file may kill who reads it: such kinds are read in a process of their own."""

import subprocess
import sys
from pathlib import Path

from data.problems import UnreadableFileError

MOST_SECONDS = 60


def told_by(reader: str, broken: str, file: str, content: bytes, *arguments: str) -> bytes:
    """What the reader, a module beside this one, says of a file; `broken` where it dies of it."""
    script = Path(__file__).with_name(f"{reader}.py")
    command = [sys.executable, "-I", str(script), *arguments]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=MOST_SECONDS)
    except subprocess.TimeoutExpired:
        raise UnreadableFileError("too_slow", file, seconds=MOST_SECONDS) from None
    if done.returncode:
        raise UnreadableFileError(broken, file)
    return done.stdout
