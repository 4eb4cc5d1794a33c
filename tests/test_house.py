"""The rules of the house: who may import whom, how long a room may be, what may stand in it."""

import ast
import re
from pathlib import Path

import pytest

from tests.house import ROOT, every_module, imports, modules, strings, tree

MAY_NOT_IMPORT = {
    "metrics": {"data", "ui", "pages", "streamlit", "plotly", "duckdb", "pyarrow"},
    "data": {"metrics", "ui", "pages", "streamlit", "plotly"},
    "ui": {"pages", "duckdb"},
    "pages": {"duckdb", "plotly", "pages"},
    "entry": {"duckdb"},
}


def _named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("layer", MAY_NOT_IMPORT)
def test_no_layer_imports_what_lies_above_it(layer: str) -> None:
    found = {
        _named(path): sorted({name.split(".")[0] for name in imports(path)} & MAY_NOT_IMPORT[layer])
        for path in modules(layer)
    }
    assert modules(layer)
    assert {path: names for path, names in found.items() if names} == {}


def test_charts_are_drawn_without_streamlit() -> None:
    charts = [path for path in modules("ui") if "charts" in path.parts]
    assert charts
    assert [p.name for p in charts if any(n.startswith("streamlit") for n in imports(p))] == []


def test_only_the_store_and_what_it_serves_speak_to_the_engine() -> None:
    speakers = {_named(path) for path in every_module() if "duckdb" in imports(path)}
    assert speakers == {"data/engine.py", "data/store.py"}


def test_no_module_is_longer_than_200_lines() -> None:
    long = {_named(p): n for p in every_module() if (n := len(p.read_text().splitlines())) > 200}
    assert long == {}


def _functions(path: Path) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef)]


def test_no_function_is_longer_than_40_lines_and_all_are_annotated() -> None:
    wrong = [
        f"{_named(path)}:{function.name}"
        for path in every_module()
        for function in _functions(path)
        if (function.end_lineno or 0) - function.lineno >= 40 or function.returns is None
    ]
    assert wrong == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        _named(p) for p in every_module() if p.stat().st_size and not ast.get_docstring(tree(p))
    ]
    assert silent == []


def test_a_page_holds_no_queries_sentences_colours_or_safety_nets() -> None:
    wrong = []
    for path in modules("pages"):
        if any(isinstance(node, ast.Try | ast.BinOp) for node in ast.walk(tree(path))):
            wrong.append(f"{_named(path)}: try or arithmetic")
        wrong += [
            f"{_named(path)}: {text!r}"
            for text in strings(path)
            if re.search(r"\s\w+\s|#[0-9a-fA-F]{6}|\bselect\b|[\u4e00-\u9fff]", text)
        ]
    assert wrong == []


def test_every_page_asks_for_the_view_before_anything_else() -> None:
    for path in modules("pages"):
        first = next(
            n for n in tree(path).body if not isinstance(n, ast.Expr | ast.ImportFrom | ast.Import)
        )
        assert "current_view()" in ast.unparse(first), path


def test_no_colour_stands_outside_the_theme() -> None:
    found = [
        (_named(path), text)
        for path in every_module()
        for text in strings(path)
        if re.search(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b", text)
    ]
    assert found == []


def test_no_list_offers_to_select_all_in_the_toolkits_english() -> None:
    lists = [
        node
        for path in modules("ui")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "st.multiselect"
    ]
    assert lists
    for node in lists:
        assert "select_all" in {word.arg for word in node.keywords}, ast.unparse(node)


def test_no_room_is_called_after_nothing() -> None:
    empty_names = {"utils", "helpers", "manager", "service", "base", "common", "misc"}
    assert [p.name for p in every_module() if p.stem in empty_names - {"service"}] == []


def test_a_module_of_metrics_has_a_name_of_its_own() -> None:
    """Reports and tests call what is in it `module.function`, whatever package it lies in."""
    names = [path.stem for path in modules("metrics") if path.stem != "__init__"]
    assert sorted(names) == sorted(set(names))
