"""How far requests come: received, taken up, solved, followed up; and how long each step takes."""

import pandas as pd

from metrics.scope import Scope
from metrics.service.waits import FEWEST, Clock, quantiles, reads, waits
from metrics.statistics.steps import steps

STEPS = {
    "received": (),
    "analysed": ("tickets.first_replied_at",),
    "solved": ("tickets.resolved_at",),
    "followed_up": ("tickets.followed_up_at",),
}
"""The four steps, and what each is told by."""

# What is solved has been taken up, and what is followed up was solved.
_COUNTS = """
-- one row: how many requests of the period came to each step
select count(*) as received,
  count(*) filter (where first_replied_at is not null or resolved_at is not null) as analysed,
  count(*) filter (where resolved_at is not null) as solved,
  count(*) filter (where resolved_at is not null and followed_up_at is not null) as followed_up
from tickets
where coalesce(opened_at, first_replied_at, resolved_at, timestamp '9999-01-01') >= $since
"""


def service_steps(scope: Scope, clock: Clock = "clock") -> pd.DataFrame:
    """One row per step that these data know: ticket_count, share of the step before with its ends,
    and median_hours and p90_hours since then with theirs; nan where none can be told.
    """
    counts = scope.frame(_COUNTS).iloc[0]
    known = [step for step, needed in STEPS.items() if not scope.lacks(needed)]
    rows = steps({step: int(counts[step]) for step in known}, "ticket_count")
    times = pd.DataFrame([_times(scope, step, clock) for step in known])
    return pd.concat([rows, times], axis=1)


def _times(scope: Scope, step: str, clock: Clock) -> dict[str, float]:
    """The median and the time within which nine in ten were done, of those who came so far."""
    found = _waited(scope, step, clock)
    if found is None or len(found) < FEWEST:
        return {}
    half, most = quantiles(found).to_dict("records")
    return {
        f"{name}_{end}": row[end]
        for name, row in (("median", half), ("p90", most))
        for end in ("hours", "low", "high")
    }


def _waited(scope: Scope, step: str, clock: Clock) -> pd.DataFrame | None:
    spans = {"analysed": ("reply",), "solved": ("work", "solution"), "followed_up": ("follow_up",)}
    for span in spans.get(step, ()):
        if not scope.lacks(reads(span)):
            found = waits(scope, span, clock)
            # Most requests are never followed up and would wait for ever.
            return found[found["is_ended"]] if span == "follow_up" else found
    return None
