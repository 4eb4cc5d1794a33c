"""KPI cards: value, change in words, sparkline, interval, n and passport."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from data.tables import TABLES
from metrics import quotients
from metrics.comparison import difference
from metrics.indicator import Indicator
from ui.parts import columns_in_words, locked
from ui.passport import of_indicator, passport_button
from ui.safe import plain
from ui.view import View


@dataclass(frozen=True)
class _Measured:
    now: pd.DataFrame
    before: pd.DataFrame | None
    trend: pd.DataFrame | None


def cards(view: View, indicators: Sequence[Indicator], most: int = 6) -> None:
    """One card for each of the first of these that the data can tell; the rest can be opened."""
    told = [i for i in indicators if not view.scope.lacks(i.reads)]
    if not told:
        _nothing(view, indicators)
        return
    _drawn(view, told[:most])
    _further(view, told[most:])
    _undated(view, told)
    _locked(view, [i for i in indicators if view.scope.lacks(i.reads)])


def _undated(view: View, told: Sequence[Indicator]) -> None:
    """Which days are missing that the period asks for: it would seem to choose, and does not."""
    tables = dict.fromkeys(i.table for i in told if i.is_of_period)
    days = tuple(f"{name}.{TABLES[name].dated_by}" for name in tables if TABLES[name].dated_by)
    if lacking := view.scope.lacks(days) if view.is_dated else ():
        st.caption(view.say("card.undated", columns=columns_in_words(view, lacking)))


def _further(view: View, told: Sequence[Indicator]) -> None:
    """More than a handful of cards is no summary: these wait until they are asked for."""
    if not told:
        return
    key = f"further-{told[0].name}"
    box = st.expander(view.say("card.further", count=len(told)), key=key, on_change="rerun")
    if box.open:
        with box:
            _drawn(view, told)


def _drawn(view: View, told: Sequence[Indicator]) -> None:
    measured = _measured(view, told)
    counted = [i for i in told if _base(measured, i)]
    columns = 3 if len(counted) in (3, 5, 6) else 4
    if counted:
        with st.grid(columns, min_column_width=230, border=True) as grid:
            for indicator in counted:
                with grid.cell():
                    _card(view, indicator, measured)
    _uncounted(view, [i for i in told if i not in counted])


def _base(measured: _Measured, indicator: Indicator) -> float:
    """What the indicator stands on in this view; 0 where there is nothing to count."""
    return float(measured.now["base"].get(indicator.name) or 0)


def _uncounted(view: View, indicators: Sequence[Indicator]) -> None:
    """Those for which the columns are there, and not one row of this view."""
    if indicators:
        st.caption(view.say("card.uncounted", names=_names(view, indicators)))


def _nothing(view: View, indicators: Sequence[Indicator]) -> None:
    """What to do where the data can tell none of these: which columns open what stands there."""
    opened = [i for i in indicators if not view.scope.lacks((f"{i.table}.customer_id",))]
    if opened or len({i.table for i in indicators}) == 1:
        _by_what_they_lack(view, indicators)
        return
    st.info(view.say("card.nothing"), icon=":material/info:")
    label = view.say("card.nothing_link")
    st.page_link("pages/import_data.py", label=label, icon=":material/arrow_forward:")


def _by_what_they_lack(view: View, indicators: Sequence[Indicator]) -> None:
    by_columns: dict[tuple[str, ...], list[Indicator]] = {}
    for indicator in indicators:
        by_columns.setdefault(view.scope.lacks(indicator.reads), []).append(indicator)
    for columns, alike in by_columns.items():
        locked(view, columns, _names(view, alike))


def _measured(view: View, indicators: Sequence[Indicator]) -> _Measured:
    now = quotients.overall(view.scope, indicators).set_index("name")
    earlier, compared = view.earlier, view.compared(indicators)
    before = (
        quotients.overall(earlier, compared).set_index("name") if earlier and compared else None
    )
    trend = quotients.over_time(view.scope, indicators, "month") if view.is_dated else None
    return _Measured(now, before, trend)


def _card(view: View, indicator: Indicator, measured: _Measured) -> None:
    row = measured.now.loc[indicator.name]
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="xxsmall"):
        st.markdown(view.say(f"indicator.{indicator.name}.name"), width="stretch")
        passport_button(view, of_indicator(view, indicator, row), f"card-{indicator.name}")
    _figure(view, indicator, row, measured)


def _figure(view: View, indicator: Indicator, row: pd.Series, measured: _Measured) -> None:
    is_small = row["base"] < indicator.minimum
    value = view.formats.value(row["value"], indicator.unit)
    base = view.formats.count(row["base"])
    if is_small:
        st.markdown(f":gray[{value}]")
        st.caption(view.say("card.too_few", base=base, minimum=indicator.minimum))
        return
    st.metric(
        view.say(f"indicator.{indicator.name}.name"),
        value,
        label_visibility="collapsed",
        chart_data=_sparkline(indicator, measured.trend, view.scope.since),
        **_change(view, indicator, row, measured.before),
    )
    # Two signs of a dollar in one Markdown text would make a formula of what is between them.
    interval = plain(view.formats.interval(row["low"], row["high"], indicator.unit))
    st.caption(view.say("card.interval", interval=interval, base=base))


def _change(
    view: View, indicator: Indicator, row: pd.Series, before: pd.DataFrame | None
) -> dict[str, Any]:
    if before is None or indicator.name not in before.index:
        return {}
    change = difference(indicator, row, before.loc[indicator.name])
    if change is None:
        return {}
    compared = view.say(f"card.compared_{view.choices.period.compare}")
    if change.verdict == "same":
        said = view.say("card.same", compared=compared)
        return {"delta": said, "delta_color": "off", "delta_arrow": "off"}
    points = view.say("card.percentage_points")
    amount = view.formats.difference(change.value, indicator.unit, points)
    relative = _relative(view, indicator, change.value, before.loc[indicator.name, "value"])
    return {
        "delta": f"{amount}{relative}",
        "delta_arrow": "up" if change.value > 0 else "down",
        "delta_color": _verdict_colour(indicator, is_up=change.value > 0),
        "delta_description": compared,
    }


def _relative(view: View, indicator: Indicator, change: float, before: float) -> str:
    """The change in per cent, where the value has a zero to be held against."""
    if indicator.unit == "points" or not before:
        return ""
    return f" ({view.formats.change(change / before)})"


def _verdict_colour(indicator: Indicator, is_up: bool) -> str:
    if indicator.higher_is_better is None:
        return "gray"
    return "green" if is_up == indicator.higher_is_better else "red"


def _sparkline(
    indicator: Indicator, trend: pd.DataFrame | None, since: date | None
) -> list[float] | None:
    if trend is None:
        return None
    own = trend[(trend["name"] == indicator.name) & (trend["base"] >= indicator.minimum)]
    if since is not None:
        own = own[own["period"].dt.date >= since.replace(day=1)]
    return own["value"].tolist() if len(own) > 2 else None


def _locked(view: View, indicators: Sequence[Indicator]) -> None:
    if indicators:
        named = view.say("card.locked", names=_names(view, indicators))
        st.caption(named, help=_missing(view, indicators))


def _names(view: View, indicators: Sequence[Indicator]) -> str:
    names = (view.say(f"indicator.{indicator.name}.name") for indicator in indicators)
    return view.say("list.comma").join(names)


def _missing(view: View, indicators: Sequence[Indicator]) -> str:
    columns = dict.fromkeys(c for i in indicators for c in view.scope.lacks(i.reads))
    return view.say("empty.not_matched", columns=columns_in_words(view, tuple(columns)))
