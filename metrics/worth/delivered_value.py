"""What customers say they get and what it costs them: delivered value, as Kotler adds it up."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from metrics.scope import Scope
from metrics.statistics.intervals import Z

READS = ("survey_responses.score", "survey_responses.item")

CUSTOMERS_NEEDED = 50

_ITEMS = Path(__file__).with_name("delivered_items.toml")

BENEFITS = ("product", "service", "personnel", "image")
COSTS = ("money", "time", "energy", "psychic")
OPTIONAL = ("personnel",)
"""Left out of many a questionnaire; without it the others still make a sum."""

_RATINGS = """
with asked as (
  -- one row per answer to a question on what is got or given
  select customer_id, answered_at, score, scale_min, scale_max,
    regexp_replace(lower(item), '[\\s_-]', '', 'g') as name
  from survey_responses
  where instrument = 'delivered' and score is not null and scale_max > scale_min
)
-- one row per customer and question: the latest answer, from 0 to 100
select customer_id, name,
  max_by(100 * (score - scale_min) / (scale_max - scale_min),
    coalesce(answered_at, timestamp '1900-01-01')) as rating
from asked group by customer_id, name
"""


@dataclass(frozen=True)
class DeliveredValue:
    """`parts` has one row per benefit and cost that is rated: part, value (costs below 0), low,
    high, base. `net` is their sum among those who rated all, with low and high; null while a part
    other than the optional one is missing, or too few rated them all.
    """

    parts: pd.DataFrame
    net: pd.Series | None
    missing: tuple[str, ...]


def delivered_value(scope: Scope) -> DeliveredValue:
    """Benefits less costs on a scale of 0 to 100 each, so the sum runs from −400 to 400."""
    rated = _rated(scope)
    missing = tuple(part for part in (*BENEFITS, *COSTS) if part not in rated)
    parts = pd.DataFrame(
        [_mean(part, rated[part].dropna()) for part in (*BENEFITS, *COSTS) if part in rated]
    )
    complete = rated.dropna()
    is_whole = not set(missing) - set(OPTIONAL) and len(complete) >= CUSTOMERS_NEEDED
    net = _mean("net", complete.sum(axis=1)) if is_whole else None
    return DeliveredValue(parts, net, missing)


def _rated(scope: Scope) -> pd.DataFrame:
    """One row per customer, one column per part that is rated by enough; costs below 0."""
    items: dict[str, list[str]] = tomllib.loads(_ITEMS.read_text(encoding="utf-8"))
    codes = {name: part for part, names in items.items() for name in names}
    rows = scope.frame(_RATINGS)
    rows = rows.assign(part=rows["name"].map(codes)).dropna(subset="part")
    wide = rows.pivot_table(index="customer_id", columns="part", values="rating", aggfunc="mean")
    kept = [part for part in wide if wide[part].count() >= CUSTOMERS_NEEDED]
    signs = {part: -1.0 if part in COSTS else 1.0 for part in kept}
    return wide[kept].mul(pd.Series(signs, dtype=float))


def _mean(part: str, values: pd.Series) -> pd.Series:
    half = Z * float(values.std(ddof=1)) / np.sqrt(len(values))
    middle = float(values.mean())
    return pd.Series(
        {"part": part, "value": middle, "low": middle - half, "high": middle + half}
        | {"base": len(values)}
    )
