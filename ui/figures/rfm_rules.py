"""The rules behind RFM: printed with the result, and the reader's to change."""

from dataclasses import replace

import streamlit as st

from metrics.rfm import STANDARD, Rules
from metrics.rfm_dimensions import School, own_rules
from ui.crossfilter import kind_of
from ui.view import View, choices, choose

_RULES, _REFUSED = "rfm_rules", "rfm_rules_refused"
_KINDS = ("rfm_segment", "rfm_eight")
_LONGEST_MONTHS, _MOST_ORDERS = 120, 999
_MARKS = ("mean", "median")


def chosen_rules(view: View) -> Rules:
    """The rules that a filter in force speaks of, else those the reader has set, else ours."""
    chips = (c.dimension for c in view.choices.chips if kind_of(c.dimension) in _KINDS)
    first = next(chips, None)
    if first is not None:
        return own_rules(first) or STANDARD
    found: Rules = st.session_state.get(_RULES, STANDARD)
    return found


def rules_to_change(view: View, rules: Rules) -> None:
    """Window, frequency bins and mark, in a form of their own."""
    box = st.popover(view.say("rfm.change"), icon=":material/tune:", on_change="rerun", key="rfm-i")
    if not box.open:
        return
    with box, st.form("rfm-rules", border=False):
        st.number_input(
            view.say("rfm.months"), 1, _LONGEST_MONTHS, rules.months, key=f"{_RULES}_months"
        )
        st.caption(view.say("rfm.bins"))
        for column, place in zip(st.columns(4), range(4), strict=True):
            with column:
                label = view.say("rfm.bin", score=place + 2)
                least, count = place + 2, rules.frequency_from[place]
                st.number_input(label, least, _MOST_ORDERS, count, key=f"{_RULES}_bin_{place}")
        st.segmented_control(
            view.say("rfm.mark"),
            _MARKS,
            default=rules.mark,
            required=True,
            format_func=lambda mark: view.say(f"rfm.mark_{mark}"),
            key=f"{_RULES}_mark",
        )
        st.form_submit_button(view.say("rfm.apply"), type="primary", on_click=_apply)
    if st.session_state.get(_REFUSED):
        box.warning(view.say("rfm.not_rising"))
    if rules != STANDARD:
        box.button(view.say("rfm.standard"), on_click=_keep, args=(STANDARD,), key="rfm-standard")


def rules_in_words(view: View, school: School, rules: Rules) -> str:
    """What makes the segments or the types, with every number in force."""
    count, money = view.formats.count, view.formats.money
    window = view.say("rfm.rule_window", months=rules.months, as_of=view.formats.day(view.as_of))
    if school == "rfm_eight":
        days, orders, spent = rules.marks or (0.0, 0.0, 0.0)
        facts = {
            "mark": view.say(f"rfm.mark_{rules.mark}"),
            "days": count(days),
            "orders": view.formats.decimal(orders, 1),
            "money": money(spent),
        }
        return f"{window} {view.say('rfm.rule_eight', **facts)}"
    cuts = [count(days) for days in rules.recency_days_to or ()]
    bins = [count(orders) for orders in rules.frequency_from]
    facts = {"days": " / ".join(cuts), "orders": " / ".join(bins)}
    return f"{window} {view.say('rfm.rule_segments', **facts)}"


def _apply() -> None:
    kept = st.session_state
    bins = tuple(int(kept[f"{_RULES}_bin_{place}"]) for place in range(4))
    kept[_REFUSED] = list(bins) != sorted(set(bins))
    if kept[_REFUSED]:
        return
    months, mark = int(kept[f"{_RULES}_months"]), kept[f"{_RULES}_mark"]
    _keep(replace(STANDARD, months=months, frequency_from=bins, mark=mark))  # type: ignore[arg-type]


def _keep(rules: Rules) -> None:
    """Filters by other rules go: they speak of other people."""
    st.session_state[_RULES] = rules
    chips = tuple(c for c in choices().chips if kind_of(c.dimension) not in _KINDS)
    choose(chips=chips)
