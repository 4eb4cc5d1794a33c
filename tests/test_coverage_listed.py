"""The table of what is answered where names only what there is."""

import re
from pathlib import Path

import pytest

from metrics.registry import BY_NAME, DIMENSIONS
from tests.every_model import modules_of_metrics
from tests.house import ROOT

TABLE = (ROOT / "docs/coverage.md").read_text(encoding="utf-8")
ANSWERED, _, _ = TABLE.partition("## Cannot be told")
ROWS = re.findall(r"^\| (\d+) \| (.+) \|$", ANSWERED, re.MULTILINE)
METHODS = Path(ROOT).parent / "shared/METHODS.md"
TO_COMPUTE = re.compile(r"^\| (\d+) \|[^|]*\|[^|]*\| [^|]*[CB][^|]* \|", re.MULTILINE)
"""Marked C or B, alone or beside a workshop or a story."""
NAMED = {dimension.name for dimension in DIMENSIONS} | set(BY_NAME)


def is_there(name: str) -> bool:
    """Whether an indicator, a dimension or a function of metrics goes by this name."""
    module, _, function = name.partition(".")
    return name in NAMED or hasattr(modules_of_metrics().get(module), function)


@pytest.mark.parametrize("cells", [cells for _, cells in ROWS], ids=[row for row, _ in ROWS])
def test_a_row_names_what_answers_it_where_it_stands_and_what_tests_it(cells: str) -> None:
    _, answers, pages, tests = (re.findall(r"`([\w.]+)`", cell) for cell in cells.split(" | "))
    assert [name for name in answers if not is_there(name)] == []
    assert [page for page in pages if not (ROOT / f"pages/{page}.py").exists()] == []
    assert pages
    assert tests
    texts = [(ROOT / f"tests/{test}.py").read_text(encoding="utf-8") for test in tests]
    spoken = {word for text in texts for word in re.findall(r"\w+", text)}
    assert [name for name in answers if name.rpartition(".")[2] not in spoken] == []


def test_every_row_that_can_be_computed_is_answered_or_told_why_not() -> None:
    if not METHODS.exists():
        pytest.skip("needs ../shared/METHODS.md")
    to_compute = set(TO_COMPUTE.findall(METHODS.read_text(encoding="utf-8")))
    listed = re.findall(r"^\| (\d+) \|", TABLE, re.MULTILINE)
    assert len(to_compute) > 85
    assert to_compute <= set(listed)
    assert len(listed) == len(set(listed))
