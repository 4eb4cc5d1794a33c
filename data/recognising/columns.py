"""Which column of a file is which column of a table: by its header, unless its values object."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from data.recognising import header_kinds, headers
from data.recognising.doubts import doubt, is_misplaced
from data.recognising.header_others import names_a_thing
from data.recognising.header_words import words
from data.recognising.headers import Known
from data.recognising.meanings import kind_of
from data.recognising.objections import objects
from data.recognising.parties import by_neighbours
from data.recognising.profiles import Profile
from data.recognising.spots import Found, Spot
from data.recognising.support import SILENT, support

# What an order, a ticket or an answer may say about its customer.
DESCRIBING = frozenset(
    (
        *("customer_id", "name", "first_name", "last_name", "email", "phone", "customer_type"),
        *("gender", "age", "birth_on", "income", "occupation", "city", "region", "country"),
        *("industry", "tier", "has_marketing_consent"),
    )
)

ASKED = ("satisfaction", "recommendation", "effort")
"""What somebody who bought, called or was written to may have been asked in the same row."""

_WITHOUT_SCORE = ("orders", "interactions", "subscriptions", "campaign_sends", "events", "invoices")

MOST_YEARS = 12

_SHARED = 0.65
_SHARED_AT_LENGTH = 0.75
_AS_KNOWN = 0.9
_OF_THING = 0.85
_DATED = 0.8
_UNSAID = 0.95

FEWEST_SHARED = 4
"""So many headers must begin with one word before it may be left out."""


def find(table: str, header: tuple[str, ...], seen: list[Profile]) -> dict[int, Found]:
    """By position, what each column is if the file holds this table; each meaning once."""
    candidates = sorted(_candidates(table, header, seen), key=lambda c: c[:4])
    found: dict[int, Found] = {}
    taken: set[str] = set()
    for _, _, _, position, one in candidates:
        if position not in found and one.meaning not in taken:
            found[position] = one
            taken.add(one.meaning)
    spots = {p: Spot(table, p, header, tuple(seen)) for p in found}
    return {p: f for p, f in found.items() if not is_misplaced(f.meaning, spots[p], taken)}


def _candidates(
    table: str, header: tuple[str, ...], seen: list[Profile]
) -> Iterator[tuple[float, bool, int, int, Found]]:
    shared = _shared_beginning(table, header)
    for position, (name, profile) in enumerate(zip(header, seen, strict=True)):
        spot = Spot(table, position, header, tuple(seen))
        told = (*_known(table, name, shared), *by_neighbours(spot)) or _of_day(table, name, profile)
        for known in told:
            speaks = 0.0 if objects(known, spot) else support(known, profile)
            if speaks:
                found = _found(known, name, profile, speaks)
                nearness = known.nearness * (speaks if speaks < SILENT else 1) - doubt(known, spot)
                yield -nearness, known.table != table, known.rank, position, found


def _shared_beginning(table: str, header: tuple[str, ...]) -> tuple[str, ...]:
    """The words with which many headers of a file begin, as those of one connector do."""
    shared: tuple[str, ...] = ()
    while word := _next_shared(table, header, shared):
        shared = (*shared, word)
    return shared


def _next_shared(table: str, header: tuple[str, ...], shared: tuple[str, ...]) -> str | None:
    place = len(shared)
    beginnings = Counter(
        words(name)[place]
        for name in header
        if len(words(name)) > place + 1 and words(name)[:place] == shared
    )
    word, count = beginnings.most_common(1)[0] if beginnings else ("", 0)
    is_many = count >= max(FEWEST_SHARED, len(header) / 4)
    is_whose = table != "customers" and header_kinds.speaks_of("customers", word)
    return word if is_many and not names_a_thing(word) and not is_whose else None


def _of_day(table: str, name: str, profile: Profile) -> Iterator[Known]:
    """What happened on the days of a column whose header does not say that they are days."""
    if profile.dates < _DATED:
        return
    ending = " date" if name.isascii() else "时间"
    for known in headers.known(table, f"{name}{ending}"):
        if kind_of(known.table, known.column) in ("date", "instant"):
            yield replace(known, nearness=_UNSAID * known.nearness)


def _found(known: Known, header: str, profile: Profile, speaks: float) -> Found:
    confidence = round(0.95 * known.nearness * speaks, 2)
    worded = "header" if known.nearness >= _AS_KNOWN else "in_other_words"
    because = "header_and_values" if speaks == 1 else worded
    if known.column in ("tenure_months", "tenure_years") and not header_kinds.names_unit(header):
        # A tenure of at most ten and no word of its unit is one of years more often than not.
        column = "tenure_years" if profile.high <= MOST_YEARS else "tenure_months"
        return Found(known.table, column, min(confidence, 0.5), "unit_unclear")
    return Found(known.table, known.column, confidence, because)


def _known(table: str, name: str, shared: tuple[str, ...]) -> Iterator[Known]:
    found = headers.known(table, name)
    said = words(name)
    size = next((n for n in range(len(shared), 0, -1) if said[:n] == shared[:n]), 0)
    if not found and size:
        rest = " ".join(said[size:])
        near = _SHARED_AT_LENGTH if size > 1 and table != "customers" else _SHARED
        found = tuple(replace(k, nearness=near * k.nearness) for k in headers.known(table, rest))
    yield from found
    if table == "customers":
        return
    is_clear = header_kinds.speaks_of("customers", name) or not header_kinds.is_bare(name)
    about = headers.known("customers", name) if is_clear else ()
    asked = ASKED if table in _WITHOUT_SCORE else ()
    for known in about or _about_thing(table, name):
        if known.column in DESCRIBING or known.column in asked:
            yield _own_id(known, table)


def _about_thing(table: str, name: str) -> Iterator[Known]:
    """What the header says of the customer of the thing it begins with: the contact of a deal."""
    rest = header_kinds.without_thing(table, name)
    if rest not in ("", "#", "@") and not header_kinds.is_bare(rest):
        yield from (
            replace(k, nearness=_OF_THING * k.nearness) for k in headers.known("customers", rest)
        )


def _own_id(known: Known, table: str) -> Known:
    """The customer of an order is a column of the order."""
    return replace(known, table=table) if known.column == "customer_id" else known
