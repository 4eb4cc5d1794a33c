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


def spent(customers: int) -> Study:
    """One order of each customer; what they spend is as unlike as exponents of normal numbers."""
    chance = np.random.default_rng(7)
    amounts = np.exp(chance.normal(3, 1, WORLDS * customers))
    who = np.arange(WORLDS * customers).astype(str)
    orders = pd.DataFrame({"customer_id": who, "ordered_at": pd.Timestamp("2024-06-01")})
    return _study(customers, orders=orders.assign(order_id=who, amount=amounts))


def under_contract(customers: int) -> Study:
    """Contracts of very unequal money: a fifth ends; of the others some shrink and some grow."""
    chance = np.random.default_rng(7)
    size = WORLDS * customers
    begun = pd.DataFrame({"customer_id": np.arange(size).astype(str)})
    begun = begun.assign(started_on=pd.Timestamp("2023-06-01"), ended_on=pd.NaT)
    begun["monthly_amount"] = np.exp(chance.normal(3, 1, size))
    turned = chance.choice([0.0, 0.6, 1.0, 1.5], size, p=[0.2, 0.16, 0.48, 0.16])
    begun.loc[turned != 1, "ended_on"] = pd.Timestamp("2024-06-01")
    later = begun[~np.isin(turned, [0, 1])]
    later = later.assign(
        started_on=later["ended_on"],
        ended_on=pd.NaT,
        monthly_amount=later["monthly_amount"] * turned[later.index],
    )
    contracts = pd.concat([begun, later], ignore_index=True)
    return _study(customers, subscriptions=contracts.assign(is_ended=contracts["ended_on"].notna()))


def come_again(customers: int) -> Study:
    """Orders of customers who are as unlike in their pace as CDNOW's, each watched for a while."""
    chance = np.random.default_rng(7)
    size = WORLDS * customers
    days = chance.integers(90, 365, size)
    counts = chance.poisson(chance.gamma(0.243, days / 7 / 4.414))
    who = np.repeat(np.arange(size), counts)
    firsts = pd.Timestamp("2024-12-31") - pd.to_timedelta(days, "D")
    after = np.ceil(chance.random(len(who)) * days[who])
    again = firsts[who] + pd.to_timedelta(after, "D")
    orders = pd.DataFrame({"customer_id": np.append(np.arange(size), who).astype(str)})
    orders["ordered_at"] = firsts.append(again)
    return _study(customers, orders=orders.assign(order_id=orders.index.astype(str)))


def _each_several_times(chance: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Every customer's id one to five times, and how many times that is."""
    times = chance.integers(1, 6, WORLDS * CUSTOMERS)
    return np.repeat(np.arange(WORLDS * CUSTOMERS), times).astype(str), times


def _study(each: int = CUSTOMERS, **tables: pd.DataFrame) -> Study:
    """`each` is how many customers one world has."""
    numbers = np.arange(WORLDS * each)
    regions = (numbers // each).astype(str)
    study = Study()
    study.keep("customers", pd.DataFrame({"customer_id": numbers.astype(str), "region": regions}))
    for name, rows in tables.items():
        study.keep(name, rows)
    return study
