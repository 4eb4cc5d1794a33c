"""What the beginning of a large file tells of all of it: encoding, dialect, layout."""

from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from itertools import islice
from typing import TextIO

from data.contents import CHUNK, Content, head_of, size_of
from data.formats.reading_kinds import is_binary
from data.large_files import decoding
from data.large_files.lines import Form
from data.problems import UnreadableFileError
from data.reading_rows import Choices
from data.reading_table import TextTable
from data.text_files import dialect_finding, encodings
from data.text_files.dialects import Dialect
from data.text_files.encoding_choice import is_garbage
from data.text_files.encodings import Encoding
from data.text_files.reading_fitting import Fitting
from data.text_files.reading_head import first_lines, layout_of
from data.text_files.reading_headers import HEAD, Layout
from data.text_files.reading_records import Records

_LONGEST = 4 * CHUNK


@dataclass(frozen=True)
class Head:
    """A large file as its beginning shows it."""

    file: str
    content: Content
    encoding: Encoding
    choices: Choices

    @cached_property
    def text(self) -> str:
        """The first lines, each of them whole."""
        text = encodings.opened(head_of(self.content, _LONGEST), self.encoding).read()
        if size_of(self.content) <= _LONGEST:
            return text
        return text[: max(text.rfind("\n"), text.rfind("\r")) + 1] or text

    @property
    def is_swapped(self) -> bool:
        """Whether lines end with returns alone."""
        return "\n" not in self.text and "\r" in self.text

    @cached_property
    def dialect(self) -> Dialect:
        """How its cells are set apart."""
        return dialect_finding.detect(first_lines(self._opened()), self.choices.delimiter)

    @cached_property
    def records(self) -> list[list[str]]:
        """The first records."""
        return list(islice(Records(self._opened(), self.dialect), HEAD))

    @cached_property
    def layout(self) -> Layout:
        """Where its table begins, and how its columns are called."""
        return layout_of(self.file, self.records, self.choices, self.dialect)

    @property
    def form(self) -> Form:
        """What makes one of its lines odd."""
        dialect = self.dialect
        signs = (dialect.delimiter, dialect.quote)
        is_simple = dialect.is_plain and dialect.escape is None and all(map(_is_simple, signs))
        is_sure = self.encoding.name == "utf-8" and self.encoding.is_whole
        quote = dialect.quote.encode() if is_simple else None
        return Form(quote, not is_sure, self.is_swapped, dialect.delimiter.encode())

    def table(self) -> TextTable:
        """What judges its odd records."""
        is_doubtful = self.form.is_doubtful
        return TextTable(
            self.layout, Fitting.of(self.records, self.layout, is_doubtful, self.dialect)
        )

    def _opened(self) -> TextIO:
        return StringIO(self.text, newline="")


def head(file: str, content: Content, choices: Choices) -> Head:
    """The beginning of a large file, read as the reader chose."""
    telling = decoding.telling(content)
    chosen = choices.encoding
    encoding = encodings.detect(head_of(content) if chosen else telling, chosen)
    if choices.encoding and is_garbage(telling, choices.encoding):
        likely = encodings.detect(telling).name
        raise UnreadableFileError("garbage", file, encoding=choices.encoding, likely=likely)
    is_wide = encoding.name.startswith(("utf-16", "utf-32"))
    if not is_wide and is_binary(head_of(content)):
        raise UnreadableFileError("not_a_table", file, seems="binary")
    return Head(file, content, encoding, choices)


def _is_simple(sign: str) -> bool:
    return sign.isascii() and len(sign) == 1 and sign not in "\r\n\0"
