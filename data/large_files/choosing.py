"""Which files are read by the engine where they lie, and which are taken into memory."""

from data.contents import LARGE, Content, FileOnDisk, head_of, size_of, whole
from data.formats import json_files
from data.formats.reading_kinds import kind_of
from data.problems import UnreadableFileError

MOST_IN_MEMORY = 512 << 20
"""More bytes of a workbook, an archive or a JSON file are not taken into memory."""

_HEAD = 4096


def is_large_text(name: str, content: Content) -> bool:
    """Whether a file is a text of records that is too large to be taken into memory."""
    if size_of(content) < LARGE:
        return False
    head = head_of(content, _HEAD)
    return kind_of(head) == "text" and not json_files.may_be_one(name, head)


def in_memory(name: str, content: Content) -> bytes:
    """The bytes of a file; refused where they are too many."""
    if isinstance(content, FileOnDisk) and content.size > MOST_IN_MEMORY:
        raise UnreadableFileError("too_large_file", name, bytes=content.size, limit=MOST_IN_MEMORY)
    return whole(content)
