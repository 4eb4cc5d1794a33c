"""Under which headers a column is known: in English and both Chinese scripts, however spelled."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("headers.toml")
_NOTE = re.compile(r"[(（\[【<〈{].*?[)）\]】>〉}]")
_ALTERNATIVES = re.compile(r"[/／|]|、")
_SIGNS = re.compile(r"[\W_]+")

# Characters of traditional headers and what they are in simplified ones.
_SIMPLIFIED = str.maketrans(
    "戶編號稱類別級會員顧買賣訂單間時數額優轉產銷價總計實應貨開關閉創註冊話電聯繫絡職業齡歲貫國區費約續離網斷結問題評滿復響處經辦訴緊嚴動訪點擊發"
    "達頁為組幣種潤標識狀態來門資歡據歷齊陸帳郵機碼縣購項對簽終觸預險歸屬備長獲徑薦紹記錄詳維認還風營報運輸節語調劃圖畫導師層籤臺灣專讓紅線觀積儲"
    "餘檔園億萬",
    "户编号称类别级会员顾买卖订单间时数额优转产销价总计实应货开关闭创注册话电联系络职业龄岁贯国区费约续离网断结问题评满复响处经办诉紧严动访点击发"
    "达页为组币种润标识状态来门资欢据历齐陆账邮机码县购项对签终触预险归属备长获径荐绍记录详维认还风营报运输节语调划图画导师层签台湾专让红线观积储"
    "余档园亿万",
)


@dataclass(frozen=True)
class Known:
    """A column that a header may name: how near the wording is, and how preferred (0 is first)."""

    table: str
    column: str
    nearness: float
    rank: int


def key(header: str) -> str:
    """The header without what does not tell it apart: notes, signs, blanks, capitals, script."""
    plain = unicodedata.normalize("NFKC", header)
    without_notes = _NOTE.sub("", plain)
    kept = without_notes if _SIGNS.sub("", without_notes) else plain
    return _SIGNS.sub("", kept).lower().translate(_SIMPLIFIED)


def known(table: str, header: str) -> tuple[Known, ...]:
    """The columns of a table that this header may name, the nearest first."""
    found = [*_worded(table, key(header), 1.0)]
    if not found:
        # Of two names for one column, as in "phone / mobile", either will do.
        parts = _ALTERNATIVES.split(header)
        found = [k for part in parts for k in _worded(table, key(part), 0.9)]
    return tuple(sorted(found, key=lambda k: (-k.nearness, k.rank)))


def _worded(table: str, whole: str, nearness: float) -> Iterator[Known]:
    yield from _named(table, whole, nearness)
    for noun in _nouns(table):
        if whole.startswith(noun) and whole != noun:
            yield from _named(table, whole[len(noun) :], 0.9 * nearness)


def is_bare(header: str) -> bool:
    """Whether a header means little outside of its own table."""
    return key(header) in _bare()


def is_id(header: str) -> bool:
    """Whether a header names what its row is known by, or what it belongs to."""
    return key(header).endswith(("id", "编号", "key"))


def speaks_of(table: str, header: str) -> bool:
    """Whether a header begins with the name of that table's thing: customer …, 客户…"""
    whole = key(header)
    return any(whole.startswith(noun) for noun in _nouns(table))


def instrument_words() -> dict[str, str]:
    """What is measured, by each word for it."""
    prefixes: dict[str, list[str]] = _told()["instruments"]
    return {word: name for name, words in prefixes.items() for word in (name, *words)}


def names_unit(header: str) -> bool:
    """Whether a header says in what time is counted."""
    return any(unit in header.lower() for unit in ("month", "year", "day", "月", "年", "天"))


def instrument(header: str) -> str | None:
    """What a question measures, where the beginning of its header tells."""
    whole = key(header)
    prefixes: dict[str, list[str]] = _told()["instruments"]
    return next(
        (name for name, starts in prefixes.items() if any(_starts(whole, s) for s in starts)), None
    )


def _starts(whole: str, start: str) -> bool:
    return bool(re.fullmatch(rf"{start}(\d+|global)?", whole))


def _named(table: str, whole: str, nearness: float) -> Iterator[Known]:
    for column, rank in _aliases(table).get(whole, ()):
        yield Known(table, column, nearness, rank)


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def _aliases(table: str) -> dict[str, list[tuple[str, int]]]:
    aliases: dict[str, list[tuple[str, int]]] = {}
    for column, headers in _told()[table].items():
        for rank, header in enumerate([column, *headers]):
            places = aliases.setdefault(key(header), [])
            if column not in [place for place, _ in places]:
                places.append((column, rank))
    return aliases


@cache
def _nouns(table: str) -> tuple[str, ...]:
    return tuple(sorted((key(noun) for noun in _told()["nouns"][table]), key=len, reverse=True))


@cache
def _bare() -> frozenset[str]:
    return frozenset(key(word) for word in _told()["bare"])


@cache
def tables() -> tuple[str, ...]:
    """The tables whose headers are known."""
    return tuple(_told()["nouns"])
