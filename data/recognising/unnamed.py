"""What columns are whose headers say nothing that we read, or that have none: by values alone."""

from data.recognising.header_kinds import is_others
from data.recognising.header_words import core, key
from data.recognising.profiles import Profile
from data.recognising.spots import Found

_SURE = 0.8
BY_VALUES = 0.7
_SHORT = 2


def by_values(
    header: tuple[str, ...], seen: list[Profile], found: dict[int, Found]
) -> dict[int, Found]:
    """Addresses and telephones under headers in scripts that we do not read."""
    told = dict(found)
    for column, looks in (("email", _is_email), ("phone", _is_phone)):
        if any(f.column == column for f in told.values()):
            continue
        free = [p for p in range(len(header)) if p not in told and not _is_read(header[p])]
        place = next((p for p in free if looks(seen[p])), None)
        if place is not None:
            told[place] = Found("customers", column, BY_VALUES, "values")
    return told


def own_number(
    header: tuple[str, ...], seen: list[Profile], found: dict[int, Found]
) -> dict[int, Found]:
    """The number of a customer under a name of the program's own: the first that never repeats."""
    if any(f.column == "customer_id" for f in found.values()):
        return found
    numbers = [p for p in range(len(header)) if p not in found and _is_own(header[p], seen[p])]
    told = {numbers[0]: Found("customers", "customer_id", BY_VALUES, "values")} if numbers else {}
    return found | told


def _is_own(header: str, profile: Profile) -> bool:
    is_whole = profile.rows > 0 and profile.filled > 0.98 and profile.is_unique
    is_plain = profile.spaced == 0 and profile.dates == 0 and profile.length >= _SHORT
    return key(header).endswith("id") and not is_others(header) and is_whole and is_plain


def without_header(seen: list[Profile]) -> dict[int, Found]:
    """Who bought when for how much, in a file of numbers without a header: empty if it is not."""
    days = [p for p, one in enumerate(seen) if one.dates > _SURE]
    whos = [p for p, one in enumerate(seen) if _is_repeated_number(one) and p not in days]
    sums = [p for p, one in enumerate(seen) if _is_cents(one)]
    if not (days and whos and sums):
        return {}
    counts = [p for p, one in enumerate(seen) if _is_count(one) and p not in (*days, *whos)]
    named = {days[0]: "ordered_at", whos[0]: "customer_id", sums[-1]: "amount"}
    named |= {counts[0]: "quantity"} if counts else {}
    return {p: Found("orders", column, BY_VALUES, "values") for p, column in named.items()}


def _is_read(header: str) -> bool:
    return bool(core(header)) and (header.isascii() or "一" <= max(header) <= "鿿")


def _is_email(profile: Profile) -> bool:
    return profile.emails > _SURE


def _is_phone(profile: Profile) -> bool:
    is_long = not profile.is_numeric or 10 <= profile.length <= 13
    return profile.phones > _SURE and is_long and profile.dates == 0 and profile.distinct > 0.5


def _is_repeated_number(profile: Profile) -> bool:
    is_id = profile.lettered == 0 and profile.spaced == 0 and profile.emails == 0
    return is_id and 0.05 < profile.distinct < 0.95 and profile.high > 100 and profile.wholes == 1


def _is_cents(profile: Profile) -> bool:
    return profile.is_numeric and 0 < profile.wholes < 1


def _is_count(profile: Profile) -> bool:
    return profile.is_numeric and profile.wholes == 1 and 0 < profile.low <= profile.high < 1000
