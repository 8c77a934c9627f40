"""The department table of a large city: complete as a web page and a workbook, and damaged as text."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from samples.builder import content, excel, plain, web_page
from samples.builder.excel import Sheet
from samples.builder.grids import Cell, Grid, Row, head, left
from samples.builder.prose import Block, Paragraph, Piece, Style

_WIDTHS = (20, 16, 20, 16, 34, 14, 40, 16, 60, 40)
_RATE_WIDTHS = (44, 26, 26, 16, 22, 18, 18)
_LEVEL_HEADS = ("一级指标", "分值", "二级指标", "分值", "三级指标", "分值")
_HEADS = (*_LEVEL_HEADS, "指标解释", "得分/自评分", "未达标原因", "改进措施")
_RATE_HEADS = ("指标", "分子", "分母", "单位", "比率", "分值", "得分")
_TITLE, _YEAR, _RATES = "部门整体支出绩效自评表", "（2022年度）", "附：主要比率取数表"
_PAGE_ENDS = (8, 12, 21, 25)
"""Rows of the table after which the published copy goes to a new page."""


def html() -> bytes:
    """Return the table as a web page."""
    blocks: list[Block] = [
        _line(_TITLE, Style.TITLE),
        _line(_YEAR, Style.SUBTITLE),
        table(),
        _line(_RATES, Style.PLAIN),
        rates(),
    ]
    return web_page.write(blocks, f"穗城市医疗保障局2022年{_TITLE}")


def xlsx() -> bytes:
    """Return the table as a workbook; the total and one rate are formulas with their stored result."""
    sheets = (Sheet("自评表", _TITLE, table(), _YEAR, landscape=True), Sheet("取数表", _RATES, rates()))
    return excel.write(sheets, f"穗城市医疗保障局2022年{_TITLE}")


def txt() -> bytes:
    """Return the table as a web page was turned into text: merged cells and one block of rows are lost."""
    lines = ["", "", _TITLE, "", _YEAR, ""]
    lines += ["\t".join(row) for row in _torn(plain.tabbed(table()))]
    return web_page.with_boxes("\n".join(lines) + "\n").encode()


def _line(text: str, style: Style) -> Paragraph:
    return Paragraph((Piece(text),), style)


def rates() -> Grid:
    """Return the small table of rates; where both amounts are known the rate is their quotient, shown rounded."""
    rows: list[Row] = [tuple(head(text) for text in _RATE_HEADS)]
    for number, (name, part, whole, unit, rate, *points) in enumerate(content.data("guangzhou.yaml")["rates"], start=3):
        shown = Cell(rate) if part == "—" else _quotient(rate, part, whole, number)
        rows.append((Cell(name), Cell(part), Cell(whole), Cell(unit), shown, *map(Cell, points)))
    return Grid(_RATE_WIDTHS, tuple(rows))


def _quotient(rate: str, part: str, whole: str, row: int) -> Cell:
    return Cell(rate, formula=f"=B{row}/C{row}", result=Decimal(part) / Decimal(whole))


def table() -> Grid:
    """Return the department table."""
    data = content.data("guangzhou.yaml")
    first_score = len(_top(data)) + 4
    last_score = first_score + len(data["indicators"]) - 1
    weight, score = data["total"]
    total = Cell(score, bold=True, formula=f"=SUM(H{first_score}:H{last_score})")
    return Grid(
        _WIDTHS,
        (
            *_top(data),
            tuple(head(text) for text in _HEADS),
            *_indicators(data["indicators"]),
            (head("总分"), head(weight), Cell("", 5), total, Cell(), Cell()),
            (head("评价等级"), left(data["grades"], 9)),
        ),
    )


def _top(data: Any) -> list[Row]:
    total, basic, projects, special, other, city, lower = data["budget"]
    return [
        (head("部门基本情况", 10),),
        (head("部门名称"), Cell("穗城市医疗保障局", 3), head("单位数：", 2), Cell("3", 4)),
        (
            head("年度整体绩效目标", 1, 2), left(data["goal"], 3, 2), head("整体绩效目标完成情况", 1, 2),
            left(data["reached"], 3, 2), head("未能完成原因", 2),
        ),
        (Cell("无", 2),),
        (head("年度部门预算情况", 1, 4), head("总预算\n(万元)", 1, 3), head("年度预算资金类别", 8)),
        (head("部门预算", 2), head("事业发展支出", 3), head("事业发展支出(按预算级次划分)", 3)),
        (
            head("基本支出"), head("项目支出"), head("专项资金"), head("其他事业发展支出", 2),
            head("市本级资金"), head("对下转移支付", 2),
        ),
        (Cell(total), Cell(basic), Cell(projects), Cell(special), Cell(other, 2), Cell(city), Cell(lower, 2)),
    ]  # fmt: skip


def _indicators(rows: Sequence[Sequence[str]]) -> list[Row]:
    result: list[Row] = []
    for dimension, group in groupby(rows, key=lambda row: (row[0], row[1])):
        members = list(group)
        begins: Row = tuple(Cell(text, 1, len(members)) for text in dimension)
        for category, inner in groupby(members, key=lambda row: (row[2], row[3])):
            indicators = list(inner)
            begins += tuple(Cell(text, 1, len(indicators)) for text in category)
            for row in indicators:
                result.append((*begins, *_indicator(row)))
                begins = ()
    return result


def _indicator(row: Sequence[str]) -> Row:
    name, weight, explanation, score, reason, improvement = row[4:]
    return (left(name), Cell(weight), left(explanation), Cell(score), left(reason), left(improvement))


def _torn(rows: list[list[str]]) -> list[list[str]]:
    """Damage the rows as the published copy is damaged.

    Budget rows have moved a column to the right of their heads and lost their last value; the block 绩效管理 is
    gone; the label 采购管理 stands below the first rows that belong to it; page ends are blank lines.
    """
    heads, amounts = rows[6], rows[7]
    rows[6] = ["", *heads[2:]]
    rows[7] = ["", *amounts[1:8], ""]
    kept = _without_block(rows, "绩效管理")
    label = next(number for number, row in enumerate(kept) if row[2] == "采购管理")
    kept[label][2:4], kept[label + 3][2:4] = ["", ""], kept[label][2:4]
    for end in reversed(_PAGE_ENDS):
        kept.insert(end, [""])
    return kept


def _without_block(rows: list[list[str]], category: str) -> list[list[str]]:
    begin = next(number for number, row in enumerate(rows) if row[2] == category)
    end = next(number for number in range(begin + 1, len(rows)) if rows[number][2])
    return rows[:begin] + rows[end:]
