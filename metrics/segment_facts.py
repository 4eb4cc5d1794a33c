"""What a report states by a column that it is asked for: worth and fit, and who stands out how."""

from metrics.indicator import Dimension
from metrics.people import segments_of
from metrics.personas import persona, segment_size, telling_segment
from metrics.refusals import NotComputableError
from metrics.reported import Area, Facts, Reported, records
from metrics.scope import Scope
from metrics.value_fit import fits, value_fit
from metrics.value_score import SPENT, value_parts, value_score

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
        ),
        "persona": Reported(lambda scope: _persona(scope, dimension)),
    }


def _fit(scope: Scope, dimension: Dimension) -> Facts:
    """How much each segment's customers are worth, against how well we do for them."""
    fit = fits(scope)[0]
    rows = value_fit(scope, value_score(value_parts(scope)), fit, dimension)
    return {"fit": fit.name, "dimension": dimension.name, "segments": records(rows)}


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
