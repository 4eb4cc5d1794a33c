"""RFM as a way to tell customers apart, by the standing rules or by a reader's own."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import numpy as np

from metrics.indicator import Dimension
from metrics.loyalty.rfm import SCORED, STANDARD, Rules
from metrics.scope import Scope

School = Literal["rfm_segment", "rfm_eight"]
"""The ten named segments, or the eight types of recency, frequency and money."""

_COLUMNS = {"rfm_segment": "rfm_segment", "rfm_eight": "rfm_type"}
_READS = ("orders.ordered_at", "orders.amount")
_NAME = re.compile(
    r"(rfm_segment|rfm_eight):([1-9][0-9]{0,2}):([0-9]{1,4}(?:-[0-9]{1,4}){3}):(mean|median)"
    r"(?::r([0-9]{1,5}(?:-[0-9]{1,5}){3}))?(?::m([0-9]{1,9}(?:-[0-9]{1,9}){2}))?"
)


def rfm_dimension(school: School, rules: Rules = STANDARD) -> Dimension:
    """Customers by their segment or type under the rules.

    Rules of a reader's own are part of the name, `rfm_segment:12:2-3-5-10:median`, so that a
    link can carry them: the months, where the frequency scores begin, and the mark; where they
    are not those of the customers, `:r30-60-120-240` for the days of recency and `:m90-3-500` for
    the marks of days, orders and money.
    """
    members = f"""{SCORED}
-- one row per customer
select customer_id, {_COLUMNS[school]} as segment
from customers left join named using (customer_id)"""
    return Dimension(_called(school, rules), members, _READS, tuple(rules.parameters.items()))


def _called(school: School, rules: Rules) -> str:
    if rules == STANDARD:
        return school
    days = f":r{_joined(rules.recency_days_to)}" if rules.recency_days_to else ""
    marks = f":m{_joined(rules.marks)}" if rules.marks else ""
    bins = _joined(rules.frequency_from)
    return f"{school}:{rules.months}:{bins}:{rules.mark}{days}{marks}"


def _joined(numbers: Sequence[float]) -> str:
    return "-".join(f"{number:.0f}" for number in numbers)


def _split(text: str | None) -> tuple[int, ...] | None:
    return tuple(int(number) for number in text.split("-")) if text else None


def rfm_dimension_called(name: str) -> Dimension | None:
    """The dimension of that name under a reader's own rules; None where it names none."""
    rules = own_rules(name)
    return rfm_dimension(name.partition(":")[0], rules) if rules else None  # type: ignore[arg-type]


def own_rules(name: str) -> Rules | None:
    """The rules that a dimension's name speaks of; None where it names none of its own."""
    found = _NAME.fullmatch(name)
    if not found:
        return None
    bins, days, marks = (_split(found[place]) for place in (3, 5, 6))
    if not _rises((1, *(bins or ()))) or not _rises(days or ()):
        return None
    return Rules(int(found[2]), bins, days, mark=found[4], marks=marks)  # type: ignore[arg-type]


def _rises(numbers: Sequence[float]) -> bool:
    return list(numbers) == sorted(set(numbers))


def in_force(scope: Scope, rules: Rules = STANDARD) -> Rules | None:
    """The rules with every cut-off a number, as these customers set them; None without orders.

    Held against them, the customers of a smaller scope keep the segment that they have here.
    """
    found = scope.frame(
        f"{SCORED}\nselect recency_cuts, money_cuts, marks from marks", **rules.parameters
    )
    if found.empty or np.ndim(found["recency_cuts"].iloc[0]) == 0:
        return None
    recency, money, marks = (tuple(float(x) for x in found[name].iloc[0]) for name in found.columns)
    return replace(rules, recency_days_to=recency, money_above=money, marks=marks)  # type: ignore[arg-type]
