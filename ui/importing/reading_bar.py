"""How far the reading of a large file is, while it is read."""

from time import monotonic

from streamlit.delta_generator import DeltaGenerator

from data.large_files.watching import Progress, Watch
from ui.view import View

_SECONDS = 0.25
"""Between two drawings: each one goes over the line to the browser."""


def reading_bar(view: View, place: DeltaGenerator) -> Watch:
    """A bar that is drawn at this place for as long as someone tells it how far it is."""
    drawn = 0.0

    def told(progress: Progress) -> None:
        nonlocal drawn
        if monotonic() - drawn < _SECONDS:
            return
        drawn = monotonic()
        facts = {
            "rows": view.formats.count(progress.rows),
            "share": view.formats.value(progress.share, "share"),
        }
        place.progress(progress.share, view.say("importing.reading_part", **facts))

    return told
