"""Streams one sheet of an Excel file, cell by cell: what it holds may be far more than fits into memory."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree

from jixiao.documents.limits import Limits
from jixiao.documents.office_package import OfficePackage
from jixiao.documents.sheet_cells import CellReader
from jixiao.documents.sheet_grid import Area, TooManyCellsError

_NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_LAST_ROW = 1_048_576
_LAST_COLUMN = 16_384
# Formatted but empty cells are common; only so many of them are waded through for each cell allowed.
_EMPTY_CELLS = 10
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_TRUE = frozenset({"1", "true"})


@dataclass(slots=True)
class Sheet:
    """What a sheet holds, rows and columns from 0: the text of its filled cells, and its merged areas.

    ``remarks`` says what is wrong with single cells; ``hides`` that some rows or columns are hidden.
    """

    filled: dict[int, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    merged: list[Area] = field(default_factory=list)
    remarks: dict[tuple[int, int], str] = field(default_factory=dict)
    hides: bool = False


class SheetParser:
    """Parses one sheet; raises :class:`UnreadableFileError` where it is damaged."""

    def __init__(self, package: OfficePackage, part: str, cells: CellReader, limits: Limits) -> None:
        self._package = package
        self._part = part
        self._cells = cells
        self._limits = limits
        self._sheet = Sheet()
        self._current_row: etree._Element | None = None
        self._row = -1
        self._column = -1
        self._passed = 0
        self._filled = 0

    def parse(self) -> Sheet:
        """Return the sheet; raises :class:`TooManyCellsError` as soon as it goes beyond the limits."""
        for element in self._package.elements(self._part, *qualified("c", "row", "mergeCell", "col")):
            namespace, _, tag = element.tag.rpartition("}")
            if tag == "c":
                self._read_cell(element, f"{namespace}}}")
            elif tag == "mergeCell":
                self._sheet.merged.append(self._area(element.get("ref", "")))
            else:
                self._sheet.hides = self._sheet.hides or element.get("hidden") in _TRUE
                if tag == "row":
                    self._enter(element)
        return self._sheet

    def _read_cell(self, cell: etree._Element, namespace: str) -> None:
        self._enter(next(cell.iterancestors()))
        self._passed += 1
        address = cell.get("r")
        self._column = self._column + 1 if address is None else self._column_of(address)
        text, remark = self._cells.read(cell, namespace)
        if text or remark:
            self._sheet.filled[self._row][self._column] = text
            self._filled += 1
        if remark:
            self._sheet.remarks[self._row, self._column] = remark
        if self._filled > self._limits.cells or self._passed > _EMPTY_CELLS * self._limits.cells:
            raise TooManyCellsError

    def _enter(self, row: etree._Element) -> None:
        """Take note of the row that is being read; a row or a cell without an address follows the one before."""
        if row is self._current_row:
            return
        self._current_row = row
        number = row.get("r")
        self._row = self._row + 1 if number is None else self._row_of(number)
        self._column = -1
        if self._row >= _LAST_ROW:
            raise self._package.broken(self._part)

    def _row_of(self, number: str) -> int:
        if not (number.isascii() and number.isdigit() and len(number) < 8 and int(number)):
            raise self._package.broken(self._part)
        return int(number) - 1

    def _column_of(self, address: str) -> int:
        found = _ADDRESS.fullmatch(address)
        column = _column(found[1]) if found else _LAST_COLUMN
        if column >= _LAST_COLUMN:
            raise self._package.broken(self._part)
        return column

    def _area(self, reference: str) -> Area:
        """Return the rectangle that a reference such as ``A1:C3`` names."""
        first, _, last = reference.partition(":")
        corners = _ADDRESS.fullmatch(first), _ADDRESS.fullmatch(last or first)
        if corners[0] is None or corners[1] is None:
            raise self._package.broken(self._part)
        (left, top), (right, bottom) = ((_column(corner[1]), int(corner[2]) - 1) for corner in corners if corner)
        if not (0 <= top <= bottom and left <= right):
            raise self._package.broken(self._part)
        return Area(top, left, bottom, right)


def qualified(*names: str) -> list[str]:
    """Return these element names of SpreadsheetML in the namespaces of both of its variants."""
    return [f"{{{namespace}}}{name}" for name in names for namespace in _NAMESPACES]


def address(row: int, column: int) -> str:
    """Return the address that Excel gives a cell: row 4, column 2 is ``C5``."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
