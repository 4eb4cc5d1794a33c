"""Indicators whose columns are there while not one row counts: they are not told as nought."""

from collections.abc import Mapping

from metrics.quotients import overall
from metrics.registry import BY_NAME, INDICATORS
from metrics.scope import Scope
from metrics.stated.reported import Facts

_QUESTION: Mapping[str, str] = {
    "csat_top2": "satisfaction",
    "csat_mean": "satisfaction",
    "nps": "recommendation",
    "ces": "effort",
    "ces_easy": "effort",
}
"""The column of marks, one of a file that is as wide as its questions, that would be counted."""


def uncounted(scope: Scope) -> list[Facts]:
    """What is missing of each indicator that has no base: name, missing.

    Of a mark it is the question that nobody was asked; of others `is_uncounted` says that their
    columns are there.
    """
    there = [indicator for indicator in INDICATORS if not scope.lacks(indicator.reads)]
    measured = overall(scope, there)
    names = measured.loc[measured["base"] == 0, "name"]
    return [{"name": name, **_lacking(str(name))} for name in names]


def _lacking(name: str) -> Facts:
    if name in _QUESTION:
        return {"missing": [f"survey_responses.{_QUESTION[name]}"]}
    return {"missing": list(BY_NAME[name].reads), "is_uncounted": True}
