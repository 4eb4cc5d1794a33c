"""What is known of a segment in the reader's words: fields, values, and how it stands out."""

from metrics.buying.habits import BOUGHT
from metrics.comments.theme_members import NO_THEME, WROTE_OF
from metrics.dimensions import dimension_called, is_dimension
from metrics.registry import BY_NAME
from ui.facts import Row
from ui.formats import Formats
from ui.labels import dimension_label, number_name, segment_label
from ui.safe import plain, visible
from ui.words import Words


def unit_of(row: Row) -> str:
    """In what unit its values are."""
    if row["kind"] == "trait":
        return "share"
    name = str(row["field"])
    return BY_NAME[name].unit if row["kind"] == "indicator" else number_unit(name)


def number_unit(name: str) -> str:
    """In what unit a number is: money is the only one known to be more than a number."""
    return "money" if name in ("net_spend", "monthly_amount") else "score"


def field_of(say: Words, row: Row) -> str:
    """What the field is called."""
    name = str(row["field"])
    if row["kind"] == "indicator":
        return say(f"indicator.{name}.name")
    if name in (BOUGHT.name, WROTE_OF):
        return say(f"personas.{name}")
    if is_dimension(name):
        return dimension_label(say, dimension_called(name))
    return number_name(say, name)


def value_of(say: Words, row: Row) -> str:
    """What the value of a trait is called."""
    name, value = str(row["field"]), str(row["value"])
    if value == NO_THEME:
        return say("personas.no_theme")
    if name == WROTE_OF:
        return say.or_itself("segment.theme", visible(value, 40))
    return segment_label(say, dimension_called(name), value) if is_dimension(name) else value


def trait_told(row: Row, say: Words, formats: Formats) -> str:
    """A line of the card: the share with its lift, or the value, beside all others."""
    write = formats.value
    unit = unit_of(row)
    facts = {
        "field": plain(field_of(say, row)),
        "here": plain(write(row["here"], unit)),
        "rest": plain(write(row["rest"], unit)),
        "base": formats.count(row["base"]),
    }
    if row["kind"] != "trait":
        ends = formats.interval(row["here_low"], row["here_high"], unit)
        return say("personas.line_value", interval=ends, **facts)
    return say(
        "personas.line_trait",
        value=plain(value_of(say, row)),
        lift=write(row["lift"], "score"),
        interval=formats.interval(row["lift_low"], row["lift_high"], "score"),
        **facts,
    )
