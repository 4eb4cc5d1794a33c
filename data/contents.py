"""What is handed in to be read: bytes in memory, or a file on disk that may be too large for it."""

import hashlib
import io
import shutil
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, TypeAlias

from data.spool import Spooled

CHUNK = 1 << 20
LARGE = 32 << 20
"""Texts from this many bytes on are read by the engine: below, both ways take about a second."""


@dataclass(frozen=True)
class FileOnDisk:
    """A file that is read where it lies; `kept_by` removes it when nobody speaks of it any more."""

    path: Path
    size: int
    kept_by: Spooled | None = field(default=None, repr=False, compare=False)

    @cached_property
    def digest(self) -> str:
        """The digest of its bytes, computed once."""
        with self.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()


Content: TypeAlias = "bytes | FileOnDisk"


def kept(stream: BinaryIO, size: int) -> Content:
    """What a stream holds: in memory where it is small, else in a file of its own."""
    stream.seek(0)
    if size < LARGE:
        return stream.read()
    kept_by = Spooled()
    with kept_by.path.open("wb") as copy:
        shutil.copyfileobj(stream, copy, CHUNK)
    return FileOnDisk(kept_by.path, kept_by.path.stat().st_size, kept_by)


def at(path: Path) -> Content:
    """What a file on disk holds: in memory where it is small."""
    size = path.stat().st_size
    return path.read_bytes() if size < LARGE else FileOnDisk(path, size)


def size_of(content: Content) -> int:
    """How many bytes."""
    return content.size if isinstance(content, FileOnDisk) else len(content)


def opened(content: Content) -> BinaryIO:
    """The bytes, to be read one after another."""
    return content.path.open("rb") if isinstance(content, FileOnDisk) else io.BytesIO(content)


def head_of(content: Content, size: int = CHUNK) -> bytes:
    """The first bytes."""
    with opened(content) as stream:
        return stream.read(size)


def whole(content: Content) -> bytes:
    """All bytes, in memory."""
    return content.path.read_bytes() if isinstance(content, FileOnDisk) else content


def linked(content: FileOnDisk) -> Spooled:
    """The file where the engine may read it: in our own place, under a second name or copied."""
    if content.kept_by:
        return content.kept_by
    second = Spooled()
    try:
        second.path.hardlink_to(content.path.resolve())
    except OSError:  # On another disk, or somebody else's.
        shutil.copyfile(content.path, second.path)
    return second


def digest(content: Content) -> str:
    """What tells these bytes from all others."""
    if isinstance(content, FileOnDisk):
        return content.digest
    return hashlib.sha256(content).hexdigest()
