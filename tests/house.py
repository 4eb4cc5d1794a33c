"""The source files of the house, read as trees, for the tests that hold its rules."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATASETS = ROOT.parent / "shared" / "datasets"

LAYERS = {
    "pages": ["pages"],
    "entry": ["app.py", "report.py"],
    "ui": ["ui"],
    "metrics": ["metrics"],
    "data": ["data"],
}


def modules(layer: str) -> list[Path]:
    """The Python files of one layer."""
    places = [ROOT / place for place in LAYERS[layer]]
    return sorted(
        path
        for place in places
        for path in ([place] if place.suffix == ".py" else place.rglob("*.py"))
        if path.exists()
    )


def every_module() -> list[Path]:
    """The Python files of the app, without its tests and benchmarks."""
    return [path for layer in LAYERS for path in modules(layer)]


@cache
def tree(path: Path) -> ast.Module:
    """A file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> set[str]:
    """The dotted names of everything that a file imports."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def strings(path: Path) -> list[str]:
    """Every string constant of a file that says something to the code: no docstring of anything."""
    docstrings = {id(node.value) for node in ast.walk(tree(path)) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
    ]
