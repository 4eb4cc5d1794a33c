"""A company of so many orders, made up evenly: large enough to be slow, known by its seed."""

import numpy as np
import pandas as pd

from data.store import Study

FIRST_DAY, DAYS = np.datetime64("2023-10-01"), 1095
ORDERS_PER_CUSTOMER = 10
REGIONS = ("North", "East", "South", "West", "Centre")


def study_of(order_count: int) -> Study:
    """A study with customers, orders, answers and contracts in the proportions of the demo."""
    random = np.random.default_rng(7)
    customer_count = order_count // ORDERS_PER_CUSTOMER
    study = Study()
    study.keep("customers", _customers(random, customer_count))
    study.keep("orders", _orders(random, order_count, customer_count))
    study.keep("survey_responses", _answers(random, order_count // 5, customer_count))
    study.keep("subscriptions", _contracts(random, customer_count // 4))
    return study


def _ids(numbers: np.ndarray) -> pd.Series:
    return "C" + pd.Series(numbers).astype(str).str.zfill(8)


def _days(numbers: np.ndarray) -> np.ndarray:
    return (FIRST_DAY + numbers.astype("timedelta64[D]")).astype("datetime64[s]")


def _customers(random: np.random.Generator, count: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "customer_id": _ids(np.arange(count)),
            "joined_on": np.full(count, FIRST_DAY.astype("datetime64[s]")),
            "region": random.choice(REGIONS, count),
            "gender": random.choice(["female", "male"], count),
            "contract": random.choice(["month", "quarter", "year"], count),
        }
    )


def _orders(random: np.random.Generator, count: int, customer_count: int) -> pd.DataFrame:
    # A few buy often and most rarely, for as long as each of them stays, as everywhere.
    who = (customer_count * random.random(count) ** 2).astype(int)
    began = random.integers(0, DAYS, customer_count)
    stays = random.exponential(400, customer_count)
    days = began[who] + random.random(count) * stays[who]
    return pd.DataFrame(
        {
            "order_id": "O" + pd.Series(np.arange(count)).astype(str),
            "customer_id": _ids(who),
            "ordered_at": _days(np.minimum(days, DAYS - 1).astype(int)),
            "amount": random.gamma(2, 60, count).round(2),
            "currency": "CNY",
            "is_returned": random.random(count) < 0.03,
        }
    )


def _answers(random: np.random.Generator, count: int, customer_count: int) -> pd.DataFrame:
    is_nps = random.random(count) < 0.4
    return pd.DataFrame(
        {
            "customer_id": _ids(random.integers(0, customer_count, count)),
            "answered_at": _days(random.integers(0, DAYS, count)),
            "instrument": np.where(is_nps, "nps", "csat"),
            "score": np.where(is_nps, random.integers(0, 11, count), random.integers(1, 6, count)),
            "scale_min": np.where(is_nps, 0, 1),
            "scale_max": np.where(is_nps, 10, 5),
        }
    )


def _contracts(random: np.random.Generator, count: int) -> pd.DataFrame:
    start = random.integers(0, DAYS - 60, count)
    end = start + (random.gamma(1.2, 420, count)).astype(int) + 30
    has_ended = end < DAYS
    return pd.DataFrame(
        {
            "customer_id": _ids(np.arange(count)),
            "started_on": _days(start),
            "ended_on": np.where(has_ended, _days(end), np.datetime64("NaT", "s")),
            "is_ended": has_ended,
            "monthly_amount": random.choice([29.0, 59.0, 99.0], count),
        }
    )
