"""What speaks against a meaning: what its header leaves open, what else stands in the file."""

import re

from data.recognising.header_kinds import (
    is_creation,
    is_mark,
    is_number_of,
    is_of_group,
    is_party,
    names_unit,
    speaks_of,
)
from data.recognising.header_words import core, key, words
from data.recognising.headers import Known, known
from data.recognising.profiles import Profile
from data.recognising.sentences import opinions
from data.recognising.spots import Spot, has_lines, is_of_account
from data.recognising.support import are

LONGEST_SHORT_CALL = 600
"""Where the shortest call takes ten hours, its length is not told in minutes."""

FEWEST_ROWS = 8
_SURELY = 0.85
_NOBODY = ("user", "account", "profile", "friend", "lead")
_TOTALS = ("总分", "总得分", "totalscore", "total")
_UNNUMBERED = ("order", "sales document", "sales order", "订单")

_UNIT = re.compile(
    r"(?i)\b(hours?|hrs?|minutes?|mins?|seconds?|secs?|days?)\b|小时|小時|分钟|分鐘|秒|天"
)
_OTHER_THAN_MINUTES = re.compile(
    r"(?i)\b(s|secs?|seconds?|ms|hours?|hrs?)\b|_seconds|_sec\b|小时|秒"
)

_WHOLE = re.compile(r"(?i)contract|annual|yearly|total|合同|年|总")
_WHOLE_ORDER = re.compile(r"(?i)(订单|訂單|整单|整單|order\b)")
_ONE_OF_IT = re.compile(r"(?i)单价|單價|\b(unit|item|line|each)")
_RECKONED = re.compile(
    r"\b(lead|health|credit|risk|engagement|fraud|propensity|quality|churn)\b|线索|信用|风险|健康"
)
_LEDGER_NUMBER = re.compile("(gl|ledger)?accountcode")
_OF_PEOPLE = ("customers", "survey_responses")
_LEDGER = frozenset(("debit", "credit"))

_SEVERAL = ("multi", "omni", "多渠道", "全渠道")


def objects(one: Known, spot: Spot) -> bool:
    """Whether a header that may mean this does not, here."""
    match one.column:
        case "order_id":
            return _is_no_number(spot)
        case "customer_id":
            return core(spot.name) in _NOBODY or _is_no_id(spot)
        case "channel":
            # What is sent goes many ways; of other things a type is no channel.
            return spot.table == "campaign_sends" and (_is_other_type(spot) or _is_several(spot))
        case "minutes" | "age" | "first_replied_at" | "resolved_at":
            return _is_in_other_units(one.column, spot)
        case "started_on":
            return is_creation(spot.name) and not _is_of(spot, "subscriptions")
        case "monthly_amount":
            # What a contract is worth is no sum of a month.
            return spot.table == "subscriptions" and _is_of_whole(spot)
        case "score":
            is_forecast = bool(_RECKONED.search(" ".join(words(spot.name))))
            return (
                is_forecast
                or _is_sum(spot)
                or (key(spot.name) == "value" and not _says_what_is_asked(spot))
            )
        case "event":
            return spot.profile.rows >= FEWEST_ROWS and spot.profile.is_unique
        case "campaign":
            return words(spot.name)[-1:] == ("subject",) and not _is_sent(spot)
        case "unit_price":
            return bool(_WHOLE_ORDER.match(spot.name)) and not _ONE_OF_IT.search(spot.name)
        case "product":
            return core(spot.name) == "description" and not has_lines(spot)
        case "name" | "customer_type":
            if one.column == "name" and _is_nobodys_name(spot):
                return True
            is_named = one.column == "name" and is_party(spot.name) and _looks_like_id(spot.profile)
            return is_named or (is_of_account(spot) and _is_ledger(spot))
    return False


