"""The ways in which a damaged line can be read, by how many cells each gives and how odd it is."""

from collections.abc import Iterator

from data.text_files.dialects import Dialect

MOST_SIGNS = 400
"""A line with more delimiters and quotes is not read in other ways: that would take too long."""

STRAY, BARE, MISSING = 1.5, 1.0, 2.0
"""How odd it is that a quote stands in a cell that is not quoted; stands bare in one that is; that
no delimiter stands between two cells."""
RAGGED = 0.5
"""How odd it is that the text between quotes begins with a quote or a blank."""


class Quoted(str):
    """The text of a cell that stood between quotes."""

    __slots__ = ()


Reading = tuple[float, list[str]]
_Ways = dict[int, tuple[float, str, int]]


def readings(line: str, dialect: Dialect, most: int) -> dict[int, Reading]:
    """The least odd reading of a line for every number of cells up to `most` that it may have."""
    line = line.rstrip("\r\n")
    if line.count(dialect.delimiter) + 2 * line.count(dialect.quote) > MOST_SIGNS:
        return {}
    ways: dict[int, _Ways] = {}
    for start in sorted(_starts(line, dialect), reverse=True):
        ways[start] = _ways(line, start, dialect, ways, most)
    return {count: (way[0], _cells(ways, count)) for count, way in ways[0].items()}


def _starts(line: str, dialect: Dialect) -> set[int]:
    """Where cells may begin."""
    after = {place + len(dialect.delimiter) for place in _places(line, dialect.delimiter)}
    quotes = set(_places(line, dialect.quote))
    return {0, *after, *quotes, *(place + 1 for place in quotes)}


def _ways(line: str, start: int, dialect: Dialect, later: dict[int, _Ways], most: int) -> _Ways:
    """The best way to read on from here, for every number of cells."""
    found: _Ways = {}
    for text, after, oddness in _cells_at(line, start, dialect):
        rest = later[after] if after >= 0 else {0: (0.0, "", -1)}
        for count, way in rest.items():
            total = oddness + way[0]
            if count < most and (count + 1 not in found or total < found[count + 1][0]):
                found[count + 1] = (total, text, after)
    return found


def _cells(ways: dict[int, _Ways], count: int) -> list[str]:
    cells, start = [], 0
    for left in range(count, 0, -1):
        _, text, start = ways[start][left]
        cells.append(text)
    return cells


def _cells_at(line: str, start: int, dialect: Dialect) -> Iterator[tuple[str, int, float]]:
    """Each cell that may begin here: its text, where the next begins (or -1), how odd it is."""
    if line.startswith(dialect.quote, start):
        yield from _quoted(line, start, dialect)
    yield from _unquoted(line, start, dialect)


def _quoted(line: str, start: int, dialect: Dialect) -> Iterator[tuple[str, int, float]]:
    quote = dialect.quote
    for place in _places(line, quote, start + 1):
        inner = line[start + 1 : place]
        bare = inner.replace(quote * 2, "").count(quote)
        text = Quoted(inner.replace(quote * 2, quote))
        ragged = RAGGED * (text[:1] in (quote, " "))
        if place + 1 == len(line):
            yield text, -1, ragged + bare * BARE
        elif line.startswith(dialect.delimiter, place + 1):
            yield text, place + 1 + len(dialect.delimiter), ragged + bare * BARE
        elif not bare:
            yield text, place + 1, ragged + MISSING


def _unquoted(line: str, start: int, dialect: Dialect) -> Iterator[tuple[str, int, float]]:
    end = line.find(dialect.delimiter, start)
    text = line[start:] if end < 0 else line[start:end]
    after = -1 if end < 0 else end + len(dialect.delimiter)
    yield text, after, STRAY * text.count(dialect.quote)
    for before, place in enumerate(_places(text, dialect.quote, 1)):
        yield text[:place], start + place, MISSING + STRAY * before


def _places(text: str, sign: str, start: int = 0) -> Iterator[int]:
    place = text.find(sign, start)
    while place >= 0:
        yield place
        place = text.find(sign, place + 1)
