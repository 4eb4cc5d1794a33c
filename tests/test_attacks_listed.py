"""The list of attacks names every case that is to be tried, and tests that there are."""

import ast
import re

import pytest

from tests.house import ROOT

LIST = (ROOT / "docs" / "attacks.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"(tests/[\w/]+\.py)::(test_\w+)", LIST)))
CASES = [
    *map(str, range(1, 20)),
    *("B01", "B02", "B05", "B06", "B09", "B11", "B13", "B16", "B18", "S02"),
]


def functions_of(file: str) -> set[str]:
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_case_is_listed_once_with_a_test() -> None:
    rows = [line.split("|")[1:4] for line in LIST.splitlines() if "::test_" in line]
    listed = [case.strip() for cases, _, _ in rows for case in cases.split(",")]
    assert sorted(listed) == sorted(CASES)


@pytest.mark.parametrize("file", sorted({file for file, _ in NAMED}))
def test_every_test_that_is_named_is_there(file: str) -> None:
    assert {name for place, name in NAMED if place == file} <= functions_of(file)
