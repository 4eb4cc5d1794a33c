"""What a file is by its first bytes, whatever its name says."""

import re

_SIGNATURES: tuple[tuple[bytes, int, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", 0, "png"),
    (b"\xff\xd8\xff", 0, "jpeg"),
    (b"GIF8", 0, "gif"),
    (b"RIFF", 0, "media"),
    (b"ftyp", 4, "media"),
    (b"ID3", 0, "media"),
    (b"OggS", 0, "media"),
    (b"%PDF-", 0, "pdf"),
    (b"{\\rtf", 0, "rtf"),
    (b"SQLite format 3\x00", 0, "sqlite"),
    (b"DUCK", 8, "duckdb"),
    (b"PAR1", 0, "parquet"),
    (b"ARROW1", 0, "arrow"),
    (b"\x7fELF", 0, "program"),
    (b"\xcf\xfa\xed\xfe", 0, "program"),
    (b"\x1f\x8b", 0, "gz"),
    (b"7z\xbc\xaf\x27\x1c", 0, "7z"),
    (b"Rar!\x1a\x07", 0, "rar"),
    (b"\xfd7zXZ\x00", 0, "xz"),
    (b"BZh", 0, "bz2"),
    (b"\x28\xb5\x2f\xfd", 0, "zstd"),
    (b"PK\x03\x04", 0, "zip"),
    (b"PK\x05\x06", 0, "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, "ole"),
)
_PAGE = re.compile(rb"\s*(?:<!doctype html|<html|<head|<body|<table)", re.IGNORECASE)
_MARKUP = re.compile(rb"\s*<(?:\?xml|svg)", re.IGNORECASE)


def kind_of(content: bytes) -> str:
    """`text`, or the name of what else the bytes are."""
    for signature, place, kind in _SIGNATURES:
        if content.startswith(signature, place):
            return kind
    if _is_program(content):
        return "program"
    bare = content[:400].removeprefix(b"\xef\xbb\xbf")
    if _PAGE.match(bare):
        return "html"
    return "xml" if _MARKUP.match(bare) else "text"


def _is_program(content: bytes) -> bool:
    """A Windows program begins with MZ, as a text may too, but no text goes on with zeros."""
    return content.startswith(b"MZ") and b"\x00" in content[:64]


def is_binary(content: bytes) -> bool:
    """Whether bytes of no known kind are nonetheless no text."""
    sample = content[:4096]
    controls = sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in sample)
    return controls > 0.1 * len(sample)
