"""Which customers pay what falls due: a bar per grade, the rules in print and the reader's."""

from functools import partial

import pandas as pd
import streamlit as st

from metrics.credit.credit_record import credit_grades
from metrics.families.credit import INSUFFICIENT, READS, STANDARD, CreditRules
from ui.block import block
from ui.cells import formatted, labels
from ui.charts.bars import bars
from ui.crossfilter import choose_only, is_closed, let_in, people_link, siblings
from ui.formats import NOTHING
from ui.links import Chip
from ui.parts import figure, wording
from ui.passport import of_figure
from ui.reader_rules import name_in_force, thresholds_to_change
from ui.service_in_words import collected_told
from ui.view import View

_KIND = "credit_grade"
_UNITS = {
    "customer_count": "whole",
    "invoice_count": "whole",
    "collected": "share",
    "late_share": "share",
    "days_beyond": "days",
    "days_allowed": "whole",
}


def credit_rules(view: View) -> CreditRules:
    """The rules that make the grades: the reader's own, else ours."""
    return CreditRules.in_name(name_in_force(view, _KIND), _KIND) or STANDARD


@block
def grades(view: View) -> None:
    """Customers by grade, which a click filters by; then what each grade pays, and the rules."""
    if is_closed(view, READS):
        return
    rules = credit_rules(view)
    thresholds_to_change(view, _KIND, rules)
    found = credit_grades(siblings(view, _KIND), rules)
    whole, rows = found.iloc[-1], found.iloc[:-1]
    if not whole["invoice_count"]:
        st.info(view.say("credit_grades.nothing", months=rules.credit_months))
        return
    rows = _drawn(view, rows)
    chips = let_in(view, _KIND)
    chosen = chips[0].value if len(chips) == 1 else None
    words = wording(view, "count")
    chart = bars(rows, words, view.theme, selected=chosen, is_sorted=False)
    passport = of_figure(view, "credit_grades")
    figure(view, chart, rows, passport, "credit-grades", partial(_pick, view, rules))
    people_link(view, _KIND)
    st.markdown(collected_told(whole.to_dict(), rules.credit_months, view.say, view.formats))
    _table(view, found, rules)
    st.caption(view.say("credit_grades.rules", **rules.parameters))
    st.caption(view.say("credit_grades.footnote", **rules.parameters))


def _drawn(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    unsure = float("nan")
    return rows[["customer_count", "invoice_count"]].assign(
        segment=rows["grade"],
        label=[_label(view, grade) for grade in rows["grade"]],
        value=rows["customer_count"],
        low=unsure,
        high=unsure,
        base=rows["customer_count"].sum(),
        is_small=rows["grade"].eq(INSUFFICIENT),
    )


def _label(view: View, grade: str) -> str:
    return view.say(f"segment.{_KIND}.{grade}")


def _table(view: View, found: pd.DataFrame, rules: CreditRules) -> None:
    """Each grade's own record, with its interval and the days that it is allowed to pay."""
    told = found[found["grade"].ne("all") & found["invoice_count"].gt(0)]
    allowed = {grade: rules.parameters.get(f"{grade.lower()}_days") for grade in told["grade"]}
    interval = [
        view.formats.interval(low, high, "share")
        for low, high in zip(told["low"], told["high"], strict=True)
    ]
    rows = pd.DataFrame(
        {
            "grade": [_label(view, grade) for grade in told["grade"]],
            "customer_count": told["customer_count"].to_numpy(),
            "invoice_count": told["invoice_count"].to_numpy(),
            "collected": told["collected"].to_numpy(),
            "collected_interval": interval,
            "late_share": told["late_share"].to_numpy(),
            "days_beyond": told["days_beyond"].to_numpy(),
            "days_allowed": pd.Series([allowed[grade] for grade in told["grade"]], dtype=float),
        }
    )
    st.dataframe(
        formatted(view, rows, _UNITS),
        column_config=labels(view, rows),
        hide_index=True,
        placeholder=NOTHING,
        key="credit-grade-rows",
    )


def _pick(view: View, rules: CreditRules, point: dict[str, object]) -> None:
    grade = point["customdata"][0]  # type: ignore[index]
    choose_only(view, _KIND, (Chip(rules.named(_KIND), grade),))
