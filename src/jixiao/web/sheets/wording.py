"""Cells and changes in words: which indicator, which column, from what to what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jixiao.web.sheets.editing import NoSuchCellError, value_at

_FIELDS = {
    "name": "名称",
    "label": "资金",
    "weight": "分值",
    "nature": "符号",
    "target": "指标值",
    "unit": "单位",
    "last_year": "上年完成",
    "measure": "衡量办法",
    "core": "核心指标",
    "actual": "实际完成值",
    "attainment": "达成程度",
    "score": "评定得分",
    "reason": "原因",
    "explanation": "说明",
    "evidence": "佐证材料",
    "deductions": "扣分",
    "initial": "年初预算数",
    "adjusted": "全年预算数",
    "arrived": "到位数",
    "executed": "全年执行数",
    "expected": "预期目标",
    "reached": "实际完成情况",
    "children": "下级指标",
    "indicators": "绩效指标",
    "funds": "资金",
    "goals": "年度目标",
    "problems": "存在的问题",
    "measures": "改进措施",
    "sections": "报告文字",
    "project": "项目名称",
    "responsible": "负责人",
    "department": "部门",
    "posts": "编制数",
    "staff": "在职人数",
}
_BLANK = "（空）"
_NO_NAME = "（未命名）"


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that differs between two contents, in words."""

    path: str
    about: str
    before: str
    after: str


def words_of(content: Any, path: str) -> str:
    """Return what the cell at PATH of CONTENT is called: ``资助参保人数：实际完成值``."""
    row, _, field = path.rpartition("/")
    label = _FIELDS.get(field, field)
    name = _name_of(content, row)
    return f"{name}：{label}" if name else label


def _name_of(content: Any, row: str) -> str:
    if not row:
        return ""
    try:
        record = value_at(content, row)
    except NoSuchCellError:
        return _NO_NAME
    if row.startswith("goals/"):
        return f"第{int(row.split('/')[1]) + 1}项目标"
    if not isinstance(record, dict):
        return ""
    return str(record.get("name") or record.get("label") or _FIELDS.get(row, _NO_NAME))


def value_words(value: Any) -> str:
    """Return a value as a history shows it; rows are told by their names."""
    if value is None or value == "":
        return _BLANK
    if isinstance(value, list):
        names = [_row_words(each) for each in value]
        return f"{len(value)}行：{'、'.join(names)}" if names else _BLANK
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)


def _row_words(row: Any) -> str:
    if not isinstance(row, dict):
        return str(row)
    return str(next((row[key] for key in ("name", "label", "title", "expected", "reason") if row.get(key)), _NO_NAME))


def differences(before: Any, after: Any, path: str = "") -> Iterator[Difference]:
    """Yield the cells in which two contents differ; where rows were added or removed, the list that holds them."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in after:
            yield from differences(before.get(key), after[key], f"{path}/{key}" if path else key)
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for at, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from differences(one, other, f"{path}/{at}")
    elif before != after:
        yield Difference(path, "", value_words(before), value_words(after))


def told_differences(before: Any, after: Any) -> tuple[Difference, ...]:
    """Return the differences of two contents, each with what its cell is called."""
    return tuple(
        Difference(each.path, words_of(after, each.path), each.before, each.after)
        for each in differences(before, after)
    )
