"""Which placeholder stands in which column of a form: told by the head, as recognition tells what a column is."""

from __future__ import annotations

from jixiao.packs import amount_field
from jixiao.recognition import Column, column_of
from jixiao.rendering.forms import Block, BlockKind

_FUND_FIELDS = {
    Column.INITIAL: "年初预算数",
    Column.ADJUSTED: "全年预算数",
    Column.EXECUTED: "全年执行数",
    Column.RATE: "执行率",
    Column.WEIGHT: "分值",
    Column.SCORE: "得分",
    Column.REASON: "原因",
}
_INDICATOR_FIELDS = {
    Column.DIMENSION: "一级指标",
    Column.CATEGORY: "二级指标",
    Column.INDICATOR: "三级指标",
    Column.EXPLANATION: "指标解释",
    Column.NATURE: "性质",
    Column.TARGET: "指标值",
    Column.UNIT: "单位",
    Column.ACTUAL: "完成值",
    Column.WEIGHT: "分值",
    Column.SCORE: "得分",
    Column.REASON: "偏差原因",
}
_LEVEL_WEIGHTS = {"一级指标": "一级分值", "二级指标": "二级分值"}
_BUILDING_FIELDS = ("名称", "批复规模", "实际规模", "规模控制率", "预算投资", "实际投资", "投资控制率")
_AMOUNT_FIELDS = {
    "last_year": "上年决算数",
    "initial": "年初预算数",
    "adjusted": "全年预算数",
    "executed": "本年决算数",
}
_NAME = "名称"


def fields_of(block: Block) -> dict[int, str]:
    """Return the field of each column of BLOCK by the column's number; a column that holds none is left out."""
    if block.kind is BlockKind.GOALS:
        return dict(block.heads)
    if block.kind is BlockKind.BUILDINGS:
        return {column: field for (column, _), field in zip(block.heads, _BUILDING_FIELDS, strict=True)}
    if block.kind is BlockKind.INDICATORS:
        return _indicator_fields(block)
    told = {column: _field(block.kind, head) for column, head in block.heads}
    return {column: field for column, field in told.items() if field is not None}


def _field(kind: BlockKind, head: str) -> str | None:
    if not head:
        return _NAME
    if kind is BlockKind.AMOUNTS:
        return _AMOUNT_FIELDS[amount_field(head)]
    return _FUND_FIELDS.get(column_of(head))


def _indicator_fields(block: Block) -> dict[int, str]:
    """Return the fields of the indicator table: the points of a level stand behind it, before the next level."""
    fields: dict[int, str] = {}
    level = ""
    lowest = max((at for at, (_, head) in enumerate(block.heads) if _is_level(head)), default=0)
    for at, (column, head) in enumerate(block.heads):
        role = column_of(head)
        field = _INDICATOR_FIELDS.get(role)
        if _is_level(head):
            level = field or ""
        if role is Column.WEIGHT and at < lowest:
            field = _LEVEL_WEIGHTS.get(level)
        if role is Column.REASON and head.startswith("改进"):
            field = "改进措施"
        if field is not None:
            fields[column] = field
    return fields


def _is_level(head: str) -> bool:
    return column_of(head) in (Column.DIMENSION, Column.CATEGORY, Column.INDICATOR)
