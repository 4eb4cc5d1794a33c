"""A large text file, read once line by line and once by the engine; both must count the same."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pyarrow as pa

from data import engine
from data.contents import Content, FileOnDisk, linked, size_of
from data.large_files.aside import Aside
from data.large_files.check import Check, accounting
from data.large_files.decoding import lying_pieces, utf8_pieces
from data.large_files.head import Head, head
from data.large_files.lines import LONGEST_LINE, Form, Lines
from data.large_files.plain import Survey
from data.large_files.rows import Sorting
from data.large_files.stored_rows import StoredRows
from data.large_files.watching import Watch, bytes_told
from data.large_files.writing import Writing
from data.problems import EXAMPLES, Problem, UnreadableFileError
from data.reading_rows import Choices, TextRows
from data.reading_table import CHUNK, text_table
from data.spool import Spooled

SPREAD_ROWS = 10_000
"""So many rows from all over a file stand for it when it is recognised."""

_USUAL = (",", '"')


@dataclass(frozen=True)
class _Read:
    """What reading found: the rows, those to look at among them, and what is no row."""

    stored: StoredRows
    aside: Aside
    rows: int
    sample: list[tuple[int, bytes]]
    mended: tuple[int, ...] = ()


def read_large(file: str, content: Content, choices: Choices, watch: Watch) -> TextRows:
    """The table of a large text file, its rows stored where the engine reads them."""
    try:
        top = head(file, content, choices)
        # Where the engine does not read the lines as Python does, each is rewritten for it.
        found = (
            _as_it_lies(top, watch)
            or _read(top, top.form, watch)
            or _read(top, replace(top.form, quote=None), watch)
        )
    except UnreadableFileError as error:
        raise UnreadableFileError(error.kind, file, **error.facts) from None
    if found is None:
        raise UnreadableFileError("engine_disagrees", file)
    _refuse_garbage(top, found)
    return _text_rows(top, found)


def in_memory(rows: TextRows) -> TextRows:
    """The same rows, those of a large file copied into memory."""
    if rows.stored is None:
        return rows
    with engine.scanning() as cursor:
        statement = f"select * from ({rows.stored.selected()}) order by row"
        return replace(rows, rows=cursor.sql(statement).to_arrow_table(), stored=None)


def pieces(rows: TextRows) -> Iterator[pa.Table]:
    """All rows, those of a large file some thousand after the others."""
    if rows.stored is None:
        yield rows.rows
        return
    with engine.scanning() as cursor:
        found = cursor.sql(rows.stored.selected()).to_arrow_reader(CHUNK)
        for batch in found:
            yield pa.Table.from_batches([batch])


def _as_it_lies(top: Head, watch: Watch) -> _Read | None:
    """The rows of a text whose every line is plain; None for any other."""
    form = top.form
    if form.quote is None or form.is_swapped:
        return None
    survey = Survey(form, top.layout.body, _every(top))
    told = bytes_told(watch, top.file, size_of(top.content), lambda: survey.rows)
    lying = _lying(top)
    kept_by = lying or Spooled()
    pieces = lying_pieces(top.content, told) if lying else _copied(top, kept_by, told)
    if not survey.fits(next(pieces, b"")):
        return None
    stored = _stored(top, kept_by, survey)
    # What is still being written is not read meanwhile.
    if not (lying or all(map(survey.fits, pieces))):
        return None
    with accounting(stored) as agrees:
        if not (all(map(survey.fits, pieces)) and agrees(survey.rows)):
            return None
    stored = replace(stored, count=survey.rows, has_blanks=survey.has_blanks)
    return _Read(stored, Aside(top.table()), survey.rows, survey.sample)


def _stored(top: Head, kept_by: Spooled, survey: Survey) -> StoredRows:
    return StoredRows(
        (kept_by,),
        top.dialect.delimiter,
        top.dialect.quote,
        top.layout.width,
        survey.rows,
        LONGEST_LINE,
        above=top.layout.body,
        has_returns=bool(survey.has_returns),
    )


def _copied(top: Head, kept_by: Spooled, told: Callable[[int], None]) -> Iterator[bytes]:
    """The text in UTF-8, piece by piece, each of them written first."""
    with kept_by.path.open("wb") as out:
        for piece in utf8_pieces(top.content, top.encoding, False, told):
            out.write(piece)
            yield piece


def _lying(top: Head) -> Spooled | None:
    """The file itself, where the engine can read it as it is."""
    if top.encoding.name != "utf-8" or not isinstance(top.content, FileOnDisk):
        return None
    # A mark would stand in the first cell; above a header it goes with that.
    return linked(top.content) if top.layout.body else None


def _read(top: Head, form: Form, watch: Watch) -> _Read | None:
    is_plain = form.quote is not None
    delimiter, quote = (top.dialect.delimiter, top.dialect.quote) if is_plain else _USUAL
    kept_by = Spooled()
    with kept_by.path.open("wb") as out:
        writing = Writing(out, delimiter, quote)
        told = bytes_told(watch, top.file, size_of(top.content), lambda: sorting.row)
        lines = Lines(utf8_pieces(top.content, top.encoding, form.is_swapped, told), form)
        sorting = Sorting(lines, writing, Aside(top.table()), _every(top))
        sorting.run(top.dialect, top.layout.body)
    stored = StoredRows((kept_by,), delimiter, quote, top.layout.width, 0, writing.longest)
    agreed = Check(stored, replace(top.dialect, leading=0), sorting.aside).agreed(sorting.written)
    if agreed is None:
        return None
    return _Read(agreed, sorting.aside, sorting.row, sorting.sample, tuple(sorting.mended))


def _every(top: Head) -> int:
    """How many rows there are, as far as the beginning tells, for each that is looked at."""
    lines = max(1, top.text.count("\n") or top.text.count("\r"))
    rows = size_of(top.content) * lines // max(1, len(top.text))
    return max(1, rows // SPREAD_ROWS)


def _refuse_garbage(top: Head, found: _Read) -> None:
    """An encoding that fits few rows is the wrong one."""
    spoilt = found.aside.counts["undecodable"]
    if spoilt > 0.2 * found.rows:
        raise UnreadableFileError(
            "wrong_encoding", top.file, encoding=top.encoding.name, rows=spoilt
        )


def _text_rows(top: Head, found: _Read) -> TextRows:
    layout, aside = top.layout, found.aside
    confidences = (top.encoding.confidence, top.dialect.confidence, layout.confidence)
    return TextRows(
        file=top.file,
        encoding=top.encoding.name,
        delimiter=top.dialect.delimiter,
        confidence=min(confidences),
        header=layout.header,
        written=layout.written,
        rows=_sample(top, found),
        damaged=aside.rows(),
        problems=(*layout.problems, *_mended(found.mended), *aside.problems()),
        preamble=layout.preamble,
        has_header=layout.has_header,
        stored=found.stored,
    )


def _mended(rows: tuple[int, ...]) -> list[Problem]:
    return [Problem("unclosed_quote", row, count=len(rows)) for row in rows[:EXAMPLES]]


def _sample(top: Head, found: _Read) -> pa.Table:
    """Some rows from all over the file, the first ones among them."""
    table = found.aside.table
    read = {row: top.dialect.alone(line.decode()) for row, line in found.sample}
    judged = {row: table.fitting.judged(row, cells) for row, cells in sorted(read.items())}
    fitting = {row: cells for row, (reason, cells) in judged.items() if reason is None}
    return text_table(fitting, list(fitting.values()), top.layout.width)
