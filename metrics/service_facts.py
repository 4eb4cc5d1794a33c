"""What a report states of what follows service, and of credit."""

from collections.abc import Callable

from metrics.credit import READS as BILLED
from metrics.credit import STANDARD
from metrics.credit_record import credit_grades
from metrics.recovery import READS as COMPLAINED
from metrics.recovery import recovery
from metrics.scope import Scope
from metrics.service_churn import READS as ASKED
from metrics.service_churn import service_churn

Facts = dict[str, object]


def service_facts(scope: Scope) -> dict[str, Callable[[], Facts]]:
    """What these data can tell, each by its name and to be asked for, as some may be refused."""
    found: dict[str, Callable[[], Facts]] = {}
    if not scope.lacks(COMPLAINED):
        found["recovery"] = lambda: {"beside_others": recovery(scope).to_dict("records")}
    if not scope.lacks(ASKED):
        found["service_churn"] = lambda: _leaving(scope)
    if not scope.lacks(BILLED):
        found["credit_grades"] = lambda: _credit(scope)
    return found


def _leaving(scope: Scope) -> Facts:
    found = service_churn(scope)
    return {
        "days": [day.isoformat() for day in found.days],
        "base": found.base,
        "left": found.left_count,
        "odds_ratios": found.ratios.to_dict("records"),
        "by_requests": found.requests.to_dict("records"),
        "by_waits": found.waits.to_dict("records"),
    }


def _credit(scope: Scope) -> Facts:
    rows = credit_grades(scope).to_dict("records")
    return {"grades": rows, "months": STANDARD.credit_months}
