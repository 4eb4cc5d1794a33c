"""The cells of a workbook as text, worked out in a process of its own: a crafted file may kill it.

A workbook comes in on standard input, the name of a sheet may be given; JSON goes out. Nothing of
the house is imported here, so that the process starts at once and knows nothing.
"""

import io
import json
import sys
from datetime import date, datetime, time

import python_calamine as calamine

MOST_MEMORY = 3 << 30
"""A small workbook may claim a cell in its last row and column: the sheet is laid out in full."""


def main(chosen: str | None) -> dict[str, object]:
    """The sheet of that name, or every one that holds a table; or the kind of obstacle."""
    _bound_memory()
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        names = [meta.name for meta in workbook.sheets_metadata if _is_seen(meta)]
        wanted = [chosen] if chosen in names else names
        sheets = [sheet for sheet in (_sheet(workbook, name) for name in wanted) if sheet["cells"]]
    except calamine.PasswordError:
        return {"error": "encrypted_workbook"}
    except (calamine.CalamineError, OSError):
        return {"error": "broken_workbook"}
    of_tables = [sheet for sheet in sheets if _holds_table(sheet)]
    return {"names": names, "sheets": of_tables or sheets[:1]}


def _bound_memory() -> None:
    # Windows has no such limit; there a workbook that asks for too much ends this process only.
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def _is_seen(meta: calamine.SheetMetadata) -> bool:
    is_sheet = meta.typ == calamine.SheetTypeEnum.WorkSheet
    return is_sheet and meta.visible == calamine.SheetVisibleEnum.Visible


def _sheet(workbook: calamine.CalamineWorkbook, name: str) -> dict[str, object]:
    """Its rows without the blank ones, and what is merged, as places among those rows."""
    sheet = workbook.get_sheet_by_name(name)
    top, left = sheet.start or (0, 0)
    texts = ([_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=True))
    filled = [(top + place, cells) for place, cells in enumerate(texts) if any(cells)]
    places = {row: place for place, (row, _) in enumerate(filled)}
    merged = [
        [[places[row] for row in range(first, last + 1) if row in places], start - left, end - left]
        for (first, start), (last, end) in sheet.merged_cell_ranges or ()
        if start >= left and last - first <= len(filled)
    ]
    cells = [cells for _, cells in filled]
    return {"name": name, "cells": cells, "merged": [m for m in merged if m[0]]}


def _holds_table(sheet: dict[str, object]) -> bool:
    """Whether two rows at least have two cells: covers, notes and pictures have none such."""
    cells: list[list[str]] = sheet["cells"]  # type: ignore[assignment]
    return sum(sum(map(bool, row)) > 1 for row in cells[:100]) > 1


def _text(cell: object) -> str:
    """As it would stand in a CSV: whole numbers without a point, moments as ISO writes them."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        is_day = cell.time() == time(0)
        return cell.date().isoformat() if is_day else cell.isoformat(" ", "seconds")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


if __name__ == "__main__":
    json.dump(main(sys.argv[1] if len(sys.argv) > 1 else None), sys.stdout)
