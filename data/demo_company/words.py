"""The demo company's words in the reader's language, and columns made of them."""

import tomllib
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.demo_company.calendar import Whole

_FOLDER = Path(__file__).with_name("demo_texts")
LANGUAGES = tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))

MOODS = ("low", "middle", "high")
SINGLE_COMMENTS, COMMENTS_PER_THEME, FIRST_OF_THREE = 12, 252, 80
THEMES = ("delivery", "service", "quality", "price", "refill", "packaging")


@cache
def _table(language: str) -> dict[str, Any]:
    if language not in LANGUAGES:
        raise KeyError(language)
    return tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


class Words:
    """What the demo company calls things in one language; rows speak of them by number."""

    def __init__(self, language: str) -> None:
        self._table = _table(language)

    def words(self, name: str) -> list[str]:
        """A list of words; a dot leads into a group of lists."""
        found: Any = self._table
        for part in name.split("."):
            found = found[part]
        return [found] if isinstance(found, str) else list(found)

    def said(self, name: str, numbers: npt.NDArray[np.integer[Any]]) -> pd.Series:
        """A column of the words of that list; a negative number stands for no word."""
        return said(self.words(name), numbers)

    def people(self) -> list[str]:
        """Every name of a person: by given name, women's first, then by surname."""
        given = self.words("women") + self.words("men")
        order = self.words("name_order")[0]
        pairs = product(given, self.words("surnames"))
        return [order.format(given=first, surname=last) for first, last in pairs]

    def businesses(self) -> list[str]:
        """Every name of a business: by city, then by stem, then by industry."""
        order = self.words("business_order")[0]
        parts = product(*(map(self.words, ("cities", "business_stems", "industry_names"))))
        return [order.format(city=city, stem=stem, industry=kind) for city, stem, kind in parts]

    def comments(self) -> list[str]:
        """Every comment: a sentence of each mood and theme, alone or with others on other themes.

        The first of each mood and theme are single sentences. The others go on in the same mood,
        or now and then in a middling one, as people do; the later ones say a third thing.
        """
        return [
            self._comment(mood, number, k - SINGLE_COMMENTS)
            for mood, number, k in product(MOODS, range(len(THEMES)), range(COMMENTS_PER_THEME))
        ]

    def _comment(self, mood: str, number: int, k: int) -> str:
        """The k-th comment of that mood and theme; one sentence where k is negative."""
        themes = [THEMES[(number + place) % len(THEMES)] for place in (0, 1 + k // 4 % 5, 3)]
        asides = "middle" if k % 3 == 2 else mood
        parts = [(mood, themes[0], k), (asides, themes[1], k // 20), ("middle", themes[2], k // 80)]
        count = 1 if k < 0 else 2 if k < FIRST_OF_THREE else 3
        lists = [(self.words(f"comments.{how}.{what}"), at) for how, what, at in parts[:count]]
        gap = self.words("sentence_gap")[0]
        return gap.join(words[at % len(words)] for words, at in lists)


def said(words: list[str], numbers: npt.NDArray[np.integer[Any]]) -> pd.Series:
    """A column of words by number; a negative number stands for no word."""
    known = pa.array(np.maximum(numbers, 0), mask=np.asarray(numbers) < 0)
    return pd.Series(pa.array(words, pa.large_string()).take(known), dtype="str")


def numbered(prefix: str, numbers: Whole, digits: int = 6) -> pd.Series:
    """Ids such as C000123; a negative number stands for none."""
    known = pa.array(numbers, mask=np.asarray(numbers) < 0)
    padded = pc.utf8_lpad(known.cast(pa.string()), digits, "0")
    return pd.Series(pc.binary_join_element_wise(prefix, padded, ""), dtype="str")
