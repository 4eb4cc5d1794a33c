"""How far the reading of a large file is, told to whoever waits for it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias


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


Watch: TypeAlias = Callable[[Progress], None]


def nobody(progress: Progress) -> None:
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
