"""Every way to tell customers apart: our columns, what follows from them, a file's own columns.

Each gives every customer one row, so that "no value" is a segment whose people can be listed.
"""

from metrics import bands
from metrics.attributes import MOST_SEGMENTS, attribute_called, telling
from metrics.buying.counted_purchases import COUNTED_CHANNEL, DEAL_BUYERS, counted_dimensions
from metrics.buying.habits import CHANNELS_USED, USUAL_CHANNEL, USUAL_HOURS
from metrics.comments.theme_members import theme_called
from metrics.contracts.leaving_reasons import MEMBERS as LEFT_FOR
from metrics.families.credit import credit_dimension, credit_dimension_called
from metrics.families.keeping_touch import CONTACT_KIND
from metrics.families.referral import WAY_IN
from metrics.indicator import Dimension
from metrics.joined import joined_called
from metrics.lifecycle.cohorts import cohort_cell_called
from metrics.lifecycle.ladder import ladder_dimension, ladder_dimension_called
from metrics.lifecycle.lifecycle_bars import bar_called
from metrics.lifecycle.stages import stage_dimension, stage_dimension_called
from metrics.lifecycle.transitions import movers_called
from metrics.loyalty.loyalty_cells import loyalty_dimension, loyalty_dimension_called
from metrics.loyalty.rfm_dimensions import rfm_dimension, rfm_dimension_called
from metrics.loyalty.staying_by_tie import TIES_BEFORE
from metrics.risk.fates import fate_called
from metrics.scope import Scope
from metrics.segments.cluster_groups import cluster_called
from metrics.segments.customer_kinds import CUSTOMER_KINDS
from metrics.segments.life_classes import life_dimension, life_dimension_called
from metrics.segments.next_offers import NEXT_OFFERS

_COLUMNS = (
    "customer_type",
    "gender",
    "income",
    "occupation",
    "city",
    "region",
    "country",
    "industry",
    "life_stage",
    "tier",
    "plan",
    "contract",
    "acquisition_channel",
    "preferred_channel",
)

_MONEY = ("orders.ordered_at", "orders.amount")


def _of_column(name: str) -> Dimension:
    members = f"select customer_id, {name} as segment from customers"
    return Dimension(name, members, (f"customers.{name}",))


_COLUMN_DIMENSIONS = tuple(_of_column(name) for name in _COLUMNS)

_DERIVED = (
    Dimension("age_band", bands.AGE_BAND),
    Dimension("tenure_band", bands.TENURE_BAND),
    Dimension("joined_year", bands.JOINED_YEAR, ("customers.joined_on",)),
    Dimension("value_band", bands.VALUE_BAND, _MONEY),
    rfm_dimension("rfm_segment"),
    rfm_dimension("rfm_eight"),
    stage_dimension(),
    ladder_dimension(),
    credit_dimension(),
    life_dimension(),
    Dimension("csat_band", bands.CSAT_BAND, ("survey_responses.score",)),
    Dimension("has_left", bands.HAS_LEFT),
    loyalty_dimension(),
    WAY_IN,
    *TIES_BEFORE,
    Dimension("leaving_reason", LEFT_FOR, ("subscriptions.leaving_reason",)),
    CUSTOMER_KINDS,
    CONTACT_KIND,
    USUAL_HOURS,
    USUAL_CHANNEL,
    CHANNELS_USED,
    *NEXT_OFFERS,
)

_COUNTED = (COUNTED_CHANNEL, DEAL_BUYERS)

DIMENSIONS: tuple[Dimension, ...] = (*_COLUMN_DIMENSIONS, *_DERIVED, *_COUNTED)

_BY_NAME = {dimension.name: dimension for dimension in DIMENSIONS}

# Names that go on with what makes a dimension its own: a column, a cell, a move, a bar, rules.
_BY_PARAMETERS = (
    attribute_called,
    cohort_cell_called,
    movers_called,
    bar_called,
    rfm_dimension_called,
    stage_dimension_called,
    ladder_dimension_called,
    loyalty_dimension_called,
    fate_called,
    theme_called,
    credit_dimension_called,
    life_dimension_called,
    cluster_called,
)

# One of these columns is enough, where `reads` would ask for all of them.
_ANY_OF = {
    "age_band": ("customers.age", "customers.birth_on"),
    "tenure_band": (
        "customers.tenure_months",
        "subscriptions.tenure_months",
        "customers.joined_on",
    ),
    "has_left": ("subscriptions.is_ended", "customers.is_churned"),
}


def dimension_called(name: str) -> Dimension:
    """The dimension of that name, as `Dimension.name` has it; KeyError where there is none."""
    for called in _BY_PARAMETERS:
        if (found := called(name)) is not None:
            return found
    return joined_called(name, dimension_called) or _BY_NAME[name]


def is_dimension(name: str) -> bool:
    """Whether there is a dimension of that name: a link may name any."""
    try:
        dimension_called(name)
    except KeyError:
        return False
    return True


def available(scope: Scope) -> list[Dimension]:
    """The dimensions that tell these customers apart, a file's own columns among them.

    A chip leaves one segment of its dimension, so pass a scope without chips to offer them all.
    """
    derived = [d for d in _DERIVED if not scope.lacks(d.reads) and _has_any(scope, d.name)]
    return [*_telling_columns(scope), *derived, *counted_dimensions(scope), *telling(scope)]


def describing(scope: Scope) -> list[Dimension]:
    """The dimensions that say who customers are rather than what they did.

    A segment made of behaviour differs in behaviour by its making; that is no news.
    """
    return [*_telling_columns(scope), *telling(scope)]


def _has_any(scope: Scope, name: str) -> bool:
    columns = _ANY_OF.get(name, ())
    return not columns or len(scope.lacks(columns)) < len(columns)


def _telling_columns(scope: Scope) -> list[Dimension]:
    filled = [d for d in _COLUMN_DIMENSIONS if not scope.lacks(d.reads)]
    if not filled:
        return []
    # "No value" is a segment too.
    counts = ", ".join(
        f"count(distinct {d.name}) + cast(count({d.name}) < count(*) as int) as {d.name}"
        for d in filled
    )
    found = scope.frame(f"select {counts} from customers").iloc[0]
    return [d for d in filled if 2 <= found[d.name] <= MOST_SEGMENTS]
