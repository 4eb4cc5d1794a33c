"""What dimensions and segments are called: our codes in words, the reader's values as they are."""

from collections.abc import Iterable

import pandas as pd

from metrics.dimensions import dimension_called
from metrics.indicator import Dimension
from metrics.joined import Part, joined_parts
from metrics.lifecycle.cohort_ages import FOREVER
from metrics.segments.cluster_groups import GROUPS, group_traits
from ui.facts import Row
from ui.formats import Formats
from ui.links import Chip
from ui.safe import plain, visible
from ui.words import Words

_FLAGS = ("yes", "no")
_TOLD_OF_A_GROUP = 2
_CELLS = ("cohort_cell:", "movers:", "lifecycle_bar:")


def dimension_label(say: Words, dimension: Dimension) -> str:
    """A dimension's name; an attribute is called what the reader's file calls it.

    A name may go on with what makes this one its own, after a colon: a cell, a move, own rules.
    """
    if dimension.is_attribute:
        return visible(dict(dimension.parameters)["attribute"], 40)
    kind, _, own = dimension.name.partition(":")
    if own and say.has(f"dimension.{kind}_own"):
        return say(f"dimension.{kind}_own")
    return say(f"dimension.{kind}")


def segment_label(say: Words, dimension: Dimension, segment: str | None) -> str:
    """A segment's name as plain text."""
    if segment is None or segment != segment:
        return say("segment.no_value")
    if segment == "in" and (rule := joined_parts(dimension.name)):
        way, parts = rule
        return say(f"joined.{way}").join(_part_label(say, part) for part in parts)
    if segment == "in" and dimension.name.startswith(_CELLS):
        return _cell_label(say, dict(dimension.parameters))
    if segment in GROUPS and dimension.name.startswith("cluster:"):
        return _group_label(say, dimension, GROUPS.index(segment))
    if dimension.is_attribute:
        return say(f"segments.{segment}") if segment in _FLAGS else visible(segment, 60)
    kind = dimension.name.partition(":")[0]
    return say.or_itself(f"segment.{kind}", visible(segment, 60))


def columns_named(say: Words, columns: Iterable[str]) -> str:
    """Columns of ours, as table.column, the way a reader would call them."""
    pairs = (name.split(".") for name in columns)
    return say("list.comma").join(
        say("passport.column_of", column=say(f"column.{column}"), table=say(f"table.{table}"))
        for table, column in pairs
    )


def number_name(say: Words, field: str) -> str:
    """What a number known of customers is called: by the file, by the question asked, or by us."""
    _, _, item = field.partition(":")
    if item:
        return visible(item, 60)
    # Elsewhere an age is one of a cohort; here it is a customer's.
    key = f"column.{field}"
    name = say(key if say.has(key) else f"heading.{field}")
    return name[:1].upper() + name[1:]


def _group_label(say: Words, dimension: Dimension, place: int) -> str:
    """A group found, by its number and the two fields in which it lies furthest from all."""
    apart = group_traits(dimension, place)[:_TOLD_OF_A_GROUP]
    told = [
        say("segment.cluster.high" if z > 0 else "segment.cluster.low", name=number_name(say, name))
        for name, z in apart
    ]
    return say("segment.cluster.group", n=place + 1, traits=say("list.comma").join(told))


def markdown_label(say: Words, dimension: Dimension, segment: str | None) -> str:
    """A segment's name for places that read Markdown."""
    return plain(segment_label(say, dimension, segment))


def chip_label(say: Words, chip: Chip) -> str:
    """What a chip lets in or keeps out, for places that read Markdown."""
    dimension = dimension_called(chip.dimension)
    name = plain(dimension_label(say, dimension))
    segment = markdown_label(say, dimension, chip.value)
    return say("bar.chip_out" if chip.is_excluded else "bar.chip_in", name=name, segment=segment)


def _part_label(say: Words, part: Part) -> str:
    """A condition of a joined segment."""
    dimension = dimension_called(part.dimension)
    segments = [segment_label(say, dimension, segment) for segment in part.segments]
    return say(
        "joined.part_out" if part.is_excluded else "joined.part_in",
        name=dimension_label(say, dimension),
        segments=say("list.comma").join(segments),
    )


def _cell_label(say: Words, cell: dict[str, object]) -> str:
    """Who stands in a cell of the cohort grid, in a bar, or in a cell of the matrix of moves."""
    if "cohort" in cell:
        key = f"segment.cohort_cell.{cell['grain']}"
        age = span_label(int(cell["age"]), int(cell["until_age"]))  # type: ignore[call-overload]
        return say(key, cohort=_period(say, cell, "cohort"), age=age)
    if "period" in cell:
        return say(f"segment.lifecycle_bar.{cell['stage']}", period=_period(say, cell, "period"))
    ends = {f"{end}_stage": _stage(say, cell[f"{end}_stage"]) for end in ("from", "to")}
    return say("segment.movers.in", months=cell["months_back"], **ends)


def span_label(first: int, last: int) -> str:
    """Ages from one to another, as the head of a column: 3, 4–6, 3+."""
    return f"{first}" if first == last else f"{first}+" if last == FOREVER else f"{first}–{last}"


def _period(say: Words, cell: dict[str, object], name: str) -> str:
    formats = Formats(say("language.locale"))
    return formats.period(cell[name], str(cell["grain"]))  # type: ignore[arg-type]


def _stage(say: Words, stage: object) -> str:
    return say(f"segment.lifecycle_stage.{stage}")


def labelled(say: Words, dimension: Dimension, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with each segment's name as `label`."""
    return rows.assign(label=[segment_label(say, dimension, value) for value in rows["segment"]])


def mark_called(row: Row) -> str:
    """A mark of a scale, or the band of marks that one of a long scale stands for."""
    first, last = (f"{row[name]:g}" for name in ("score", "until"))
    return first if first == last else f"{first}–{last}"
