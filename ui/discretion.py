"""What the framework would ask or tell of its own accord, and here does not."""

import logging

from streamlit import net_util

from ui.errors import places


def be_discreet() -> None:
    """From now on the server asks nobody who it is, and its log says nothing that a failure said.

    A connection from a page of another origin is held against this machine's own addresses, which
    the framework looks up outside as long as it does not know them. What fails in a callback is
    logged by the framework, with a message that may quote a customer's data.
    """
    net_util._internal_ip = net_util._external_ip = "127.0.0.1"
    logging.setLogRecordFactory(_discreet)
    # Where a log cannot be written, the failure at hand would be printed in full instead.
    logging.raiseExceptions = False


def _discreet(*facts: object, **more: object) -> logging.LogRecord:
    """A record with what failed and where, and without what the failure said."""
    record = logging.LogRecord(*facts, **more)  # type: ignore[arg-type]
    if isinstance(record.msg, BaseException):
        record.msg = _kind(record.msg)
    if isinstance(record.args, tuple):
        record.args = tuple(_kind(a) if isinstance(a, BaseException) else a for a in record.args)
    failure = record.exc_info[1] if record.exc_info else None
    if failure is not None:
        record.msg, record.args = f"{record.getMessage()} · {_kind(failure)}", None
        record.exc_info = None
    return record


def _kind(failure: BaseException) -> str:
    return f"{type(failure).__name__} at {places(failure)}"
