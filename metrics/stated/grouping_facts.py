"""What a report states of goods bought together, of offers and of groups of customers."""

import pandas as pd

from metrics.buying.counted_purchases import READS as COUNTED
from metrics.buying.counted_purchases import counted_purchases, ways
from metrics.refusals import insist
from metrics.scope import Scope
from metrics.segments.baskets import Together, baskets, mixed_share
from metrics.segments.bought_after import BUYERS_NEEDED, bought_after, first_items, most_buyers
from metrics.segments.cluster_groups import find_groups, offered_fields, usual_fields
from metrics.segments.customer_kinds import CUSTOMER_KINDS, kind_shares, weights_known
from metrics.segments.life_classes import READS as LIFE
from metrics.segments.life_classes import life_classes
from metrics.segments.next_offers import ITEMS, offers, reads
from metrics.segments.offer_record import offer_record
from metrics.stated.reported import Area, Facts, Reported, records, told
from metrics.worth.value_score import SPENT, STANDARD, firmness, value_parts, value_score

_MOST = 10


def _baskets(scope: Scope) -> Facts:
    item = next(item for item in ITEMS if not scope.lacks(reads(item)))
    together: Together = "order" if mixed_share(scope, item, "order") > 0 else "customer"
    rows = baskets(scope, item, together)
    once = rows[(rows["item"] < rows["other"]) & rows["is_notable"]]
    return {
        "of": item,
        "together_in": together,
        "base": int(rows["base"].iloc[0]),
        "pairs_judged": int(rows["is_judged"].sum() // 2),
        "pairs_beyond_chance": len(once),
        "pairs": records(once.head(_MOST)),
    }


def _offers(scope: Scope) -> Facts:
    item = next(item for item in ITEMS if not scope.lacks(reads(item)))
    best = offers(scope, item).head(_MOST)
    return {
        "of": item,
        "record": told(lambda: offer_record(scope, item).to_dict()),
        "offers": records(best),
    }


def _kinds(scope: Scope) -> Facts:
    weights = weights_known(scope)
    kinds = kind_shares(scope)
    customers = int(kinds["customer_count"].sum())
    insist(1, customers, "customers")
    return {"weights": weights, "customers": customers, "kinds": records(kinds)}


def _value(scope: Scope) -> Facts:
    parts = value_parts(scope)
    scored = value_score(parts)
    best = firmness(parts).iloc[0]
    return {
        "weights": {part: weight for part, weight in STANDARD.items() if part in parts},
        "customers": len(scored),
        "top_fifth_stays_nearby": float(best["share"]),
        **{end: float(best[end]) for end in ("low", "high")},
    }


def _classes(scope: Scope) -> Facts:
    classes = life_classes(scope)
    return {"customers": int(classes["customer_count"].sum()), "classes": records(classes)}


def _counted(scope: Scope) -> Facts:
    """Where purchases were made, by a file's own columns that count them, and on deals."""
    found = counted_purchases(scope)
    facts = {"customers": found.base, "left_out": found.left_out, "deals": found.deals}
    return {**facts, "ways": records(found.channels)}


def _clusters(scope: Scope) -> Facts:
    """Groups that customers fall into by what they buy, or else by the first numbers known of them;
    refused where none can be relied on.

    Of each its customers, the median of each number, and how often it turns up again.
    """
    fields = usual_fields(offered_fields(scope))
    found = find_groups(scope, fields)
    profiles = found.profiles.rename_axis("segment").reset_index()
    stable = pd.Series(found.groups.stability[: len(profiles)])
    return {
        "dimension": found.dimension.name,
        "fields": fields,
        "customers": found.groups.base,
        "groups": records(profiles.assign(stability=stable)),
        "tried": records(found.groups.tried),
    }


def _after(scope: Scope) -> Facts:
    """What buyers of the commonest thing came back for."""
    item = next(item for item in ITEMS if not scope.lacks(reads(item)))
    firsts = first_items(scope, item)
    if not firsts:
        insist(BUYERS_NEEDED, most_buyers(scope, item), "buyers")
    rows = bought_after(scope, item, firsts[0]).assign(because=firsts[0])
    return {"kind": item, "bought": records(rows)}


def _has_items(scope: Scope) -> bool:
    return any(not scope.lacks(reads(item)) for item in ITEMS)


GROUPINGS: Area = {
    "baskets": Reported(_baskets, (), _has_items, reads(ITEMS[0])),
    "bought_after": Reported(_after, (), _has_items, reads(ITEMS[0])),
    "next_offers": Reported(_offers, (), _has_items, reads(ITEMS[0])),
    "customer_kinds": Reported(_kinds, CUSTOMER_KINDS.reads),
    "value_score": Reported(
        _value, (), lambda scope: len(scope.lacks(SPENT)) < len(SPENT), SPENT[:1]
    ),
    "counted_purchases": Reported(_counted, COUNTED, lambda scope: bool(ways(scope)), COUNTED),
    "life_classes": Reported(_classes, LIFE),
    "clusters": Reported(
        _clusters, (), lambda scope: bool(offered_fields(scope)), ("orders.ordered_at",)
    ),
}
"""What tells customers apart, and what goes together."""
