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

from data.demo_calendar import Whole

_FOLDER = Path(__file__).with_name("demo_texts")
LANGUAGES = tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))

MOODS = ("low", "middle", "high")
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
        """Every comment: a sentence of each mood and theme, alone or with a second one.

        The first 12 of each mood and theme are single sentences repeated, the next 12 pairs with
        a sentence of the following theme.
        """
        gap = self.words("sentence_gap")[0]
        found = []
        for mood, (number, theme) in product(MOODS, enumerate(THEMES)):
            firsts = self.words(f"comments.{mood}.{theme}")
            seconds = self.words(f"comments.{mood}.{THEMES[(number + 1) % len(THEMES)]}")
            found += [firsts[k % len(firsts)] for k in range(12)]
            found += [firsts[k % len(firsts)] + gap + seconds[k % 3] for k in range(12)]
        return found


def said(words: list[str], numbers: npt.NDArray[np.integer[Any]]) -> pd.Series:
    """A column of words by number; a negative number stands for no word."""
    known = pa.array(np.maximum(numbers, 0), mask=np.asarray(numbers) < 0)
    return pd.Series(pa.array(words, pa.large_string()).take(known), dtype="str")


def numbered(prefix: str, numbers: Whole, digits: int = 6) -> pd.Series:
    """Ids such as C000123; a negative number stands for none."""
    known = pa.array(numbers, mask=np.asarray(numbers) < 0)
    padded = pc.utf8_lpad(known.cast(pa.string()), digits, "0")
    return pd.Series(pc.binary_join_element_wise(prefix, padded, ""), dtype="str")
