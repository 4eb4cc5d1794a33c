"""The time pill of the bar: range, as of, steps and what it is compared with."""

from dataclasses import replace
from datetime import date

import streamlit as st

from ui.period import BACK_MONTHS, COMPARISONS, GRAINS, RANGES, months_before
from ui.view import View, choices, choose


def time_pill(view: View) -> None:
    """Draw the pill; a change is kept and the page drawn anew."""
    with st.popover(_time_label(view), icon=":material/calendar_month:", key="time"):
        period = view.period
        first, last = view.opened.days or (view.as_of, view.as_of)
        _choice(view, "range", RANGES, period.range if period.range in RANGES else None)
        own = None if period.range in RANGES else date.fromisoformat(period.range)
        _day(view, "own_start", own, (first, last))
        _back(view, last)
        _day(view, "as_of", view.as_of, (first, last))
        st.caption(view.say("bar.as_of_meaning", last=view.formats.day(last)))
        _choice(view, "grain", GRAINS, period.grain)
        _choice(view, "compare", COMPARISONS, period.compare)


def _time_label(view: View) -> str:
    since = view.scope.since
    as_of = view.formats.day(view.as_of)
    if since is None:
        return view.say("bar.until", as_of=as_of)
    return view.say("bar.between", since=view.formats.day(since), as_of=as_of)


def _choice(view: View, field: str, options: tuple[str, ...], chosen: str | None) -> None:
    key = f"period_{field}_{chosen}"
    st.segmented_control(
        view.say(f"bar.{field}"),
        options,
        default=chosen,
        format_func=lambda option: view.say(f"bar.{field}_{option}"),
        key=key,
        on_change=_period_from,
        args=(field, key),
    )


def _period_from(field: str, key: str) -> None:
    if (value := st.session_state[key]) is not None:
        _set_period(**{field: value})


def _back(view: View, last: date) -> None:
    """Set the view back by so many months; None where it stands on a day of the reader's own."""
    days = {months: months_before(last, months) for months in BACK_MONTHS}
    chosen = next((months for months, day in days.items() if day == view.as_of), None)
    key = f"back_{chosen}_{last}"
    st.segmented_control(
        view.say("bar.as_of"),
        BACK_MONTHS,
        default=chosen,
        format_func=lambda months: view.say(f"bar.back_{months}"),
        key=key,
        on_change=_back_from,
        args=(key, days),
    )


def _back_from(key: str, days: dict[int, date]) -> None:
    if (months := st.session_state[key]) is not None:
        _set_period(as_of=days[months] if months else None)


def _day(view: View, name: str, chosen: date | None, ends: tuple[date, date]) -> None:
    # A field keeps what was typed into it under its key: with another day it is another field.
    key = f"{name}_{chosen}_{ends[0]}_{ends[1]}"
    st.date_input(
        view.say("bar.own_start" if name == "own_start" else "bar.own_as_of"),
        chosen,
        *ends,
        key=key,
        on_change=_day_from,
        args=(name, key),
    )


def _day_from(name: str, key: str) -> None:
    if (day := st.session_state[key]) is not None:
        _set_period(**{"range": day.isoformat()} if name == "own_start" else {"as_of": day})


def _set_period(**changes: object) -> None:
    choose(period=replace(choices().period, **changes))  # type: ignore[arg-type]
