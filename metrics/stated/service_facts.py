"""What a report states of service and what follows it."""

from functools import partial

from metrics.families.complaints import causes
from metrics.quotients import by_column
from metrics.registry import BY_NAME
from metrics.scope import Scope
from metrics.service import agents as by_agent
from metrics.service import waits
from metrics.service.impossible_times import impossible_times
from metrics.service.recovery import READS as COMPLAINED
from metrics.service.recovery import recovery
from metrics.service.scores_after import READS as SCORED
from metrics.service.scores_after import scores_after
from metrics.service.service_churn import READS as ASKED
from metrics.service.service_churn import service_churn
from metrics.service.service_steps import service_steps
from metrics.stated.reported import Area, Facts, Reported, records, told

MOST_CAUSES = 12
MOST_CHANNELS = 12
"""The most frequent are stated."""


def _steps(scope: Scope) -> Facts:
    return {"steps": records(service_steps(scope))}


def _waits(scope: Scope) -> Facts:
    """Within how many hours half and nine in ten had each wait ended; times that cannot be."""
    spans = [{"span": span, **told(partial(_wait, scope, span))} for span in waits.told(scope)]
    return {"spans": spans, "impossible": records(impossible_times(scope))}


def _wait(scope: Scope, span: str) -> Facts:
    found = waits.waits(scope, span)
    waits.curve(found)
    half, most = records(waits.quantiles(found))
    ended = int(found["is_ended"].sum())
    return {"requests": len(found), "ended": ended, "median": half, "nine_in_ten": most}


def _causes(scope: Scope) -> Facts:
    rows = causes(scope)
    return {"base": int(rows["complaint_count"].sum()), "causes": records(rows.head(MOST_CAUSES))}


def _channels(scope: Scope) -> Facts:
    """Every channel of service by each measure that these data know of it."""
    rows = by_column(scope, [BY_NAME[name] for name in _measured(scope)], "channel")
    known = rows[rows["base"] > 0].sort_values("base", ascending=False, kind="stable")
    return {
        "measures": [
            {
                "measure": name,
                "channels": records(own.drop(columns="name").head(MOST_CHANNELS)),
            }
            for name, own in known.groupby("name", sort=False)
        ],
        "waits": [{"span": span, **_waited(scope, span)} for span in waits.compared(scope)],
    }


def _waited(scope: Scope, span: str) -> Facts:
    """Within how many hours half of each channel's requests were served, largest first."""
    rows = waits.medians(scope, span, "channel")
    rows = rows.sort_values("base", ascending=False, kind="stable")
    return {"channels": records(rows.head(MOST_CHANNELS))}


def _measured(scope: Scope) -> list[str]:
    return [name for name in by_agent.MEASURES if not scope.lacks(BY_NAME[name].reads)]


def _agents(scope: Scope) -> Facts:
    """Whether agents differ, by each measure; who they are stays on the page, and so does a rank.

    `whole` is what all have in common, `spread` how far they differ in truth.
    """
    measures = by_agent.told(scope)
    return {
        "measures": [{"measure": name, **told(partial(_agent, scope, name))} for name in measures]
    }


def _agent(scope: Scope, measure: str) -> Facts:
    found = by_agent.agents(scope, measure)
    common = {name: getattr(found, name) for name in ("whole", "spread", "p")}
    return {**common, "agents": len(found.rows), "requests": int(found.rows["base"].sum())}


def _recovery(scope: Scope) -> Facts:
    return {"beside_others": records(recovery(scope))}


def _leaving(scope: Scope) -> Facts:
    found = service_churn(scope)
    return {
        "days": [day.isoformat() for day in found.days],
        "base": found.base,
        "left": found.left_count,
        "odds_ratios": records(found.ratios),
        "by_requests": records(found.requests),
        "by_waits": records(found.waits),
    }


_OPENED = ("tickets.opened_at",)

SERVICE: Area = {
    "service_steps": Reported(_steps, _OPENED),
    "service_waits": Reported(
        _waits, (), lambda scope: bool(waits.told(scope)), waits.reads("solution")
    ),
    "service_channels": Reported(
        _channels,
        ("tickets.channel",),
        lambda scope: bool(_measured(scope) or waits.compared(scope)),
        waits.reads("solution"),
    ),
    "complaint_causes": Reported(_causes, (*_OPENED, "tickets.topic")),
    "recovery": Reported(_recovery, COMPLAINED),
    "scores_after": Reported(lambda scope: {**scores_after(scope)}, SCORED),
    "service_churn": Reported(_leaving, ASKED),
    "agents": Reported(
        _agents,
        (),
        lambda scope: bool(by_agent.told(scope)),
        ("tickets.agent", *waits.reads("solution")),
    ),
}
