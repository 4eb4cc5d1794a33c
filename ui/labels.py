"""What dimensions and segments are called: our codes in words, the reader's values as they are."""

import pandas as pd

from metrics.indicator import Dimension
from ui.safe import plain, visible
from ui.words import Words


def dimension_label(say: Words, dimension: Dimension) -> str:
    """A dimension's name; an attribute is called what the reader's file calls it."""
    if dimension.is_attribute:
        return visible(dict(dimension.parameters)["attribute"], 40)
    return say(f"dimension.{dimension.name}")


def segment_label(say: Words, dimension: Dimension, segment: str | None) -> str:
    """A segment's name as plain text."""
    if segment is None or segment != segment:
        return say("segment.no_value")
    return say.or_itself(f"segment.{dimension.name}", visible(segment, 60))


def markdown_label(say: Words, dimension: Dimension, segment: str | None) -> str:
    """A segment's name for places that read Markdown."""
    return plain(segment_label(say, dimension, segment))


def labelled(say: Words, dimension: Dimension, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with each segment's name as `label`."""
    return rows.assign(label=[segment_label(say, dimension, value) for value in rows["segment"]])
