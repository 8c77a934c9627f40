"""The tables of the dashboard: heads and rows in words, for the page and for Excel alike."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # the library ships no types

from jixiao.quantities import plain
from jixiao.web.insight.figures import Dimension, Summary, standing

_GRADES = ("优", "良", "中", "差")
_WIDEST = 40


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its title, heads, and rows whose first cell is a name."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str | int | Decimal | None, ...], ...]


def summary_table(title: str, first: str, summaries: Sequence[Summary], ranked: bool) -> Table:
    """Return summaries as a table whose first column is called FIRST, with the rank of each where RANKED."""
    ranks = standing(summaries) if ranked else {}
    heads = (first, "自评份数", "已报送", "平均分", *(("名次",) if ranked else ()), "最低", "最高")
    heads += (*_GRADES, "预算（万元）", "执行（万元）", "执行率（%）", "错误", "疑点")
    rows = tuple(
        (
            *(each.name, each.sheets, each.submitted, each.mean),
            *((ranks.get(each.name),) if ranked else ()),
            *(each.lowest, each.highest),
            *(_graded(each, grade) for grade in _GRADES),
            *(each.budget, each.executed, each.execution, each.errors, each.warnings),
        )
        for each in summaries
    )
    return Table(title, heads, rows)


def _graded(each: Summary, grade: str) -> int:
    """Count the sheets of a grade by its first word: some places write 优秀, 良好."""
    return sum(count for name, count in each.grades.items() if name.startswith(grade))


def dimension_table(dimensions: Sequence[Dimension]) -> Table:
    """Return the first-level indicators as a table."""
    rows = tuple((each.name, each.weight, each.score, each.rate) for each in dimensions)
    return Table("各维度得分", ("一级指标", "分值合计", "得分合计", "得分率（%）"), rows)


def shown(value: str | int | Decimal | None) -> str:
    """Return a value as the page shows it; nothing where nothing is known."""
    if value is None:
        return ""
    return plain(value) if isinstance(value, Decimal) else str(value)


def workbook(tables: Sequence[Table]) -> bytes:
    """Return TABLES as an Excel workbook, one sheet each."""
    page = io.BytesIO()
    with Workbook(page, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1})
        for table in tables:
            sheet = book.add_worksheet(table.title[:31])
            sheet.write_row(0, 0, table.heads, head)
            for at, row in enumerate(table.rows, 1):
                sheet.write_row(at, 0, row)
            names = [len(str(row[0])) for row in table.rows]
            sheet.set_column(0, 0, min(2 * max(names, default=8) + 2, _WIDEST))
            sheet.set_column(1, len(table.heads) - 1, 12)
            sheet.freeze_panes(1, 1)
    return page.getvalue()
