"""Which questionnaire to look at: each answers a question of its own, one at a time."""

from collections.abc import Callable

from ui.block import block
from ui.choice import one_of
from ui.figures.satisfaction.expectation_gaps import gaps_of_expectation
from ui.figures.satisfaction.kano import features
from ui.figures.satisfaction.needs import needs, trust
from ui.figures.satisfaction.satisfaction_index import index_of_satisfaction
from ui.figures.satisfaction.servqual import service_gaps
from ui.parts import section
from ui.view import View

QUESTIONNAIRES: dict[str, Callable[[View], None]] = {
    "satisfaction_index": index_of_satisfaction,
    "expectation_gaps": gaps_of_expectation,
    "servqual": service_gaps,
    "needs": needs,
    "trust": trust,
    "kano": features,
}


@block
def questionnaires(view: View) -> None:
    """Choose one and see it."""
    names = list(QUESTIONNAIRES)
    chosen = one_of(
        view, "expectations.choose", names, "{}.choice", "questionnaire", is_label_shown=False
    )
    section(view, chosen)
    QUESTIONNAIRES[chosen](view)
