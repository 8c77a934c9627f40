"""Forms as an Excel workbook: one sheet a form, merged cells, numbers as numbers with the digits that are printed."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # the library ships no types
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from jixiao.rendering.forms.boxes import Box, BoxStyle, Sheet

_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
_A4 = 9
_TITLE_ROWS = 2
_AROUND = {
    "title": {"font_name": "方正小标宋简体", "font_size": 18, "align": "center", "valign": "vcenter"},
    "subtitle": {"font_name": "宋体", "font_size": 12, "align": "center"},
    "below": {"font_name": "宋体", "font_size": 10, "align": "left", "valign": "vcenter", "text_wrap": True},
}


def forms_workbook(sheets: Sequence[Sheet]) -> bytes:
    """Return SHEETS as an .xlsx file."""
    page = io.BytesIO()
    with Workbook(page, {"in_memory": True}) as book:
        formats = {style: book.add_format(_look(style)) for style in BoxStyle}
        around = {place: book.add_format(look) for place, look in _AROUND.items()}
        for number, sheet in enumerate(sheets, 1):
            _draw(book.add_worksheet(_name(sheet.title, number)), sheet, formats, around)
    return page.getvalue()


def _look(style: BoxStyle) -> dict[str, object]:
    centred = style is not BoxStyle.VALUE
    return {
        "font_name": "宋体",
        "font_size": 10,
        "border": 1,
        "text_wrap": True,
        "valign": "vcenter",
        "align": "center" if centred else "left",
        "bold": style in (BoxStyle.HEAD, BoxStyle.LABEL),
        "num_format": "@",
    }


def _name(title: str, number: int) -> str:
    ending = f"（{number}）" if number > 1 else ""
    return _FORBIDDEN_IN_NAMES.sub("", title)[: _LONGEST_NAME - len(ending)] + ending


def _draw(worksheet: Worksheet, sheet: Sheet, formats: Mapping[BoxStyle, Format], around: Mapping[str, Format]) -> None:
    worksheet.set_paper(_A4)
    worksheet.fit_to_pages(1, 0)
    if sheet.landscape:
        worksheet.set_landscape()
    if sheet.annex:
        worksheet.set_header(f"&L{sheet.annex}")
    for column, width in enumerate(sheet.widths):
        worksheet.set_column(column, column, width)
    last = len(sheet.widths) - 1
    worksheet.merge_range(0, 0, 0, last, sheet.title, around["title"])
    worksheet.merge_range(1, 0, 1, last, sheet.subtitle, around["subtitle"])
    for box in sheet.boxes:
        _put(worksheet, box, formats[box.style])
    for row, line in enumerate(sheet.below, _TITLE_ROWS + sheet.rows):
        worksheet.merge_range(row, 0, row, last, line, around["below"])


def _put(worksheet: Worksheet, box: Box, look: Format) -> None:
    row, column = box.row + _TITLE_ROWS, box.column
    if box.row_span == box.column_span == 1:
        worksheet.write_string(row, column, box.text, look) if box.text else worksheet.write_blank(
            row, column, None, look
        )
        return
    worksheet.merge_range(row, column, row + box.row_span - 1, column + box.column_span - 1, box.text, look)
