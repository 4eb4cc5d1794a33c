"""All rows of a large file: a text on disk, in a form that the engine reads at full speed."""

from dataclasses import dataclass, field

from data.spool import Spooled

BLOCK = 1 << 16
"""Rows are numbered within blocks: the numbers of all blocks are the same ready-made texts."""

_LONGEST = 2 << 20


@dataclass(frozen=True)
class StoredRows:
    """Rows that lie on disk in UTF-8, each behind its number; `count` of them are rows to keep.

    Where `above` is given, they lie as they came, below so many lines, and are numbered as they
    are read; `has_returns` tells that their lines end with a return and a feed, `has_blanks` that a
    cell may begin or end with a blank. `aside` is a test, in the engine's words, for rows among
    them that are set aside; `skips` says that lines which the engine does not read alike stand
    among them, mended elsewhere.
    """

    kept_by: tuple[Spooled, ...] = field(repr=False)
    delimiter: str
    quote: str
    width: int
    count: int
    longest: int
    aside: str | None = None
    skips: bool = False
    above: int | None = None
    has_returns: bool = False
    has_blanks: bool = True

    def selected(self) -> str:
        """The statement for the rows: row, c0, c1, …; only names and numbers of ours stand in it.

        A damaged line is an error, unless it is known that there are some.
        """
        where = f"where not ({self.aside})" if self.aside else ""
        extra = ["ignore_errors = true"] if self.skips else []
        return f"select {self._columns()} from {self._scan(extra)} {where}"

    def unnumbered(self) -> str:
        """The statement for the cells alone, where they come in the order of their rows."""
        return f"select {self._cells()} from {self._scan([])}"

    def checked(self) -> str:
        """The same as something to select from, where every damaged line is told as rejected."""
        scan = self._scan(["store_rejects = true", "rejects_limit = 0"])
        columns = self._cells() if self.is_unnumbered else self._columns()
        return f"(select {columns} from {scan})"

    @property
    def is_unnumbered(self) -> bool:
        """Whether the rows lie in their file without numbers, one after the other."""
        return self.above is not None

    def _columns(self) -> str:
        if self.is_unnumbered:
            return f"row_number() over () as row, {self._cells()}"
        return f"cast(block as bigint) * {BLOCK} + place as row, {self._cells()}"

    def _cells(self) -> str:
        return ", ".join(cell_name(i) for i in range(self.width))

    def _scan(self, extra: list[str]) -> str:
        names = [cell_name(i) for i in range(self.width)]
        number = {"block": "integer", "place": "integer"} if not self.is_unnumbered else {}
        types = number | dict.fromkeys(names, "varchar")
        columns = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
        line_end = "\\r\\n" if self.has_returns else "\\n"
        options = [
            "auto_detect = false",
            "header = false",
            # Else the first line end found decides, be it one within quotes.
            f"new_line = '{line_end}'",
            f"skip = {self.above or 0}",
            f"delim = {literal(self.delimiter)}",
            f"quote = {literal(self.quote)}",
            f"escape = {literal(self.quote)}",
            f"columns = {{{columns}}}",
            # No cell is this: an empty one stays an empty text. (force_not_null forgets which
            # columns it was said of where not all of them are asked for.)
            f"nullstr = {literal(self.kept_by[0].path.name)}",
            f"max_line_size = {max(_LONGEST, self.longest + 1)}",
            *extra,
        ]
        paths = ", ".join(literal(str(one.path)) for one in self.kept_by)
        return f"read_csv([{paths}], {', '.join(options)})"


def cell_name(position: int) -> str:
    """The name under which the engine sees a column: ours, never the file's."""
    return f"c{position}"


def literal(text: str) -> str:
    """A text of ours as one stands in a statement; never one of a reader's."""
    return "'" + text.replace("'", "''") + "'"
