"""What a text looks like before anyone says what it means: number, date, e-mail, nothing …"""

import re

from data.values.currencies import CODES, DOLLARS, NAMES, SIGNS, UNITS

_CODE = "|".join((*CODES, *NAMES)).replace(".", r"\.")
_DOLLAR = "|".join(DOLLARS)
_SIGN = "[" + "".join(sign for sign in SIGNS if len(sign) == 1) + "圓圆]"
_MONEY = rf"(?:{_SIGN}|(?:{_DOLLAR})\$|(?:{_CODE}|{'|'.join(NAMES)})\.?)"
_UNIT = "|".join(unit for unit in (*UNITS, "K", "M", "B"))

# Written so that Python, Arrow and the engine read them alike.
NUMBER = (
    rf"^{_MONEY}?\s?\(?[-+−－]?\s?{_MONEY}?\s?[-+−－]?"
    r"(?:[\d０-９]{1,3}(?:[,.'’   ，]\d{2,3})*[,.'’   ，]\d{3}|[\d０-９]+)?(?:[.,．][\d０-９]+)?"
    rf"(?:[eE][-+]?\d{{1,3}})?[.,]?\s?(?:{_UNIT})?\s?{_MONEY}?\s?[-−]?\)?$"
)
_WEEKDAY = r"(?:\s*[(（]?(?:星期|周|週|礼拜)[一二三四五六日天][)）]?)?"
_CLOCK = r"(?:[ T,]*(?:[上下中]午|凌晨|早上|晚上)?\s?\d{1,2}[:时時点點]\d{0,2}.{0,60})?$"
_HAN = "[〇零一二三四五六七八九十]"
_MONTH = "Jan|Feb|Mar|Apr|May|Mai|Jun|Jul|Aug|Sep|Oct|Okt|Nov|Dec|Dez"
_WORD = "[A-Za-zÀ-ÿ]"
DATE = (
    rf"^(?:{_WORD}{{2,10}}\.?,? )?(?:"
    r"\d{4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}[日号號.]?|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})|"
    r"(?:民國|民国)\s?\d{1,3}年\d{1,2}月\d{1,2}日|1[0-4]\d/\d{1,2}/\d{1,2}|"
    rf"{_HAN}{{4}}年{_HAN}{{1,2}}月{_HAN}{{1,3}}日|"
    rf"\d{{1,2}}(?:st|nd|rd|th|\.)?[-/ ](?:de )?{_WORD}{{3,10}}\.?[-/ ,]+"
    r"(?:de )?(?:\d{4}|\d{2})|"
    rf"{_WORD}{{3,10}}\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|"
    rf"(?:{_MONTH})[a-z]*[- ](?:\d{{4}}|\d{{2}})|"
    r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))" + _WEEKDAY + _CLOCK
)
TIME = r"^\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$"
EMAIL = r"^[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+$"
PHONE = r"^(?:\D{0,8}:?\s?)?\+?\(?\d[\d\s().\-–/]{4,20}\d(?:\s?(?:x|ext\.?|#|转)\s?\d{1,6})?$"
MASKED_PHONE = r"^'?(?:\+?\d{1,3}[- ]?)?(?:1\d{2}|\d{2,4})[- ]?[*xX•●]{3,8}[- ]?\d{0,4}$"
"""A telephone of which some digits were covered before it was sent."""
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
    "——",
    "–",
    "/",
    "n.a.",
    "#n/a",
    "#null!",
    "#value!",
    "#ref!",
    "#div/0!",
    "#name?",
    "#num!",
    "nat",
    "<na>",
    "\\n",
    "undefined",
    "(null)",
    "<null>",
    "[null]",
    "(blank)",
    "(empty)",
    "无",
    "無",
    "空",
    "(空)",
    "(空白)",
    "空白",
    "暂无",
    "暫無",
    "未填",
    "未填写",
    "无数据",
    "不详",
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
