"""The text of a large file piece by piece, in UTF-8, whatever it was written in."""

import codecs
from collections.abc import Callable, Iterator
from dataclasses import replace

from data.contents import CHUNK, Content, head_of, opened, size_of
from data.problems import UnreadableFileError
from data.text_files import encodings
from data.text_files.encodings import Encoding
from data.text_files.odd_signs import meant_bytes

LONGEST = 64 << 20
"""More bytes without an end of line are no line of a table."""

_STRANGE = 64
"""From so many places of the file, lines with other than plain signs are looked at."""
_LINES = 200

_SWAPPED = bytes.maketrans(b"\r\n", b"\n\r")


def telling(content: Content) -> bytes:
    """The lines that tell the encoding: the first, or where these are plain, strange ones."""
    head = head_of(content)
    if encodings.unmarked(head) != head:
        return head
    if wide := next((part for part in (head, head[:-2]) if _is_wide(encodings.detect(part))), b""):
        return wide
    lines = head[: head.rfind(b"\n") + 1] or head
    if not _is_utf8(lines):
        return lines
    strange, fits_utf8 = _strange_lines(content)
    return lines if fits_utf8 else strange


def utf8_pieces(
    content: Content,
    encoding: Encoding,
    is_swapped: bool,
    told: Callable[[int], None],
) -> Iterator[bytes]:
    """The text in UTF-8, cut after line feeds; where `is_swapped`, feeds and returns change roles.

    Files of old end their lines with returns alone: swapped, they are read like any other. `told`
    hears how many more bytes are read.
    """
    pieces = _told(_pieces(content), told)
    decoded = _of_wide(pieces, encoding) if _is_wide(encoding) else _of_bytes(pieces, encoding)
    return _at_line_ends(swapped(meant_bytes(piece), is_swapped) for piece in decoded)


def lying_pieces(content: Content, told: Callable[[int], None]) -> Iterator[bytes]:
    """The bytes as they lie, cut after line feeds, as long as their text is just what was meant."""
    for piece in _at_line_ends(_told(_pieces(content), told)):
        if not _is_utf8(piece) or meant_bytes(piece) is not piece:
            return
        yield piece


def swapped(text: bytes, is_swapped: bool) -> bytes:
    """The text with feeds for returns and returns for feeds; once more, and it is as it was."""
    return text.translate(_SWAPPED) if is_swapped else text


def _is_wide(encoding: Encoding) -> bool:
    return encoding.name.startswith(("utf-16", "utf-32"))


def _strange_lines(content: Content) -> tuple[bytes, bool]:
    """Lines with other than plain signs, from all over the file, and whether UTF-8 fits it all."""
    found: list[bytes] = []
    fits, step = True, 1 + size_of(content) // CHUNK // _STRANGE
    for number, piece in enumerate(_at_line_ends(_pieces(content))):
        if not piece.isascii():
            is_news = fits and not _is_utf8(piece)
            fits = fits and not is_news
            if is_news or number % step == 0 or not found:
                strange = (line for line in piece.split(b"\n") if not line.isascii())
                found += [line for line, _ in zip(strange, range(_LINES), strict=False)]
    return b"\n".join(found), fits


def _is_utf8(piece: bytes) -> bool:
    if piece.isascii():
        return True
    try:
        piece.decode()
    except UnicodeDecodeError:
        return False
    return True


def _pieces(content: Content) -> Iterator[bytes]:
    with opened(content) as stream:
        yield encodings.unmarked(stream.read(CHUNK))
        while piece := stream.read(CHUNK):
            yield piece


def _told(pieces: Iterator[bytes], told: Callable[[int], None]) -> Iterator[bytes]:
    for piece in pieces:
        told(len(piece))
        yield piece


def _of_wide(pieces: Iterator[bytes], encoding: Encoding) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding.name)("replace")
    for piece in pieces:
        yield decoder.decode(piece).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def _of_bytes(pieces: Iterator[bytes], encoding: Encoding) -> Iterator[bytes]:
    for piece in _at_line_ends(pieces):
        is_fine = piece.isascii() or (encoding.name == "utf-8" and _is_utf8(piece))
        yield piece if is_fine else _decoded(piece, encoding).encode("utf-8", "replace")


def _decoded(piece: bytes, encoding: Encoding) -> str:
    """Where a piece does not fit its encoding, each of its lines by itself, as in small files."""
    text = encodings.opened(piece, replace(encoding, is_whole=True)).read()
    if "\ufffd" not in text or encoding.is_chosen:
        return text
    return encodings.opened(piece, replace(encoding, is_whole=False)).read()


def _at_line_ends(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes, cut after line feeds only."""
    waiting: list[bytes] = []
    size = 0
    for piece in pieces:
        cut = piece.rfind(b"\n") + 1
        if cut:
            yield b"".join((*waiting, piece[:cut]))
            waiting, size = [], 0
        waiting.append(piece[cut:])
        size += len(piece) - cut
        if size > LONGEST:
            raise UnreadableFileError("long_line", "", bytes=LONGEST)
    if size:
        yield b"".join(waiting)
