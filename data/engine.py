"""The engine, one for the server: started hardened, asked through cursors, stopped in time."""

import atexit
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import duckdb

from data import spool
from data.limits import HARDENING, INTAKE_SECONDS, OutOfRoomError, StatementTooLongError

# The same thread may come back: a study let go of while the engine starts is detached from it.
_starting = threading.RLock()


def _engine() -> duckdb.DuckDBPyConnection:
    # Two readers who come first at once must not start an engine each.
    with _starting:
        return _started()


@cache
def _started() -> duckdb.DuckDBPyConnection:
    rooms = {name: str(room).replace("'", "''") for name, room in spool.rooms().items()}
    connection = duckdb.connect(":memory:")
    for setting in HARDENING:
        connection.execute(setting.format(**rooms))
    # Whatever is still open when the interpreter ends is reported as leaked.
    atexit.register(connection.close)
    return connection


@contextmanager
def scanning() -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor for what lies in the place for texts, before it belongs to any study."""
    with stopped_in_time(cursor(), INTAKE_SECONDS) as own:
        yield own


def cursor() -> duckdb.DuckDBPyConnection:
    """A cursor of its own: a connection is not shareable between threads."""
    return _engine().cursor()


def detach(name: str) -> None:
    """Let go of a database and of all that is in it."""
    cursor().execute(f"detach database if exists {name}")


@contextmanager
def stopped_in_time(
    own: duckdb.DuckDBPyConnection, seconds: float
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The cursor for so many seconds; then what it runs is stopped, and that is told."""
    timer = threading.Timer(seconds, own.interrupt)
    timer.start()
    try:
        yield own
    except duckdb.InterruptException:
        raise StatementTooLongError from None
    except (duckdb.OutOfMemoryException, duckdb.IOException):
        # The one place on disk that the engine may write to is where it puts what it sorts.
        raise OutOfRoomError from None
    finally:
        timer.cancel()
        own.close()
