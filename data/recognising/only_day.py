"""The day of a record under a name that we do not read: the only one that every record has."""

import re

from data.recognising.header_kinds import is_bookkeeping
from data.recognising.headers import known, tables
from data.recognising.profiles import Profile
from data.recognising.spots import Found
from data.recognising.support import is_counted_time

BY_ELIMINATION = 0.5
_WHOLE = 0.95
_SURE = 0.8
_PLAIN = 0.6

_OF_RECORD = {
    "orders": "ordered_at",
    "tickets": "opened_at",
    "interactions": "contacted_at",
    "campaign_sends": "sent_at",
    "survey_responses": "answered_at",
    "events": "happened_at",
    "retention_actions": "flagged_at",
}

_BESIDE = {
    "orders": (("order_id", "product"), ("amount", "quantity"), ("customer_id", "name", "phone")),
    "tickets": (("ticket_id", "priority"), ("topic",), ("agent", "resolved_at", "priority")),
    "interactions": (("direction", "minutes", "purpose"), ("agent",), ("customer_id", "name")),
    "campaign_sends": (("campaign",), ("customer_id", "email", "phone")),
    "survey_responses": (("score", "comment"), ("response_id", "comment")),
    "events": (("event", "page"), ("customer_id",), ("page", "session_id")),
    "retention_actions": (("reason",), ("offer", "contacted_at"), ("customer_id",)),
}
"""What must be known of a record before a day may be taken for its own."""

_LATER = re.compile(
    r"(?i)updat|modif|next|last|expect|plan|due|end\b|expir|ship|deliver|birth|sync|valid|start|close|conver"
    r"|更新|修改|下次|最[近后後]|预计|預計|计划|計劃|到期|截止|结束|結束|生日|出生|发货|發貨|送达|有效|完成|入住"
)
"""Words of days that are not the one on which something came about."""


def with_only_day(
    table: str, header: tuple[str, ...], seen: list[Profile], found: dict[int, Found]
) -> dict[int, Found]:
    """The same, and the only day that every row has, where all else says what a row is."""
    column = _OF_RECORD.get(table)
    if column is None or any(f.column == column for f in found.values()):
        return found
    clear = {f.column for f in found.values() if f.confidence > _PLAIN}
    if not all(clear & set(group) for group in _BESIDE[table]):
        return found
    days = [p for p, one in enumerate(seen) if p not in found and _is_day(header[p], one)]
    if len(days) != 1 or _is_read(header[days[0]]):
        return found
    return found | {days[0]: Found(table, column, BY_ELIMINATION, "values")}


def _is_day(header: str, one: Profile) -> bool:
    is_dated = one.dates > _SURE or is_counted_time(one)
    is_own = bool(header.strip()) and not _LATER.search(header) and not is_bookkeeping(header)
    return is_own and is_dated and one.filled > _WHOLE


def _is_read(header: str) -> bool:
    return any(known(table, header) for table in tables())
