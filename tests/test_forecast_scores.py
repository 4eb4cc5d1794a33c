"""The benchmark's forecasts beside those found before: how a number is judged; all stand."""

import numpy as np
import pytest

from benchmarks.cdnow_forecasts import cdnow_unlearned
from benchmarks.forecast_scores import MEASURES, Scores, is_within, mean, scores, table
from benchmarks.forecasts import CDNOW_COLUMNS, PUBLISHED, TELCO_COLUMNS
from benchmarks.telco_forecasts import telco_way
from tests.house import ROOT


@pytest.mark.parametrize(
    ("found", "is_same"),
    [(0.806, True), (0.8004, True), (0.7996, True), (0.7994, False), (0.8126, False)],
)
def test_a_number_is_the_same_as_far_from_the_printed_one_as_its_measure_allows(
    found: float, is_same: bool
) -> None:
    assert is_within(found, 0.806, MEASURES["auc"]) is is_same


def test_scores_are_as_worked_by_hand() -> None:
    # Leavers .8 and .4, stayers .6, .3, .2: the first named is a hit, of the first three two are.
    found = scores(np.array([1.0, 1.0, 0, 0, 0]), np.array([0.8, 0.4, 0.6, 0.3, 0.2]))
    assert found["ap"] == pytest.approx((1 + 2 / 3) / 2)
    assert found["lift20"] == pytest.approx(1 / 0.4)
    assert found["ece"] == pytest.approx((0.2 + 0.6 + 0.6 + 0.3 + 0.2) / 5)
    assert mean([{"auc": 0.8}, {"auc": 0.9}])["auc"] == pytest.approx(0.85)


def test_always_saying_the_base_rate_lifts_nobody_and_has_no_slope() -> None:
    found = scores(np.array([0.0, 0, 0, 0, 1, 1, 1, 1, 0, 0]), np.full(10, 0.4))
    assert [found["auc"], found["lift10"], found["ap"]] == pytest.approx([0.5, 1, 0.4])
    assert np.isnan(found["slope"])


def test_what_was_printed_stands_beside_each_number_and_whether_it_holds() -> None:
    ways = {"model": {"auc": 0.812, "brier": 0.13}, "none": {"auc": 0.5, "brier": float("nan")}}
    rows = table(ways, ("auc", "brier"), {"model": {"auc": 0.806, "brier": 0.14}}).splitlines()
    assert rows[2:] == [
        "| model | 0.812 (0.806 ± 0.006) ✓ | 0.1300 (0.1400 ± 0.0015) ✗ |",
        "| none | 0.500 | – |",
    ]


def test_every_number_found_before_was_found_again() -> None:
    told = (ROOT / "docs" / "forecasts.md").read_text(encoding="utf-8")
    printed = [len(found) for ways in PUBLISHED.values() for found in ways.values()]
    assert told.count(") ✓ |") == sum(printed)
    assert ") ✗ |" not in told


def in_the_document(name: str, columns: tuple[str, ...]) -> list[float]:
    """The numbers that docs/forecasts.md prints for a way."""
    told = (ROOT / "docs" / "forecasts.md").read_text(encoding="utf-8")
    row = next(line for line in told.splitlines() if line.startswith(f"| {name} |"))
    cells = row.removeprefix(f"| {name} |").strip(" |").split(" | ")
    return [float(cell.split()[0]) for cell in cells[: len(columns)]]


def is_as_told(found: Scores, name: str, columns: tuple[str, ...]) -> None:
    told = in_the_document(name, columns)
    assert len(told) == len(columns)
    for measure, number in zip(columns, told, strict=True):
        assert is_within(found[measure], number, MEASURES[measure]), measure


@pytest.mark.slow
def test_the_regression_on_telco_is_found_again_as_the_document_tells() -> None:
    is_as_told(telco_way("logistic regression"), "logistic regression", TELCO_COLUMNS)


@pytest.mark.slow
def test_bg_nbd_on_cdnow_is_found_again_as_the_document_tells() -> None:
    name = "BG/NBD, 1 − L(T+H) / L(T)"
    is_as_told(cdnow_unlearned()[name], name, CDNOW_COLUMNS)
