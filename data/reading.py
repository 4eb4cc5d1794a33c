"""From the bytes of a stranger's file to rows of text: encoding, separators, header, damage."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from data.contents import Content
from data.formats import archives, json_files, parquet_files, workbooks
from data.formats.reading_kinds import is_binary, kind_of
from data.formats.reading_several import several
from data.formats.workbooks import Sheet
from data.large_files.choosing import in_memory, is_large_text
from data.large_files.reading import read_large
from data.large_files.watching import Watch, nobody
from data.problems import EXAMPLES, Problem, UnreadableFileError
from data.reading_rows import Choices, TextRows
from data.reading_table import TextTable, collect
from data.text_files import dialect_finding, encodings
from data.text_files.encoding_choice import is_garbage
from data.text_files.encodings import Encoding
from data.text_files.prose import is_prose
from data.text_files.reading_head import first_lines, layout_of
from data.text_files.reading_headers import HEAD, Layout
from data.text_files.reading_records import Records

LONGEST_NAME = 80

_NOTHING_CHOSEN = Choices()


def read(name: str, content: Content, choices: Choices = _NOTHING_CHOSEN) -> list[TextRows]:
    """The tables of a file; an archive gives those of each file inside of it."""
    members = archives.unpacked(name, content)
    return [rows for member, inner in members for rows in read_member(member, inner, choices)]


def read_member(
    name: str, content: Content, choices: Choices = _NOTHING_CHOSEN, watch: Watch = nobody
) -> list[TextRows]:
    """The tables of a file, once unpacked: a workbook may hold several."""
    if is_large_text(name, content):
        return [read_large(display_name(name), content, choices, watch)]
    name, content = archives.unpacked_inside(name, in_memory(name, content))
    file = display_name(name)
    kind = kind_of(content)
    if workbooks.is_workbook(kind, content):
        return _from_workbook(file, content, choices)
    if kind == "parquet":
        return [parquet_files.table(file, content)]
    if kind != "text":
        raise UnreadableFileError("not_a_table", file, seems=kind)
    return json_files.tables(file, content, choices) or [_from_text(file, content, choices)]


def display_name(name: str) -> str:
    """A file's name as one can show it: its last part, without signs that cannot be seen."""
    last = re.split(r"[/\\]", name)[-1] or name
    seen = "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFC", last))
    shown = " ".join(seen.split()) or "?"
    if len(shown) <= LONGEST_NAME:
        return shown
    return shown[: LONGEST_NAME - 12] + "…" + shown[-11:]


def _from_workbook(file: str, content: bytes, choices: Choices) -> list[TextRows]:
    found, obstacles = [], []
    for sheet in workbooks.sheets(file, content, choices.sheet):
        try:
            found.append(_from_sheet(file, sheet, choices))
        except UnreadableFileError as error:
            obstacles.append(error)
    if not found:
        raise obstacles[0]
    return found if choices.sheet else several(found)


def _from_sheet(file: str, sheet: Sheet, choices: Choices) -> TextRows:
    records = iter(sheet.cells)
    head = list(islice(records, HEAD))
    layout = layout_of(file, head, choices)
    table = collect(head, records, layout)
    rows = _text_rows(file, table, encoding=sheet.kind, sheet=sheet.name, sheets=sheet.names)
    above = rows.preamble + sheet.notes
    return replace(rows, preamble=above, counts_from_1904=sheet.counts_from_1904)


def _from_text(file: str, content: bytes, choices: Choices) -> TextRows:
    encoding = _encoding(file, content, choices)
    text = encodings.opened(content, encoding)
    beginning = first_lines(text)
    if choices == _NOTHING_CHOSEN and is_prose(beginning):
        raise UnreadableFileError("not_a_table", file, seems="prose")
    dialect = dialect_finding.detect(beginning, choices.delimiter)
    text.seek(0)
    records = Records(text, dialect)
    stream = iter(records)
    head = list(islice(stream, HEAD))
    layout = layout_of(file, head, choices, dialect)
    is_doubtful = not encoding.is_whole
    table = collect(head, stream, layout, is_doubtful, dialect)
    _refuse_garbage(file, table, encoding)
    return _text_rows(
        file,
        table,
        encoding=encoding.name,
        delimiter=dialect.delimiter,
        confidence=min(encoding.confidence, dialect.confidence, layout.confidence),
        problems=_mended(records, layout),
    )


def _encoding(file: str, content: bytes, choices: Choices) -> Encoding:
    if not content:
        raise UnreadableFileError("empty", file)
    if not encodings.unmarked(content):
        raise UnreadableFileError("only_bom", file)
    encoding = encodings.detect(content, choices.encoding)
    if choices.encoding and is_garbage(content, choices.encoding):
        likely = encodings.detect(content).name
        raise UnreadableFileError("garbage", file, encoding=choices.encoding, likely=likely)
    is_wide = encoding.name.startswith(("utf-16", "utf-32"))
    if not is_wide and is_binary(content):
        raise UnreadableFileError("not_a_table", file, seems="binary")
    return encoding


def _refuse_garbage(file: str, table: TextTable, encoding: Encoding) -> None:
    """An encoding that fits few rows is the wrong one."""
    spoilt = sum(reason == "undecodable" for _, reason, _ in table.damaged)
    if spoilt > 0.2 * table.row:
        raise UnreadableFileError("wrong_encoding", file, encoding=encoding.name, rows=spoilt)


def _mended(records: Records, layout: Layout) -> Iterator[Problem]:
    for number in records.mended[:EXAMPLES]:
        yield Problem("unclosed_quote", number - layout.body + 1, count=len(records.mended))


def _text_rows(
    file: str,
    table: TextTable,
    encoding: str,
    delimiter: str = "",
    confidence: float = 1.0,
    problems: Iterable[Problem] = (),
    sheet: str | None = None,
    sheets: tuple[str, ...] = (),
) -> TextRows:
    return TextRows(
        file=file,
        encoding=encoding,
        delimiter=delimiter,
        confidence=confidence,
        header=table.layout.header,
        written=table.layout.written,
        rows=table.rows(),
        damaged=table.set_aside(),
        problems=(*table.layout.problems, *problems, *table.problems()),
        preamble=table.layout.preamble,
        has_header=table.layout.has_header,
        sheet=sheet,
        sheets=sheets,
    )