def _is_in_other_units(column: str, spot: Spot) -> bool:
    """Seconds are no minutes, the age of a case is nobody's, a duration is no moment."""
    if column == "minutes":
        is_long = spot.profile.low >= LONGEST_SHORT_CALL
        return is_long or bool(_OTHER_THAN_MINUTES.search(spot.name))
    if column == "age":
        is_somebodys = (
            spot.table in _OF_PEOPLE or speaks_of("customers", spot.name) or _is_of_persons(spot)
        )
        return not is_somebodys or bool(_UNIT.search(spot.name))
    return bool(_UNIT.search(spot.name))


def _is_of_whole(spot: Spot) -> bool:
    """Whether a sum is that of a whole contract: by its header, or beside a contract's number."""
    numbers = [name for name in spot.header if is_number_of("subscriptions", name)]
    told = [spot.name] if names_unit(spot.name) else [spot.name, *numbers]
    return any(map(_WHOLE.search, told))


def _is_of_persons(spot: Spot) -> bool:
    """Whether a gender stands beside it: then what has an age is somebody."""
    return any(k.column == "gender" for name in spot.header for k in known("customers", name)[:1])


def _is_no_number(spot: Spot) -> bool:
    """The name of an order is its number only where it looks like one."""
    if core(spot.name) in _UNNUMBERED:
        return not _looks_like_id(spot.profile) and not spot.profile.is_blank
    return "name" in words(spot.name) and (spot.profile.spaced > 0.2 or spot.profile.lettered > 0.5)


def _is_no_id(spot: Spot) -> bool:
    """A number that is the same in every row is that of whoever made the file."""
    one = spot.profile
    if _LEDGER_NUMBER.fullmatch(key(spot.name)):
        return True
    if spot.table != "customers" and is_of_group(spot.name):
        return one.rows > 2 and one.distinct * one.filled * one.rows <= 1
    return is_party(spot.name) and not one.is_blank and not _looks_like_id(one)


def _is_sum(spot: Spot) -> bool:
    """Whether a total adds up the marks that stand beside it."""
    is_total = key(spot.name) in _TOTALS
    return is_total and len(opinions(spot.header, list(spot.seen))) > 1


def _says_what_is_asked(spot: Spot) -> bool:
    asked = ("item", "instrument", "response_id", "comment")
    return any(
        k.column in asked
        for name in spot.header
        for k in known("survey_responses", name)
        if key(name) != "id"
    )


def _is_sent(spot: Spot) -> bool:
    """Whether a file says when something was sent: without it a subject is that of anything."""
    return any(
        k.column == "sent_at" and k.nearness >= _SURELY
        for place, name in enumerate(spot.header)
        for k in known("campaign_sends", name)
        if spot.seen[place].dates > 0.5
    )


def _is_other_type(spot: Spot) -> bool:
    return words(spot.name)[-1:] == ("type",) and not are(spot.profile, "channels")


def _is_several(spot: Spot) -> bool:
    """Whether a value is of several ways at once: so people buy, but a message goes one way."""
    return any(word.startswith(_SEVERAL) for word in spot.profile.words)


def _is_nobodys_name(spot: Spot) -> bool:
    """Whether a name is that of nobody, or of everybody: the same in every row."""
    one = spot.profile
    if spot.table == "customers":
        return False
    is_whole = one.rows >= FEWEST_ROWS and one.filled > 0.5
    is_constant = is_whole and one.distinct * one.filled * one.rows <= 1.5
    return is_constant or (core(spot.name) in _NOBODY and spot.table != "interactions")


def _is_of(spot: Spot, table: str) -> bool:
    """Whether other headers only stand in such a table."""
    return any(is_number_of(table, name) or is_mark(table, name) for name in spot.header)


def _looks_like_id(one: Profile) -> bool:
    return not one.is_blank and one.lettered <= 0.5 and one.spaced <= 0.3


def _is_ledger(spot: Spot) -> bool:
    return any(_LEDGER & set(core(other).split()) for other in spot.header)
