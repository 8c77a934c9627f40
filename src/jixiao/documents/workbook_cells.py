"""Reads Excel files (.xlsx): each sheet is one table whose cells read as Excel shows them."""

from __future__ import annotations

from lxml import etree

from jixiao.documents.composing import Composer
from jixiao.documents.errors import UnreadableFileError
from jixiao.documents.limits import Limits, too_many_cells, too_many_tables, too_much_text
from jixiao.documents.model import Document, Table
from jixiao.documents.office_package import OfficePackage
from jixiao.documents.sheet_cells import CellReader, formats_of, plain_string
from jixiao.documents.sheet_grid import TooManyCellsError, grid
from jixiao.documents.sheet_parsing import Sheet, SheetParser, address, qualified

_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MOST_REMARKS = 20
_TRUE = frozenset({"1", "true"})


def read_workbook(package: OfficePackage, limits: Limits) -> Document:
    """Return the document in an Excel package: one table a sheet, hidden sheets too.

    Raises :class:`UnreadableFileError` when the package, its texts or its formats are damaged, when no sheet at all can
    be read, or beyond LIMITS; one damaged sheet among others is a problem of the document.
    """
    return _WorkbookReader(package, limits).read()


class _WorkbookReader:
    def __init__(self, package: OfficePackage, limits: Limits) -> None:
        self._package = package
        self._limits = limits
        self._composer = Composer(package.source, "xlsx", limits)
        self._part = package.main_part("xl/workbook.xml")
        self._links = package.relationships(self._part)
        self._failures: list[UnreadableFileError] = []
        self._read_parts: set[str] = set()

    def read(self) -> Document:
        root = self._package.xml(self._part)
        properties = root.find("{*}workbookPr")
        epoch_1904 = properties is not None and properties.get("date1904") in _TRUE
        self._cells = CellReader(self._strings(), self._formats(), epoch_1904)
        sheets = list(root.iter("{*}sheet"))
        if len(sheets) > self._limits.tables:
            raise too_many_tables(self._package.source, self._limits)
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
        for item in self._package.elements(part, *qualified("si")) if part else ():
            strings.append(plain_string(item))
            length += len(strings[-1])
            if length > self._limits.text_chars:
                raise too_much_text(self._package.source, self._limits)
            if len(strings) > self._limits.cells:
                raise too_many_cells(self._package.source, self._limits)
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
        part = link.target if link else f"工作表 {name}"
        if part in self._read_parts:
            self._composer.problem(f"工作表“{name}”与另一张工作表指向同一处，没有重复读取", place=name)
            return
        self._read_parts.add(part)
        try:
            sheet = SheetParser(self._package, part, self._cells, self._limits).parse()
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

    def _remark(self, table: Table, sheet: Sheet, name: str, hidden: bool) -> None:
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
            problem(f"单元格 {address(*at)} {remark}", cell.span if cell else table.span, place)
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
