"""How far the work on a large file is, told to whoever waits for it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args


@dataclass(frozen=True)
class Progress:
    """So much of a file is done: bytes of all its bytes, and the rows found in them."""

    file: str
    bytes_done: int
    bytes_all: int
    rows: int

    @property
    def share(self) -> float:
        """0 to 1."""
        return min(1.0, self.bytes_done / max(self.bytes_all, 1))


Work = Literal["casting", "customers", "judging", "keeping"]
WORKS: tuple[Work, ...] = get_args(Work)
"""What is done with the rows once they are read, in this order."""


@dataclass(frozen=True)
class Step:
    """A part of the work on a file that now begins."""

    file: str
    work: Work

    @property
    def place(self) -> int:
        """Which part it is, from 1 to all WORKS."""
        return WORKS.index(self.work) + 1


Watch: TypeAlias = Callable[[Progress], None]
StepWatch: TypeAlias = Callable[[Step], None]


def nobody(progress: Progress | Step) -> None:
    """The watch where nobody waits."""


def bytes_told(
    watch: Watch, file: str, size: int, rows: Callable[[], int]
) -> Callable[[int], None]:
    """What hears how many more bytes are read, and tells the watch how far the file is."""
    done = 0

    def told(count: int) -> None:
        nonlocal done
        done += count
        watch(Progress(file, done, size, rows()))

    return told
