"""The keys in tests/exports/keys: what a person takes the columns of strangers' files for."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from data.recognising.meanings import ATTRIBUTE
from tests.files import EXPORTS

FOLDER = EXPORTS / "keys"
MADE = EXPORTS / "made"
NOTHING = "none"

_ANYWHERE = ("customers", "survey_responses")
"""Their columns may stand in a file of any other table."""


@dataclass(frozen=True)
class Key:
    """One table of one file: `tables` and, by header, the answers that are right.

    `name` is the file's path among the datasets, with "#sheet" where it has several tables.
    """

    name: str
    tables: tuple[str, ...]
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    because: str = ""
    refused: str | None = None

    def answers(self, header: str) -> frozenset[str]:
        """Every meaning that is right for a column."""
        return frozenset(self.columns.get(header, ())) - {ATTRIBUTE}

    def expects(self, header: str, table: str) -> bool:
        """Whether a column has a meaning of ours and may not be left without one.

        Of a file that two tables may hold, those are expected which the one found can hold.
        """
        answers = self.columns.get(header, (ATTRIBUTE,))
        if ATTRIBUTE in answers or (table == NOTHING and table in self.tables):
            return False
        possible = {table, *_ANYWHERE} if table in self.tables else {*self.tables, *_ANYWHERE}
        return bool(possible & {answer.partition(".")[0] for answer in answers})


def keys() -> tuple[Key, ...]:
    """Every key of every folder, in the order of the folders."""
    return tuple(key for path in sorted(FOLDER.glob("*.toml")) for key in _of_folder(path))


def made_keys() -> tuple[Key, ...]:
    """The keys of the files that were made to try what is recognised, in the form of products."""
    return tuple(_of_folder(MADE / "made.toml"))


def plain(header: str) -> str:
    """A header as keys write it: line breaks and runs of blanks as one blank."""
    return " ".join(header.split())


def _of_folder(path: Path) -> Iterator[Key]:
    told: dict[str, dict[str, Any]] = tomllib.loads(path.read_text("utf-8"))
    for file, entry in told.items():
        known = told[entry["like"]] if "like" in entry else {}
        yield replace(_key(known | entry), name=f"{path.stem}/{file}")


def _key(entry: dict[str, Any]) -> Key:
    return Key(
        "",
        _each(entry["table"]),
        {plain(header): _each(answers) for header, answers in entry.get("columns", {}).items()},
        entry.get("because", ""),
        entry.get("refused"),
    )


def _each(answers: str | list[str]) -> tuple[str, ...]:
    return (answers,) if isinstance(answers, str) else tuple(answers)
