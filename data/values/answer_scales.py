"""Answers given in words: on which known scale the words of a column stand, and as which number."""

import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

_FILE = Path(__file__).with_name("answer_words.toml")

NEARLY_ALL = 0.75
"""So many of a column's different words stand on a scale, or it is not on that scale."""

FEWEST_STEPS = 2

# What Arrow and the engine take out of an answer, one after the other, to know its words or number.
WORDED = (
    (r"[(（][^)）]*[)）]?", ""),
    (r"^[a-g][.、:：)）]", ""),
    (r"^[^\p{L}]+|[^\p{L}]+$", ""),
    (r"[\s_-]+", " "),
)
NUMBERED = (
    (r"^(\d{1,2})\s*(?:分|星|颗星|顆星|points?|pts|stars?|(?:/|out of)\s*(?:5|7|10))$", r"\1"),
    (r"^(\d{1,2})\s*[-–—=:：.、(（\s]\s*[^\d\s].*$", r"\1"),
)


@dataclass(frozen=True)
class Scale:
    """An ordered list of answers, worst to best; each step has words that mean the same."""

    name: str
    steps: tuple[tuple[str, ...], ...]
    first: int = 1
    instrument: str | None = None

    @property
    def ends(self) -> tuple[float, float]:
        """The numbers of the worst step and of the best."""
        return float(self.first), float(self.first + len(self.steps) - 1)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each word."""
        return {word: n for n, step in enumerate(self.steps, self.first) for word in step}


@dataclass(frozen=True)
class Answers:
    """The scale of a column, and which number each of its different answers stands for."""

    scale: Scale
    numbers: dict[str, int]

    @property
    def low(self) -> float:
        """The number of the worst answer that was given."""
        return float(min(self.numbers.values()))

    @property
    def high(self) -> float:
        """The number of the best answer that was given."""
        return float(max(self.numbers.values()))

    @property
    def ends(self) -> tuple[float, float]:
        """The ends of the scale; ten points may begin at one where nobody gave nought."""
        worst, best = self.scale.ends
        return max(worst, min(1.0, self.low)), best


def is_scale(name: str) -> bool:
    """Whether a scale has that name; anything else never reaches the engine."""
    return name in _scales()


def instrument(name: str | None) -> str | None:
    """What is asked where answers are in the words of that scale, if they tell it."""
    return _scales()[name].instrument if name else None


def answers(written: Collection[str]) -> Answers | None:
    """What the different answers of a column are, where nearly all are words of one scale.

    Two of them on one step tell that the scale is a finer one.
    """
    told = sorted(set(written) - unanswered())
    keys = _keys(told)
    found = [Answers(one, _numbers(one, keys)) for one in _scales().values()]
    fitting = [one for one in found if _fits(one, len(told))]
    return max(fitting, key=lambda one: len(set(one.numbers.values())), default=None)


def numbers_of(written: Iterable[str], name: str) -> list[tuple[str, int]]:
    """The answers among these as they are written, each with its number, the best first."""
    told = list(dict.fromkeys(written))
    numbers = _numbers(_scales()[name], _keys([one.strip().lower() for one in told]))
    found = [(one, numbers.get(one.strip().lower())) for one in told]
    return sorted(((one, n) for one, n in found if n is not None), key=lambda pair: -pair[1])


def word_numbers() -> tuple[list[str], list[int]]:
    """Every word of every scale as scale:word, and its number."""
    every = [(f"{s.name}:{w}", n) for s in _scales().values() for w, n in s.numbers.items()]
    return [word for word, _ in every], [number for _, number in every]


@cache
def unanswered() -> frozenset[str]:
    """What is written where nobody answered."""
    return frozenset(_told()["unanswered"])


def _fits(one: Answers, count: int) -> bool:
    steps = set(one.numbers.values())
    is_worded = any(not told.isdecimal() for told in one.numbers)
    return is_worded and len(steps) >= FEWEST_STEPS and len(one.numbers) >= NEARLY_ALL * count


def _numbers(one: Scale, keys: list[tuple[str, str, str]]) -> dict[str, int]:
    known, found = one.numbers, dict[str, int]()
    for told, worded, number in keys:
        # A number before words is an answer where the words are: stages are numbered as well.
        tried = (told, worded, *((number,) if worded in _every_word() else ()))
        if key := next((key for key in tried if key in known), None):
            found[told] = known[key]
    return found


def _keys(told: list[str]) -> list[tuple[str, str, str]]:
    """Each answer as it stands there, its words alone, and the number before them."""
    return list(zip(told, _taken_out(told, WORDED), _taken_out(told, NUMBERED), strict=True))


def _taken_out(written: list[str], parts: tuple[tuple[str, str], ...]) -> list[str]:
    cells = pa.array(written, pa.string())
    for pattern, left in parts:
        cells = pc.replace_substring_regex(cells, pattern, left)
    found: list[str] = cells.to_pylist()
    return found


@cache
def _every_word() -> frozenset[str]:
    units = ("", "分", "星", "颗星", "顆星", "point", "points", "pts", "star", "stars", "out of")
    return frozenset(units).union(*(one.numbers for one in _scales().values()))


@cache
def _scales() -> dict[str, Scale]:
    return {
        name: Scale(
            name, tuple(map(tuple, one["steps"])), one.get("first", 1), one.get("instrument")
        )
        for name, one in _told()["scales"].items()
    }


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
