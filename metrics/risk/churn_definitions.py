"""One number, many definitions: who is lost depends on what is called lost."""

from collections.abc import Callable, Mapping
from datetime import timedelta

import numpy as np
import pandas as pd

from metrics.bands import HAS_LEFT
from metrics.buying import bg_nbd
from metrics.buying.plain_buying import ALIKE
from metrics.buying.purchases import purchase_history
from metrics.people import is_among
from metrics.refusals import NotComputableError
from metrics.scope import Scope
from metrics.statistics.intervals import Numbers, wilson

READS = ("orders.customer_id", "orders.ordered_at")

STANDARD = "typical"
RHYTHM = 2.0
"""A silence of twice a customer's own gap is a warning (METHODS: precision .60 on CDNOW)."""
OTHERS_COUNT = 3
"""A customer's own mean gap is drawn towards everybody's as by so many gaps of theirs."""

Judge = Callable[[pd.DataFrame, int], Numbers]

_BEFORE = """
-- one row per customer who ordered in the period before the last one
select distinct customer_id from customer_days
where is_kept and ordered_on > $from_on and ordered_on <= $to_on
"""


def _after(days: int | None) -> Judge:
    """Lost after so many days without an order; who is newer than that cannot be lost yet."""

    def judge(history: pd.DataFrame, typical: int) -> Numbers:
        limit = typical if days is None else days
        silence = history["silence"].to_numpy(float)
        return np.where(history["age"] >= limit, silence >= limit, np.nan)

    return judge


def _by_own_rhythm(history: pd.DataFrame, _: int) -> Numbers:
    total, count = history["recency"].to_numpy(float), history["frequency"].to_numpy(float)
    usual = total.sum() / count.sum() if count.sum() else np.nan
    own = (total + OTHERS_COUNT * usual) / (count + OTHERS_COUNT)
    limit = RHYTHM * own
    return np.where(history["age"] >= limit, history["silence"] > limit, np.nan)


def _missed(history: pd.DataFrame, typical: int) -> Numbers:
    """Of those who ordered in the period before the last, who did not in the last one."""
    return np.where(history["was_active"], history["silence"] >= typical, np.nan)


def _unlikely(history: pd.DataFrame, typical: int) -> Numbers:
    """Rather not than yes to an order within the time in which customers usually return."""
    try:
        model = bg_nbd.fit(history)
    except NotComputableError:
        return np.full(len(history), np.nan)
    if ALIKE in model.plainness:
        # Where all buy at one pace the model tells nobody from anybody.
        return np.full(len(history), np.nan)
    return np.asarray(model.purchase_probability(history, typical) < 0.5, float)


def _declared(history: pd.DataFrame, _: int) -> Numbers:
    return np.asarray(history["has_left"].map({"yes": 1.0, "no": 0.0}), float)


DEFINITIONS: Mapping[str, Judge] = {
    STANDARD: _after(None),
    "silent_90": _after(90),
    "silent_180": _after(180),
    "silent_365": _after(365),
    "own_rhythm": _by_own_rhythm,
    "missed_period": _missed,
    "unlikely": _unlikely,
    "declared": _declared,
}


def verdicts(scope: Scope, typical: int) -> pd.DataFrame:
    """One row per customer who ever bought: customer_id, last_on, silence in days, and a column
    per definition: 1 lost, 0 kept, nan not to be judged by it.

    `typical` is the silence in days that the data's own gaps give (silence.typical_silence).
    """
    history = purchase_history(scope, "day")
    history["silence"] = history["age"] - history["recency"]
    history["was_active"] = is_among(history["customer_id"], _active_before(scope, typical))
    left = scope.frame(HAS_LEFT).set_index("customer_id")["segment"]
    history["has_left"] = history["customer_id"].map(left)
    judged = {name: judge(history, typical) for name, judge in DEFINITIONS.items()}
    return history[["customer_id", "last_on", "silence"]].assign(**judged)


def lost_by_definition(found: pd.DataFrame) -> pd.DataFrame:
    """One row per definition that judges anybody: lost_count, base, share with Wilson's interval,
    and against the standard one, among those both judge, only_here_count and only_standard_count.
    """
    standard = found[STANDARD].to_numpy(float)
    rows = [_row(name, found[name].to_numpy(float), standard) for name in DEFINITIONS]
    told = pd.DataFrame([row for row in rows if row["base"]])
    low, high = wilson(told["share"], told["base"])
    return told.assign(low=low, high=high)


def flipping(found: pd.DataFrame) -> pd.DataFrame:
    """Those whom some definitions call lost and others not, the most disputed first."""
    judged = found[list(DEFINITIONS)]
    lost = (judged == 1).sum(axis=1)
    kept = (judged == 0).sum(axis=1)
    disputed = found.assign(lost_count=lost, kept_count=kept)[(lost > 0) & (kept > 0)]
    margin = (disputed["lost_count"] - disputed["kept_count"]).abs()
    order = margin.to_frame("margin").assign(silence=-disputed["silence"])
    return disputed.loc[order.sort_values(["margin", "silence"], kind="stable").index]


def _row(name: str, judged: Numbers, standard: Numbers) -> dict[str, object]:
    both = ~np.isnan(judged) & ~np.isnan(standard)
    base = int((~np.isnan(judged)).sum())
    lost = int(np.nansum(judged))
    return {
        "definition": name,
        "lost_count": lost,
        "base": base,
        "share": lost / base if base else np.nan,
        "only_here_count": int((both & (judged == 1) & (standard == 0)).sum()),
        "only_standard_count": int((both & (judged == 0) & (standard == 1)).sum()),
    }


def _active_before(scope: Scope, typical: int) -> pd.Series:
    to_on = scope.as_of - timedelta(days=typical)
    from_on = to_on - timedelta(days=typical)
    return scope.frame(_BEFORE, from_on=from_on, to_on=to_on)["customer_id"]
