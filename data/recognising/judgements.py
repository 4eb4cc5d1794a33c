"""What was judged of a column by all of its values: told, so that a reader can object."""

from collections.abc import Iterator
from dataclasses import dataclass

from data.cleaners.plan import Plan, Reading

_ORDERS = {"dmy": "day_first", "mdy": "month_first"}


@dataclass(frozen=True)
class Judgement:
    """One judgement: its kind, the column it is of, and the value it came to, where it has one."""

    kind: str
    column: str
    value: str | None = None


def judgements(plan: Plan) -> tuple[Judgement, ...]:
    """Everything that was judged of the columns which a file's tables are read from."""
    found = [
        Judgement(kind, plan.matching.label(reading.column), value)
        for reading in plan.readings
        for kind, value in _judged(reading)
    ]
    return tuple(dict.fromkeys(found))


def _judged(reading: Reading) -> Iterator[tuple[str, str | None]]:
    match reading.kind:
        case "date" | "instant":
            yield from _of_moments(reading)
        case "number":
            yield from _of_numbers(reading)


def _of_moments(reading: Reading) -> Iterator[tuple[str, str | None]]:
    order, style = reading.column.date_order, reading.style
    if reading.column.because == "date_order_unclear":
        yield "order_open", None
    elif order in _ORDERS:
        yield _ORDERS[order], None
    if style.counted:
        yield style.counted, None
    if style.zone is not None:
        sign, minutes = "-" if style.zone < 0 else "+", abs(style.zone)
        yield "one_zone", f"{sign}{minutes // 60:02d}:{minutes % 60:02d}"


def _of_numbers(reading: Reading) -> Iterator[tuple[str, str | None]]:
    if reading.column.decimal == ",":
        yield "decimal_comma", None
    codes = reading.style.currencies
    if len(codes) == 1:
        yield "one_currency", codes[0]
    elif codes:
        listed = " · ".join(codes)
        yield ("currencies_apart" if reading.names_currency else "main_currency"), listed
