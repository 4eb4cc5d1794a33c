"""What questionnaires say beyond one mark, as facts for a report."""

from collections.abc import Callable

from metrics.satisfaction import expectation_gaps as gaps
from metrics.satisfaction import response_surface as surfaces
from metrics.satisfaction import satisfaction_index as index
from metrics.satisfaction.kano import kano
from metrics.satisfaction.needs import Measured, five_needs, trust_index
from metrics.satisfaction.servqual import service_quality
from metrics.scope import Scope
from metrics.stated.reported import Area, Facts, Reported, records


def _index(scope: Scope) -> Facts:
    found = index.satisfaction_index(scope)
    kinds = index.blocks(scope).to_dict("records")
    return {**vars(found), "questions": records(found.questions), "kinds": kinds}


def _gaps(scope: Scope) -> Facts:
    found = gaps.expectation_gaps(scope)
    whole = found.rows.iloc[-1][["gap", "low", "high", "base", "wish", "wish_low", "wish_high"]]
    return {
        **whole.dropna().to_dict(),
        "reliability": found.reliability,
        "late_share": found.late_share,
        "parts": records(found.rows.iloc[:-1]),
        "unpaired": list(found.unpaired),
    }


def _surface(scope: Scope) -> Facts:
    found = surfaces.response_surface(scope)
    tables = {name: records(getattr(found, name)) for name in ("coefficients", "cells")}
    return {**vars(found), **tables}


def _servqual(scope: Scope) -> Facts:
    found = service_quality(scope)
    facts: Facts = {"servqual": found.gap[0], "servperf": found.perceived[0]}
    ends = {"gap": found.gap[1:], "perceived": found.perceived[1:]}
    return {**found._asdict(), **facts, **ends, "rows": records(found.rows)}


def _measured(found: Measured) -> Facts:
    rows = records(found.rows)
    return {**found._asdict(), "rows": rows, "missing": list(found.missing)}


def _kano(scope: Scope) -> Facts:
    found = kano(scope)
    base = int(found.rows["base"].max())
    rows = records(found.rows)
    return {"customers": base, "is_turned": found.is_turned, "features": rows}


_MAKING: dict[str, Callable[[Scope], Facts]] = {
    "satisfaction_index": _index,
    "expectation_gaps": _gaps,
    "response_surface": _surface,
    "servqual": _servqual,
    "needs": lambda scope: _measured(five_needs(scope)),
    "trust": lambda scope: _measured(trust_index(scope)),
    "kano": _kano,
}

QUESTIONNAIRES: Area = {name: Reported(make, index.READS) for name, make in _MAKING.items()}
