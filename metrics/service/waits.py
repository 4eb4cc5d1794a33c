"""How long requests wait for each step of service; those still waiting are counted as such."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from metrics.refusals import insist
from metrics.scope import Scope
from metrics.service.working_hours import WORKING_HOURS
from metrics.statistics.survival import clustered, reached, reached_interval, survival_curve

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


def compared(scope: Scope) -> tuple[str, ...]:
    """The waits that a reader is told of, for all and way by way: two of these three at most."""
    # With the moment of opening known, the time of the work alone is a step of the funnel.
    return tuple(span for span in ("reply", "solution", "work") if span in told(scope))[:2]


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
"""With more customers than this, random groups of them are left out in turn."""
STEPS = 1000


def quantiles(found: pd.DataFrame, shares: tuple[float, ...] = (0.5, 0.9)) -> pd.DataFrame:
    """One row per share: within how many hours so many had their wait ended, with low and high.

    By Kaplan and Meier; nan where fewer than that have it by now. The ends are where the ends of
    the curve, between customers, reach the share, as requests of one customer are alike; an end is
    nan where it lies beyond what is seen.
    """
    steps = survival_curve(found.rename(columns={"hours": "months"}))
    coarse = _coarse(found)
    band = clustered(survival_curve(coarse), coarse)
    ends = [reached_interval(band, share) for share in shares]
    hours = [reached(steps, share) for share in shares]
    low, high = zip(*ends, strict=True)
    return pd.DataFrame({"share": shares, "hours": hours, "low": low, "high": high})


def medians(scope: Scope, span: str, by: str, clock: Clock = "clock") -> pd.DataFrame:
    """One row per channel, topic or priority: within how many hours half had their wait ended.

    Columns segment, value with low and high, base, ended_count; nan where half have it not yet,
    is_small with fewer than 30 requests.
    """
    found = waits(scope, span, clock, by)
    rows = [_median(segment, own) for segment, own in found.groupby("segment", dropna=False)]
    return pd.DataFrame(
        rows, columns=["segment", "value", "low", "high", "base", "ended_count", "is_small"]
    )


def _median(segment: object, own: pd.DataFrame) -> dict[str, object]:
    half = quantiles(own, (0.5,)).iloc[0]
    return {
        "segment": None if pd.isna(segment) else segment,
        "value": half["hours"],
        "low": half["low"],
        "high": half["high"],
        "base": len(own),
        "ended_count": int(own["is_ended"].sum()),
        "is_small": len(own) < FEWEST,
    }


def _coarse(found: pd.DataFrame) -> pd.DataFrame:
    """The waits in groups of customers; of many times a thousand as often as one another."""
    hours = found["hours"].to_numpy(float)
    time = np.unique(hours)
    if len(time) > STEPS:
        time = np.unique(np.quantile(hours, np.linspace(0, 1, STEPS), method="higher"))
    customer = pd.factorize(found["customer_id"])[0]
    part = np.random.default_rng(0).permutation(int(customer.max()) + 1)[customer] % GROUPS
    months = time[np.searchsorted(time, hours)]
    return pd.DataFrame(
        {"months": months, "is_ended": found["is_ended"], "part": part, "weight": 1.0}
    )
