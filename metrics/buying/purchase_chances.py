"""Who is likely to buy in the time ahead, in a business without contracts."""

from typing import NamedTuple

import pandas as pd

from metrics.buying import bg_nbd
from metrics.buying.purchases import purchase_history
from metrics.scope import Scope

HORIZON_WEEKS = 13.0
"""A quarter ahead: long enough to act in, short enough to be held against what came."""

READS = ("orders.customer_id", "orders.ordered_at")

BANDS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


class BuyingChances(NamedTuple):
    """Everyone's chances, and what the customers do not show of what the model assumes."""

    customers: pd.DataFrame
    plainness: tuple[str, ...]


def buying_chances(scope: Scope, weeks: float = HORIZON_WEEKS) -> BuyingChances:
    """One row per customer who has bought: customer_id, probability of buying within the weeks,
    expected purchases in them.

    The probability is defined for one-time buyers too, unlike that of being "alive", which calls
    each of them alive for certain and so ranks CDNOW's customers worse than a coin would.
    """
    history = purchase_history(scope)
    model = bg_nbd.fit(history)
    customers = history[["customer_id"]].assign(
        probability=model.purchase_probability(history, weeks),
        expected=model.expected_purchases(history, weeks),
    )
    return BuyingChances(customers, model.plainness)


def chance_bands(chances: pd.DataFrame) -> pd.DataFrame:
    """One row per tenth of probability: low, high, customers and their share."""
    cut = pd.cut(chances["probability"], BANDS, include_lowest=True, labels=False)
    counts = cut.value_counts().reindex(range(len(BANDS) - 1), fill_value=0)
    rows = pd.DataFrame({"low": BANDS[:-1], "high": BANDS[1:], "customers": counts.to_numpy()})
    return rows.assign(share=rows["customers"] / max(len(chances), 1))


def bias(record: pd.DataFrame) -> float | None:
    """Buyers who came over buyers foretold, where the forecast erred one way each time by a tenth
    or more; None where it erred both ways, hardly, or was never held against what came.
    """
    ratios = (record["buyers"] / record["buyers_expected"]).to_numpy(float)
    if not len(ratios) or not ((ratios < 0.9).all() or (ratios > 1.1).all()):
        return None
    return float(record["buyers"].sum() / record["buyers_expected"].sum())
