"""What questionnaires say beyond one mark, as facts for a report."""

from collections.abc import Callable
from functools import partial

from metrics import expectation_gaps as gaps
from metrics import response_surface as surfaces
from metrics import satisfaction_index as index
from metrics.kano import kano
from metrics.needs import Measured, five_needs, trust_index
from metrics.scope import Scope
from metrics.servqual import service_quality

Facts = dict[str, object]


def questionnaires(scope: Scope) -> dict[str, Callable[[], Facts]]:
    """By its name, what makes the facts of each; none where nobody was asked anything."""
    if scope.lacks(index.READS):
        return {}
    making = {
        "satisfaction_index": _index,
        "expectation_gaps": _gaps,
        "response_surface": _surface,
        "servqual": _servqual,
        "needs": lambda scope: _measured(five_needs(scope)),
        "trust": lambda scope: _measured(trust_index(scope)),
        "kano": _kano,
    }
    return {name: partial(make, scope) for name, make in making.items()}


def _index(scope: Scope) -> Facts:
    found = index.satisfaction_index(scope)
    kinds = index.blocks(scope).to_dict("records")
    return {**vars(found), "questions": found.questions.to_dict("records"), "kinds": kinds}


def _gaps(scope: Scope) -> Facts:
    found = gaps.expectation_gaps(scope)
    whole = found.rows.iloc[-1][["gap", "low", "high", "base", "wish", "wish_low", "wish_high"]]
    return {
        **whole.dropna().to_dict(),
        "reliability": found.reliability,
        "late_share": found.late_share,
        "parts": found.rows.iloc[:-1].to_dict("records"),
        "unpaired": list(found.unpaired),
    }


def _surface(scope: Scope) -> Facts:
    found = surfaces.response_surface(scope)
    tables = {name: getattr(found, name).to_dict("records") for name in ("coefficients", "cells")}
    return {**vars(found), **tables}


def _servqual(scope: Scope) -> Facts:
    found = service_quality(scope)
    facts: Facts = {"servqual": found.gap[0], "servperf": found.perceived[0]}
    ends = {"gap": found.gap[1:], "perceived": found.perceived[1:]}
    return {**found._asdict(), **facts, **ends, "rows": found.rows.to_dict("records")}


def _measured(found: Measured) -> Facts:
    rows = found.rows.to_dict("records")
    return {**found._asdict(), "rows": rows, "missing": list(found.missing)}


def _kano(scope: Scope) -> Facts:
    found = kano(scope)
    base = int(found.rows["base"].max())
    rows = found.rows.to_dict("records")
    return {"customers": base, "is_turned": found.is_turned, "features": rows}
