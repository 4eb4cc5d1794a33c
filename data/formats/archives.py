"""The files inside of an archive; what it would unpack to is known before it is opened."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from data import contents
from data.contents import Content
from data.formats.reading_kinds import kind_of
from data.large_files import choosing
from data.problems import UnreadableFileError

MOST_BYTES = 512 << 20
"""What all files of an archive may hold together when unpacked."""
MOST_FILES = 500
MOST_TIMES = 200
"""How many times its size a compressed file may unpack to, once it is larger than SMALL."""
SMALL = 10 << 20

_GZ = b"\x1f\x8b"
_ENCRYPTED = 0x1
_LINK = 0o120000
_NAMED_IN_UTF8 = 0x800


def unpacked(name: str, content: Content) -> Iterator[tuple[str, Content]]:
    """The files of a zip or gz, one at a time; a file that is neither comes back as it is.

    A zip may hold gz files: what stays packed after that was packed too often. A large text is not
    taken into memory.
    """
    if choosing.is_large_text(name, content):
        yield name, content
        return
    content = choosing.in_memory(name, content)
    kind = kind_of(content)
    if kind == "gz":
        yield _bare(name), _gunzipped(name, content)
    elif kind == "zip" and name.lower().endswith(".zip"):
        yield from _unzipped(name, content)
    else:
        yield name, content


def unpacked_inside(name: str, content: bytes) -> tuple[str, bytes]:
    """A gz from a zip as the file it is; an archive in an archive is refused."""
    kind = kind_of(content)
    if kind == "gz" and not name.lower().endswith((".tgz", ".tar.gz")):
        return unpacked_inside(_bare(name), _gunzipped(name, content))
    if kind == "zip" and name.lower().endswith(".zip"):
        raise UnreadableFileError("nested_archive", name)
    return name, content


def files_in(folder: Path) -> Iterator[tuple[str, Content]]:
    """What the files of a folder and those below it hold, in order."""
    for name, path in paths_in(folder):
        yield name, contents.at(path)


def paths_in(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files of a folder and those below it, in order; links that lead out of it are left."""
    root = folder.resolve()
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        is_hidden = any(part.startswith((".", "~$", "__MACOSX")) for part in parts)
        if path.is_file() and not is_hidden and path.resolve().is_relative_to(root):
            yield "/".join(parts), path


def _bare(name: str) -> str:
    return re.sub(r"\.gz$", "", name, flags=re.IGNORECASE)


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


def pieces(content: bytes, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """What an entry really unpacks to, piece by piece, whatever the directory says of its size."""
    head = entry.header_offset
    lengths = (content[head + place : head + place + 2] for place in (26, 28))
    start = head + 30 + sum(int.from_bytes(length, "little") for length in lengths)
    rest = content[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        yield rest
        return
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise NotImplementedError
    unpacking = zlib.decompressobj(wbits=-15)
    while rest and not unpacking.eof:
        yield unpacking.decompress(rest, 1 << 20)
        rest = unpacking.unconsumed_tail


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
            yield _name_of(entry), _member(name, archive, entry)


def _name_of(entry: zipfile.ZipInfo) -> str:
    """The name as its system wrote it: Windows writes Chinese ones in its own encoding."""
    if entry.flag_bits & _NAMED_IN_UTF8:
        return entry.filename
    written = entry.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return written.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


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
    """A gz does not tell its size: it is unpacked piece by piece, up to the limit.

    Several that follow one another are one file.
    """
    pieces, size, rest = [], 0, content
    try:
        while rest.startswith(_GZ):
            unpacking = zlib.decompressobj(wbits=31)
            while rest and not unpacking.eof:
                pieces.append(unpacking.decompress(rest, SMALL))
                size += len(pieces[-1])
                _refuse_large(name, size, len(content))
                rest = unpacking.unconsumed_tail
            if not unpacking.eof:
                raise UnreadableFileError("broken_archive", name)
            rest = unpacking.unused_data
    except zlib.error:
        raise UnreadableFileError("broken_archive", name) from None
    return b"".join(pieces)
