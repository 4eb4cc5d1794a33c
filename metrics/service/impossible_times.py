"""Requests whose times cannot be: which, how many, and never part of an average."""

import pandas as pd

from metrics.scope import Scope

KINDS = {
    "replied_before_opened": ("opened_at", "first_replied_at"),
    "resolved_before_opened": ("opened_at", "resolved_at"),
    "resolved_before_replied": ("first_replied_at", "resolved_at"),
    "followed_up_before_resolved": ("resolved_at", "followed_up_at"),
}
"""Each, and the two moments of which the second came first."""


def impossible_times(scope: Scope) -> pd.DataFrame:
    """One row per kind that occurs: kind, ticket_count and base, the requests with both moments."""
    branches = "\n  union all\n".join(
        f"  select '{kind}' as kind, count(*) filter (where {later} < {earlier}) as ticket_count,\n"
        f"    count(*) filter (where {later} is not null and {earlier} is not null) as base\n"
        "  from tickets"
        for kind, (earlier, later) in KINDS.items()
    )
    return scope.frame(
        f"with counted as (\n  -- one row per kind\n{branches}\n)\n"
        "select kind, cast(ticket_count as bigint) as ticket_count, base\n"
        "from counted where ticket_count > 0"
    )


def impossible_tickets(scope: Scope, most: int = 500) -> pd.DataFrame:
    """One row per such request, the newest first: its ids, its four moments and the first fault."""
    cases = " ".join(
        f"when {later} < {earlier} then '{kind}'" for kind, (earlier, later) in KINDS.items()
    )
    return scope.frame(
        f"""with judged as (
  -- one row per request
  select ticket_id, customer_id, case {cases} end as fault, opened_at, first_replied_at,
    resolved_at, followed_up_at
  from tickets
)
select * from judged where fault is not null
order by coalesce(opened_at, first_replied_at, resolved_at) desc, ticket_id, customer_id
limit $most""",
        most=most,
    )
