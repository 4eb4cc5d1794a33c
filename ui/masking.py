"""Who a customer is, shortened so far that a passer-by cannot tell, until someone asks for it."""

import re

import pandas as pd
import streamlit as st

from ui.view import View

_NAME = (r"(\S)\S*", r"\1**")
_MAIL = (r"(?s)^(\S?).*$", r"\1***@…")
_NUMBER = (r"(?s)^(?:(.{3}).{4,}(.{2})|.*)$", r"\1****\2")

# An id is a pseudonym, and shortened ones could not be told apart; but some shops take the phone or
# the mail address for it: a mail, a mobile of China, of North America, or one with its signs.
_REACHES = (
    r"(?=.*@|.*(?<![0-9A-Za-z])1[3-9]\d{9}(?![0-9A-Za-z])|[2-9]\d{2}[2-9]\d{6}$"
    r"|(?=.*[+\s().-])\+?[\s().]*(?:\d[\s().-]*){10,15}$)"
)
_CODE = (rf"(?s)^{_REACHES}(?:.{{3,}}(.{{3}})|.*)$", r"***\1")
_TEXT = (r"(?s)^(.?).*$", r"\1***")

# Ways to reach somebody that stand within a text, each with what stays of it.
_SPOKEN = (
    (r"(?i)(?:https?://|www\.)[^\s，。；！？)）]+", "…"),
    (r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", "***@…"),
    (r"@[\w-]+", "@***"),
    # An account after the name of the messenger; \u5fae\u4fe1 is WeChat's own.
    (r"(?i)(\u5fae\u4fe1|wechat|weixin|vx|qq)([\s:：\u53f7\u662f]*)[a-z0-9_-]{5,}", r"\1\2***"),
    (r"\+?(?:\d[\s().-]?){6,}\d", "****"),
)

_WAYS = {
    "customer_id": _CODE,
    "referred_by": _CODE,
    "name": _NAME,
    "owner": _NAME,
    "agent": _NAME,
    "email": _MAIL,
    "phone": _NUMBER,
    "comment": _TEXT,
}


def names_shown(view: View) -> bool:
    """Whether the reader asked to see who the customers are; not unless they did."""
    return st.toggle(
        view.say("masking.show"),
        key="show-names",
        help=view.say("masking.why"),
        persist_state="page",
    )


def without_contacts(text: str) -> str:
    """What somebody wrote, without numbers and addresses by which anybody could be reached."""
    for pattern, kept in _SPOKEN:
        text = re.sub(pattern, kept, text)
    return text


def masked(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with names and contacts shortened, and no more of a birthday than its year."""
    found = {name: _shortened(rows[name], *_WAYS[name]) for name in rows if name in _WAYS}
    if "birth_on" in rows:
        found["birth_on"] = pd.to_datetime(rows["birth_on"]).dt.strftime("%Y")
    return rows.assign(**found)


def masked_others(rows: pd.DataFrame, telling: set[str]) -> pd.DataFrame:
    """The same for the file's other columns, as name and value.

    `telling` are those in which nearly everyone differs; a long number may be anybody's.
    """
    is_hidden = rows["name"].isin(telling) | rows["value"].str.contains(r"\d{7}", na=False)
    shown = rows["value"].where(~is_hidden, _shortened(rows["value"], *_TEXT))
    return rows.assign(value=shown)


def _shortened(values: pd.Series, pattern: str, kept: str) -> pd.Series:
    # As objects: the engine behind the text type reads patterns by rules of its own.
    return values.astype(object).str.replace(pattern, kept, regex=True)
