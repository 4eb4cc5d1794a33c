"""Every kind of problem that reading and cleaning can tell has words in every language."""

import ast
import re

import pytest

from data.cleaners.treatments import LEAVING_OUT, TREATMENTS
from tests.house import ROOT, modules, tree
from ui.words import languages, words

DATA = ROOT / "data"
_TOLD_BY = {"Problem", "Check", "UnreadableFileError"}
_NAMES = {"kind", "reason", "obstacle", "_UNREADABLE"}
_CODE = re.compile(r"[a-z]+(_[a-z]+)*")


def _texts(node: ast.AST | None) -> set[str]:
    if node is None:
        return set()
    tests = [n.test for n in ast.walk(node) if isinstance(n, ast.IfExp)]
    left_out = {id(n) for test in tests for n in ast.walk(test)}
    found = [n for n in ast.walk(node) if isinstance(n, ast.Constant) and id(n) not in left_out]
    return {n.value for n in found if isinstance(n.value, str)}


def _kinds_of(node: ast.AST) -> set[str]:
    """The kinds that one piece of code names, wherever kinds are named in the house."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        first = _texts(node.args[0]) if node.args and node.func.id in _TOLD_BY else set()
        return first.union(*(_texts(k.value) for k in node.keywords if k.arg == "error"))
    if isinstance(node, ast.Call):
        return set().union(*(_texts(k.value) for k in node.keywords if k.arg == "error"))
    if isinstance(node, ast.Assign) and any(ast.unparse(t) in _NAMES for t in node.targets):
        return _texts(node.value)
    if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) in _NAMES:
        return _texts(node.value)
    if isinstance(node, ast.FunctionDef) and node.name == "obstacle":
        returns = [n for n in ast.walk(node) if isinstance(n, ast.Return)]
        return set().union(*(_texts(r.value) for r in returns))
    if isinstance(node, ast.For) and "kind" in ast.unparse(node.target):
        return _texts(node.iter)
    return set()


def kinds() -> set[str]:
    """The kinds that the modules of data name, and the reasons that its statements give."""
    found: set[str] = set()
    for path in modules("data"):
        for node in ast.walk(tree(path)):
            found |= _kinds_of(node)
        found |= set(re.findall(r"(?:then|else) '([a-z]+_[a-z_]+)'", path.read_text()))
    found |= set(LEAVING_OUT)
    return {kind for kind in found if (_CODE.fullmatch(kind) and "_" in kind) or kind == "empty"}


def test_the_kinds_are_found_where_data_names_them() -> None:
    assert {
        "empty",
        "not_a_table",
        "wrong_encoding",
        "same_file",
        "unmatched_columns",
        "unknown_date",
        "missing_customer",
        "missing_value",
        "unreadable_value",
        "short_row",
        "totals_row",
        "unclosed_quote",
        "near_ids",
        "already_loaded",
        "broken_matching",
    } <= kinds()


@pytest.mark.parametrize("language", languages())
def test_every_kind_of_problem_has_words(language: str) -> None:
    said = words(language)
    assert sorted(kind for kind in kinds() if not said.has(f"problem.{kind}")) == []


@pytest.mark.parametrize("language", languages())
def test_every_kind_of_file_and_every_reason_for_a_meaning_has_words(language: str) -> None:
    text = "\n".join(path.read_text() for path in modules("data"))
    seems = set(re.findall(r'^    \(b"[^\n]*, "(\w+)"\),$', text, re.M)) | {"html", "xml", "binary"}
    reasons = set(re.findall(r'because="(\w+)"', text)) | {"header", "header_and_values"}
    reasons |= set(re.findall(r'0\.5\), "(\w+)"\)', text)) | {"attribute", "unknown"}
    assert {"png", "zip", "program"} <= seems
    reasons |= set(re.findall(r'return "(\w+)"', (DATA / "recognising/left_out.py").read_text()))
    reasons |= {"in_other_words", "values"}
    assert {"reader", "matching_file", "meaning_moved", "same_scale"} <= reasons
    assert {"blank_column", "bookkeeping", "other_column", "asked", "overlap"} <= reasons
    said = words(language)
    assert sorted(name for name in seems if not said.has(f"seems.{name}")) == []
    assert sorted(name for name in reasons if not said.has(f"because.{name}")) == []


@pytest.mark.parametrize("language", languages())
def test_every_rule_has_words(language: str) -> None:
    text = "\n".join(path.read_text() for path in modules("data"))
    rules = {rule for rules in TREATMENTS.values() for rule in rules}
    rules |= set(re.findall(r'^(?:ROW|UNANSWERED)\w* = "(\w+)"$', text, re.M))
    rules |= set(re.findall(r'told\.append\("(\w+)"\)', text))
    assert {
        "row_stands_for_customer",
        "returned_by_negative",
        "tenure_is_in_years",
        "unanswered_kept",
    } <= rules
    assert sorted(rule for rule in rules if not words(language).has(f"rule.{rule}")) == []


@pytest.mark.parametrize("language", languages())
def test_every_kind_of_doubtful_row_and_every_choice_has_words(language: str) -> None:
    wanted = {f"doubt.{kind}" for kind in TREATMENTS}
    wanted |= {f"choice.{rule}" for rules in TREATMENTS.values() for rule in rules}
    assert {"doubt.not_won", "choice.only_won_deals"} <= wanted
    assert sorted(key for key in wanted if not words(language).has(key)) == []
