"""Every figure that is drawn has a passport, and the page of definitions lists it."""

import ast
import re
from pathlib import Path

import pytest

from tests.house import modules, tree
from ui.figure_sources import FIGURES
from ui.words import languages, words

STATES = re.compile(r"formats\.(value|interval|money|decimal|change)\b|\b\w+_told\(")
"""A module that says so much puts a number before the reader."""
OF_INDICATORS = {"findings"}
"""Whose numbers are those of indicators, each with a passport on the page it leads to."""
FIGURE_MODULES = {
    path: path.read_text(encoding="utf-8") for path in modules("ui") if "figures" in path.parts
}


def test_every_passport_that_a_figure_asks_for_is_listed_and_every_listed_one_is_asked_for() -> (
    None
):
    asked = {
        node.args[1].value
        for path in modules("ui")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "of_figure"
        and isinstance(node.args[1], ast.Constant)
    }
    named = {text for source in FIGURE_MODULES.values() for text in re.findall(r'"(\w+)"', source)}
    in_steps = {name for name in FIGURES if name.startswith("idic_")}
    assert asked - set(FIGURES) == set()
    assert set(FIGURES) - asked - named - in_steps == set()
    assert len(asked) > 85


@pytest.mark.parametrize("path", FIGURE_MODULES, ids=lambda path: path.stem)
def test_who_states_a_number_shows_its_passport_or_is_part_of_one_who_does(path: Path) -> None:
    source = FIGURE_MODULES[path]
    if not STATES.search(source) or path.stem in OF_INDICATORS or "of_figure" in source:
        return
    users = [other for other in FIGURE_MODULES.values() if f".{path.stem} import" in other]
    assert any("of_figure" in other for other in users)


@pytest.mark.parametrize("language", sorted(languages()))
def test_every_passport_is_worded(language: str) -> None:
    say = words(language)
    keys = [
        f"figures.{name}.{part}"
        for name in FIGURES
        for part in ("name", "meaning", "formula", "base")
    ]
    assert [key for key in keys if not say.has(key)] == []
