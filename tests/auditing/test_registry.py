"""The catalogue of checks: complete, unique, told in Chinese, and every check under test."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from jixiao.auditing import Finding, Relation, Severity, checks, registry
from jixiao.auditing.registry import Check, DuplicateCheckError, all_checks, check
from jixiao.recognition import Dossier

TESTS = Path(__file__).resolve().parents[1]
CHINESE = re.compile(r"[\u4e00-\u9fa5]{2}")
TEXTS = ("title", "family", "basis", "explanation")
CATALOGUE = {entry.id: entry for entry in all_checks()}


def decorated() -> Iterator[tuple[str, dict[str, ast.expr]]]:
    """Yield module and arguments of every ``@check(…)`` in the source of the checks."""
    for path in sorted(Path(checks.__path__[0]).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for decorator in getattr(node, "decorator_list", []):
                if isinstance(decorator, ast.Call) and getattr(decorator.func, "id", "") == "check":
                    named = {keyword.arg: keyword.value for keyword in decorator.keywords if keyword.arg}
                    positional = ("check_id", "title", "family", "basis", "severity", "explanation")
                    yield path.stem, dict(zip(positional, decorator.args, strict=False)) | named


def test_every_decorated_function_is_in_the_catalogue() -> None:
    written = [(module, ast.literal_eval(arguments["check_id"])) for module, arguments in decorated()]
    listed = [(entry.run.__module__.rsplit(".", 1)[1], entry.id) for entry in all_checks()]
    assert sorted(written) == sorted(listed)
    assert len(written) >= 90


def test_every_module_holds_a_check() -> None:
    modules = {path.stem for path in Path(checks.__path__[0]).glob("*.py")} - {"__init__"}
    assert modules == {module for module, _ in decorated()}


@pytest.mark.parametrize("entry", all_checks(), ids=lambda entry: entry.id)
class TestEveryCheck:
    def test_its_texts_are_chinese_and_whole(self, entry: Check) -> None:
        for name in TEXTS:
            text = getattr(entry, name)
            assert CHINESE.search(text), f"{name}：{text!r}"
            assert text == text.strip()
            assert not re.search(r"TODO|FIXME|XXX|[{}]", text)

    def test_title_and_explanation_say_different_things(self, entry: Check) -> None:
        assert 3 <= len(entry.title) <= 30
        assert len(entry.explanation) > 8
        assert entry.explanation != entry.title
        assert entry.explanation.endswith("。")
        assert not entry.title.endswith("。")

    def test_its_id_is_plain_words(self, entry: Check) -> None:
        assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", entry.id)

    def test_its_docstring_says_what_must_hold(self, entry: Check) -> None:
        assert entry.run.__doc__
        assert entry.run.__doc__.strip().endswith(".")

    def test_it_has_nothing_to_say_of_nothing(self, entry: Check) -> None:
        assert list(entry.run(Dossier(()))) == []

    def test_it_is_under_test_with_and_without_a_finding(self, entry: Check) -> None:
        assert len(users_of(entry.id)) >= 2, f"没有测试，或只有一个测试用到“{entry.id}”"


@cache
def _mentions() -> dict[str, frozenset[str]]:
    """Return the names of the test functions that use each string, themselves or by a helper or constant."""
    found: dict[str, set[str]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        carried = _carried(tree)
        for function in (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name.startswith("test")):
            for word in {*_strings(function), *(w for name in _names(function) for w in carried.get(name, ()))}:
                found.setdefault(word, set()).add(f"{path.stem}.{function.name}")
    return {word: frozenset(names) for word, names in found.items()}


def _carried(tree: ast.Module) -> dict[str, set[str]]:
    """Return the strings in every constant and every helper of a test file, by its name."""
    carried: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("test"):
            carried.setdefault(node.name, set()).update(_strings(node))
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            carried.setdefault(node.targets[0].id, set()).update(_strings(node.value))
    return carried


def _strings(node: ast.AST) -> Iterator[str]:
    return (n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str))


def _names(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name):
            yield inner.id
        elif isinstance(inner, ast.Attribute):
            yield inner.attr


def users_of(check_id: str) -> frozenset[str]:
    """Return the test functions that name a check; this file's own do not count."""
    return frozenset(name for name in _mentions().get(check_id, ()) if not name.startswith("test_registry."))


def test_families_hold_the_checks_together() -> None:
    families = {entry.family for entry in all_checks()}
    assert 8 <= len(families) <= 30
    assert not families & set(CATALOGUE), "a family that is named like a check cannot be chosen"


def test_the_catalogue_has_the_same_order_however_it_is_loaded() -> None:
    """By module, and within a module as the checks are written."""
    modules = [entry.run.__module__ for entry in all_checks()]
    assert modules == sorted(modules)
    lines = [(entry.run.__module__, entry.run.__code__.co_firstlineno) for entry in all_checks()]
    assert lines == sorted(lines)


def test_an_id_is_given_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_CHECKS", dict(registry._CHECKS))
    register = check("rate", "比率", "虚构", "无", Severity.ERROR, "再登记一次。")
    with pytest.raises(DuplicateCheckError, match="rate"):
        register(lambda _dossier: iter(()))


def test_a_new_check_joins_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_CHECKS", dict(registry._CHECKS))
    assert "made-up" not in CATALOGUE

    @check("made-up", title="虚构的核查", family="虚构", basis="无", severity=Severity.INFO, explanation="测试用。")
    def made_up(_dossier: Dossier) -> Iterator[Relation | Finding]:
        return iter(())

    entry = next(entry for entry in all_checks() if entry.id == "made-up")
    assert (entry.title, entry.severity, entry.run) == ("虚构的核查", Severity.INFO, made_up)
