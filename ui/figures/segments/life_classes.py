"""At which stage of life customers are, and which can pay: a bar per class, the rules in print."""

from functools import partial

import pandas as pd
import streamlit as st

from metrics.dimensions import dimension_called
from metrics.segments.life_classes import CLASSES, READS, STANDARD, LifeRules
from metrics.segments.life_classes import life_classes as classed
from metrics.statistics.intervals import wilson
from ui.block import block
from ui.cells import formatted, labels
from ui.charts.bars import bars
from ui.crossfilter import choose_only, is_closed, let_in, people_link, siblings
from ui.labels import labelled
from ui.links import Chip
from ui.parts import figure, wording
from ui.passport import of_figure
from ui.reader_rules import name_in_force, thresholds_to_change
from ui.view import View

_KIND = "life_class"
_UNITS = {"customer_count": "whole", "affluent_count": "whole", "income_count": "whole"}


@block
def life_classes(view: View) -> None:
    """Customers by class, which a click filters by; how many no rule fits; and the rules."""
    if is_closed(view, READS):
        return
    rules = LifeRules.in_name(name_in_force(view, _KIND), _KIND) or STANDARD
    thresholds_to_change(view, _KIND, rules)
    found = classed(siblings(view, _KIND), rules)
    st.markdown(_coverage(view, found))
    rows = _drawn(view, found[found["customer_count"].gt(0)], rules)
    chosen = let_in(view, _KIND)
    selected = chosen[0].value if len(chosen) == 1 else None
    chart = bars(rows, wording(view, "share"), view.theme, selected=selected, is_sorted=False)
    passport = of_figure(view, "life_classes")
    figure(view, chart, rows, passport, "life-classes", partial(_pick, view, rules))
    people_link(view, _KIND)
    _rules(view, found, rules)
    st.caption(view.say("life_classes.note"))


def _coverage(view: View, found: pd.DataFrame) -> str:
    counts = found.set_index(found["segment"].fillna("unknown"))["customer_count"]
    count = view.formats.count
    return view.say(
        "life_classes.coverage",
        share=view.formats.value(found["share"][found["segment"].isin(CLASSES)].sum(), "share"),
        classified=count(counts[list(CLASSES)].sum()),
        unclassified=count(counts["unclassified"]),
        unknown=count(counts["unknown"]),
    )


def _drawn(view: View, found: pd.DataFrame, rules: LifeRules) -> pd.DataFrame:
    base = found["customer_count"].sum()
    ends = wilson(found["share"].to_numpy(float), base)
    rows = found.assign(value=found["share"], low=ends.low, high=ends.high)
    return labelled(view.say, dimension_called(rules.named(_KIND)), rows).assign(
        base=base, is_small=False
    )


def _rules(view: View, found: pd.DataFrame, rules: LifeRules) -> None:
    """Each class with the rule that makes it, in the order in which they are asked."""
    told = found[found["segment"].isin(CLASSES)]
    rows = pd.DataFrame(
        {
            "life_class": [view.say(f"segment.{_KIND}.{name}") for name in told["segment"]],
            "class_rule": [
                view.say(f"life_classes.rule.{name}", **rules.parameters)
                for name in told["segment"]
            ],
            **{name: told[name].to_numpy() for name in _UNITS},
        }
    )
    st.dataframe(
        formatted(view, rows, _UNITS),
        column_config=labels(view, rows),
        hide_index=True,
        key="life-class-rows",
    )


def _pick(view: View, rules: LifeRules, point: dict[str, object]) -> None:
    segment = point["customdata"][0]  # type: ignore[index]
    choose_only(view, _KIND, (Chip(rules.named(_KIND), segment),))
