"""A project form without a fault, in Word and in Excel: nothing may be raised on it."""

from __future__ import annotations

from typing import Any

from samples.builder import content, excel, forms, word
from samples.builder.excel import Sheet
from samples.builder.grids import Grid
from samples.builder.prose import Block, Paragraph, Piece, Style

_TITLE, _YEAR = "项目支出绩效自评表", "（2024年度）"


def docx() -> bytes:
    """Return the form as a Word file."""
    data = content.data("clean.yaml")
    blocks: list[Block] = [
        Paragraph((Piece(_TITLE),), Style.FORM_TITLE),
        Paragraph((Piece(_YEAR),), Style.SUBTITLE),
        _grid(data),
        *(Paragraph((Piece(note),), Style.NOTE) for note in data["notes"]),
    ]
    return word.write(blocks, f"2024年度{_TITLE}", data["department"])


def xlsx() -> bytes:
    """Return the form as a workbook."""
    data = content.data("clean.yaml")
    sheet = Sheet("项目自评表", _TITLE, _grid(data), _YEAR, tuple(data["notes"]))
    return excel.write([sheet], f"2024年度{_TITLE}")


def _grid(data: Any) -> Grid:
    return forms.form(
        forms.named_rows(("项目名称", data["name"]), ("主管部门", data["department"], "实施单位", data["department"])),
        forms.money_rows("项目资金\n（万元）", ("", *forms.MONEY_HEADS), data["money"]),
        forms.goal_rows(data["expected"], data["reached"]),
        forms.indicator_rows(data["indicators"], "偏差原因分析及改进措施"),
        [forms.total_row(*data["total"])],
    )
