"""What the overview says of data that compare with nothing, and a breakdown by its own column."""

import pandas as pd
import pytest

from data.store import Study
from tests.opened_pages import opened, page, says
from tests.studies import study_of


def _answers(instrument: str = "csat") -> Study:
    """Sixty customers asked once: one in five gives each mark."""
    everyone = [{"customer_id": f"C{n:02}"} for n in range(60)]
    moment = pd.Timestamp("2024-12-01")
    scale = {"instrument": instrument, "scale_min": 1, "scale_max": 5, "answered_at": moment}
    answers = [
        {"customer_id": row["customer_id"], "score": 1 + n % 5, **scale}
        for n, row in enumerate(everyone)
    ]
    return study_of(customers=everyone, survey_responses=answers)


@pytest.mark.parametrize("study", [_answers(), study_of(customers=[{"customer_id": "a"}])])
def test_what_nothing_was_compared_with_is_not_said_to_be_without_differences(
    study: Study,
) -> None:
    app = page(opened(study), "overview")
    assert says(app, "findings.incomparable")
    assert not says(app, "findings.nothing")


def test_a_breakdown_by_the_column_the_indicator_is_made_of_says_so() -> None:
    study = opened(_answers())
    assert says(page(study, "satisfaction", by="csat_band"), "breakdown.in_the_making")


def test_where_only_another_question_was_asked_no_bars_of_nothing_are_drawn() -> None:
    app = page(opened(_answers("experience")), "satisfaction", by="csat_band")
    assert not any("satisfaction-where" in str(chart.key) for chart in app.get("plotly_chart"))
