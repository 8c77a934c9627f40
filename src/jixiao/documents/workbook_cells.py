"""Reads Excel files (.xlsx): each sheet is one table whose cells read as Excel shows them.

Sheets are streamed, so that a sheet of a million rows is refused before it fills the memory.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree

from jixiao.documents.composing import Composer
from jixiao.documents.errors import UnreadableFileError
from jixiao.documents.limits import Limits, too_many_cells, too_much_text
from jixiao.documents.model import Document, Table
from jixiao.documents.office_package import OfficePackage
from jixiao.documents.sheet_cells import CellReader, formats_of, plain_string
from jixiao.documents.sheet_grid import Area, TooManyCellsError, grid

_NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MOST_REMARKS = 20
_LAST_ROW = 1_048_576
_LAST_COLUMN = 16_384
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_TRUE = frozenset({"1", "true"})


def read_workbook(package: OfficePackage, limits: Limits) -> Document:
    """Return the document in an Excel package: one table a sheet, hidden sheets too.

    Raises :class:`UnreadableFileError` when the package, its texts or its formats are damaged, when no sheet at all can
    be read, or beyond LIMITS; one damaged sheet among others is a problem of the document.
    """
    return _WorkbookReader(package, limits).read()


@dataclass(slots=True)
class _Sheet:
    """What was read of one sheet; ``remarks`` says, by row and column, what is wrong with single cells."""

    filled: dict[int, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    merged: list[Area] = field(default_factory=list)
    remarks: dict[tuple[int, int], str] = field(default_factory=dict)
    hides: bool = False
    cells: int = 0


class _WorkbookReader:
    def __init__(self, package: OfficePackage, limits: Limits) -> None:
        self._package = package
        self._limits = limits
        self._composer = Composer(package.source, "xlsx", limits)
        self._part = package.main_part("xl/workbook.xml")
        self._links = package.relationships(self._part)
        self._failures: list[UnreadableFileError] = []

    def read(self) -> Document:
        root = self._package.xml(self._part)
        properties = root.find("{*}workbookPr")
        epoch_1904 = properties is not None and properties.get("date1904") in _TRUE
        self._cells = CellReader(self._strings(), self._formats(), epoch_1904)
        sheets = list(root.iter("{*}sheet"))
        for sheet in sheets:
            self._sheet(sheet)
        if self._failures and len(self._failures) == len(sheets):
            raise self._failures[0]
        self._warn_of_missing_results(root)
        return self._composer.document()

    def _strings(self) -> list[str]:
        part = self._linked("sharedStrings")
        strings = []
        length = 0
        for item in self._package.elements(part, *_tags("si")) if part else ():
            strings.append(plain_string(item))
            length += len(strings[-1])
            if length > self._limits.text_chars:
                raise too_much_text(self._package.source, self._limits)
        return strings

    def _formats(self) -> list[str]:
        part = self._linked("styles")
        return formats_of(self._package.xml(part)) if part else []

    def _linked(self, kind: str) -> str | None:
        targets = [link.target for link in self._links.values() if link.kind == kind]
        return next((target for target in targets if self._package.has(target)), None)

    def _sheet(self, element: etree._Element) -> None:
        name = element.get("name", "")
        link = self._links.get(element.get(_RELATION_ID, ""))
        if link is not None and link.kind != "worksheet":
            self._composer.problem(f"工作表“{name}”是图表页或宏表，没有读取", place=name)
            return
        try:
            sheet = self._parse(link.target if link else f"工作表 {name}")
            cells = grid(sheet.filled, sheet.merged, self._limits.cells)
        except TooManyCellsError:
            raise too_many_cells(self._package.source, self._limits) from None
        except UnreadableFileError as error:
            self._failures.append(error)
            self._composer.problem(f"工作表“{name}”没有读出来：{error.reason}", place=name)
            return
        table = self._composer.table(cells, name)
        if table is not None:
            self._remark(table, sheet, name, element.get("state", "visible") != "visible")

    def _parse(self, part: str) -> _Sheet:
        sheet = _Sheet()
        row = -1
        for element in self._package.elements(part, *_tags("row", "mergeCell", "col")):
            namespace, _, tag = element.tag.rpartition("}")
            sheet.hides = sheet.hides or element.get("hidden") in _TRUE
            if tag == "row":
                row = self._row(sheet, element, row + 1, f"{namespace}}}", part)
            elif tag == "mergeCell":
                area = _area(element.get("ref", ""))
                if area is None:
                    raise self._package.broken(part)
                sheet.merged.append(area)
        return sheet

    def _row(self, sheet: _Sheet, element: etree._Element, expected: int, namespace: str, part: str) -> int:
        """Add the cells of a row and return its number from 0; what has no address follows what came last."""
        number = element.get("r")
        row = expected if number is None else _row_number(number)
        if row is None or row >= _LAST_ROW:
            raise self._package.broken(part)
        column = -1
        for cell in element.iterchildren(f"{namespace}c"):
            address = cell.get("r")
            found = _ADDRESS.fullmatch(address) if address else None
            column = _column(found[1]) if found else column + 1
            if column >= _LAST_COLUMN or (address and not found):
                raise self._package.broken(part)
            text, remark = self._cells.read(cell, namespace)
            if text or remark:
                sheet.filled[row][column] = text
                sheet.cells += 1
            if remark:
                sheet.remarks[row, column] = remark
        if sheet.cells > self._limits.cells:
            raise TooManyCellsError
        return row

    def _remark(self, table: Table, sheet: _Sheet, name: str, hidden: bool) -> None:
        """Note what a reader of the sheet would not see, and what is wrong with its cells."""
        problem = self._composer.problem
        if hidden:
            problem(f"工作表“{name}”是隐藏的，已一并读取", table.span, table.place)
        if sheet.hides:
            problem(f"工作表“{name}”有隐藏的行或列，已一并读取", table.span, table.place)
        cells = {(cell.row, cell.column): cell for cell in table.cells} if sheet.remarks else {}
        for at, remark in list(sheet.remarks.items())[:_MOST_REMARKS]:
            # A remark on a cell that a merged area covers has no cell of its own.
            cell = cells.get(at)
            place = table.place_of(cell) if cell else table.place
            problem(f"单元格 {_address(*at)} {remark}", cell.span if cell else table.span, place)
        if len(sheet.remarks) > _MOST_REMARKS:
            more = len(sheet.remarks) - _MOST_REMARKS
            problem(f"工作表“{name}”还有{more}个单元格有同类问题，不再逐一列出", table.span, table.place)

    def _warn_of_missing_results(self, root: etree._Element) -> None:
        """Programs that write workbooks put 0 for each result and ask Excel to work it out at opening."""
        settings = root.find("{*}calcPr")
        zeros = self._cells.zero_results
        if zeros and settings is not None and settings.get("fullCalcOnLoad") in _TRUE:
            message = f"有{zeros}个公式的结果是 0，而工作簿生成后还没有计算过，请用 Excel 或 WPS 打开、保存后再交"
            self._composer.problem(message)


def _tags(*names: str) -> list[str]:
    return [f"{{{namespace}}}{name}" for name in names for namespace in _NAMESPACES]


def _row_number(text: str) -> int | None:
    return int(text) - 1 if text.isascii() and text.isdigit() and 0 < len(text) < 8 and int(text) else None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _address(row: int, column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def _area(reference: str) -> Area | None:
    """Return the rectangle that a reference such as ``A1:C3`` names, or None when it names none."""
    corners = [_ADDRESS.fullmatch(corner) for corner in reference.split(":")]
    if not 1 <= len(corners) <= 2:
        return None
    first, last = corners[0], corners[-1]
    if first is None or last is None:
        return None
    area = Area(int(first[2]) - 1, _column(first[1]), int(last[2]) - 1, _column(last[1]))
    return area if 0 <= area.top <= area.bottom and area.left <= area.right else None
