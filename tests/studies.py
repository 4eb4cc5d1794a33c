"""Studies for tests: tiny tables written out, and random ones for laws."""

from datetime import date
from typing import Any

import pandas as pd

from data.scope import Scope
from data.store import Study

AS_OF = date(2024, 12, 31)


def study_of(**tables: list[dict[str, Any]]) -> Study:
    """A study that holds these rows; whoever appears anywhere is a customer."""
    study = Study()
    known = {row["customer_id"] for row in tables.get("customers", [])}
    seen = {row["customer_id"] for rows in tables.values() for row in rows}
    everyone = [*tables.get("customers", []), *({"customer_id": c} for c in sorted(seen - known))]
    for table, rows in {**tables, "customers": everyone}.items():
        if rows:
            study.keep(table, pd.DataFrame(rows))
    return study


def scope_of(as_of: date = AS_OF, **tables: list[dict[str, Any]]) -> Scope:
    """The scope on a study that holds these rows."""
    return Scope(study_of(**tables), as_of)


def orders_on(customer_id: str, *days: str, **more: Any) -> list[dict[str, Any]]:
    """One order on each day."""
    return [
        {"customer_id": customer_id, "ordered_at": pd.Timestamp(day), "amount": 10.0} | more
        for day in days
    ]
