"""One cell of the workbook, read as what its column is for; what cannot be used is told with its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]  # the library ships no types

from jixiao.documents import Cell
from jixiao.evaluations import Mark
from jixiao.quantities import EXACT, Qualifier, parse_number, parse_quantity

_BASES = {"amount": Decimal(10_000)}
_UNITS = {"amount": ("元",), "count": ("人", "名"), "area": ("㎡", "平方米"), "points": ("分",)}
_ASKED = {
    "amount": "应是数（万元），或者“—”“无”“不适用”",
    "count": "应是人数，或者“—”“无”“不适用”",
    "area": "应是面积（㎡），或者“—”“无”“不适用”",
}
_LONGEST_QUOTE = 30


class WorkbookError(Exception):
    """Cells of a workbook that cannot be used: one line each, with file, sheet, cell and what to do."""


@dataclass
class Faults:
    """The faults found so far; reading goes on after each."""

    source: str
    lines: list[str] = field(default_factory=list)

    def add(self, sheet: str, cell: Cell, told: str) -> None:
        """Note that CELL of SHEET is wrong."""
        text = " ".join(cell.text.split())
        written = f"，现在写的是“{text[:_LONGEST_QUOTE]}{'…' if len(text) > _LONGEST_QUOTE else ''}”" if text else ""
        self.add_line(f"“{sheet}”表{xl_rowcol_to_cell(cell.row, cell.column)}：{told}{written}。")

    def add_line(self, told: str) -> None:
        """Note a fault that has no cell; one that was told already is not told again."""
        line = f"{self.source}{told}"
        if line not in self.lines:
            self.lines.append(line)


def text_of(cell: Cell | None) -> str | None:
    """Return the words of a cell without the blanks around them; ``None`` for a blank one."""
    return (cell.text.strip() or None) if cell is not None else None


@dataclass(frozen=True, slots=True)
class CellReader:
    """Reads the cells of one sheet by the kinds of their columns."""

    sheet: str
    faults: Faults

    def read(self, kind: str, title: str, cell: Cell | None) -> object:
        """Return the value of CELL in a column of KIND under TITLE; ``None`` where it is blank or cannot be used."""
        if cell is None or text_of(cell) is None:
            return None
        readers: dict[str, Callable[[str, Cell], object]] = {
            **dict.fromkeys(_ASKED, lambda _, cell: self.entry(kind, cell)),
            "points": self.points,
            "level": self.level,
        }
        return readers[kind](title, cell) if kind in readers else text_of(cell)

    def entry(self, kind: str, cell: Cell) -> Decimal | Mark | None:
        """Return a number in the unit of its column, whatever unit it brings along, or what stands in its place."""
        text = text_of(cell) or ""
        if text in set(Mark):
            return Mark(text)
        number = _number(kind, text)
        if number is None:
            self.faults.add(self.sheet, cell, _ASKED[kind])
        elif number < 0:
            self.faults.add(self.sheet, cell, "不能是负数；冲减的请并入原来的金额后再填")
        return number

    def points(self, title: str, cell: Cell) -> Decimal | None:
        """Return points, which are never below zero."""
        number = _number("points", text_of(cell) or "")
        if number is None or number < 0:
            self.faults.add(self.sheet, cell, f"{title}应是不小于0的数")
            return None
        return number

    def level(self, title: str, cell: Cell) -> int | None:
        """Return a whole number from 1."""
        number = _number("level", text_of(cell) or "")
        if number is None or number < 1 or number != int(number):
            self.faults.add(self.sheet, cell, f"{title}应是 1、2、3 这样的整数")
            return None
        return int(number)


def _number(kind: str, text: str) -> Decimal | None:
    """Return a plain number, or one with a unit that leaves no doubt: 1,707.31万元 and 17073100元 are both 1707.31."""
    number = parse_number(text)
    if number is not None:
        return number[0]
    quantity = parse_quantity("".join(text.split()))
    if quantity is None or quantity.unit not in _UNITS.get(kind, ()) or quantity.qualifier is not Qualifier.NONE:
        return None
    base = _BASES.get(kind, Decimal(1))
    return quantity.number if quantity.scale == base else EXACT.divide(quantity.value, base)
