"""The same segments in the other language: the demo company exists once in each."""

from data.scope import Scope
from metrics.dimensions import dimension_called
from ui.links import Chip
from ui.opened import demo_company
from ui.view import View


def translated(view: View, language: str) -> tuple[Chip, ...]:
    """The view's chips in another language; a reader's own data say the same in all of them."""
    if not view.opened.is_demo:
        return view.choices.chips
    return tuple(_counterpart(view, chip, language) for chip in view.choices.chips)


def _counterpart(view: View, chip: Chip, language: str) -> Chip:
    """The segment there of the customers who are in this one here: they share their ids."""
    dimension = dimension_called(chip.dimension)
    here, there = (
        Scope(demo_company(code).study, view.as_of)
        .frame(dimension.members, **dict(dimension.parameters))
        .set_index("customer_id")["segment"]
        for code in (view.say.language, language)
    )
    members = here[here == chip.value].index
    found = there.reindex(members).dropna()
    return Chip(chip.dimension, found.iloc[0], chip.is_excluded) if len(found) else chip
