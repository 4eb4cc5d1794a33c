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
LOOKED_AT = 200


def main(chosen: str | None) -> dict[str, object]:
    """The sheet of that name, or the one that holds the largest table; or the kind of obstacle."""
    _bound_memory()
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        names = [meta.name for meta in workbook.sheets_metadata if _is_seen(meta)]
        wanted = [chosen] if chosen in names else names
        sheets = {name: _cells(workbook, name) for name in wanted}
    except calamine.PasswordError:
        return {"error": "encrypted_workbook"}
    except (calamine.CalamineError, OSError):
        return {"error": "broken_workbook"}
    best = max(sheets, key=lambda name: _table_likeness(sheets[name]), default="")
    return {"name": best, "names": names, "cells": sheets.get(best, [])}


def _bound_memory() -> None:
    # Windows has no such limit; there a workbook that asks for too much ends this process only.
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def _is_seen(meta: calamine.SheetMetadata) -> bool:
    is_sheet = meta.typ == calamine.SheetTypeEnum.WorkSheet
    return is_sheet and meta.visible == calamine.SheetVisibleEnum.Visible


def _cells(workbook: calamine.CalamineWorkbook, name: str) -> list[list[str]]:
    rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=True)
    return [cells for cells in ([_text(cell) for cell in row] for row in rows) if any(cells)]


def _table_likeness(cells: list[list[str]]) -> int:
    """How many cells the sheet fills: a table of data outgrows notes, look-ups and covers."""
    widths = sorted(sum(bool(cell) for cell in row) for row in cells[:LOOKED_AT])
    return len(cells) * widths[len(widths) // 2] if widths else 0


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
