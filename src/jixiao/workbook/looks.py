"""How the cells of the workbook look, and how a value gets into one: numbers as numbers, with the digits they had."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # the library ships no types
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

_BASE = {"font_name": "宋体", "font_size": 11, "border": 1, "valign": "vcenter", "text_wrap": True}
_FILL = {"bg_color": "#FFF8DC", "locked": False}
_PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)
# Excel keeps 15 digits of a number; one that has more is written as text, as it stands.
_MOST_DIGITS = 15
LONGEST_TEXT = 32_767


class Looks:
    """The formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self.title: Format = book.add_format({"font_name": "黑体", "font_size": 14})
        self.head: Format = book.add_format(_BASE | {"bold": True, "align": "center", "bg_color": "#E8EEF4"})
        self.label: Format = book.add_format(_BASE | {"bold": True, "bg_color": "#F4F4F4"})
        self.text: Format = book.add_format(_BASE | _FILL | {"num_format": "@"})
        self.choice: Format = book.add_format(_BASE | _FILL | {"num_format": "@", "align": "center"})
        self.number: Format = book.add_format(_BASE | _FILL | {"align": "center", "num_format": "General"})
        self.formula: Format = book.add_format(_BASE | {"align": "center", "num_format": "0.00##"})
        self.told: Format = book.add_format(_BASE)
        self.percent: Format = book.add_format(_BASE | {"align": "center", "num_format": "0.00%"})
        self.plain: Format = book.add_format({"font_name": "宋体", "font_size": 11, "text_wrap": True, "valign": "top"})
        self.good: Format = book.add_format({"font_color": "#2E7D32"})
        self.bad: Format = book.add_format({"bg_color": "#FDE2E0", "font_color": "#B3261E"})
        self._numbers: dict[str, Format] = {}

    def fill(self, sheet: Worksheet, row: int, column: int, kind: str, value: object) -> None:
        """Write VALUE into a cell that a clerk fills in, in a column of KIND; what is missing stays blank."""
        text = entry(value)
        look = {"text": self.text, "choice": self.choice}.get(kind, self.number)
        code = number_code(text) if look is self.number else None
        if code is not None:
            sheet.write_number(row, column, float(text.replace(",", "")), self._shown_as(code))
        elif text:
            sheet.write_string(row, column, text, look)
        else:
            sheet.write_blank(row, column, None, look)

    def _shown_as(self, code: str) -> Format:
        """Return the look of a number that is filled in already: with the digits that it was printed with."""
        if code not in self._numbers:
            self._numbers[code] = self._book.add_format(_BASE | _FILL | {"align": "center", "num_format": code})
        return self._numbers[code]


def number_code(text: str) -> str | None:
    """Return the format under which a cell shows a number just as TEXT; ``None`` where it has to be written as text."""
    bare = text.replace(",", "")
    if not _PLAIN_NUMBER.fullmatch(bare) or sum(map(str.isdigit, bare)) > _MOST_DIGITS or Decimal(bare).is_signed():
        return None
    decimals = len(bare.partition(".")[2])
    digits = "0." + "0" * decimals if decimals else "0"
    if "," not in text:
        return digits if decimals else "General"
    return "#,##" + digits if f"{Decimal(bare):,f}" == text else None


def entry(value: object) -> str:
    """Return the words that a cell shows for a value of the evaluation."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.value if isinstance(value, StrEnum) else str(value)
