"""Which column of a file is which column of a table: by its header, unless its values object."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from data import headers
from data.header_words import core, key, words
from data.headers import Known
from data.profiles import Profile
from data.sources_support import SILENT, support

# What an order, a ticket or an answer may say about its customer.
DESCRIBING = frozenset(
    (
        *("customer_id", "name", "first_name", "last_name", "email", "phone", "customer_type"),
        *("gender", "age", "birth_on", "income", "occupation", "city", "region", "country"),
        *("industry", "tier", "has_marketing_consent"),
    )
)

MOST_YEARS = 12

_PERSONS = frozenset(("customers.first_name", "customers.last_name"))

_SHARED = 0.65

FEWEST_SHARED = 4
"""So many headers must begin with one word before it may be left out."""


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
    return {
        p: one
        for p, one in found.items()
        if not _is_out_of_place(one, header[p], header, taken, seen[p])
    }


def _candidates(
    table: str, header: tuple[str, ...], seen: list[Profile]
) -> Iterator[tuple[float, bool, int, int, Found]]:
    shared = _shared_beginning(header) if table == "customers" else None
    is_own = any(key(name) == "id" and seen[p].distinct > 0.9 for p, name in enumerate(header))
    for position, (name, profile) in enumerate(zip(header, seen, strict=True)):
        for known in _known(table, name, shared):
            speaks = support(known, profile)
            if not speaks or _is_no_number(known, name, profile):
                continue
            if _is_no_party(known, name, profile, table):
                continue
            found = _found(known, name, profile, speaks)
            nearness = known.nearness * (speaks if speaks < SILENT else 1)
            if table == "customers" and is_own and known.column == "customer_id":
                # Beside a number of its own, the number of a firm or an account is a link.
                nearness -= headers.is_of_group(name)
            yield -nearness, known.table != table, known.rank, position, found


def _shared_beginning(header: tuple[str, ...]) -> str | None:
    """The word with which many headers of a file begin, as those of one connector do."""
    beginnings = Counter(words(name)[0] for name in header if len(words(name)) > 1)
    word, count = beginnings.most_common(1)[0] if beginnings else ("", 0)
    is_many = count >= max(FEWEST_SHARED, len(header) / 4)
    return word if is_many and not headers.names_a_thing(word) else None


def _is_no_number(known: Known, name: str, profile: Profile) -> bool:
    """The name of an order is its number only where it looks like one."""
    is_name = known.column == "order_id" and key(name) == "name"
    return is_name and (profile.spaced > 0.2 or profile.lettered > 0.5)


def _is_out_of_place(
    one: Found, name: str, header: tuple[str, ...], taken: set[str], profile: Profile
) -> bool:
    """What its neighbours speak against: an empty state far from any place, a person's firm."""
    if one.column == "region" and core(name).endswith("state") and profile.is_blank:
        places = {"customers.city", "customers.country"}
        return not places & taken and not any(headers.is_address(other) for other in header)
    if one.meaning in ("customers.name", "customers.customer_type") and core(name).startswith(
        "account"
    ):
        return any({"debit", "credit"} & set(core(other).split()) for other in header)
    if one.column != "name":
        return False
    is_other = (
        one.table == "customers"
        and "customers.customer_id" not in taken
        and any(meaning.endswith(".customer_id") for meaning in taken)
    )
    return (headers.is_of_firm(name) and bool(_PERSONS & taken)) or (
        is_other and headers.is_of_group(name) > 0 and core(name) != "account name"
    )


def _is_no_party(known: Known, name: str, profile: Profile, table: str) -> bool:
    """Customers under a header that does not say by what: names unless they look like ids."""
    if known.column == "customer_id" and headers.is_of_group(name) and table != "customers":
        return profile.rows > 2 and profile.distinct * profile.rows <= 1
    if not headers.is_party(name) or profile.is_blank:
        return False
    is_named = profile.lettered > 0.5 or profile.spaced > 0.3
    return known.column == ("customer_id" if is_named else "name")


def _found(known: Known, header: str, profile: Profile, speaks: float) -> Found:
    confidence = round(0.95 * known.nearness * speaks, 2)
    because = "header_and_values" if speaks == 1 else "header"
    if known.column in ("tenure_months", "tenure_years") and not headers.names_unit(header):
        # A tenure of at most ten and no word of its unit is one of years more often than not.
        column = "tenure_years" if profile.high <= MOST_YEARS else "tenure_months"
        return Found(known.table, column, min(confidence, 0.5), "unit_unclear")
    return Found(known.table, known.column, confidence, because)


def _known(table: str, name: str, shared: str | None) -> Iterator[Known]:
    found = headers.known(table, name)
    if not found and shared and words(name)[:1] == (shared,):
        rest = " ".join(words(name)[1:])
        found = tuple(replace(k, nearness=_SHARED * k.nearness) for k in headers.known(table, rest))
    yield from found
    if table == "customers":
        return
    is_clear = headers.speaks_of("customers", name) or not headers.is_bare(name)
    for known in headers.known("customers", name) if is_clear else ():
        if known.column in DESCRIBING:
            yield _own_id(known, table)


def _own_id(known: Known, table: str) -> Known:
    """The customer of an order is a column of the order."""
    return replace(known, table=table) if known.column == "customer_id" else known
