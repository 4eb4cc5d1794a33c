"""What is wrong with a file or a value, told as facts; ui puts them into sentences."""

from collections.abc import Mapping
from dataclasses import dataclass

EXAMPLES = 20
"""So many examples of one kind in one column are listed; `count` tells how many there are."""

LONGEST_VALUE = 120


@dataclass(frozen=True)
class Problem:
    """One example of a problem: where it stands, what stands there, what would be right.

    `row` counts the records of the file, the header is row 0. `count` is how many problems of this
    kind the same column holds, however many of them are listed.
    """

    kind: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    expected: str | None = None
    count: int = 1
    is_set_aside: bool = False


class UnreadableFileError(Exception):
    """A file from which nothing can be loaded: which file, what kind of obstacle, and its facts."""

    def __init__(self, kind: str, file: str, **facts: object) -> None:
        super().__init__(kind)
        self.kind = kind
        self.file = file
        self.facts: Mapping[str, object] = facts


class UnreadableMatchingError(Exception):
    """A saved matching that is none, or speaks of what no file can mean: the kind, and of what."""

    def __init__(self, kind: str, value: object = None) -> None:
        super().__init__(kind)
        self.kind = kind
        self.value = value


def shortened(value: str, longest: int = LONGEST_VALUE) -> str:
    """The value as one can show it: its beginning, and a sign that there was more."""
    return value if len(value) <= longest else value[: longest - 1] + "…"
