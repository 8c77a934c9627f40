"""Writes tables as Excel workbooks: merged cells, numbers stored as numbers and shown as printed."""

from __future__ import annotations

import io
import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from samples.builder.grids import Align, Cell, Grid, Slot

_NUMBER = re.compile(r"-?\d+(,\d{3})*(\.\d+)?%?")
_MM_PER_CHARACTER = 2.0
_LINE_HEIGHT = 13.5
_MADE = datetime(2025, 1, 20, 8)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A work sheet: the lines above its table, the table, and the lines below it."""

    name: str
    title: str
    grid: Grid
    subtitle: str = ""
    notes: tuple[str, ...] = ()
    landscape: bool = False


def stored(printed: str) -> tuple[Decimal, str] | None:
    """Return what Excel holds for a PRINTED number and the format that shows it so; None for a text.

    ``99.81%`` is held as 0.9981 and ``653,204.29`` as 653204.29.
    """
    if not _NUMBER.fullmatch(printed):
        return None
    digits = printed.rstrip("%")
    whole = "#,##0" if "," in digits else "0"
    decimals = len(digits.partition(".")[2])
    shown = whole + ("." + "0" * decimals if decimals else "")
    number = Decimal(digits.replace(",", ""))
    return (number / 100, shown + "%") if printed.endswith("%") else (number, shown)


def _printed_width(line: str) -> float:
    """Return the room that LINE takes, in Excel's unit: a digit of the standard font is 1."""
    return sum(1.8 if unicodedata.east_asian_width(character) in "WF" else 0.95 for character in line)


def write(sheets: Iterable[Sheet], title: str) -> bytes:
    """Return a workbook of SHEETS."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": title, "author": "财务科", "created": _MADE})
    for sheet in sheets:
        _Writer(book, sheet).write()
    book.close()
    return buffer.getvalue()


class _Writer:
    """Writes one sheet; formats are made once for each look."""

    def __init__(self, book: Any, sheet: Sheet) -> None:
        self._book = book
        self._sheet = sheet
        self._page = book.add_worksheet(sheet.name)
        self._formats: dict[tuple[object, ...], Any] = {}
        self._last = len(sheet.grid.widths) - 1

    def write(self) -> None:
        """Write title, table and notes, and set the page for print."""
        for column, width in enumerate(self._sheet.grid.widths):
            self._page.set_column(column, column, width / _MM_PER_CHARACTER)
        self._line(0, self._sheet.title, {"bold": True, "font_size": 16, "align": "center"}, 30)
        first = 1
        if self._sheet.subtitle:
            self._line(1, self._sheet.subtitle, {"align": "center"}, 18)
            first = 2
        after = self._table(first)
        for number, note in enumerate(self._sheet.notes):
            self._line(after + number, note, {"align": "left", "text_wrap": True}, 32)
        self._set_up_print()

    def _set_up_print(self) -> None:
        self._page.set_paper(9)
        self._page.fit_to_pages(1, 0)
        self._page.set_margins(0.6, 0.6, 0.7, 0.7)
        self._page.set_footer("&C— &P —")
        if self._sheet.landscape:
            self._page.set_landscape()

    def _line(self, row: int, text: str, look: dict[str, object], height: float) -> None:
        self._page.merge_range(row, 0, row, self._last, text, self._format(look))
        self._page.set_row(row, height)

    def _table(self, first: int) -> int:
        rows = self._sheet.grid.slots()
        for number, slots in enumerate(rows, start=first):
            self._page.set_row(number, self._height(slots))
            for slot in slots:
                if slot.begins:
                    self._cell(number, slot)
        return first + len(rows)

    def _height(self, slots: list[Slot]) -> float:
        lines = 1.0
        for slot in slots:
            width = sum(self._sheet.grid.widths[slot.column : slot.column + slot.cell.columns]) / _MM_PER_CHARACTER
            needed = sum(max(1, math.ceil(_printed_width(line) / width)) for line in slot.cell.text.split("\n"))
            lines = max(lines, needed / slot.cell.rows)
        return lines * _LINE_HEIGHT + 4

    def _cell(self, row: int, slot: Slot) -> None:
        cell = slot.cell
        number = stored(cell.text)
        look: dict[str, object] = {"border": 1, "text_wrap": True, "bold": cell.bold, "font_size": 9}
        look["align"] = "left" if cell.align is Align.LEFT else "center"
        if number is not None:
            look["num_format"] = number[1]
        shown = self._format(look)
        if cell.columns > 1 or cell.rows > 1:
            last_row, last_column = row + cell.rows - 1, slot.column + cell.columns - 1
            self._page.merge_range(row, slot.column, last_row, last_column, "", shown)
        self._value(row, slot.column, cell, number, shown)

    def _value(self, row: int, column: int, cell: Cell, number: tuple[Decimal, str] | None, shown: Any) -> None:
        if number is None:
            self._page.write_string(row, column, cell.text, shown)
        elif cell.formula:
            result = number[0] if cell.result is None else cell.result
            self._page.write_formula(row, column, cell.formula, shown, float(result))
        else:
            self._page.write_number(row, column, float(number[0]), shown)

    def _format(self, look: dict[str, object]) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({"font_name": "宋体", "valign": "vcenter", **look})
        return self._formats[key]
