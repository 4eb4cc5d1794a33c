"""Whether a table lists what came back of orders which another file holds, by their numbers."""

import re
from pathlib import PurePath

from data.reading_rows import TextRows
from data.recognising.columns import find
from data.recognising.evidence import Evidence
from data.recognising.header_kinds import is_number_of
from data.recognising.profiles import Profile
from data.recognising.spots import Found

_SAID = re.compile(r"退[货貨款单單换換回费費]|\b(?:returns?|returned|refunds?|refunded|rma)\b")
_OF_ORDERS = re.compile(r"\b(?:orders?|sales)\b|订单|訂單|销售")
_MONEY = re.compile(r"[款额額费費]|\b(?:amount|refund|refunded|money|value|total|sum)\b")
_COUNTED = re.compile(
    r"[率号號数數]|次|件|运费|\b(?:id|no|number|rate|quantity|qty|count|fee|items?)\b|#"
)
_SOLD = ("quantity", "unit_price", "discount", "margin")
SAID = 0.9


def returned_orders(rows: TextRows, seen: list[Profile]) -> dict[int, Found]:
    """By position, the number of the order, the day, money and the rest; nothing where it is none.

    Its headers say that nothing but returns is told, or its name does; where customers are named,
    as in many exports of orders and requests, both must.
    """
    header = rows.header
    found = find("orders", header, seen)
    own = {one.column: place for place, one in found.items() if one.table == "orders"}
    number = own.get("order_id")
    if number is None or not is_number_of("orders", header[number]) or seen[number].filled < 0.5:
        return {}
    told, name = _told(header, seen, own), _plain(rows.part or PurePath(rows.file).stem)
    is_said, is_named = bool({"ordered_at", "amount"} & told.keys()), bool(_SAID.search(name))
    if Evidence("orders", found, header, seen).names_somebody:
        is_one = is_said and is_named
    else:
        is_one = is_named or _is_of_returns(header, own, told)
    if is_named:
        told = {**_unless_sold(own, name), **told}
    # A day of anything, in a table called returns, is not enough: not all that is asked for is had.
    is_told = is_said or bool({"amount", "is_returned"} & told.keys())
    if not (is_one and is_told):
        return {}
    wanted = {"order_id": number, **told}
    wanted |= {"product": own["product"]} if "product" in own else {}
    return {p: Found("orders", name, SAID, "of_returns") for name, p in wanted.items()}


def _told(header: tuple[str, ...], seen: list[Profile], own: dict[str, int]) -> dict[str, int]:
    """The day, the money and the mark of a return, under headers that say so."""
    said = [p for p in range(len(header)) if _says(header, p)]
    days = [p for p in said if seen[p].dates >= 0.8]
    money = [p for p in said if p not in days and _is_money(header[p], seen[p])]
    marks = [p for p in said if p == own.get("is_returned") and p not in (*days, *money)]
    found = {"ordered_at": days, "amount": money, "is_returned": marks}
    return {name: places[0] for name, places in found.items() if places}


def _is_of_returns(header: tuple[str, ...], own: dict[str, int], told: dict[str, int]) -> bool:
    """Whether nothing but what came back is told: neither a day nor the money of a sale."""
    is_sold = any(name in own and own[name] != told.get(name) for name in ("ordered_at", "amount"))
    is_line = "product" in own and not {"ordered_at", "amount"} & told.keys()
    return (
        bool(told)
        and not is_sold
        and not is_line
        and all(name not in own or _says(header, own[name]) for name in _SOLD)
    )


def _unless_sold(own: dict[str, int], name: str) -> dict[str, int]:
    """The day and the money of a table called one of returns, whatever their headers say."""
    if _OF_ORDERS.search(name):
        return {}
    return {column: own[column] for column in ("ordered_at", "amount") if column in own}


def _is_money(header: str, one: Profile) -> bool:
    said = _plain(header)
    return one.is_numeric and bool(_MONEY.search(said)) and not _COUNTED.search(said)


def _says(header: tuple[str, ...], place: int) -> bool:
    return bool(_SAID.search(_plain(header[place])))


def _plain(name: str) -> str:
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return re.sub(r"[_\-.]", " ", parted).lower()
