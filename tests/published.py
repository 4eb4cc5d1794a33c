"""Data whose results were published, read where they lie; they are never part of the project."""

from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from data.scope import Scope
from data.store import Study
from tests.house import DATASETS


def dataset(name: str) -> Path:
    path = DATASETS / name
    if not path.exists():
        pytest.skip(f"the published data are not here: ../shared/datasets/{name}")
    return path


def scope_over(as_of: date, **tables: pd.DataFrame) -> Scope:
    study = Study()
    for table, rows in tables.items():
        study.keep(table, rows)
    return Scope(study, as_of, filled=study.filled())


@cache
def cdnow(which: str) -> Scope:
    """The orders of CDNOW's "sample" (2,357 customers) or "master" (23,570), to 1998-06-30."""
    names = ["customer_id", "ordered_on", "disc_count", "amount"]
    is_sample = which == "sample"
    orders = pd.read_csv(
        dataset(f"cdnow/CDNOW_{which}.txt"),
        sep=r"\s+",
        names=["master_id", *names] if is_sample else names,
        skiprows=0 if is_sample else 1,
        dtype={"customer_id": str, "ordered_on": str},
    )
    orders["ordered_at"] = pd.to_datetime(orders["ordered_on"], format="%Y%m%d")
    return scope_over(date(1998, 6, 30), orders=orders)


@cache
def telco() -> pd.DataFrame:
    """IBM's telephone customers: tenure in months, whether they left, and 18 attributes."""
    return pd.read_csv(dataset("telco_ibm/Telco-Customer-Churn.csv"))
