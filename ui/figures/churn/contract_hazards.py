"""In which month of their contract, and in which month of the year, customers leave."""

import pandas as pd

from metrics.contracts.contract_hazards import hazard_by_age
from metrics.contracts.spells import READS
from metrics.quotients import over_time
from metrics.registry import BY_NAME
from ui.block import block
from ui.charts.lines import lines
from ui.choice import one_of
from ui.parts import figure, locked, told_when_refused, wording
from ui.passport import of_figure
from ui.view import View

_WAYS = ("age", "month")
FEWEST = 30
MOST_MONTHS = 60


@block
def leaving_by_month(view: View) -> None:
    """The share of those still there who leave, by the contract's age or by calendar month."""
    if len(view.scope.lacks(READS)) == len(READS):
        locked(view, READS[:1])
        return
    ways = [way for way in _WAYS if way == "age" or not view.scope.lacks(_MONTHLY.reads)]
    way = one_of(
        view,
        "contract_hazards.way",
        ways,
        "contract_hazards.by_{}",
        "hazard-way",
        first="age",
        is_label_shown=False,
    )
    with told_when_refused(view):
        points = _by_month(view) if way == "month" else _by_age(view)
        x = "" if way == "month" else view.say("contract_hazards.age")
        chart = lines(points, wording(view, "share", x=x), view.theme, is_from_zero=True)
        shown = points[["period", "period_label", "value", "low", "high", "base"]]
        figure(view, chart, shown, of_figure(view, "contract_hazard"), "contract-hazard")


_MONTHLY = BY_NAME["customer_churn_monthly"]


def _by_age(view: View) -> pd.DataFrame:
    rows = hazard_by_age(view.scope).head(MOST_MONTHS)
    rows = rows.rename(columns={"hazard": "value", "at_risk": "base", "month": "period"})
    names = [view.say("contract_hazards.nth", number=number) for number in rows["period"]]
    return _drawn(rows, names)


def _by_month(view: View) -> pd.DataFrame:
    rows = over_time(view.scope, [_MONTHLY], "month")
    days = pd.to_datetime(rows["period"]).dt.date
    return _drawn(rows, [view.formats.period(day, "month") for day in days])


def _drawn(rows: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    return rows.assign(
        segment="all",
        label="",
        period_label=names,
        is_small=rows["base"] < FEWEST,
        is_unfinished=False,
    )
