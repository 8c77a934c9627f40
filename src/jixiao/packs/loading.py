"""Finding and loading packs: the built-in ones by id, a person's own by the path of the file."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from jixiao.datafiles import DataFileError, load_model
from jixiao.packs.model import Pack

TESTS_SUFFIX = ".tests.yaml"


class UnknownPackError(Exception):
    """No pack has this id; the message lists those that there are."""


def data_folder() -> Path:
    """Return the folder of the built-in packs."""
    return Path(str(files("jixiao.packs") / "data"))


@cache
def pack_files() -> dict[str, Path]:
    """Return the files of the built-in packs by id; the id is the path below the data folder."""
    folder = data_folder()
    found = sorted(path for path in folder.rglob("*.yaml") if not path.name.endswith(TESTS_SUFFIX))
    return {path.relative_to(folder).with_suffix("").as_posix(): path for path in found}


def load_pack(path: Path) -> Pack:
    """Load the pack in the file at PATH. Raises :class:`~jixiao.datafiles.DataFileError`."""
    return load_model(path, Pack)


@cache
def _built_in(name: str) -> Pack:
    """Load a built-in pack, once: unlike a person's own file it cannot change while the program runs."""
    return load_pack(pack_files()[name])


def path_of(word: str) -> Path:
    """Return the file of the pack that WORD names: the id of a built-in one, or the path of a file.

    Raises :class:`UnknownPackError`.
    """
    if word in pack_files():
        return pack_files()[word]
    path = Path(word)
    if path.suffix in (".yaml", ".yml", ".json"):
        return path
    raise UnknownPackError(f"没有规则包“{word}”，现有 {'、'.join(pack_files())}；自己的规则包请写文件名（.yaml）。")


def find_pack(word: str) -> Pack:
    """Return the pack that WORD names. Raises :class:`UnknownPackError`, :class:`~jixiao.datafiles.DataFileError`."""
    return _built_in(word) if word in pack_files() else load_pack(path_of(word))


def all_packs() -> tuple[Pack, ...]:
    """Return the built-in packs in the order of their ids."""
    return tuple(map(_built_in, pack_files()))


def case_file_of(path: Path) -> Path:
    """Return the file with the tests of the pack in the file at PATH: ``x.yaml`` has ``x.tests.yaml``."""
    return path.with_name(path.stem + TESTS_SUFFIX)


__all__ = [
    "DataFileError",
    "UnknownPackError",
    "all_packs",
    "case_file_of",
    "data_folder",
    "find_pack",
    "load_pack",
    "pack_files",
    "path_of",
]
