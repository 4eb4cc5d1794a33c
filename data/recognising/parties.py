"""Which column is about the customer, told by its values and by what stands beside it."""

from collections.abc import Iterator

from data.recognising.header_kinds import is_party
from data.recognising.header_words import key, words
from data.recognising.headers import Known, known
from data.recognising.profiles import Profile
from data.recognising.spots import Spot, is_deal

_NEAR = 0.85
_NAMES = ("name", "fullname", "姓名")
_ADDRESSES = ("email", "phone")
_LONGEST = 25


def by_neighbours(spot: Spot) -> Iterator[Known]:
    """What a column is that says not whose it is, or not what of somebody it tells."""
    # Where nothing was sent to customers, the recipient is whoever answers them.
    is_desk = words(spot.name) == ("recipient",) and spot.table == "tickets"
    if is_party(spot.name) and spot.profile.emails > 0.5 and not is_desk:
        yield Known("customers", "email", _NEAR, 0)
    if key(spot.name) in _NAMES and _is_name_of_somebody(spot) and _has_address(spot):
        yield Known("customers", "name", _NEAR, 0)


def _is_name_of_somebody(spot: Spot) -> bool:
    """The name in an order may be its number, or what was bought; elsewhere it is a person's."""
    match spot.table:
        case "customers" | "tickets":
            return False
        case "orders":
            return _looks_like_person(spot.profile) and not is_deal(spot)
    return True


def _looks_like_person(one: Profile) -> bool:
    is_words = one.lettered > 0.9 and one.spaced > 0.8
    return is_words and one.length <= _LONGEST


def _has_address(spot: Spot) -> bool:
    return any(k.column in _ADDRESSES for header in spot.header for k in known("customers", header))
