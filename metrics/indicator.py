"""The heart: an indicator is a quotient, so it always knows its base and how sure it is."""

from dataclasses import dataclass
from typing import Literal

Method = Literal[
    "wilson", "adjusted_wald", "student", "skewed", "rate", "money_share", "money_ratio", "census"
]
"""How an indicator's interval is made; a few bring most of what is `skewed`; those of money weigh
each customer by their denominator, a census has none, as it tells of these customers and no others.
"""
BY_MONEY: tuple[Method, ...] = ("money_share", "money_ratio")

Unit = Literal["share", "points", "score", "money", "count", "days", "months", "years"]


@dataclass(frozen=True)
class Indicator:
    """A quotient over the rows of a statement.

    `rows` gives one row per thing counted, with customer_id, happened_on (a date, or null) and
    whatever numerator and denominator, SQL expressions over such a row, speak of. A row whose
    numerator or denominator is null is left out, and counted as left out. One that `is_of_ranks`
    among all is of no segment: the first of a segment are others.
    """

    name: str
    rows: str
    numerator: str
    unit: Unit
    interval: Method
    reads: tuple[str, ...]
    denominator: str = "1.0"
    scale: float = 1.0
    higher_is_better: bool | None = True
    minimum: int = 30
    trend_minimum: int = 100
    is_of_period: bool = True
    is_of_ranks: bool = False

    @property
    def table(self) -> str:
        """The table that its rows are made of."""
        return self.reads[0].split(".")[0]


@dataclass(frozen=True)
class Dimension:
    """A way to tell customers apart: a statement that gives customer_id and segment.

    `reads` are the columns without which it tells nothing; parameters are bound, as an
    attribute's name is data and never part of a statement.
    """

    name: str
    members: str
    reads: tuple[str, ...] = ()
    parameters: tuple[tuple[str, object], ...] = ()
    is_attribute: bool = False
