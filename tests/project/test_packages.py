"""The folders of the package, what they import, and the locked files that supply it."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

LOCKS = ("user", "all", "dev")


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=!~;\[ ]", name)[0]).lower()


def _requirements(root: Path, lock: str) -> dict[str, str]:
    """The locked entries by package name; an entry is ``name==version``, an optional marker and its hashes."""
    text = (root / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    entries = text.replace("\\\n", " ").splitlines()
    return {_canonical(entry): entry for entry in entries}


def _imported(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                yield node.module.split(".")[0]


def test_every_package_folder_says_what_it_holds(root: Path) -> None:
    folders = {path.parent for path in (root / "src" / "jixiao").rglob("*.py")}
    silent = [
        folder.relative_to(root).as_posix()
        for folder in sorted(folders)
        if not (folder / "__init__.py").is_file()
        or not ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_the_architecture_page_lists_every_room(root: Path) -> None:
    page = (root / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = {path.parent.name for path in (root / "src" / "jixiao").glob("*/__init__.py")}
    modules = {path.stem for path in (root / "src" / "jixiao").glob("*.py")} - {"__init__", "__main__"}
    assert set(re.findall(r"^\| `(\w+)` \|", page, re.M)) == rooms | modules


def _optional(settings: dict[str, Any]) -> set[str]:
    """The packages of all extras, without the extra that only names the others."""
    extras = settings["project"]["optional-dependencies"].values()
    return {_canonical(entry) for entries in extras for entry in entries} - {"jixiao"}


def test_declared_dependencies_are_those_imported(root: Path, settings: dict[str, Any]) -> None:
    suppliers = packages_distributions()
    foreign = set(_imported(root / "src")) - set(sys.stdlib_module_names) - {"jixiao"}
    imported = {_canonical(suppliers[module][0]) for module in foreign}
    assert imported - _optional(settings) == {_canonical(entry) for entry in settings["project"]["dependencies"]}


def test_each_dependency_has_its_reason(root: Path, settings: dict[str, Any]) -> None:
    reasons = (root / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    declared = {_canonical(entry) for entry in settings["project"]["dependencies"]} | _optional(settings)
    assert {name for name in declared if f"| {name} |" not in reasons} == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_entry_is_pinned_and_hashed(root: Path, lock: str) -> None:
    entry = re.compile(r"[\w.-]+==[\w.]+(?: ; [^#]+?)?(?:\s+--hash=sha256:[0-9a-f]{64})+")
    loose = [line for line in _requirements(root, lock).values() if not entry.fullmatch(line.strip())]
    assert loose == []


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_files_hold_no_address(root: Path, lock: str) -> None:
    text = (root / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    assert re.findall(r"https?:|://|--(?:index|extra|find|trusted)\S*", text) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_files_hold_everything_declared(root: Path, settings: dict[str, Any], lock: str) -> None:
    groups = settings["dependency-groups"]
    wanted = [*settings["project"]["dependencies"], *groups["build"], *(groups["dev"] if lock == "dev" else [])]
    optional = _optional(settings) if lock != "user" else set()
    assert ({_canonical(entry) for entry in wanted} | optional) - _requirements(root, lock).keys() == set()


def test_developers_run_the_versions_that_users_get(root: Path) -> None:
    user, everything, dev = (_requirements(root, lock) for lock in LOCKS)
    assert {name: entry for name, entry in everything.items() if dev.get(name) != entry} == {}
    assert {name: entry for name, entry in user.items() if everything.get(name) != entry} == {}


def test_users_get_no_tool_of_the_developers(root: Path, settings: dict[str, Any]) -> None:
    tools = {_canonical(entry) for entry in settings["dependency-groups"]["dev"]} | _optional(settings)
    assert tools & _requirements(root, "user").keys() == set()
