"""What customers write about: each theme's share of the comments, and the marks beside it."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

from metrics.comments.taught_themes import Taught
from metrics.comments.written import BOUNDS, IN_PERIOD, MARKED
from metrics.comparison import is_beyond_chance
from metrics.scope import Scope
from metrics.statistics.intervals import Numbers, ratio_variance, student, wilson

NEEDED = 30
"""Comments before a share of them is shown, and with a mark on either side before a gap is."""

MOST_THEMES = 40
STANDARD = (
    *("speed", "attitude", "resolution", "quality", "price", "delivery"),
    *("safety", "convenience", "personal", "respect", "trust"),
)
"""Codes of the themes a reader starts from: service, and the five needs."""

_FILE = Path(__file__).with_name("comment_themes.toml")
_UNKNOWN = float("nan")


class Theme(NamedTuple):
    """A theme, by a code of ours or by a reader's own name, and the words that show it."""

    name: str
    words: tuple[str, ...]


class Said(NamedTuple):
    """`table` has one row per theme, the commonest first: theme, comments, customers, share of all
    comments with low and high, mark (the mean of 0 to 100) and rest_mark (of all other comments),
    gap between the two with gap_low and gap_high, pull (by how much the mean of all marks would
    move without these comments) and is_notable; `base` are all comments, `uncovered` those that
    speak of no theme.
    """

    table: pd.DataFrame
    base: int
    customers: int
    uncovered: int
    scored: int


@cache
def standard_themes() -> tuple[Theme, ...]:
    """The themes a reader starts from."""
    told = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(Theme(name, (*told[name]["zh"], *told[name]["en"])) for name in STANDARD)


@cache
def pattern(words: tuple[str, ...]) -> str:
    """What finds these words in a text in lower case, in the engine's dialect."""
    told = (word for word in map(_word, words) if word)
    return "|".join(told) or r"[^\s\S]"


def themes_said(scope: Scope, themes: Sequence[Theme], taught: Taught | None = None) -> Said:
    """How often each theme is spoken of in the period, and how marks differ with it.

    By its words, or by what was `taught` of it. A comment may speak of several. Customers are what
    is drawn: several comments of one are not taken for independent. Of the gaps called notable, at
    most a twentieth is chance.
    """
    kept = themes[:MOST_THEMES]
    rows = _spoken(scope, kept)
    speaks = rows[[f"theme_{n}" for n in range(len(kept))]].to_numpy(bool)
    if taught and taught.lessons:
        speaks = taught.corrected(rows, [theme.name for theme in kept], speaks)
    person, mark = rows["person"].to_numpy(int), rows["mark"].to_numpy(float)
    told = [_told(speaks[:, n], person, mark) for n in range(len(kept))]
    table = pd.DataFrame(told, columns=_COLUMNS).assign(theme=[theme.name for theme in kept])
    table["is_notable"] = is_beyond_chance(table.pop("p").to_numpy(float))
    table = table.sort_values(["comments", "theme"], ascending=[False, True], ignore_index=True)
    uncovered = int((~speaks.any(axis=1)).sum())
    customers = len(np.unique(person))
    return Said(table, len(rows), customers, uncovered, int(np.isfinite(mark).sum()))


def _spoken(scope: Scope, themes: Sequence[Theme]) -> pd.DataFrame:
    found = ", ".join(
        f"regexp_matches(lower(comment), $theme_{n}) as theme_{n}" for n in range(len(themes))
    )
    return scope.frame(
        f"""with {MARKED}
-- one row per comment of the period: whose, its mark, and the words of which themes it holds
select dense_rank() over (order by customer_id) - 1 as person, mark, comment, language,
  {found or "null as none"}
from comments where {IN_PERIOD}""",
        **BOUNDS,
        **{f"theme_{n}": pattern(theme.words) for n, theme in enumerate(themes)},
    )


def by_words(themes: Sequence[Theme], comments: Sequence[str]) -> list[list[str]]:
    """The themes whose words each comment holds."""
    return [
        [t.name for t in themes if re.search(pattern(t.words), comment.lower())]
        for comment in comments
    ]


_COLUMNS = [
    *("comments", "customers", "share", "low", "high"),
    *("mark", "rest_mark", "gap", "gap_low", "gap_high", "pull", "p"),
]


def _told(is_in: np.ndarray, person: np.ndarray, mark: Numbers) -> tuple[float, ...]:
    share, low, high = share_said(is_in, person)
    counted = (int(is_in.sum()), len(np.unique(person[is_in])), share, low, high)
    is_marked = np.isfinite(mark)
    inside, outside = is_in & is_marked, ~is_in & is_marked
    if min(inside.sum(), outside.sum()) < NEEDED:
        return (*counted, *[_UNKNOWN] * 7)
    return (*counted, *_gap(inside, outside, person, mark))


def share_said(is_in: np.ndarray, person: np.ndarray) -> tuple[float, float, float]:
    """Of comments the share of these, low and high: Wilson's interval with as many comments as
    customers make them worth. `person` numbers the customers from 0.
    """
    written, said = np.bincount(person), np.bincount(person, is_in)
    base, share = len(is_in), is_in.mean() if len(is_in) else _UNKNOWN
    squares = (float(np.sum(said**2)), float(np.sum(said * written)), float(np.sum(written**2)))
    variance = float(ratio_variance(share, *squares, base))
    worth = min(base, share * (1 - share) / variance) if variance > 0 else len(written)
    low, high = wilson(share, worth)
    return float(share), float(low), float(high)


def _gap(
    inside: np.ndarray, outside: np.ndarray, person: np.ndarray, mark: Numbers
) -> tuple[float, ...]:
    """The two means, their difference with its ends, the pull, and p."""
    mean, rest = mark[inside].mean(), mark[outside].mean()
    moved = np.zeros(len(mark))
    moved[inside] = (mark[inside] - mean) / inside.sum()
    moved[outside] = -(mark[outside] - rest) / outside.sum()
    # What one customer moves the difference by, summed over all that they wrote.
    variance = float(np.sum(np.bincount(person, moved) ** 2))
    people = len(np.unique(person[inside | outside]))
    gap = float(mean - rest)
    low, high = student(gap, variance, people)
    pull = gap * float(inside.sum() / (inside | outside).sum())
    t = gap / np.sqrt(variance) if variance > 0 else _UNKNOWN
    p = 2 * stats.t.sf(abs(t), people - 1)
    return float(mean), float(rest), gap, float(low), float(high), pull, float(p)


def _word(word: str) -> str:
    plain = " ".join(word.lower().split())
    root = re.escape(plain.rstrip("*"))
    if not root:
        return ""
    if not plain.isascii():
        return root
    return rf"\b{root}" if plain.endswith("*") else rf"\b{root}s?\b"
