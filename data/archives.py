"""The files inside of an archive; what it would unpack to is known before it is opened."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from data.problems import UnreadableFileError
from data.reading_kinds import kind_of

MOST_BYTES = 512 << 20
"""What all files of an archive may hold together when unpacked."""
MOST_FILES = 500
MOST_TIMES = 200
"""How many times its size a compressed file may unpack to, once it is larger than SMALL."""
SMALL = 10 << 20

_ENCRYPTED = 0x1
_LINK = 0o120000


def unpacked(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """The files of a zip or gz, one at a time; a file that is neither comes back as it is."""
    kind = kind_of(content)
    if kind == "gz":
        yield name.removesuffix(".gz"), _gunzipped(name, content)
    elif kind == "zip" and name.lower().endswith(".zip"):
        yield from _unzipped(name, content)
    else:
        yield name, content


def directory(name: str, content: bytes) -> list[zipfile.ZipInfo]:
    """What a zip says it holds, refused where that is too much, hidden or placed elsewhere."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise UnreadableFileError("broken_archive", name) from None
    for entry in entries:
        _refuse_unsafe(name, entry)
    size = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_FILES:
        raise UnreadableFileError("too_many_files", name, files=len(entries), limit=MOST_FILES)
    _refuse_large(name, size, len(content))
    return entries


def _refuse_unsafe(name: str, entry: zipfile.ZipInfo) -> None:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        raise UnreadableFileError("unsafe_archive", name, entry=entry.filename)
    if (entry.external_attr >> 16) & 0o170000 == _LINK:
        raise UnreadableFileError("unsafe_archive", name, entry=entry.filename)
    if entry.flag_bits & _ENCRYPTED:
        raise UnreadableFileError("encrypted_archive", name, entry=entry.filename)


def _refuse_large(name: str, size: int, packed: int) -> None:
    if size > MOST_BYTES or (size > SMALL and size > MOST_TIMES * packed):
        raise UnreadableFileError("too_large_archive", name, bytes=size, limit=MOST_BYTES)


def _unzipped(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    entries = [entry for entry in directory(name, content) if not _is_clutter(entry.filename)]
    if not entries:
        raise UnreadableFileError("empty_archive", name)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in entries:
            yield entry.filename, _member(name, archive, entry)


def _member(name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """One file, never more of it than the directory said."""
    try:
        with archive.open(entry) as member:
            return member.read(entry.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise UnreadableFileError("broken_archive", name, entry=entry.filename) from None


def _is_clutter(path: str) -> bool:
    """Files that systems put into archives and nobody means."""
    return path.startswith("__MACOSX/") or PurePosixPath(path).name.startswith((".", "~$"))


def _gunzipped(name: str, content: bytes) -> bytes:
    """A gz does not tell its size: it is unpacked piece by piece, up to the limit."""
    unpacking = zlib.decompressobj(wbits=31)
    pieces, size, rest = [], 0, content
    try:
        while rest and not unpacking.eof:
            pieces.append(unpacking.decompress(rest, SMALL))
            size += len(pieces[-1])
            _refuse_large(name, size, len(content))
            rest = unpacking.unconsumed_tail
    except zlib.error:
        raise UnreadableFileError("broken_archive", name) from None
    return b"".join(pieces)
