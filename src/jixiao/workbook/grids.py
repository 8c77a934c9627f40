"""The sheets of a workbook as records: which sheet is which, where its heads are, which cell belongs to which field.

Sheets may be renamed, moved and copied, rows and columns inserted and put in another order; what cannot be made sense
of is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from jixiao.documents import Cell, Document, Table
from jixiao.workbook.cells import CellReader, Faults, text_of
from jixiao.workbook.sheets import BASICS, FUNDS, INDICATORS, LABELS, PACK, SHEETS, SUBJECT, Head, Sheet, same_words

_HEADS_WITHIN = 15
_ENOUGH_HEADS = 2
_LEAST_LABELS = 4
_NAMES = (BASICS, *(sheet.name for sheet in SHEETS))
_NUMBERED = re.compile(r"(.*?)([1-9]\d?)")
_CHIEF = frozenset({BASICS, FUNDS.name, INDICATORS.name})
_ENOUGH_CHIEF = 2
_BROKEN = re.compile(r"单元格 \S+ ((?:是公式，|是错误值|的文字在文件里缺失).*)")
_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!"})


@dataclass
class Book:
    """The sheets of one evaluation by their proper names, and the cells that hold no usable value, by their places.

    ``number`` is what stands behind the names of its sheets in a workbook with several evaluations.
    """

    document: Document
    faults: Faults
    number: str = ""
    sheets: dict[str, Table] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sheets = self._sheets()
        self.broken = {
            problem.place: found[1].replace("后再交", "")
            for problem in self.document.problems
            if (found := _BROKEN.match(problem.message))
        }

    def _sheets(self) -> dict[str, Table]:
        found: dict[str, Table] = {}
        tables = [table for table in self.document.tables() if number_of(table) == self.number]
        kinds = {id(table): kind for table in tables if (kind := kind_of(table)) is not None}
        # A sheet that bears its proper name comes before one that only looks alike.
        for table in sorted(tables, key=lambda table: _proper_name(table) != kinds.get(id(table))):
            kind = kinds.get(id(table))
            if kind is None:
                continue
            if kind in found:
                self.faults.add_line(
                    f"“{sheet_name(table)}”表与“{sheet_name(found[kind])}”表都是“{kind}”表，不知道以哪张为准，"
                    "请只留一张，把另一张删去或另存到别的文件。"
                )
            else:
                found[kind] = table
        for kind in (BASICS, FUNDS.name, INDICATORS.name):
            if kind not in found:
                self.faults.add_line(f"没有“{kind}{self.number}”表，请从原来的工作簿里把它复制回来。")
        return found

    def name_of(self, kind: str) -> str:
        """Return the name that the sheet of KIND bears in this workbook."""
        return sheet_name(self.sheets[kind]) if kind in self.sheets else f"{kind}{self.number}"

    def reader(self, kind: str) -> CellReader:
        """Return what reads the cells of the sheet of KIND."""
        return CellReader(self.name_of(kind), self.faults)

    def usable(self, kind: str, cell: Cell) -> bool:
        """Tell whether CELL of the sheet of KIND holds a value; an error of Excel is a fault, never a blank."""
        remark = self.broken.get(self.sheets[kind].place_of(cell))
        if remark is None and cell.text.strip() in _ERRORS:
            remark = "是公式的错误值，请改正公式或者直接填数"
        if remark is not None:
            self.faults.add(self.name_of(kind), cell, remark)
        return remark is None

    def labelled(self) -> dict[str, Cell]:
        """Return the cells beside the labels of the first sheet."""
        table = self.sheets.get(BASICS)
        if table is None:
            return {}
        found: dict[str, Cell] = {}
        strange: list[Cell] = []
        labels = {same_words(label): label for label in LABELS}
        for row in table.by_row():
            beside = [cell for cell in row if cell.column > 0]
            label = labels.get(same_words(row[0].text)) if row and row[0].column == 0 else None
            if label is not None and beside and self.usable(BASICS, beside[0]):
                found[label] = beside[0]
            elif label is None and beside and text_of(beside[0]) is not None:
                strange.append(row[0])
        for cell in strange:
            self.faults.add(self.name_of(BASICS), cell, "认不出左边的名称，请改回原来的名称，或者把这一行删去")
        return found

    def records(self, sheet: Sheet) -> Iterator[dict[str, Cell]]:
        """Yield the rows below the heads of SHEET as cells by field; rows in which nothing was filled in are left out.

        A cell that is merged over several rows counts in each of them where that is what is meant.
        """
        table = self.sheets.get(sheet.name)
        if table is None:
            return
        columns, rows = self._headed(table, sheet)
        reaching: dict[str, Cell] = {}
        for row in rows:
            cells = self._cells(sheet, row, columns)
            for name, above in list(reaching.items()):
                if row[0].row >= above.row + above.row_span:
                    del reaching[name]
                elif any(name not in sheet.preset for name in cells):
                    self._shared(sheet, name, above, cells)
            reaching |= {name: cell for name, cell in cells.items() if cell.row_span > 1}
            if cells:
                yield cells

    def _shared(self, sheet: Sheet, name: str, above: Cell, cells: dict[str, Cell]) -> None:
        if name in sheet.shared:
            cells.setdefault(name, above)
        else:
            self.faults.add(self.name_of(sheet.name), above, "几行合并成了一格，请取消合并，每行各填各的")

    def _cells(self, sheet: Sheet, row: Sequence[Cell], columns: Mapping[int, Head]) -> dict[str, Cell]:
        cells: dict[str, Cell] = {}
        for cell in row:
            head = columns.get(cell.column)
            if head is None or not head.field or not self.usable(sheet.name, cell) or text_of(cell) is None:
                continue
            across = range(cell.column, cell.column + cell.column_span)
            if sum(column in columns for column in across) > 1:
                self.faults.add(self.name_of(sheet.name), cell, "几列合并成了一格，请取消合并，各填各的")
            cells[head.field] = cell
        return cells

    def _headed(self, table: Table, sheet: Sheet) -> tuple[Mapping[int, Head], list[list[Cell]]]:
        """Return the heads of TABLE by column and the rows below them; heads that are missing are faults."""
        rows = [row for row in table.by_row() if row]
        at, columns = _heads(rows, sheet)
        if at < 0:
            self.faults.add_line(f"“{sheet_name(table)}”表找不到写着列名的一行（{_titles(sheet)}……），请把它补回来。")
            return {}, []
        missing = [head for head in sheet.heads if head.field and head not in columns.values()]
        strange = [cell for cell in rows[at] if cell.column not in columns and text_of(cell) is not None]
        lost = [head for head in missing if head.field in sheet.needed or strange]
        if lost:
            other = f"；认不出的有“{'”“'.join(cell.text.strip() for cell in strange)}”" if strange else ""
            names = "”“".join(head.title for head in lost)
            self.faults.add_line(f"“{sheet_name(table)}”表缺“{names}”栏{other}，请把列名改回来或补回来。")
        return columns, rows[at + 1 :]


def is_workbook(document: Document) -> bool:
    """Tell whether DOCUMENT is a fill-in workbook: it has the sheets of one, whatever became of some of them."""
    if document.format != "xlsx":
        return False
    tables = [*document.tables()]
    if {sheet_name(table) for table in tables} >= _CHIEF:
        return True
    return len({kind for table in tables if (kind := _kind_by_look(table)) in _CHIEF}) >= _ENOUGH_CHIEF


def sheet_name(table: Table) -> str:
    """Return the name of the sheet that TABLE stands on: the words in the brackets of ``表3（资金）``."""
    return table.place.partition("（")[2].removesuffix("）")


def kind_of(table: Table) -> str | None:
    """Return which sheet of a fill-in workbook TABLE is, by its name, labels or heads; ``None`` when none of them."""
    return next((name for name in _NAMES if name == _proper_name(table)), None) or _kind_by_look(table)


def number_of(table: Table) -> str:
    """Return the number behind the name of a sheet, which tells the evaluations of a workbook apart."""
    found = _NUMBERED.fullmatch(sheet_name(table))
    return found[2] if found is not None and found[1] in _NAMES else ""


def numbers_in(document: Document) -> list[str]:
    """Return the numbers of the evaluations in a workbook, in order; one empty text where there is just one."""
    found = {number_of(table) for table in document.tables() if number_of(table)}
    return sorted(found, key=int) or [""]


def _proper_name(table: Table) -> str:
    return sheet_name(table).removesuffix(number_of(table))


def _kind_by_look(table: Table) -> str | None:
    rows = [row for row in table.by_row() if row]
    labels = {same_words(row[0].text) for row in rows}
    if {PACK, SUBJECT} & labels and len(labels & {same_words(label) for label in LABELS}) >= _LEAST_LABELS:
        return BASICS
    return next((sheet.name for sheet in SHEETS if _bears(rows, sheet)), None)


def _bears(rows: Sequence[Sequence[Cell]], sheet: Sheet) -> bool:
    """Tell whether ROWS have the heads of SHEET, or nearly all of them."""
    _, columns = _heads(rows, sheet)
    return len(columns) >= max(_ENOUGH_HEADS, len(sheet.heads) - 2)


def _heads(rows: Sequence[Sequence[Cell]], sheet: Sheet) -> tuple[int, dict[int, Head]]:
    """Return which of ROWS holds the heads of SHEET, and the heads by column; -1 where none does."""
    titles = {same_words(head.title): head for head in sheet.heads}
    best: tuple[int, dict[int, Head]] = (-1, {})
    for at, row in enumerate(rows[:_HEADS_WITHIN]):
        columns = {cell.column: titles[word] for cell in row if (word := same_words(cell.text)) in titles}
        if len(columns) >= _ENOUGH_HEADS and len(columns) > len(best[1]):
            best = at, columns
    return best


def _titles(sheet: Sheet) -> str:
    return "、".join(head.title for head in sheet.heads[:3])
