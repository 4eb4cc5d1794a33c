"""Whom to speak to first: risk times what is at stake, with reasons, and when it pays."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.risk.churn_model import logit
from metrics.risk.churn_risk import ChurnRisk
from metrics.scope import Scope
from metrics.statistics.intervals import Numbers

COST, SUCCESS = 10.0, 0.1
"""What a contact costs and how many it keeps, until a reader says otherwise."""
REASONS = 3
OTHERS = 10
LEAST = 0.1
"""A reason that moves the log-odds by less is none."""

_YEARLY = """
with spending as (
  -- one row per customer who bought in the last year
  select customer_id, sum(net_amount) as spent
  from customer_days where ordered_on > $as_of - interval 365 day group by customer_id
),
contracts as (
  -- one row per customer under contract
  select customer_id, 12 * sum(monthly_amount) as due
  from subscriptions where ended_on is null and is_ended is not true group by customer_id
)
-- one row per customer
select customer_id, coalesce(due, spent, 12 * monthly_amount) as yearly_value
from customers left join spending using (customer_id) left join contracts using (customer_id)
"""


def watch_list(scope: Scope, risk: ChurnRisk) -> pd.DataFrame:
    """One row per customer still here: customer_id, risk, yearly_value and at_stake, their product,
    most at stake first.

    The year's value is what is due under contract, else what was spent in the last 365 days.
    """
    value = scope.frame(_YEARLY).set_index("customer_id")["yearly_value"]
    rows = risk.chances.assign(yearly_value=risk.chances["customer_id"].map(value).astype(float))
    rows["yearly_value"] = rows["yearly_value"].clip(lower=0)
    rows["at_stake"] = rows["risk"] * rows["yearly_value"]
    return rows.sort_values(
        ["at_stake", "risk"], ascending=False, na_position="last", kind="stable", ignore_index=True
    )


@dataclass(frozen=True)
class Plan:
    """Speaking to `contacted` customers, and what it is expected to keep beyond its cost."""

    contacted: int
    gain: float
    threshold: float


def plan(rows: pd.DataFrame, cost: float, success: float) -> Plan:
    """Contact those with risk × success × value above the cost.

    `success` is an assumption until a control group has measured it. `threshold` is the risk from
    which it pays for a customer of mean value.
    """
    kept = (rows["risk"] * success * rows["yearly_value"]).fillna(0) - cost
    pays = kept > 0
    mean = rows["yearly_value"].mean()
    threshold = cost / (success * mean) if success * mean > 0 else float("inf")
    return Plan(int(pays.sum()), float(kept[pays].sum()), float(threshold))


def reasons(risk: ChurnRisk, customer_ids: list[str]) -> pd.DataFrame:
    """One row per customer and reason: customer_id, column, value, usual, by how much it weighs.

    A reason is a column without whose value, others' values in its place, the risk would be lower:
    what the model goes by, not why the customer would leave. `usual` is null where it is the same.
    """
    own = risk.found.loc[customer_ids]
    weights = logit(risk.model.chance(own)) - _with_others(risk, own)
    rows = [
        _told(name, own[name], _usual(risk.found[name]), weights[place])
        for place, name in enumerate(own)
    ]
    found = pd.concat(rows, ignore_index=True)
    told = found[(found["weight"] >= LEAST) & found["value"].notna()]
    order = told.sort_values("weight", ascending=False, kind="stable")
    return order.groupby("customer_id").head(REASONS).reset_index(drop=True)


def _with_others(risk: ChurnRisk, own: pd.DataFrame) -> Numbers:
    """Row by column, customer by customer: the log-odds on average over others' values."""
    asked = pd.concat([_exchanged(risk.found[name], own) for name in own])
    log_odds = logit(risk.model.chance(asked))
    return np.asarray(log_odds.reshape(own.shape[1], len(own), OTHERS).mean(axis=2))


def _exchanged(values: pd.Series, own: pd.DataFrame) -> pd.DataFrame:
    """Each customer once for each of ten values, spread evenly over all, of one column."""
    ranked = values.sort_values(ignore_index=True)
    places = np.linspace(0, len(ranked) - 1, OTHERS + 2).round().astype(int)[1:-1]
    asked = own.loc[own.index.repeat(OTHERS)]
    others = pd.concat([ranked.iloc[places]] * len(own)).set_axis(asked.index)
    return asked.assign(**{str(values.name): others.astype(values.dtype)})


def _told(column: str, values: pd.Series, usual: object, weight: Numbers) -> pd.DataFrame:
    rows = pd.DataFrame({"customer_id": values.index, "value": values.astype(object).to_numpy()})
    same = (rows["value"] == usual).to_numpy()
    return rows.assign(
        column=column,
        usual=pd.Series([usual] * len(rows), dtype=object).mask(pd.Series(same)),
        weight=weight,
    )


def _usual(values: pd.Series) -> object:
    """The middle of numbers, the commonest of texts."""
    if pd.api.types.is_float_dtype(values):
        return float(values.median())
    return values.mode(dropna=False).iloc[0]
