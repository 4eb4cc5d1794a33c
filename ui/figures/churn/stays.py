"""How long customers stay, by whatever the reader tells them apart by."""

from ui.block import block
from ui.crossfilter import is_closed
from ui.dimension_choice import choose_dimension, offered
from ui.figures.churn.survival import survival
from ui.view import View


@block
def stays(view: View) -> None:
    """Choose a dimension and see the curve of each of its segments."""
    dimensions = offered(view)
    if not is_closed(view, ("subscriptions.customer_id",)) and dimensions:
        survival(view, choose_dimension(view, dimensions, "stays"))
