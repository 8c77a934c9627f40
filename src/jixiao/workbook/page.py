"""One sheet of the workbook while it is written: title, heads, protection, how it is printed, rows to be filled in."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # the library ships no types
from xlsxwriter.utility import xl_col_to_name, xl_range_abs, xl_rowcol_to_cell  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from jixiao.evaluations import Mark
from jixiao.workbook.looks import LONGEST_TEXT, Looks, entry
from jixiao.workbook.sheets import Head, Sheet

HEAD_ROW = 1
FIRST_ROW = 2
_A4 = 9
_LINE_HEIGHT = 16
_WIDE_FROM = 110
_HIGHEST = 400
_MOST_IN_LIST = 255


class TooLongError(Exception):
    """A text does not fit into a cell of Excel; the message says which."""


class Page:
    """A worksheet with the looks of the workbook; rows and columns count from 0."""

    def __init__(self, book: Workbook, looks: Looks, name: str, title: str, *, insert_rows: bool = False) -> None:
        self.name = name
        self.looks = looks
        self.sheet: Worksheet = book.add_worksheet(name)
        # Without a password: what is locked is locked against slips of the hand, and a row can be put in where no
        # formula would be missing in it.
        self.sheet.protect("", {"format_columns": True, "format_rows": True, "insert_rows": insert_rows})
        self.sheet.write_string(0, 0, title, looks.title)
        self.sheet.set_paper(_A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.sheet.set_footer("&C第 &P 页，共 &N 页")

    def heads(self, heads: Sequence[Head]) -> None:
        """Write the heads of the columns with a word of help each; they stay in sight and are printed on each page."""
        lines = 1
        for column, head in enumerate(heads):
            self.sheet.set_column(column, column, head.width)
            self.sheet.write_string(HEAD_ROW, column, head.title, self.looks.head)
            self.sheet.write_comment(HEAD_ROW, column, head.help, {"x_scale": 1.6})
            lines = max(lines, math.ceil((2 * len(head.title) + 1) / head.width))
        self.sheet.set_row(HEAD_ROW, _LINE_HEIGHT * lines + 4)
        self.sheet.freeze_panes(FIRST_ROW, 0)
        self.sheet.repeat_rows(HEAD_ROW)
        if sum(head.width for head in heads) > _WIDE_FROM:
            self.sheet.set_landscape()

    def fill(self, row: int, sheet: Sheet, values: Mapping[str, object]) -> None:
        """Write the cells of a row that a clerk fills in; formulas are left to the caller."""
        for column, head in enumerate(sheet.heads):
            if head.kind != "formula":
                self.put(row, column, head.kind, values.get(head.field), head.title)
        lines = max(_lines(entry(values.get(head.field)), head.width) for head in sheet.heads)
        if lines > 1:
            # Not every program makes a row higher by itself when it opens the file.
            self.sheet.set_row(row, min(_LINE_HEIGHT * lines, _HIGHEST))

    def lock(self, row: int, column: int, text: str) -> None:
        """Write words that are not to be changed."""
        self.sheet.write_string(row, column, text, self.looks.label)

    def put(self, row: int, column: int, kind: str, value: object, what: str) -> None:
        """Write one cell. Raises :class:`TooLongError` where Excel would cut the text off."""
        if len(entry(value)) > LONGEST_TEXT:
            place = xl_rowcol_to_cell(row, column)
            raise TooLongError(
                f"“{self.name}”表{place}的“{what}”有{len(entry(value))}字，Excel 一格最多放{LONGEST_TEXT}字。"
            )
        self.looks.fill(self.sheet, row, column, kind, value)

    def choose(self, column: int, last: int, words: Sequence[str], *, only: bool = True) -> None:
        """Offer WORDS in a column down to row LAST; with ONLY nothing else can be typed there."""
        if not words or len(",".join(words)) > _MOST_IN_LIST:
            return
        rule = {
            "validate": "list",
            "source": list(words),
            "error_type": "stop" if only else "warning",
            "error_title": "请选一个",
            "error_message": f"这里只能选：{'、'.join(words)}"[:_MOST_IN_LIST]
            if only
            else "规则包里没有这个名称，确定要这样写吗？",
        }
        self.sheet.data_validation(FIRST_ROW, column, last, column, rule)

    def check_numbers(self, sheet: Sheet, last: int) -> None:
        """Refuse what is no number in the columns of numbers down to row LAST."""
        marks = ",".join(f'{{cell}}="{mark}"' for mark in Mark)
        for column, head in enumerate(sheet.heads):
            cell = f"{xl_col_to_name(column)}{FIRST_ROW + 1}"
            number = f"AND(ISNUMBER({cell}),{cell}>=0)"
            told = "请填不小于0的数"
            if head.kind in ("amount", "count", "area"):
                number, told = f"OR({number},{marks.format(cell=cell)})", f"{told}，或者 {'、'.join(Mark)}"
            elif head.kind not in ("points", "level"):
                continue
            rule = {"validate": "custom", "value": f"={number}", "error_title": "不是数", "error_message": told}
            self.sheet.data_validation(FIRST_ROW, column, last, column, rule)

    def column_range(self, column: int, last: int) -> str:
        """Return the cells of a column from the first row to LAST, as other sheets write it."""
        return f"'{self.name}'!{xl_range_abs(FIRST_ROW, column, last, column)}"

    def cell(self, row: int, column: int) -> str:
        """Return a cell as other sheets write it."""
        return f"'{self.name}'!{xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)}"


def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes in a column of WIDTH; a Chinese character is as wide as two letters."""
    wide = (sum(2 if ord(char) > 0xFF else 1 for char in line) for line in text.split("\n"))
    return sum(max(1, math.ceil(each / (width - 1))) for each in wide)
