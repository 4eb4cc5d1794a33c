"""What the values of a column tell beside its header: day or month first, comma or point, scale."""

from dataclasses import replace

from data.matching import ColumnMatch
from data.reading_rows import TextRows
from data.recognising import headers
from data.recognising.meanings import ATTRIBUTE, SCORE
from data.recognising.profiles import SAMPLE_ROWS, Profile, has_decimal_comma
from data.recognising.usual_scales import usual_scale
from data.values.answer_scales import instrument
from data.values.date_orders import date_order

_INSTRUMENTS = {"satisfaction": "csat", "recommendation": "nps", "effort": "ces"}


def told(column: ColumnMatch, rows: TextRows, profile: Profile) -> ColumnMatch:
    """The match of a column with how its values are to be read: all of them, if they will be."""
    is_read = column.meaning not in (None, ATTRIBUTE)
    cells = rows.cells(column.position).slice(0, None if is_read else SAMPLE_ROWS)
    order = date_order(cells) if profile.dates > 0.3 else "ymd"
    comma = is_read and profile.numbers > 0.3 and has_decimal_comma(cells)
    read = replace(column, date_order=order or "mdy", decimal="," if comma else ".")
    if order is None and is_read:
        read = replace(read, because="date_order_unclear", confidence=min(0.5, read.confidence))
    return _scored(read, profile)


def one_order(columns: list[ColumnMatch]) -> list[ColumnMatch]:
    """A column that leaves day and month open follows the others of its file."""
    sure = {c.date_order for c in columns if c.because != "date_order_unclear"} - {"ymd"}
    if len(sure) != 1:
        return columns
    order = sure.pop()
    return [
        replace(c, date_order=order, because="other_dates")
        if c.because == "date_order_unclear"
        else c
        for c in columns
    ]


def each_by_its_kind(columns: list[ColumnMatch]) -> list[ColumnMatch]:
    """Where records say what they measure, or how, one column holds answers on many scales."""
    telling = [f"survey_responses.{n}" for n in ("instrument", "item", "scale_min", "scale_max")]
    if not any(c.meaning in telling for c in columns):
        return columns
    return [replace(c, scale=None) if c.meaning == SCORE else c for c in columns]


def _scored(column: ColumnMatch, profile: Profile) -> ColumnMatch:
    """A score on its scale; what is asked on five points is no likelihood to recommend."""
    asked = (column.meaning or "").rpartition(".")[2]
    if asked in _INSTRUMENTS:
        column = replace(column, meaning=SCORE, instrument=_INSTRUMENTS[asked])
    if column.meaning not in (SCORE, "tickets.score"):
        return column
    scale = column.scale or profile.scale or usual_scale(profile.low, profile.high)
    is_by_words = profile.answers and column.because == "same_scale"
    because = "in_words" if is_by_words else column.because
    column = replace(column, answers=profile.answers, because=because)
    name = column.instrument or headers.instrument(column.header)
    name = name or instrument(profile.answers) or "csat"
    if name == "nps" and scale[1] != 10:
        return replace(column, instrument="intention", scale=scale, because="scale_is_not_nps")
    is_nps = name == "nps"
    return replace(column, instrument=name, scale=(0.0, 10.0) if is_nps else scale)
