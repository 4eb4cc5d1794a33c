"""How long a large export takes to go in, beside DuckDB's own read_csv of the same file.

    python -m benchmarks.loading [SHARE]

Files are made up, each way of loading runs in a process of its own, and files go when it is done.
SHARE, 1 unless told, makes all files smaller. Two figures are told: until the rows are in their
tables, which is what read_csv does, and until all that pages ask for is prepared. Beside the
seconds that passed stand those of the processor, for the program and for the system: on a machine
that others use they are what compares.
"""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from benchmarks.exported import damaged, written
from data import contents, intake
from data.cursors import Cursor
from data.store import Study

GIGABYTE_ROWS, MANY_ROWS, DAMAGED_ROWS, DAMAGED_LINES = 4_600_000, 10_000_000, 1_000_000, 500
_BETWEEN = 0.05
CLOCKS = ("seconds", "user", "system")
"""What is told of each figure: seconds passed, of the processor for the program, for the system."""


def by_duckdb(path: Path) -> dict[str, float]:
    """The engine's own reader, into a table of its own."""
    with duckdb.connect() as connection:
        connection.execute("set threads = 2")
        connection.execute("set enable_progress_bar = false")
        connection.execute("create table orders as from read_csv($path)", {"path": str(path)})
        rows = connection.execute("select count(*) from orders").fetchall()[0][0]
    return {"rows": rows}


class _Clocked(Study):
    """A study that looks at the clock when the rows are in, before anything is prepared of them."""

    seen: dict[str, float]

    def prepare(self, cursor: Cursor) -> None:
        """The same, and the time before it."""
        self.seen = _clock()
        super().prepare(cursor)


def by_us(path: Path) -> dict[str, float]:
    """The whole import: read, recognised, cast, cleaned, kept, with what pages ask for prepared."""
    since, study = _clock(), _Clocked()
    [receipt] = intake.keep(study, intake.propose([(path.name, contents.at(path))]))
    until_in = {f"{name} in": study.seen[name] - since[name] for name in CLOCKS}
    return {"rows": receipt.rows_kept, "aside": receipt.rows_set_aside} | until_in


def with_others(path: Path) -> dict[str, float]:
    """The same while another reader asks for a small number, again and again."""
    other, waits, is_done = _small_study(), list[float](), threading.Event()

    def ask() -> None:
        while not is_done.wait(_BETWEEN):
            since = time.monotonic()
            other.forget()
            other.frame("select count(*) as orders, avg(amount) as mean from orders")
            waits.append(time.monotonic() - since)

    asking = threading.Thread(target=ask)
    asking.start()
    found = by_us(path)
    is_done.set()
    asking.join()
    return found | {"median": statistics.median(waits), "worst": max(waits), "asked": len(waits)}


def _small_study() -> Study:
    study = Study()
    study.run(
        "insert into orders (customer_id, ordered_at, amount)"
        " select n % 500, timestamp '2026-01-01', n % 97 from range(5000) as numbers(n)"
    )
    return study


WAYS: dict[str, Callable[[Path], dict[str, float]]] = {
    "read_csv": by_duckdb,
    "ours": by_us,
    "ours, others asking": with_others,
}


def timed(way: str, path: Path) -> dict[str, float]:
    """One way in a process of its own: seconds passed, seconds of processor, megabytes at most."""
    command = [sys.executable, "-m", "benchmarks.loading", way, str(path)]
    told: dict[str, float] = json.loads(
        subprocess.run(command, capture_output=True, check=True).stdout
    )
    return told


def _told(way: str, path: Path) -> dict[str, float]:
    if way != "read_csv":
        Study()
    since = _clock()
    found = WAYS[way](path)
    now = _clock()
    found |= {name: now[name] - since[name] for name in CLOCKS}
    return found | {"megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def _clock() -> dict[str, float]:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return dict(zip(CLOCKS, (time.monotonic(), used.ru_utime, used.ru_stime), strict=True))


def _line(name: str, way: str, found: dict[str, float]) -> str:
    numbers = [found["rows"], found.get("aside", 0), found["megabytes"]]
    rows, aside, megabytes = (f"{number:,.0f}" for number in numbers)
    until_in = " / ".join(f"{found.get(f'{key} in', found[key]):.1f}" for key in CLOCKS)
    until_prepared = " / ".join(f"{found[key]:.1f}" for key in CLOCKS) if way != "read_csv" else "–"
    return f"| {name} | {way} | {rows} | {aside} | {until_in} | {until_prepared} | {megabytes} |"


def main(share: float) -> None:
    """Print the tables."""
    print("| file | way | rows | set aside | rows are in, s | prepared, s | MB at most |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        wide = written(place / "orders_wide.csv", int(GIGABYTE_ROWS * share), is_wide=True)
        _compared(f"{wide.stat().st_size / 1e9:.2f} GB, 19 columns", wide)
        wide.unlink()
        many = written(place / "orders_many.csv", int(MANY_ROWS * share))
        _compared(f"{many.stat().st_size / 1e9:.2f} GB, 9 columns", many)
        many.unlink()
        clean = written(place / "orders.csv", int(DAMAGED_ROWS * share))
        odd = damaged(clean, place / "orders_odd.csv", DAMAGED_LINES, 2000)
        print(_line("1,000,000 rows", "ours", timed("ours", clean)))
        print(_line("500 of its lines damaged", "ours", timed("ours", odd)))


def _compared(name: str, path: Path) -> None:
    engine, ours = timed("read_csv", path), timed("ours", path)
    print(_line(name, "read_csv", engine))
    print(_line(name, "ours", ours))
    ratios = (f"{ours[f'{key} in'] / engine[key]:.2f}" for key in ("seconds", "user"))
    print("  rows in: {} of the seconds, {} of user;".format(*ratios), end=" ", flush=True)
    # What the others ask for is work of the same process, so it is a run of its own.
    asked = timed("ours, others asking", path)
    waits = (f"{1000 * asked[key]:,.0f}" for key in ("median", "worst"))
    print("others waited {} ms, at worst {} ms".format(*waits), flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in WAYS:
        print(json.dumps(_told(sys.argv[1], Path(sys.argv[2]))))
    else:
        main(float(sys.argv[1]) if sys.argv[1:] else 1.0)
