"""The same view in the other language: the demo company exists once in each."""

from dataclasses import replace

from data.demo_company.words import Words
from data.scope import Scope
from metrics.dimensions import dimension_called
from metrics.joined import Part, joined_name, joined_parts
from ui.links import Chip, Choices
from ui.opened import demo_company
from ui.view import View


def translated(view: View, language: str) -> Choices:
    """The view's choices in another language; a reader's own data say the same in all of them."""
    chosen = replace(view.choices, language=language)
    if not view.opened.is_demo:
        return chosen
    chips = tuple(_counterpart(view, chip, language) for chip in chosen.chips)
    by = _dimension_there(view, chosen.by, language) if chosen.by else None
    return replace(chosen, chips=chips, by=by)


def _counterpart(view: View, chip: Chip, language: str) -> Chip:
    """The segment there of the customers who are in this one here: they share their ids."""
    name = _dimension_there(view, chip.dimension, language)
    here, there = (
        Scope(demo_company(code).study, view.as_of)
        .frame(dimension.members, **dict(dimension.parameters))
        .set_index("customer_id")["segment"]
        for code, dimension in (
            (view.say.language, dimension_called(chip.dimension)),
            (language, dimension_called(name)),
        )
    )
    members = here[here == chip.value].index
    found = there.reindex(members).dropna()
    return Chip(name, found.iloc[0] if len(found) else chip.value, chip.is_excluded)


def _dimension_there(view: View, name: str, language: str) -> str:
    """The name there of a dimension; that of an attribute says what the column is called."""
    if rule := joined_parts(name):
        way, parts = rule
        return joined_name(way, tuple(_part_there(view, part, language) for part in parts))
    kind, colon, own = name.partition(":")
    here, there = (_attributes(code) for code in (view.say.language, language))
    return f"{kind}{colon}{dict(zip(here, there, strict=True)).get(own, own)}"


def _part_there(view: View, part: Part, language: str) -> Part:
    chips = [_counterpart(view, Chip(part.dimension, s), language) for s in part.segments]
    return Part(chips[0].dimension, tuple(chip.value for chip in chips), part.is_excluded)


def _attributes(language: str) -> list[str]:
    words = Words(language)
    return [words.words(f"attributes.{key}")[0] for key in words.words("attributes")]
