"""An evaluation as open data: tables in CSV and the ``datapackage.json`` that says what their columns mean.

The descriptor follows the Data Package standard (Frictionless). What names a person (填表人, 联系电话) and where
evidence is kept stays at home.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jixiao.evaluations import IndicatorRow, Mark, SelfEvaluation

_PROFILE = "tabular-data-package"


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its name in the file, its type, what it means and its unit."""

    name: str
    type: str
    meaning: str


_SUMMARY = (
    _Column("department", "string", "部门"),
    _Column("project", "string", "项目；部门整体支出时为空"),
    _Column("subject", "string", "评价对象：department 部门整体，project 项目"),
    _Column("year", "integer", "评价年度"),
    _Column("pack", "string", "规则包编号"),
    _Column("total", "number", "总分"),
    _Column("grade", "string", "等级"),
)
_FUNDS = (
    _Column("label", "string", "资金"),
    _Column("part", "boolean", "是否其中项"),
    _Column("initial", "number", "年初预算数（万元）"),
    _Column("adjusted", "number", "全年预算数（万元）"),
    _Column("arrived", "number", "到位数（万元）"),
    _Column("executed", "number", "全年执行数（万元）"),
    _Column("rate", "string", "执行率"),
)
_INDICATORS = (
    _Column("level1", "string", "一级指标"),
    _Column("level2", "string", "二级指标"),
    _Column("name", "string", "三级指标"),
    _Column("weight", "number", "分值"),
    _Column("nature", "string", "符号"),
    _Column("target", "string", "年度指标值"),
    _Column("unit", "string", "单位"),
    _Column("actual", "string", "实际完成值"),
    _Column("score", "number", "得分"),
    _Column("reason", "string", "偏差原因及改进措施"),
)


def open_data(evaluation: SelfEvaluation) -> dict[str, bytes]:
    """Return the files of the open-data package of EVALUATION, scores filled in, by name. Amounts are in 万元.

    A blank and a mark (``—``, ``无``, ``不适用``) are left empty in columns of numbers, as the descriptor says.
    """
    tables = {
        "evaluation": (_SUMMARY, [_summary(evaluation)]),
        "funds": (_FUNDS, [[getattr(fund, column.name) for column in _FUNDS] for fund in evaluation.funds]),
        "indicators": (_INDICATORS, list(_indicators(evaluation.indicators, ()))),
    }
    files = {f"{name}.csv": _csv(columns, rows) for name, (columns, rows) in tables.items()}
    descriptor = _descriptor(evaluation, {name: columns for name, (columns, _) in tables.items()})
    return files | {"datapackage.json": json.dumps(descriptor, ensure_ascii=False, indent=1).encode()}


def _summary(evaluation: SelfEvaluation) -> list[object]:
    return [
        evaluation.department.name,
        evaluation.project,
        evaluation.subject.value,
        evaluation.year,
        evaluation.pack,
        evaluation.total,
        evaluation.grade,
    ]


def _indicators(rows: Sequence[IndicatorRow], above: tuple[str, ...]) -> Iterator[list[object]]:
    for row in rows:
        if row.children:
            yield from _indicators(row.children, (*above, row.name))
            continue
        levels = [*above, *("" for _ in range(2 - len(above)))][:2]
        yield [*levels, row.name, *(getattr(row, column.name) for column in _INDICATORS[3:])]


def _csv(columns: Sequence[_Column], rows: Sequence[Sequence[object]]) -> bytes:
    """Write a table with a byte-order mark, without which Excel takes Chinese for gibberish."""
    page = io.StringIO()
    writer = csv.writer(page)
    writer.writerow([column.name for column in columns])
    writer.writerows([[_value(column, value) for column, value in zip(columns, row, strict=True)] for row in rows])
    return page.getvalue().encode("utf-8-sig")


def _value(column: _Column, value: object) -> str:
    if value is None or (isinstance(value, Mark) and column.type == "number"):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    # A spreadsheet would run text that begins like a formula.
    return f"'{text}" if column.type == "string" and text[:1] in "=+@" else text


def _descriptor(evaluation: SelfEvaluation, tables: dict[str, tuple[_Column, ...]]) -> dict[str, object]:
    whose = evaluation.project or "部门整体支出"
    return {
        "profile": _PROFILE,
        "name": "budget-performance-self-evaluation",
        "title": f"{evaluation.department.name or ''}{evaluation.year or ''}年度{whose}绩效自评",
        "resources": [_resource(name, columns) for name, columns in tables.items()],
    }


def _resource(name: str, columns: Sequence[_Column]) -> dict[str, object]:
    fields = [{"name": column.name, "type": column.type, "description": column.meaning} for column in columns]
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "schema": {"fields": fields, "missingValues": [""]},
    }
