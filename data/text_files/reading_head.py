"""What the first lines of a file tell of all of it, whoever reads the rest."""

from typing import TextIO

from data.problems import UnreadableFileError
from data.reading_rows import Choices
from data.text_files.dialects import Dialect
from data.text_files.reading_headers import HEAD, Layout, lay_out

MOST_COLUMNS = 1000
HEAD_LINE = 1 << 16
"""More characters of one line are not looked at to find out how it is separated."""


def first_lines(text: TextIO) -> list[str]:
    """The first lines, without those that are too long to tell anything."""
    lines = []
    for _ in range(HEAD):
        line = text.readline(HEAD_LINE)
        lines.append(line)
        if len(line) == HEAD_LINE:
            text.readline()
    return [line for line in lines if line and len(line) < HEAD_LINE] or lines[:1]


def layout_of(
    file: str, head: list[list[str]], choices: Choices, dialect: Dialect | None = None
) -> Layout:
    """The layout of a file whose first records these are; refused where there is no table."""
    if not any(cell.strip() for cells in head for cell in cells):
        raise UnreadableFileError("blank_lines", file)
    layout = lay_out(head, choices.has_header, dialect)
    if layout.width > MOST_COLUMNS:
        raise UnreadableFileError(
            "too_many_columns", file, columns=layout.width, limit=MOST_COLUMNS
        )
    if layout.has_header and len(head) <= layout.body:
        raise UnreadableFileError("only_header", file, columns=layout.width, header=layout.written)
    return layout
