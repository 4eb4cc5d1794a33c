"""A file that holds several tables: each is a file of its own, under the name it has inside."""

from dataclasses import replace
from pathlib import PurePath

from data.problems import Problem, shortened
from data.reading_rows import TextRows


def several(tables: list[TextRows]) -> list[TextRows]:
    """The tables of one workbook, told apart; the first tells which sheets hold none."""
    held = {rows.sheet for rows in tables}
    empty = [name for name in tables[0].sheets if name not in held]
    if empty:
        told = Problem("sheets_left_out", expected=shortened(" · ".join(empty)), count=len(empty))
        tables = [replace(tables[0], problems=(*tables[0].problems, told)), *tables[1:]]
    return apart(tables, [rows.sheet or "" for rows in tables])


def apart(tables: list[TextRows], names: list[str]) -> list[TextRows]:
    """The tables of one file under the names they have in it, where there are several."""
    if len(tables) < 2:
        return tables
    return [
        replace(rows, file=_named(rows.file, name), part=name)
        for rows, name in zip(tables, names, strict=True)
    ]


def _named(file: str, part: str) -> str:
    path = PurePath(file)
    return f"{path.stem} · {part}{path.suffix}"
