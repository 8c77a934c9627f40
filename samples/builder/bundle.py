"""The bundle of a county: base data, department table, three project tables and four reports in one file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from samples.builder import content, plain, word
from samples.builder.forms import (
    WIDTHS,
    form,
    goal_rows,
    indicator_rows,
    landscape,
    money_rows,
    named_rows,
    total_row,
)
from samples.builder.grids import Cell, Grid, Row, head, left
from samples.builder.prose import Block, parse

_BASE_WIDTHS = (38, 22, 2, 20, 16, 6, 22, 8, 14, 22)
"""Four columns of money and seven of building area share the page, so their edges part the grid in ten."""
_BASE_MONEY = (3, 2, 3, 2)
_BASE_AREA = (1, 1, 2, 2, 1, 2, 1)
_AREA_HEADS = (
    "批复规模\n(m²)", "实际规模\n(m²)", "规模\n控制率", "预算投资\n(万元)", "实际投资\n(万元)", "投资概算\n控制率"
)  # fmt: skip
_REASON = "偏差原因\n分析及\n改进措施"
_HOME = "汨水市医疗保障局"


def docx() -> bytes:
    """Return the bundle as a Word file."""
    return word.write(_blocks(), "2023年度绩效自评材料", _HOME)


def txt() -> bytes:
    """Return the bundle as a word processor exports it to text."""
    return plain.write(_blocks()).encode()


def _blocks() -> list[Block]:
    data = content.data("miluo.yaml")
    projects = {
        "collection": _project(data["collection"], 1, 1),
        "civil-servants": _project(data["civil-servants"], 3, 3),
        "retired": _project(data["retired"], 1, 1),
    }
    tables = {"base": _base(data), "department": _department(data["department"]), **projects}
    return parse(content.text("miluo.txt"), tables)


def _base(data: Any) -> Grid:
    money: list[Row] = [(left(name, 3), *_spread(values, _BASE_MONEY[1:])) for name, *values in data["base_money"]]
    staff_heads = ("编制数", "2023年实际在职\n人数", "控制率")
    area_label = head("楼堂馆所控制情况\n(2023年完工项目)", 1, 2)
    rows: list[Row] = [
        (head("财政供养人员情况(人)", 3, 2), *_spread(staff_heads, _BASE_MONEY[1:])),
        _spread(("60", "54", "90%"), _BASE_MONEY[1:]),
        _spread(("经费控制情况(万元)", "2022年决算数", "2023年预算数", "2023年决算数"), _BASE_MONEY),
        *money,
        (area_label, *_spread(_AREA_HEADS, _BASE_AREA[1:])),
        _spread(("0", "0", "", "0", "0", ""), _BASE_AREA[1:]),
        (head("厉行节约保障措施"), left(data["saving"], 9)),
    ]
    return Grid(_BASE_WIDTHS, tuple(rows))


def _spread(texts: Sequence[str], spans: Sequence[int]) -> Row:
    return tuple(Cell(text, span) for text, span in zip(texts, spans, strict=True))


def _department(data: Any) -> Grid:
    name: Row = (head("预算部门\n名称", 3), Cell("医疗保障局", 9))
    money = money_rows("年度预算申请\n(万元)", data["heads"], data["money"])
    label, *others = money[0]
    sources: list[Row] = [(left(income, 5), left(outlay, 6)) for income, outlay in data["sources"]]
    first: Row = (head(label.text, 1, label.rows + len(sources)), *others)
    return form(
        [name],
        [first, *money[1:], *sources],
        goal_rows(data["goal"], data["goal"]),
        indicator_rows(data["indicators"], _REASON),
        [total_row("100", "")],
        widths=landscape(WIDTHS),
    )


def _project(data: Any, head_rows: int, goal_rows_: int) -> Grid:
    return form(
        named_rows(("项目支出名称", data["name"]), ("主管部门", "", "实施单位", _HOME)),
        money_rows("项目资金\n(万元)", data["heads"], data["money"], head_rows),
        goal_rows(data["expected"], data["reached"], goal_rows_),
        indicator_rows(data["indicators"], "偏差原因分析及改进措施", head_rows),
        [total_row(*data["total"])],
    )
