"""Whether what ratings tell holds, a thousand surveys long, of the fewest answers taken."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import cast

import numpy as np
import pandas as pd
import pytest

from metrics.satisfaction import penalty_reward as contrasts
from metrics.satisfaction import response_surface as surfaces
from metrics.satisfaction import satisfaction_index as indexes
from metrics.satisfaction import servqual
from metrics.satisfaction.experiences import Experiences
from metrics.satisfaction.satisfaction_index import satisfaction_index
from metrics.satisfaction.servqual import DIMENSIONS, service_quality
from metrics.scope import Scope

WORLDS = 1_000
MANY = 200_000
"""Customers of the one world that tells the truth, to within a fortieth of an interval."""

Chance = np.random.Generator
Marks = Mapping[str, pd.DataFrame]
Found = tuple[float, float, float]
"""The value with its low and high end."""


def marks_of(felt: np.ndarray) -> np.ndarray:
    """Marks of 1 to 5 on the scale from 0 to 100: most who feel well give the best there is."""
    return 25 * np.round(4 * felt).clip(0, 4)


def leaning_marks(
    chance: Chance, customers: int, parts: int, middle: float = 0.72, apart: float = 1.0
) -> np.ndarray:
    """Marks of so many parts by customers who each lean one way, as raters do."""
    felt = chance.normal(0, 0.18, (customers, 1)) + chance.normal(0, 0.22, (customers, parts))
    return marks_of(middle + apart * felt)


def contrast(name: str) -> Callable[[Chance, int], Found]:
    """Of three parts, whose bad marks cost more than their good ones gain."""

    def found(chance: Chance, customers: int) -> Found:
        rated = leaning_marks(chance, customers, 3, 0.6, 1.4)
        rating = pd.DataFrame(rated, columns=["quick", "kind", "cheap"])
        weight = np.array([0.003, 0.002, 0.001])
        gone = 0.004 * (40 - rated[:, 0]).clip(0)
        # Whoever has met with much bad differs more in what they make of it.
        noise = chance.normal(0, 1, customers) * (0.1 + 0.002 * (100 - rated.mean(axis=1)))
        whole = marks_of(0.4 + rated @ weight - gone + noise)
        told = Experiences(rating, pd.Series(whole), ())
        row = contrasts.penalty_reward(told).set_index("part").loc["quick"]
        return row[name], row[f"{name}_low"], row[f"{name}_high"]

    return found


def surface_term(term: str) -> Callable[[Chance, int], Found]:
    """Of the surface of those whom what falls short disappoints more, and unlike one another."""

    def found(chance: Chance, customers: int) -> Found:
        expected, perceived = leaning_marks(chance, customers, 2).T
        short = (expected - perceived).clip(0)
        noise = chance.normal(0, 1, customers) * (0.1 + 0.003 * short)
        satisfied = marks_of(0.25 + 0.006 * perceived - 0.003 * short + noise)
        told = surfaces.surface(expected, perceived, satisfied).coefficients.set_index("term")
        row = told.loc[term]
        return row["value"], row["low"], row["high"]

    return found


def asked(monkeypatch: pytest.MonkeyPatch, marks: Marks) -> Scope:
    """A scope of which nothing is asked but these marks."""
    for module in (indexes, servqual):
        monkeypatch.setattr(module, "ratings", lambda _, kind: marks.get(kind, pd.DataFrame()))
    return cast(Scope, None)


def index(chance: Chance, customers: int) -> Found:
    with pytest.MonkeyPatch.context() as patch:
        rated = leaning_marks(chance, customers, 3)
        questions = {"csat": pd.DataFrame(rated, columns=["whole", "expected", "ideal"])}
        found = satisfaction_index(asked(patch, questions))
    return found.value, found.low, found.high


def quality(name: str) -> Callable[[Chance, int], Found]:
    """Of two questions a dimension, either way, and points for what matters."""

    def found(chance: Chance, customers: int) -> Found:
        columns = [*DIMENSIONS]
        points = chance.dirichlet([4, 6, 3, 2, 1], customers) * 100
        marks = {
            "expected": pd.DataFrame(leaning_marks(chance, customers, 5, 0.85), columns=columns),
            "perceived": pd.DataFrame(leaning_marks(chance, customers, 5), columns=columns),
            "importance": pd.DataFrame(points, columns=columns),
        }
        with pytest.MonkeyPatch.context() as patch:
            scope = asked(patch, marks)
            patch.setattr(servqual, "_dimensions", lambda means: means)
            patch.setattr(servqual, "_alphas", lambda *_: [np.nan] * len(DIMENSIONS))
            nobody = pd.Series(np.nan, index=range(customers))
            patch.setattr(servqual, "_satisfied", lambda *_: nobody)
            told = service_quality(scope)
        row = told.rows.set_index("part").loc["assurance"]
        return told.gap if name == "weighted" else (row["gap"], row["low"], row["high"])

    return found


ANSWERS: Mapping[str, tuple[int, Callable[[Chance, int], Found]]] = {
    "penalty": (contrasts.NEEDED, contrast("penalty")),
    "reward": (contrasts.NEEDED, contrast("reward")),
    "contrast": (contrasts.NEEDED, contrast("contrast")),
    "surface, found": (surfaces.NEEDED, surface_term("perceived")),
    "surface, slope along the gap": (surfaces.NEEDED, surface_term("gap")),
    "surface, bend along the gap": (surfaces.NEEDED, surface_term("gap_bend")),
    "satisfaction index": (indexes.NEEDED, index),
    "gap of a dimension": (servqual.NEEDED, quality("assurance")),
    "weighted gap": (servqual.NEEDED, quality("weighted")),
}


@cache
def truth(name: str) -> float:
    """What one world of very many tells."""
    return ANSWERS[name][1](np.random.default_rng(3), MANY)[0]


@pytest.mark.slow
@pytest.mark.parametrize("name", ANSWERS)
def test_what_ratings_tell_holds(name: str) -> None:
    customers, answer = ANSWERS[name]
    chance = np.random.default_rng(11)
    found = np.array([answer(chance, customers) for _ in range(WORLDS)])
    assert 0.93 <= np.mean((found[:, 1] <= truth(name)) & (truth(name) <= found[:, 2])) <= 0.97
