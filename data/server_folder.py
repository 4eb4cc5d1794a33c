"""The folder whose files every reader of a server may open: named when the server is started."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from data import contents
from data.contents import Content
from data.formats import archives

OPTION = "--folder"


@dataclass(frozen=True)
class ServerFolder:
    """A folder, and nothing beside it: what it does not list it does not open."""

    root: Path

    def sizes(self) -> dict[str, int]:
        """The files in it and below it, in order, with their bytes."""
        return {name: path.stat().st_size for name, path in archives.paths_in(self.root)}

    def opened(self, name: str) -> Content:
        """A file by the name under which it is listed; KeyError for any other."""
        return contents.at(dict(archives.paths_in(self.root))[name])


def server_folder(arguments: Sequence[str] | None = None) -> ServerFolder | None:
    """The folder that the server was started with; None where it was with none."""
    told = list(sys.argv if arguments is None else arguments)
    if OPTION not in told[:-1]:
        return None
    root = Path(told[told.index(OPTION) + 1]).expanduser()
    return ServerFolder(root.resolve()) if root.is_dir() else None
