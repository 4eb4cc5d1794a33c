"""What is bought together more often, or less, than chance has it."""

import pandas as pd
import streamlit as st

from metrics.segments.baskets import TOGETHER, Together, baskets, mixed_share
from metrics.segments.next_offers import ITEMS, Item, reads
from ui.block import block
from ui.cells import formatted, labels
from ui.charts.bars import bars
from ui.choice import one_of
from ui.crossfilter import is_closed
from ui.parts import figure, told_when_refused, wording
from ui.passport import of_figure
from ui.remembered import remembered
from ui.safe import plain, visible
from ui.view import View

_MOST = 10
_SHOWN = {
    "item": "",
    "other": "",
    "both_count": "whole",
    "support": "share",
    "confidence": "share",
    "usual": "share",
    "lift": "score",
}


def chosen_item(view: View) -> Item | None:
    """Whether kinds of goods or single ones are looked at; None where orders name neither."""
    told = [item for item in ITEMS if not view.scope.lacks(reads(item))]
    if not told:
        is_closed(view, reads("category"))
        return None
    return one_of(view, "baskets.item", told, "baskets.of.{}", "baskets-item")


@block
def bought_together(view: View, item: Item) -> None:
    """The pairs that stand out, in one order or with one customer, and all pairs as a list."""
    together = _chosen_together(view, item)
    with told_when_refused(view):
        rows = _found(view, item, together)
        st.markdown(_sentence(view, rows, together))
        once = rows[(rows["item"] < rows["other"]) & rows["is_notable"]]
        if len(once):
            _bars(view, once.head(_MOST))
        st.caption(view.say(f"baskets.caution_{together}"))
        _all_pairs(view, rows)


@remembered(8)
def _found(view: View, item: Item, together: Together) -> pd.DataFrame:
    return baskets(view.scope, item, together)


def _chosen_together(view: View, item: Item) -> Together:
    """By order where some hold more than one thing, else by customer; the reader's to change."""
    first = TOGETHER[0] if mixed_share(view.scope, item, "order") > 0 else TOGETHER[1]
    return one_of(
        view, "baskets.together", TOGETHER, "baskets.by.{}", f"baskets-together-{item}", first=first
    )


def _sentence(view: View, rows: pd.DataFrame, together: Together) -> str:
    count = view.formats.count
    facts = {
        "base": count(rows["base"].iloc[0]),
        "pairs": count(rows["is_judged"].sum() // 2),
        "notable": count(rows["is_notable"].sum() // 2),
    }
    said = view.say(f"baskets.said_{together}", **facts)
    best = rows[rows["is_notable"] & (rows["low"] > 1)].head(1)
    return view.say.passage([said, *(_best(view, row) for row in best.to_dict("records"))])


def _best(view: View, row: dict[str, object]) -> str:
    write = view.formats.value
    return view.say(
        "baskets.best",
        item=plain(row["item"]),
        other=plain(row["other"]),
        lift=write(row["lift"], "score"),  # type: ignore[arg-type]
        interval=view.formats.interval(row["low"], row["high"], "score"),  # type: ignore[arg-type]
    )


def _bars(view: View, rows: pd.DataFrame) -> None:
    named = rows.assign(
        label=[visible(f"{a} + {b}") for a, b in zip(rows["item"], rows["other"], strict=True)],
        value=rows["lift"],
        is_small=False,
    )
    named["segment"] = named["label"]
    chart = bars(
        named,
        wording(view, "score"),
        view.theme,
        whole=1.0,
        whole_label=view.say("baskets.chance"),
    )
    columns = ["label", "segment", "value", "low", "high", "base", "both_count", "support", "p"]
    figure(view, chart, named[columns], of_figure(view, "baskets"), "baskets")


def _all_pairs(view: View, rows: pd.DataFrame) -> None:
    box = st.expander(view.say("baskets.open"), key="baskets-all", on_change="rerun")
    if not box.open:
        return
    with box:
        shown = rows[list(_SHOWN)].assign(
            interval=[
                view.formats.interval(low, high, "score")
                for low, high in zip(rows["low"], rows["high"], strict=True)
            ],
            stands_out=[_verdict(view, row) for row in rows.to_dict("records")],
        )
        st.dataframe(
            formatted(view, shown, {name: unit for name, unit in _SHOWN.items() if unit}),
            column_config=labels(view, shown),
            hide_index=True,
            key="baskets-rows",
        )


def _verdict(view: View, row: dict[str, object]) -> str:
    if not row["is_judged"]:
        return view.say("baskets.too_few")
    if not row["is_notable"]:
        return view.say("baskets.as_chance")
    return view.say("baskets.more" if row["lift"] > 1 else "baskets.less")  # type: ignore[operator]
