"""Whether the values of a column speak for what its header says, say nothing, or object."""

import tomllib
from functools import cache
from pathlib import Path

from data.recognising.headers import Known
from data.recognising.meanings import kind_of
from data.recognising.profiles import Profile
from data.values.casting import flag_words

_FILE = Path(__file__).with_name("value_words.toml")

SILENT = 0.9
"""What a text column is believed whose values neither prove nor disprove its header."""

BLANK = 0.6
_MOST_CODES = 100
_LONG_NUMBER = 6
OPAQUE = 0.7
"""What is believed of an address or a telephone that was made unreadable before it was sent."""

# Columns of few different values: what is different in every row is something else.
_OF_FEW = frozenset(
    ("gender", "contract", "tier", "customer_type", "life_stage", "priority", "currency")
)
_NOT_STATES = frozenset(("region", "country", "city", "name", "industry", "occupation", "owner"))
_IDS = ("customer_id", "order_id", "ticket_id", "response_id", "invoice_id", "subscription_id")


def support(known: Known, profile: Profile) -> float:
    """1 where the values speak for it, less where they say nothing, 0 where they object."""
    if profile.is_blank:
        return BLANK if profile.is_without_rows or known.column != "customer_id" else 0.0
    match kind_of(known.table, known.column):
        case "date" | "instant":
            return float(profile.dates >= 0.6 or is_counted_time(profile))
        case "number":
            return float(_is_such_a_number(known.column, profile))
        case "flag":
            return float(_speaks(known.column, profile))
    return _support_of_text(known.column, profile)


def _support_of_text(column: str, profile: Profile) -> float:
    match column:
        case "email":
            return _support_of_shape(profile.emails, profile)
        case "phone":
            return _support_of_shape(profile.phones, profile)
        case "currency":
            return float(not profile.is_numeric and profile.length <= 5)
        case "income":
            return SILENT
    if column in _IDS:
        return _support_of_id(profile)
    return _support_of_words(column, profile)


def _support_of_words(column: str, profile: Profile) -> float:
    is_dated = profile.dates > 0.5
    is_count = profile.is_numeric and not (column == "owner" and _is_long_number(profile))
    if column in _NOT_STATES and (
        is_count or is_dated or are(profile, "states") or are(profile, "answers")
    ):
        return 0.0
    if column == "instrument" and (profile.answers or are(profile, "states")):
        return 0.0
    if column == "occupation" and are(profile, "salutations"):
        return 0.0
    if column in ("name", "comment", "first_name", "last_name") and (
        profile.is_numeric or is_dated or (column == "name" and profile.emails > 0.5)
    ):
        return 0.0
    if column in ("comment", "purpose", "reason") and profile.emails > 0.5:
        return 0.0
    is_of_few = column in _OF_FEW
    is_measured = profile.is_numeric and (profile.wholes < 0.5 or profile.high > _MOST_CODES)
    is_various = not profile.words and profile.distinct > 0.5
    if is_of_few and (is_various or is_dated or is_measured):
        return 0.0
    return SILENT


def _is_long_number(profile: Profile) -> bool:
    """Whether numbers are those by which programs know people: whole, and no count of anything."""
    return profile.wholes == 1 and profile.length >= _LONG_NUMBER


def _support_of_shape(share: float, profile: Profile) -> float:
    """An address or a telephone by its shape, or one that was made unreadable."""
    if share >= 0.5:
        return 1.0
    is_hashed = profile.length >= 20 and not profile.spaced and profile.dates == 0
    is_placeholder = profile.distinct == 1 and profile.rows <= 3 and not profile.is_numeric
    return OPAQUE if is_hashed or (is_placeholder and share == 0 and profile.length > 2) else 0.0


def _support_of_id(profile: Profile) -> float:
    is_plain = (profile.low, profile.high) != (0, 0)
    is_measured = is_plain and profile.numbers > 0.9 and profile.wholes < 0.5
    is_moment = profile.dates > 0.9 and profile.length != 8
    return 0.0 if is_measured or is_moment or are(profile, "states") else SILENT


def _is_such_a_number(column: str, profile: Profile) -> bool:
    if profile.numbers < 0.6 or (column == "age" and not -1 <= profile.low <= profile.high <= 130):
        return False
    if column == "birth_year":
        return 1850 <= profile.low <= profile.high <= 2100
    return profile.dates < 0.9 or profile.wholes < 1


def is_counted_time(profile: Profile) -> bool:
    """Seconds since 1970, or days as workbooks count them."""
    is_epoch = (profile.low >= 3e8 and profile.high < 5e9) or 3e11 <= profile.low < 5e12
    is_serial = profile.low >= 20_000 and profile.high < 60_000 and profile.distinct > 0.01
    return profile.numbers > 0.9 and profile.wholes > 0.5 and (is_epoch or is_serial)


def _speaks(column: str, profile: Profile) -> bool:
    """Whether most of the few words of a column are ways to say yes or no."""
    yes, no = flag_words(column)
    if column == "is_won":
        # The stages of a deal are anybody's words; that some are won tells what they are.
        return bool(profile.words & (yes | no)) and bool(
            profile.words & yes or len(profile.words) < 3
        )
    understood = sum(word in yes or word in no for word in profile.words)
    return bool(profile.words) and understood >= 0.6 * len(profile.words)


def are(profile: Profile, kind: str) -> bool:
    """Whether most of the few words of a column are of one kind."""
    known = _words(kind)
    return bool(profile.words) and sum(w in known for w in profile.words) > 0.5 * len(profile.words)


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(tomllib.loads(_FILE.read_text("utf-8"))[kind])
