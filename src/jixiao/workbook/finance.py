"""The money in tables exported from a finance system as the beginning of an evaluation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.evaluations import BudgetLine, Department, FundRow, SelfEvaluation, Subject
from jixiao.recognition import FinanceTable

_SOURCE = re.compile(
    r"拨款|结转|其他资金|财政资金|专户|单位资金|自有资金|非税|一般公共预算|政府性基金|上级资金|本级资金"
)
_TOTAL_LABEL = "年度资金总额"


class NoMoneyError(Exception):
    """Tables hold no money that could be taken; the message says why."""


def evaluation_of_money(
    tables: Sequence[FinanceTable], source: str, subject: Subject, project: str | None = None
) -> SelfEvaluation:
    """Return the money in TABLES: of a department its projects, of a project its total and its sources.

    PROJECT names the row of a project where a table has many. Raises :class:`NoMoneyError`.
    """
    filled = [table for table in tables if table.lines or table.total]
    if not filled:
        raise NoMoneyError("；".join(fault for table in tables for fault in table.faults))
    table = max(filled, key=lambda table: len(table.lines))
    begun = SelfEvaluation(
        subject=subject, year=table.year, source=source, department=Department(name=table.department), project=project
    )
    sources = [line for line in table.lines if _SOURCE.search(line.label)]
    if subject is Subject.PROJECT and len(sources) < len(table.lines):
        return begun.model_copy(update={"funds": (_chosen(table.lines, project),)})
    if len(sources) == len(table.lines):
        return begun.model_copy(update={"funds": _funds(table)})
    department = Department(name=table.department, projects=table.lines)
    total = (_fund(table.total, part=False),) if table.total is not None else ()
    return begun.model_copy(update={"department": department, "funds": total})


def _chosen(lines: Sequence[BudgetLine], project: str | None) -> FundRow:
    found = [line for line in lines if project is not None and project in line.label]
    if len(found) == 1:
        return _fund(found[0], part=False)
    names = "、".join(line.label for line in lines[:5]) + ("等" if len(lines) > 5 else "")
    if project is None and len(lines) == 1:
        return _fund(lines[0], part=False)
    told = "没有一行" if not found else "不止一行"
    words = f"{told}的名称含“{project}”" if project is not None else "有好几个项目"
    raise NoMoneyError(f"{words}，请用 --project 写明是哪一个：{names}")


def _funds(table: FinanceTable) -> tuple[FundRow, ...]:
    total = (_fund(table.total, part=False),) if table.total is not None else ()
    return (*total, *(_fund(line, part=bool(total)) for line in table.lines))


def _fund(line: BudgetLine, *, part: bool) -> FundRow:
    label = line.label if part else _TOTAL_LABEL
    return FundRow(label=label, part=part, initial=line.initial, adjusted=line.adjusted, executed=line.executed)
