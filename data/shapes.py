"""What a text looks like before anyone says what it means: number, date, e-mail, nothing …"""

import re

# Written so that Python, Arrow and the engine read them alike.
NUMBER = (
    r"^\(?[-+−]?\s?(?:[¥￥$€£₩₹]|(?:USD|EUR|GBP|CNY|RMB|HKD|TWD|JPY|NT\$|US\$|HK\$|R\$)\s?)?[-+−]?"
    r"(?:\d{1,3}(?:[,.'’  ]\d{3})+|\d+)?(?:[.,]\d+)?(?:[eE][-+]?\d{1,3})?[.,]?"
    r"\s?(?:%|‰|万|亿|萬|億|元|円|¥|€|\$|£|(?:USD|EUR|GBP|CNY|RMB|HKD|TWD|JPY))?-?\)?$"
)
_CLOCK = r"(?:[ T,]+\d{1,2}[:时時点]\d{1,2}.{0,26})?$"
DATE = (
    r"^(?:[A-Z][a-z]+day,? )?(?:"
    r"\d{4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})|"
    r"\d{1,2}[- ][A-Za-z]{3,9}\.?[- ,]+(?:\d{4}|\d{2})|[A-Za-z]{3,9}\.? \d{1,2},? \d{4}|"
    r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))" + _CLOCK
)
TIME = r"^\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$"
EMAIL = r"^[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+$"
DIGIT = r"\d"

BLANK_WORDS = (
    "",
    "null",
    "n/a",
    "na",
    "nan",
    "none",
    "nil",
    "-",
    "--",
    "—",
    "#n/a",
    "无",
    "無",
    "空",
)
"""Spellings of nothing, for numbers, dates and flags; in a text they stay what they are."""

_NUMBER, _DATE, _TIME, _EMAIL = (re.compile(p) for p in (NUMBER, DATE, TIME, EMAIL))


def shape(value: str) -> str:
    """One of blank, number, date, time, email, text."""
    value = value.strip()
    if value.lower() in BLANK_WORDS:
        return "blank"
    if _DATE.match(value):
        return "date"
    if _NUMBER.match(value) and any(c.isdigit() for c in value):
        return "number"
    if _TIME.match(value):
        return "time"
    return "email" if _EMAIL.match(value) else "text"
