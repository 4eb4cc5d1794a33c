"""Which column of a file is which column of a table: by its header, unless its values object."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from data import headers
from data.casting import flag_words
from data.headers import Known
from data.meanings import kind_of
from data.profiles import Profile

# What an order, a ticket or an answer may say about its customer.
DESCRIBING = frozenset(
    (
        *("customer_id", "name", "first_name", "last_name", "email", "phone", "customer_type"),
        *("gender", "age", "birth_on", "income", "occupation", "city", "region", "country"),
        *("industry", "tier"),
    )
)

MOST_YEARS = 12

# Columns of few different values: what is different in every row is something else.
_OF_FEW = frozenset(("gender", "contract", "tier", "customer_type", "life_stage", "priority"))


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


def find(table: str, header: tuple[str, ...], seen: list[Profile]) -> dict[int, Found]:
    """By position, what each column is if the file holds this table; each meaning once."""
    candidates = sorted(_candidates(table, header, seen), key=lambda c: c[:4])
    found: dict[int, Found] = {}
    taken: set[str] = set()
    for _, _, _, position, one in candidates:
        if position not in found and one.meaning not in taken:
            found[position] = one
            taken.add(one.meaning)
    return found


def rarity(header: str) -> float:
    """How much a header tells of the table it stands in: one over the tables that know it."""
    return 1 / max(1, sum(bool(headers.known(table, header)) for table in headers.tables()))


def _candidates(
    table: str, header: tuple[str, ...], seen: list[Profile]
) -> Iterator[tuple[float, bool, int, int, Found]]:
    for position, (name, profile) in enumerate(zip(header, seen, strict=True)):
        for known in _known(table, name):
            support = _support(known, profile)
            if support:
                found = _found(known, name, profile, support)
                yield -known.nearness, known.table != table, known.rank, position, found


def _found(known: Known, header: str, profile: Profile, support: float) -> Found:
    confidence = round(0.95 * known.nearness * support, 2)
    because = "header_and_values" if support == 1 else "header"
    if known.column in ("tenure_months", "tenure_years") and not headers.names_unit(header):
        # A tenure of at most ten and no word of its unit is one of years more often than not.
        column = "tenure_years" if profile.high <= MOST_YEARS else "tenure_months"
        return Found(known.table, column, min(confidence, 0.5), "unit_unclear")
    return Found(known.table, known.column, confidence, because)


def _known(table: str, name: str) -> Iterator[Known]:
    yield from headers.known(table, name)
    if table == "customers":
        return
    is_clear = headers.speaks_of("customers", name) or not headers.is_bare(name)
    for known in headers.known("customers", name) if is_clear else ():
        if known.column in DESCRIBING:
            yield _own_id(known, table)


def _own_id(known: Known, table: str) -> Known:
    """The customer of an order is a column of the order."""
    return replace(known, table=table) if known.column == "customer_id" else known


def _support(known: Known, profile: Profile) -> float:
    """1 where the values speak for it, less where they say nothing, 0 where they object."""
    if profile.is_blank:
        return 0.0 if known.column == "customer_id" else 0.6
    match kind_of(known.table, known.column):
        case "date" | "instant":
            return float(profile.dates >= 0.6 or _is_counted_time(profile))
        case "number":
            return float(profile.numbers >= 0.6 and not _is_year(known.column, profile))
        case "flag":
            return float(_speaks(known.column, profile))
    return _support_of_text(known.column, profile)


def _support_of_text(column: str, profile: Profile) -> float:
    if column == "email":
        return float(profile.emails >= 0.5)
    if column in ("name", "comment") and (profile.is_numeric or profile.dates > 0.5):
        return 0.0
    if column in _OF_FEW and not profile.words and profile.distinct > 0.5:
        return 0.0
    return 0.0 if column in _OF_FEW and profile.dates > 0.5 else 0.9


def _is_counted_time(profile: Profile) -> bool:
    """Seconds since 1970, or days as workbooks count them."""
    is_epoch = (profile.low >= 3e8 and profile.high < 5e9) or 3e11 <= profile.low < 5e12
    is_serial = profile.low >= 20_000 and profile.high < 60_000 and profile.distinct > 0.01
    return profile.numbers > 0.9 and profile.wholes > 0.5 and (is_epoch or is_serial)


def _is_year(column: str, profile: Profile) -> bool:
    return column == "birth_year" and not 1850 <= profile.low <= profile.high <= 2100


def _speaks(column: str, profile: Profile) -> bool:
    """Whether most of the few words of a column are ways to say yes or no."""
    yes, no = flag_words(column)
    understood = sum(word in yes or word in no for word in profile.words)
    return bool(profile.words) and understood >= 0.6 * len(profile.words)
