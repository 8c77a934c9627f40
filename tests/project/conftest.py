"""The repository as its own subject: its root, its settings, and the files that would be published."""

from __future__ import annotations

import fnmatch
import os
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
BINARY = {".png", ".pdf", ".doc", ".xls", ".wps", ".et"}


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def settings() -> dict[str, Any]:
    """The content of ``pyproject.toml``."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def published() -> dict[str, str]:
    """The text of every file that git does not ignore, by its path; of Office files, the text of each part."""
    return dict(piece for path in _files() for piece in _pieces(path))


def _files() -> Iterator[Path]:
    ignored = [".git", *(line.strip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").split())]

    def kept(name: str) -> bool:
        return not any(fnmatch.fnmatch(name, pattern) for pattern in ignored)

    for folder, folders, names in os.walk(ROOT):
        folders[:] = filter(kept, folders)
        yield from (Path(folder, name) for name in names if kept(name))


def _pieces(path: Path) -> Iterator[tuple[str, str]]:
    name = path.relative_to(ROOT).as_posix()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for part in archive.namelist():
                yield f"{name}!{part}", archive.read(part).decode(errors="ignore")
    elif path.suffix not in BINARY:
        yield name, path.read_text(encoding="utf-8", errors="ignore")
