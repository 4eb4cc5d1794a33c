"""What a report states by a column that it is asked for: worth and fit, and who stands out how."""

from metrics.campaigns.effects_by import effects_by
from metrics.campaigns.trials import READS as COMPARED
from metrics.campaigns.trials import UNITS, experiments, trial
from metrics.indicator import Dimension
from metrics.people import segments_of
from metrics.refusals import NotComputableError
from metrics.scope import Scope
from metrics.segments.personas import persona, segment_size, telling_segment
from metrics.stated.reported import Area, Facts, Reported, records
from metrics.worth.value_fit import fits, value_fit
from metrics.worth.value_score import SPENT, value_parts, value_score

_MOST = 12


def by_segment(dimension: Dimension | None) -> Area:
    """The facts of the segments of a dimension, by name; none without one."""
    if dimension is None:
        return {}
    return {
        "value_fit": Reported(
            lambda scope: _fit(scope, dimension),
            (),
            lambda scope: len(scope.lacks(SPENT)) < len(SPENT) and bool(fits(scope)),
            SPENT[:1],
        ),
        "effects_by": Reported(
            lambda scope: _effects(scope, dimension),
            COMPARED,
            lambda scope: bool(experiments(scope)),
            ("campaign_sends.is_control",),
        ),
        "persona": Reported(lambda scope: _persona(scope, dimension)),
    }


def _fit(scope: Scope, dimension: Dimension) -> Facts:
    """How much each segment's customers are worth, against how well we do for them."""
    fit = fits(scope)[0]
    rows = value_fit(scope, value_score(value_parts(scope)), fit, dimension)
    return {"fit": fit.name, "dimension": dimension.name, "segments": records(rows)}


def _effects(scope: Scope, dimension: Dimension) -> Facts:
    """What the latest campaign with a control group changed in each segment, its first outcome."""
    found = trial(scope, experiments(scope)[0])
    if not found.outcomes:
        raise NotComputableError("no_outcome")
    arm, outcome = found.arms[0], found.outcomes[0]
    by = effects_by(scope, found, arm, outcome, dimension)
    which = {"campaign": found.campaign, "arm": arm, "outcome": outcome, "unit": UNITS[outcome]}
    days = {"first": by.first and by.first.isoformat(), "last": by.last and by.last.isoformat()}
    told = {"dimension": dimension.name, "p": by.p, "left_out": by.left_out, **days}
    return {**which, **told, "segments": records(by.rows)}


def _persona(scope: Scope, dimension: Dimension) -> Facts:
    """What stands out of the largest segment that is not most of everybody."""
    segment = telling_segment(segments_of(scope, dimension))
    if segment is None:
        raise NotComputableError("no_telling_segment")
    own, everybody = segment_size(scope, dimension, segment)
    rows = persona(scope, dimension, segment)
    return {
        "dimension": dimension.name,
        "segment": segment,
        "customers": own,
        "base": everybody,
        "fields": len(rows),
        "stands_out": records(rows[rows["is_notable"]].head(_MOST)),
    }
