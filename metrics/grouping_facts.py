"""What a report states of goods bought together, of offers and of groups of customers."""

from collections.abc import Callable
from functools import partial

from metrics.baskets import Together, baskets, mixed_share
from metrics.customer_kinds import CUSTOMER_KINDS, WEIGHTS, kind_shares
from metrics.life_classes import READS as LIFE
from metrics.life_classes import life_classes
from metrics.next_offers import ITEMS, offers, reads
from metrics.offer_record import offer_record
from metrics.refusals import insist
from metrics.scope import Scope
from metrics.value_score import SPENT, STANDARD, firmness, value_parts, value_score

Facts = dict[str, object]

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
        "pairs": once.head(_MOST).to_dict("records"),
    }


def _offers(scope: Scope) -> Facts:
    item = next(item for item in ITEMS if not scope.lacks(reads(item)))
    best = offers(scope, item).head(_MOST)
    return {
        "of": item,
        "record": offer_record(scope, item).to_dict(),
        "offers": best.to_dict("records"),
    }


def _kinds(scope: Scope) -> Facts:
    shares = kind_shares(scope)
    insist(1, len(shares), "customers")
    mean = shares[list(WEIGHTS)].mean()
    return {
        "weights": WEIGHTS,
        "customers": len(shares),
        **{f"{kind}_share": float(mean[kind]) for kind in WEIGHTS},
    }


def _value(scope: Scope) -> Facts:
    parts = value_parts(scope)
    scored = value_score(parts)
    best = firmness(parts).iloc[0]
    return {
        "weights": {part: weight for part, weight in STANDARD.items() if part in parts},
        "customers": len(scored),
        "top_fifth_stays_nearby": float(best["share"]),
    }


def groupings(scope: Scope) -> dict[str, Callable[[], Facts]]:
    """What tells each fact that these data can carry, by its name."""
    found: dict[str, Callable[[], Facts]] = {}
    if not scope.lacks(reads("category")) or not scope.lacks(reads("product")):
        found["baskets"] = partial(_baskets, scope)
        found["next_offers"] = partial(_offers, scope)
    if not scope.lacks(CUSTOMER_KINDS.reads):
        found["customer_kinds"] = partial(_kinds, scope)
    if len(scope.lacks(SPENT)) < len(SPENT):
        found["value_score"] = partial(_value, scope)
    if not scope.lacks(LIFE):
        found["life_classes"] = lambda: {"classes": life_classes(scope).to_dict("records")}
    return found
