"""A thousand businesses in one study, a region each, whose customers come again and again."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from data.store import Study

WORLDS = 1_000
CUSTOMERS = 80
SCALES: Mapping[str, tuple[int, int]] = {"csat": (1, 5), "nps": (0, 10)}


def answered(instrument: str) -> Study:
    """Answers of customers who each have a leaning of their own."""
    chance = np.random.default_rng(7)
    who, times = _each_several_times(chance)
    leaning = np.repeat(chance.normal(0, 1, len(times)), times)
    lowest, highest = SCALES[instrument]
    felt = 0.62 + 0.13 * leaning + chance.normal(0, 0.15, len(who))
    scores = np.round(lowest + (highest - lowest) * felt).clip(lowest, highest)
    answers = pd.DataFrame({"customer_id": who, "answered_at": pd.Timestamp("2024-06-01")})
    return _study(
        survey_responses=answers.assign(
            instrument=instrument,
            score=scores,
            scale_min=float(lowest),
            scale_max=float(highest),
        )
    )


def ordered() -> Study:
    """Orders of customers who each have a habit of spending of their own."""
    chance = np.random.default_rng(7)
    who, times = _each_several_times(chance)
    habit = np.repeat(chance.normal(4, 0.4, len(times)), times)
    orders = pd.DataFrame({"customer_id": who, "ordered_at": pd.Timestamp("2024-06-01")})
    amounts = np.exp(habit + chance.normal(0, 0.3, len(who)))
    return _study(orders=orders.assign(order_id=np.arange(len(who)).astype(str), amount=amounts))


def _each_several_times(chance: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Every customer's id one to five times, and how many times that is."""
    times = chance.integers(1, 6, WORLDS * CUSTOMERS)
    return np.repeat(np.arange(WORLDS * CUSTOMERS), times).astype(str), times


def _study(**tables: pd.DataFrame) -> Study:
    numbers = np.arange(WORLDS * CUSTOMERS)
    regions = (numbers // CUSTOMERS).astype(str)
    study = Study()
    study.keep("customers", pd.DataFrame({"customer_id": numbers.astype(str), "region": regions}))
    for name, rows in tables.items():
        study.keep(name, rows)
    return study
