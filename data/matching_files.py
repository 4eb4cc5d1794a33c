"""A matching kept as a small file: read back for next month's export, and trusted in nothing."""

from dataclasses import replace

from data.matching import Matching
from data.problems import UnreadableFileError, UnreadableMatchingError
from data.reading_rows import Choices
from data.text_files import encodings

MOST_BYTES = 1 << 20


def matching_of(file: str, content: bytes) -> Matching:
    """The matching that a file holds; UnreadableFileError where it holds none that makes sense."""
    try:
        matching = Matching.from_toml(content[:MOST_BYTES].decode("utf-8-sig"))
    except (UnreadableMatchingError, UnicodeDecodeError):
        raise UnreadableFileError("broken_matching", file) from None
    if not (matching.table and matching.columns and _is_sound(matching.choices)):
        raise UnreadableFileError("broken_matching", file)
    columns = tuple(replace(column, because="matching_file") for column in matching.columns)
    return replace(matching, columns=columns)


def _is_sound(choices: Choices) -> bool:
    encoding, delimiter = choices.encoding, choices.delimiter
    return (
        (encoding is None or encodings.is_known(str(encoding)))
        and (delimiter is None or (len(str(delimiter)) == 1 and delimiter not in "\r\n\"'"))
        and choices.has_header in (None, True, False)
        and isinstance(choices.sheet, str | None)
    )
