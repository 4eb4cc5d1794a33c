"""A column of a file among the others, and what it is found to be."""

from dataclasses import dataclass

from data.recognising.header_words import core, key
from data.recognising.headers import known
from data.recognising.profiles import Profile


@dataclass(frozen=True)
class Found:
    """What a column of a file is, how sure, and why."""

    table: str
    column: str
    confidence: float
    because: str

    @property
    def meaning(self) -> str:
        """As table.column."""
        return f"{self.table}.{self.column}"


@dataclass(frozen=True)
class Spot:
    """A column of a file that may hold a table, with all that stands beside it."""

    table: str
    position: int
    header: tuple[str, ...]
    seen: tuple[Profile, ...]

    @property
    def name(self) -> str:
        """The header."""
        return self.header[self.position]

    @property
    def profile(self) -> Profile:
        """The values."""
        return self.seen[self.position]


def is_deal(spot: Spot) -> bool:
    """Whether a row is a deal, which is won long after it was entered."""
    return any(k.column == "is_won" for name in spot.header for k in known("orders", name))


def has_lines(spot: Spot) -> bool:
    """Whether a row is a line of an order: so many of something at a price."""
    lines = ("quantity", "unit_price")
    return any(k.column in lines for name in spot.header for k in known("orders", name))


def has_own_number(spot: Spot) -> bool:
    """Whether each row has a number under no name but id."""
    return any(
        key(name) == "id" and spot.seen[p].distinct > 0.9 for p, name in enumerate(spot.header)
    )


def is_of_account(spot: Spot) -> bool:
    """Whether a header speaks of an account first."""
    return core(spot.name).startswith("account")
