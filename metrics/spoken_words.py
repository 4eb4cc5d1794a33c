"""Words of files by which a column or a cell says what it is of, in English and Chinese."""

import re
import tomllib
from pathlib import Path

_WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))

BLOCK_WORDS: dict[str, list[str]] = _WORDS["blocks"]
SENSITIVE: list[str] = _WORDS["guarded"]["sensitive"]
INWARD: list[str] = _WORDS["directions"]["inward"]
PROFIT: list[str] = _WORDS["money"]["profit"]
FEELING: list[str] = _WORDS["outcomes"]["feeling"]
OUTWARD: list[str] = _WORDS["directions"]["outward"]
EVENTS: dict[str, list[str]] = _WORDS["events"]


def speaks(name: str, beginnings: list[str]) -> bool:
    """Whether a word of a name begins so; Chinese is written without gaps between its words."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
    spoken = re.split(r"[^a-z]+", parted)
    return any(
        any(word.startswith(start) for word in spoken) if start.isascii() else start in parted
        for start in beginnings
    )
