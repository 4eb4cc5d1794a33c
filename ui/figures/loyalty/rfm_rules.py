"""The rules behind RFM: printed with the result, and the reader's to change."""

from collections.abc import Sequence

import streamlit as st

from metrics.loyalty.rfm import STANDARD, Rules
from metrics.loyalty.rfm_dimensions import School, own_rules, rfm_dimension
from ui.choice import one_of
from ui.reader_rules import keep_rules, name_in_force
from ui.view import View

_REFUSED = "rfm_rules_refused"
_LONGEST_MONTHS, _MOST, _MOST_MONEY = 120, 9999, 999_999_999
_MARKS = ("mean", "median")


def chosen_rules(view: View) -> Rules:
    """The rules that a filter in force speaks of, else those the reader has set, else ours."""
    return own_rules(name_in_force(view, "rfm_segment")) or STANDARD


def rules_to_change(view: View, rules: Rules) -> None:
    """Window, frequency bins, days of recency and marks, in a form of their own."""
    box = st.popover(
        view.say("rules.change"), icon=":material/tune:", on_change="rerun", key="rfm-i"
    )
    if not box.open:
        return
    # Standing rules are part of the keys, as what was typed must not outlive a change of them.
    form = rfm_dimension("rfm_segment", rules).name
    with box, st.form("rfm-rules", border=False):
        st.number_input(
            view.say("rfm.months"), 1, _LONGEST_MONTHS, rules.months, key=f"{form}_months"
        )
        scores = [view.say("rfm.bin", score=score) for score in (2, 3, 4, 5)]
        _numbers(view, form, "bins", scores, rules.frequency_from, (2, 3, 4, 5))
        _numbers(view, form, "days", scores[::-1], rules.recency_days_to)
        one_of(view, "rfm.mark", _MARKS, "rfm.mark_{}", f"{form}_mark", first=rules.mark)
        marks = [view.say(f"rfm.marks_{name}") for name in ("days", "orders", "money")]
        _numbers(view, form, "marks", marks, rules.marks, most=_MOST_MONEY)
        st.form_submit_button(
            view.say("rules.apply"), type="primary", on_click=_apply, args=(form,)
        )
    if st.session_state.get(_REFUSED):
        box.warning(view.say("rfm.not_rising"))
    if rules != STANDARD:
        box.button(
            view.say("rules.standard"),
            on_click=keep_rules,
            args=("rfm_segment",),
            key="rfm-standard",
        )


def _numbers(
    view: View,
    form: str,
    name: str,
    heads: Sequence[str],
    standing: Sequence[float] | None,
    least: Sequence[int] = (0, 0, 0, 0),
    most: int = _MOST,
) -> None:
    """A row of whole numbers under their caption; blank ones are read from the customers."""
    st.caption(view.say(f"rfm.{name}"))
    numbers = [round(number) for number in standing] if standing else [None] * len(heads)
    for place, column in enumerate(st.columns(len(heads))):
        with column:
            key = f"{form}_{name}_{place}"
            st.number_input(heads[place], least[place], most, numbers[place], key=key)


def rules_in_words(view: View, school: School, rules: Rules, own: Rules) -> str:
    """What makes the segments or the types, with every number in force and where it is from."""
    count, money = view.formats.count, view.formats.money
    window = view.say("rfm.rule_window", months=rules.months, as_of=view.formats.day(view.as_of))
    if school == "rfm_eight":
        days, orders, spent = rules.marks or (0.0, 0.0, 0.0)
        facts = {
            "mark": view.say("rfm.mark_own" if own.marks else f"rfm.mark_all_{own.mark}"),
            "days": count(days),
            "orders": view.formats.decimal(orders, 1),
            "money": money(spent),
        }
        return view.say.passage([window, view.say("rfm.rule_eight", **facts)])
    cuts = [count(days) for days in rules.recency_days_to or ()]
    bins = [count(orders) for orders in rules.frequency_from]
    how = view.say("rfm.days_own" if own.recency_days_to else "rfm.days_fifths")
    facts = {"days": " / ".join(cuts), "orders": " / ".join(bins), "how": how}
    return view.say.passage([window, view.say("rfm.rule_segments", **facts)])


def _apply(form: str) -> None:
    kept = st.session_state
    bins, days, marks = (
        _kept(f"{form}_bins", 4),
        _kept(f"{form}_days", 4),
        _kept(f"{form}_marks", 3),
    )
    rising = [numbers for numbers in (bins, days) if numbers]
    kept[_REFUSED] = not bins or any(list(n) != sorted(set(n)) for n in rising)
    if kept[_REFUSED]:
        return
    months, mark = int(kept[f"{form}_months"]), kept[f"{form}_mark"]
    own = Rules(months, bins, days, mark=mark, marks=marks)  # type: ignore[arg-type]
    keep_rules(rfm_dimension("rfm_segment", own).name)


def _kept(row: str, count: int) -> tuple[int, ...] | None:
    """The numbers of a row; None where one of them is blank."""
    numbers = [st.session_state[f"{row}_{place}"] for place in range(count)]
    return None if None in numbers else tuple(int(number) for number in numbers)
