"""Which words the code asks for, read from its syntax trees: what the language files must have."""

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.house import every_module, strings, tree


@dataclass(frozen=True)
class Said:
    """One call that asks for a text: its key, the facts it hands over, and where it stands."""

    place: str
    key: str
    facts: frozenset[str]
    is_open: bool
    """Whether further facts come in as `**facts`."""


def calls(path: Path, name: str) -> list[ast.Call]:
    """Every call of a function or method of that name in a file."""
    return _calls(path).get(name, [])


@cache
def _calls(path: Path) -> dict[str, list[ast.Call]]:
    """All calls of a file by what they call: it is gone through once, whatever is asked."""
    found: dict[str, list[ast.Call]] = {}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            called = node.func
            own = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            found.setdefault(own, []).append(node)
    return found


def constants(node: ast.expr | None) -> list[str]:
    """The texts that an expression may stand for, where they are written out."""
    if isinstance(node, ast.IfExp):
        return [*constants(node.body), *constants(node.orelse)]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def first_texts(name: str, position: int = 0) -> set[str]:
    """The texts written out at one place of every call of that name, anywhere in the app."""
    return {
        text
        for path in every_module()
        for call in calls(path, name)
        if len(call.args) > position
        for text in constants(call.args[position])
    }


def said() -> list[Said]:
    """Every call with a key that is written out."""
    return [
        Said(f"{path.name}:{call.lineno}", key, *_facts(call))
        for path in every_module()
        for call in calls(path, "say")
        if call.args
        for key in constants(call.args[0])
    ]


def _facts(call: ast.Call) -> tuple[frozenset[str], bool]:
    names = [keyword.arg for keyword in call.keywords]
    return frozenset(name for name in names if name), None in names


@cache
def literals() -> frozenset[str]:
    """Every string of the app that is not a docstring."""
    return frozenset(text for path in every_module() for text in strings(path))


@cache
def _words_in_code() -> frozenset[str]:
    """Whatever could fill a placeholder of a key: codes stand in code, some of them within SQL."""
    return frozenset(word for text in literals() for word in re.findall(r"[\w-]+", text))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Keys that the code puts together, `indicator.{name}.name`; each place takes one code."""
    found = set()
    for path in every_module():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                found.add("".join(_part(value) for value in node.values))
        for call in calls(path, "or_itself"):
            found |= {re.escape(f"{prefix}.") + r"([\w-]+)" for prefix in constants(call.args[0])}
            if isinstance(call.args[0], ast.JoinedStr):
                found.add("".join(map(_part, call.args[0].values)) + r"\.([\w-]+)")
    # What a choice is among is put into the text that names its kind: "cohorts.way_{}".
    named = first_texts("one_of", 3) | first_texts("Weighing", 1)
    found |= {r"([\w-]+)".join(map(re.escape, key.split("{}"))) for key in named}
    return tuple(re.compile(pattern) for pattern in sorted(found))


def _part(value: ast.expr) -> str:
    return re.escape(str(value.value)) if isinstance(value, ast.Constant) else r"([\w-]+?)"


@cache
def _endings() -> frozenset[str]:
    """What is put behind a key or the beginning of one: `{key}.title`."""
    return frozenset(
        str(node.values[1].value)
        for path in every_module()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.JoinedStr)
        and len(node.values) == 2
        and isinstance(node.values[0], ast.FormattedValue)
        and isinstance(node.values[1], ast.Constant)
        and re.fullmatch(r"\.\w+", str(node.values[1].value))
    )


def is_asked_for(key: str) -> bool:
    """Whether some code can ask for this key."""
    if key in literals() or _is_put_together(key):
        return True
    stem, dot, ending = key.rpartition(".")
    return f"{dot}{ending}" in _endings() and (stem in literals() or _is_put_together(stem))


def _is_put_together(key: str) -> bool:
    matches = (pattern.fullmatch(key) for pattern in _patterns())
    return any(match and _words_in_code().issuperset(match.groups()) for match in matches)
