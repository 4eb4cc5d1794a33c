"""What a planted fact is: its cause, its effect, how strong it is, and where it holds."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Sign = Literal[-1, 0, 1]


@dataclass(frozen=True)
class Place:
    """A segment in which a fact holds: a column, and the word in the list of words it stands in.

    The column is table.column, or attributes.NAME with the name's key among the words.
    """

    column: str
    words: str
    number: int


@dataclass(frozen=True)
class Planted:
    """One fact: what it comes from, what it does, in which direction, how strongly, and where.

    Without a place it holds wherever no other fact says otherwise.

    `strength` is in the unit of the world's rule: points of satisfaction (one is 0.8 points of
    CSAT), a factor on a rate, a share, money, or 0 where there is no effect at all.
    """

    name: str
    cause: str
    effect: str
    sign: Sign
    strength: float
    unit: Literal["satisfaction", "factor", "share", "exponent", "money"]
    where: Place | None = None
    since: date | None = None
