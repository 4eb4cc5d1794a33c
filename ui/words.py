"""Every sentence a reader sees, in the reader's language, from the files of ui/words/."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

FOLDER = Path(__file__).parent / "words"
FALLBACK = "en"


class _Counting(Formatter):
    """Puts facts into a text; behind a count the word for one or for many."""

    def format_field(self, value: object, format_spec: str) -> str:
        one, slash, many = format_spec.partition("/")
        if not slash:
            return str(format(value, format_spec))
        return f"{value} {one if str(value) == '1' else many}"


_COUNTING = _Counting()


@dataclass(frozen=True)
class Words:
    """The texts of one language, by dotted key."""

    language: str
    texts: Mapping[str, str] = field(repr=False)

    def __call__(self, key: str, **facts: object) -> str:
        """The sentence of that key with its facts; KeyError where no language has it.

        `{rows:row/rows}` in a text is the count and the word for one, or for any other count.
        """
        found = self.texts[key] if self.has(key) else words(FALLBACK).texts[key]
        return _COUNTING.vformat(found, (), facts) if facts else found

    def passage(self, sentences: Iterable[str]) -> str:
        """Sentences one behind another, with what this language puts between them."""
        return self("list.sentence").join(sentences)

    def has(self, key: str) -> bool:
        """Whether this language has a text of that key."""
        return key in self.texts

    def or_itself(self, prefix: str, value: str) -> str:
        """The word for a code of ours; a value from the reader's own data stands for itself."""
        return self.texts.get(f"{prefix}.{value}", value)


@cache
def words(language: str) -> Words:
    """The words of a language; KeyError where the folder has no file of it."""
    if language not in languages():
        raise KeyError(language)
    return Words(language, dict(_flat(_read(language))))


@cache
def languages() -> dict[str, str]:
    """The languages in the folder: code → its own name."""
    codes = sorted(path.stem for path in FOLDER.glob("*.toml"))
    return {code: _read(code)["language"]["name"] for code in codes}


def nearest(locale: str | None) -> str:
    """The language that suits a browser's locale best."""
    wanted = (locale or "").lower()
    if wanted.startswith("zh"):
        is_traditional = any(part in wanted for part in ("hant", "tw", "hk", "mo"))
        code = "zh-Hant" if is_traditional else "zh-Hans"
        return code if code in languages() else "zh-Hans"
    return next((code for code in languages() if wanted.startswith(code)), FALLBACK)


@cache
def _read(language: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


def _flat(node: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in node.items():
        name = f"{prefix}{key}"
        pairs += _flat(value, f"{name}.") if isinstance(value, Mapping) else [(name, value)]
    return pairs
