"""The names of levels in the workbook beside those that its pack fixes: a name that is mistyped by one character."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jixiao.datafiles import DataFileError
from jixiao.documents import Cell
from jixiao.packs import IndicatorRule, UnknownPackError, find_pack
from jixiao.scoring.tree import matching
from jixiao.workbook.cells import text_of
from jixiao.workbook.grids import Book
from jixiao.workbook.sheets import INDICATORS, NO_LEVEL

_SUFFIX = "指标"
_WORDS = {"dimension": "一级指标", "category": "二级指标"}


class Levels:
    """Compares levels with those of a pack; where a place leaves them free, other names are as good."""

    def __init__(self, book: Book, pack: str | None) -> None:
        self._book = book
        self._nodes = _nodes_of(pack)
        self._here: Sequence[IndicatorRule] = ()

    def check(self, cells: Mapping[str, Cell]) -> None:
        """Note what is mistyped in the levels of a row; a level left blank is that of the row above."""
        dimension = text_of(cells.get("dimension"))
        if dimension is not None and dimension != NO_LEVEL:
            found = matching(dimension, self._nodes)
            self._here = found.children if found is not None else ()
            if found is None:
                self._mistyped("dimension", cells["dimension"], self._nodes)
        category = text_of(cells.get("category"))
        if category is not None and matching(category, self._here) is None:
            self._mistyped("category", cells["category"], self._here)

    def _mistyped(self, name: str, cell: Cell, nodes: Sequence[IndicatorRule]) -> None:
        text = _plain(cell.text)
        meant = next((node.name for node in nodes if _differ_by_one(text, _plain(node.name))), None)
        if meant is not None:
            told = f"规则包里没有这个{_WORDS[name]}，是不是“{meant}”"
            self._book.faults.add(self._book.name_of(INDICATORS.name), cell, told)


def _nodes_of(pack: str | None) -> Sequence[IndicatorRule]:
    """Return the top of the tree that PACK fixes; whether the pack can be used at all is told when it is used."""
    try:
        return find_pack(pack).indicators if pack is not None else ()
    except (UnknownPackError, DataFileError):
        return ()


def _plain(name: str) -> str:
    return "".join(name.split()).removesuffix(_SUFFIX) + _SUFFIX


def _differ_by_one(one: str, other: str) -> bool:
    """Tell whether one character put in, left out or exchanged makes one text of the other."""
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return len(long) - len(short) == 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
