"""What a reader sees when something breaks: a number to quote, and no content."""

import logging
import secrets
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from data.store import OutOfRoomError, StatementTooLongError
from ui.words import Words

_log = logging.getLogger("perennial")


@contextmanager
def told_apart(say: Words) -> Iterator[None]:
    """Draw within it; a failure becomes a number on screen and places, never values, in the log."""
    try:
        yield
    except StatementTooLongError:
        st.warning(say("error.too_long"))
    except OutOfRoomError:
        st.warning(say("error.out_of_room"))
    except Exception as failure:
        number = secrets.token_hex(4)
        # A message may quote a customer's data: the log gets the kind and the places only.
        _log.error("%s %s at %s", number, type(failure).__name__, places(failure))
        st.error(say("error.unexpected", number=number))


def places(failure: BaseException) -> str:
    """Where a failure passed through, by file and line; no value of anyone is in it."""
    frames = traceback.extract_tb(failure.__traceback__)[-8:]
    return " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
