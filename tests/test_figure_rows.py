"""What the table and the file of a figure say, column by column."""

from itertools import product

import pandas as pd
import pytest

from tests.opened_pages import opened
from tests.studies import study_of
from ui.figure_rows import heading, told
from ui.formats import Formats
from ui.links import Choices
from ui.view import View
from ui.words import words

COLUMNS = (
    *("indicator", "label", "period", "value", "low", "high", "base", "left_out", "customers"),
    *("is_small", "is_unfinished", "is_complete", "is_thin", "score", "share", "money_share"),
    *("cohort", "cohort_size", "age", "active", "amount", "time", "at_risk", "ended", "survival"),
    *("from_stage", "to_stage", "customer_count", "from_count", "median_days", "quick_ratio"),
    *("new_count", "returning_count", "resurrected_count", "dormant_count", "net_spend"),
    *("happened_at", "what", "detail", "amount_text", "recency_days", "frequency", "segment"),
)


def view_in(language: str) -> View:
    own = opened(study_of(customers=[{"customer_id": "a"}]))
    return View(Choices(), own, words(language), Formats(language), "light")


@pytest.mark.parametrize(("language", "column"), list(product(["en", "zh-Hans"], COLUMNS)))
def test_every_column_of_a_figure_has_a_heading(language: str, column: str) -> None:
    assert heading(view_in(language), column) not in (column, "")


def test_what_only_draws_is_left_out_and_the_rest_is_written_for_reading() -> None:
    rows = pd.DataFrame(
        {
            "segment": ["under_25"],
            "label": ["under 25"],
            "tone": ["bad"],
            "value": [1391453.3499999992],
            "share": [1 / 3],
            "low": [float("nan")],
            "is_small": [True],
            "from_stage": ["at_risk"],
        }
    )
    found = told(view_in("en"), rows)
    assert found.iloc[0].tolist() == ["under 25", 1391453.35, 0.333333, "yes", "At risk"]


def test_a_value_that_repeats_another_column_is_told_once() -> None:
    rows = pd.DataFrame({"value": [0.25, 0.75], "share": [0.25, 0.75], "base": [4, 4]})
    assert told(view_in("en"), rows).columns.tolist() == ["Share", "Counted"]
