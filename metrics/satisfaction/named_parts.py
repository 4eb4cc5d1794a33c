"""Which of the parts that a theory names a question asks about, by the words in its header."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from metrics.satisfaction.ratings import alpha
from metrics.statistics.intervals import student

_FILE = Path(__file__).with_name("named_parts.toml")


@cache
def parts_named(theory: str) -> dict[str, list[str]]:
    """The parts that a theory names ("needs", "servqual"), each with the words that tell it."""
    told: dict[str, dict[str, list[str]]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return told[theory]


def by_part(marks: pd.DataFrame, theory: str) -> dict[str, list[object]]:
    """The questions on each part, in the parts' order; a question that fits none is left out."""
    parts = parts_named(theory)
    found: dict[str, list[object]] = {part: [] for part in parts}
    for item in marks.columns:
        said = str(item).lower()
        fits = [part for part, words in parts.items() if any(word in said for word in words)]
        if fits:
            found[fits[0]].append(item)
    return {part: items for part, items in found.items() if items}


def part_means(marks: pd.DataFrame, items: Mapping[str, list[object]]) -> pd.DataFrame:
    """One row per customer, one column per part: the mean of its questions that were answered."""
    return pd.DataFrame({part: marks[of].mean(axis=1) for part, of in items.items()}, marks.index)


def measured_parts(
    marks: pd.DataFrame, items: Mapping[str, list[object]], fewest: int
) -> pd.DataFrame:
    """One row per part: part, value (mean), low, high, base, questions, alpha.

    A part that fewer customers rated has no value.
    """
    means = part_means(marks, items)
    rows = [_measured(part, means[part].dropna(), marks[of], fewest) for part, of in items.items()]
    columns = ["part", "value", "low", "high", "base", "questions", "alpha"]
    return pd.DataFrame(rows, columns=columns)


def whole_of(means: pd.DataFrame) -> pd.Series:
    """Each customer's mean over the parts, of those who rated all of them."""
    return means.dropna().mean(axis=1)


def mean_with_ends(values: Iterable[float]) -> tuple[float, float, float, int]:
    """The mean, its t interval's ends, and the count."""
    each = np.asarray([*values], float)
    if not len(each):
        return np.nan, np.nan, np.nan, 0
    variance = each.var(ddof=1) / len(each) if len(each) > 1 else np.nan
    low, high = student(each.mean(), variance, len(each))
    return float(each.mean()), float(low), float(high), len(each)


def _measured(part: str, values: pd.Series, marks: pd.DataFrame, fewest: int) -> tuple[object, ...]:
    value, low, high, base = mean_with_ends(values)
    if base < fewest:
        value = low = high = np.nan
    return part, value, low, high, base, marks.shape[1], alpha(marks.dropna().to_numpy(float))
