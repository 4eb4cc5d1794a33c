"""How far a forecast of purchases was off before: what it would have said, and what came."""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from metrics.buying import bg_nbd
from metrics.buying.purchases import DAYS, Unit, purchase_history
from metrics.refusals import NotComputableError
from metrics.scope import Scope

COLUMNS = ["as_of", "customers", "expected", "bought", "ratio", "buyers_expected", "buyers"]


def backtest(scope: Scope, horizon: float, unit: Unit = "week", times: int = 3) -> pd.DataFrame:
    """One row per earlier day, the latest first: as_of, customers, expected, bought, ratio.

    The model is fitted as of each day, one horizon apart, and its purchases and buyers over the
    next horizon are held against those that came. `ratio` is bought over expected: the spread of
    its values is an honest band, as the model errs by more than its parameters' intervals say.
    Days before which there were too few customers to fit are left out.
    """
    span = timedelta(days=round(horizon * DAYS[unit]))
    days = [scope.as_of - span * number for number in range(1, times + 1)]
    rows = [row for day in days if (row := _held_against(scope, day, span, unit))]
    return pd.DataFrame(rows, columns=COLUMNS)


def _held_against(
    scope: Scope, day: date, span: timedelta, unit: Unit
) -> tuple[object, ...] | None:
    before = purchase_history(scope, unit, until=day)
    try:
        model = bg_nbd.fit(before)
    except NotComputableError:
        return None
    after = purchase_history(scope, unit, until=day + span).set_index("customer_id")["frequency"]
    bought = after.reindex(before["customer_id"]).to_numpy() - before["frequency"].to_numpy()
    horizon = span.days / DAYS[unit]
    expected = float(np.sum(model.expected_purchases(before, horizon)))
    buyers = float(np.sum(model.purchase_probability(before, horizon)))
    found = int(bought.sum())
    return day, len(before), expected, found, found / expected, buyers, int((bought > 0).sum())
