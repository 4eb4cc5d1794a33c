"""From the records of a JSON file to the text table: what is nested gets a name with points."""

import json
from collections.abc import Iterator

import pyarrow as pa

from data.formats.json_records import Number, Record
from data.problems import UnreadableFileError, shortened
from data.reading_rows import cell_name

MOST_COLUMNS = 1000
MOST_LEVELS = 6
CHUNK = 20_000


class RecordTable:
    """The records of one list while they are being collected; a column for each name in any."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.row = 0
        self.places: dict[str, int] = {}
        self.damaged: list[tuple[int, str, str]] = []
        self._numbered: list[tuple[int, dict[str, str]]] = []
        self._chunks: list[pa.Table] = []

    def add(self, record: Record) -> None:
        """Take the next record; what is none, or holds nothing, is set aside."""
        value = record.value
        if value in ({}, [], None) and not record.is_damaged:
            return
        self.row += 1
        if record.is_damaged or isinstance(value, list):
            text = value if isinstance(value, str) else written(value)
            self.damaged.append((self.row, "broken_record", shortened(text)))
            return
        cells = _cells(value) if isinstance(value, dict) else {"value": written(value)}
        if not any(cell.strip() for cell in cells.values()):
            self.damaged.append((self.row, "blank_row", ""))
            return
        self._numbered.append((self.row, cells))
        if len(self._numbered) >= CHUNK:
            self.pack()

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns, in the order in which they came."""
        return tuple(map(_sound, self.places))

    def rows(self) -> pa.Table:
        """Every whole record, a blank where it lacks what others have."""
        self.pack()
        width = range(len(self.places))
        types = [("row", pa.int64()), *((cell_name(place), pa.string()) for place in width)]
        schema = pa.schema(types)
        filled = [_widened(chunk, schema) for chunk in self._chunks]
        return pa.concat_tables(filled) if filled else schema.empty_table()

    def set_aside(self) -> pa.Table:
        """What is no record, its text in the first column."""
        width = max(1, len(self.places))
        columns = {cell_name(place): [""] * len(self.damaged) for place in range(width)}
        columns[cell_name(0)] = [_sound(text) for _, _, text in self.damaged]
        return pa.table(
            {
                "row": pa.array([row for row, _, _ in self.damaged], pa.int64()),
                **{name: pa.array(cells, pa.string()) for name, cells in columns.items()},
                "reason": pa.array([reason for _, reason, _ in self.damaged], pa.string()),
            }
        )

    def pack(self) -> None:
        """Put away what has come since the last time."""
        for _, cells in self._numbered:
            for name in cells:
                self.places.setdefault(name, len(self.places))
        if len(self.places) > MOST_COLUMNS:
            columns = len(self.places)
            raise UnreadableFileError(
                "too_many_columns", self.file, columns=columns, limit=MOST_COLUMNS
            )
        if self._numbered:
            self._chunks.append(_chunk(self._numbered, self.places))
            self._numbered = []


def _chunk(numbered: list[tuple[int, dict[str, str]]], places: dict[str, int]) -> pa.Table:
    columns = {"row": pa.array([row for row, _ in numbered], pa.int64())}
    for name, place in places.items():
        columns[cell_name(place)] = _array([cells.get(name, "") for _, cells in numbered])
    return pa.table(columns)


def _array(texts: list[str]) -> pa.Array:
    try:
        return pa.array(texts, pa.string())
    except UnicodeEncodeError:
        return pa.array(map(_sound, texts), pa.string())


def _sound(text: str) -> str:
    """The text without halves of characters, which no other text may hold."""
    return text.encode("utf-8", "replace").decode()


def _widened(chunk: pa.Table, schema: pa.Schema) -> pa.Table:
    for name in schema.names[chunk.num_columns :]:
        chunk = chunk.append_column(name, pa.array([""] * chunk.num_rows, pa.string()))
    return chunk


def _cells(value: dict[str, object]) -> dict[str, str]:
    """By name; "a.b" may be a name, and b of a: none of both is lost."""
    cells: dict[str, str] = {}
    for name, inner in value.items():
        # A million records pass here: most values are plain, and need no more than this.
        if type(inner) is dict and inner:
            for path, text in _flat(inner, f"{name}.", 2):
                _put(cells, path, text)
        else:
            _put(cells, name, written(inner))
    return cells


def _put(cells: dict[str, str], name: str, text: str) -> None:
    while name in cells:
        name += "'"
    cells[name] = text


def _flat(value: dict[str, object], path: str, level: int) -> Iterator[tuple[str, str]]:
    for name, inner in value.items():
        if isinstance(inner, dict) and inner and level < MOST_LEVELS:
            yield from _flat(inner, f"{path}{name}.", level + 1)
        else:
            yield f"{path}{name}", written(inner)


def written(value: object) -> str:
    """A value as text: a number as it was written, a list as JSON, nothing as nothing."""
    kind = type(value)
    if kind is str:
        return value  # type: ignore[return-value]
    if kind is Number:
        return str(value)
    return "" if value in (None, [], {}) else _as_json(value)


def _as_json(value: object) -> str:
    match value:
        case Number():
            return str(value)
        case list():
            return f"[{', '.join(map(_as_json, value))}]"
        case dict():
            return f"{{{', '.join(f'{_as_json(n)}: {_as_json(v)}' for n, v in value.items())}}}"
    return json.dumps(value, ensure_ascii=False)
