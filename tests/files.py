"""Files that tests read: those in tests/exports, and real ones where the folder is there."""

from pathlib import Path

import pytest

from tests.house import DATASETS

EXPORTS = Path(__file__).parent / "exports"


def export(name: str) -> tuple[str, bytes]:
    """A file that we wrote, as it would be uploaded."""
    return name, (EXPORTS / name).read_bytes()


def dataset(path: str) -> tuple[str, bytes]:
    """A file that nobody here wrote; the test is skipped where it is not at hand."""
    file = DATASETS / path
    if not file.exists():
        pytest.skip(f"needs {path} of the shared datasets")
    return file.name, file.read_bytes()
