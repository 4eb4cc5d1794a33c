"""How long requests wait for each step of service; those still waiting are counted as such."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from metrics.refusals import insist
from metrics.scope import Scope
from metrics.service.working_hours import WORKING_HOURS
from metrics.statistics.survival import survival_curve

Clock = Literal["clock", "working"]

FEWEST = 30


class Span(NamedTuple):
    """From which moment of a request to which a wait lasts; `given_up` ends the watching early."""

    began: str
    ended: str
    given_up: str = "null"


# What is settled without a reply has not waited for one any longer.
SPANS: Mapping[str, Span] = {
    "reply": Span("opened_at", "first_replied_at", "resolved_at"),
    "solution": Span("opened_at", "resolved_at"),
    "work": Span("first_replied_at", "resolved_at"),
    "follow_up": Span("resolved_at", "followed_up_at"),
}

BY = ("channel", "topic", "priority", "agent")
"""What tells requests, not customers, apart."""


def reads(span: str) -> tuple[str, ...]:
    """The columns without which a wait is not known."""
    return (f"tickets.{SPANS[span].began}", f"tickets.{SPANS[span].ended}")


def told(scope: Scope) -> tuple[str, ...]:
    """The waits that these data know."""
    return tuple(span for span in SPANS if not scope.lacks(reads(span)))


def waits(scope: Scope, span: str, clock: Clock = "clock", by: str | None = None) -> pd.DataFrame:
    """One row per request that began to wait in the period: customer_id, hours, is_ended, segment.

    Hours go on until the wait ended, else until the end of the day it is seen from. What ended
    before it began is in no row: `impossible_times` counts it.
    """
    found = scope.frame(_statement(SPANS[span], by))
    ended = found.pop("ended_at")
    began = found.pop("began_at")
    hours = (
        WORKING_HOURS.between(began, ended)
        if clock == "working"
        else ((ended - began) / pd.Timedelta(hours=1)).to_numpy(float)
    )
    return found.assign(hours=hours, is_ended=found["is_ended"].astype(bool))


def curve(found: pd.DataFrame) -> pd.DataFrame:
    """The share still waiting after each hour, as `survival_curve` has it."""
    insist(FEWEST, len(found), "tickets")
    return survival_curve(found.rename(columns={"hours": "months"}))


def _statement(span: Span, by: str | None) -> str:
    assert by is None or by in BY
    began, ended = span.began, span.ended
    return f"""with waiting as (
  -- one row per request that began to wait by the day
  select customer_id, {by or "null"} as segment, {began} as began_at,
    {ended} is not null as is_ended,
    coalesce({ended}, least({span.given_up}, $as_of + interval 1 day)) as ended_at
  from tickets where {began} is not null and cast({began} as date) between $since and $as_of
)
-- one row per request; what ended before it began says nothing of a time
select customer_id, segment, began_at, ended_at, is_ended from waiting
where ended_at >= began_at
order by customer_id, began_at, ended_at, segment"""


GROUPS = 400
STEPS = 1000
DRAWS = 300


def quantiles(found: pd.DataFrame, shares: tuple[float, ...] = (0.5, 0.9)) -> pd.DataFrame:
    """One row per share: within how many hours so many had their wait ended, with low and high.

    By Kaplan and Meier; nan where fewer than that have it by now. The ends are of customers
    drawn anew, as requests of one customer are alike; an end is nan where it lies beyond what is
    seen.
    """
    steps = survival_curve(found.rename(columns={"hours": "months"}))
    exact = _reached(
        steps["time"].to_numpy(float), steps["survival"].to_numpy(float)[None, :], shares
    )[0]
    time, survival = _drawn(found)
    ends = np.quantile(
        _reached(time, survival, shares), (0.025, 0.975), axis=0, method="inverted_cdf"
    )
    table = {"share": shares, "hours": exact, "low": ends[0], "high": ends[1]}
    return pd.DataFrame(table).replace(np.inf, np.nan)


def _reached(time: np.ndarray, survival: np.ndarray, shares: tuple[float, ...]) -> np.ndarray:
    """One row per curve, one column per share: the first time at which it is reached, else inf."""
    columns = []
    for share in shares:
        is_there = survival <= 1 - share + 1e-12
        columns.append(np.where(is_there.any(axis=1), time[is_there.argmax(axis=1)], np.inf))
    return np.column_stack(columns)


def _drawn(found: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """The times of a coarse clock, and the curve of each draw of the customers at them."""
    chance = np.random.default_rng(0)
    time, place = _coarse(found["hours"].to_numpy(float))
    customer = pd.factorize(found["customer_id"])[0]
    count = min(int(customer.max()) + 1, GROUPS)
    group = chance.permutation(int(customer.max()) + 1)[customer] % count
    cell, size = group * len(time) + place, count * len(time)
    weights = chance.multinomial(count, np.full(count, 1 / count), size=DRAWS).astype(float)
    leaving, ended = (
        weights @ np.bincount(cell, weight, size).reshape(count, len(time))
        for weight in (np.ones(len(found)), found["is_ended"].to_numpy(float))
    )
    at_risk = np.cumsum(leaving[:, ::-1], axis=1)[:, ::-1]
    lost = np.divide(ended, at_risk, out=np.zeros_like(ended), where=at_risk > 0)
    return time, np.cumprod(1 - lost, axis=1)


def _coarse(hours: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The times, of many a thousand that are as often as one another, and the place of each row."""
    time = np.unique(hours)
    if len(time) > STEPS:
        time = np.unique(np.quantile(hours, np.linspace(0, 1, STEPS), method="higher"))
    return time, np.searchsorted(time, hours)
