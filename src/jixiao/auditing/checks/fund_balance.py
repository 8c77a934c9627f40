"""The column 结余 of a fund table against budget and execution."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.auditing.arithmetic import difference, judge, shown
from jixiao.auditing.checks.execution import base_budget, fund_lines
from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.evaluations import Amount, FundLine
from jixiao.recognition import Dossier, clean_text


@check(
    "fund-balance",
    title="结余数等于预算数减执行数",
    family="预算执行",
    basis="资金表“结余”＝调整后预算数－执行数",
    severity=Severity.ERROR,
    explanation="资金表或项目汇总表有“结余”一列的，逐行重算。",
)
def fund_balance(dossier: Dossier) -> Iterator[Relation | Finding]:
    """In every fund row the rest is budget less execution."""
    for _, line in fund_lines(dossier):
        budget = base_budget(line)
        if line.balance is not None and line.executed is not None and budget is not None:
            yield from _judge(line, budget, line.executed, line.balance)


def _judge(line: FundLine, budget: Amount, executed: Amount, balance: Amount) -> Iterator[Relation | Finding]:
    verdict = judge(difference, [budget.quantity, executed.quantity], balance.quantity)
    if verdict is None:
        return
    excerpts = (balance.excerpt, budget.excerpt, executed.excerpt)
    expression = f"{budget.excerpt.text} － {executed.excerpt.text}"
    computed = shown(verdict.computed, balance.quantity, max(2, balance.quantity.decimals))
    printed = balance.excerpt.text
    yield Relation(
        "fund-balance", expression, printed, verdict.holds, verdict.match, excerpts, verdict.interval, computed
    )
    if not verdict.holds:
        yield Finding(
            "fund-balance",
            Severity.ERROR,
            f"“{clean_text(line.label.text)[:16]}”结余应为{computed}，表上写{printed}",
            excerpts,
            expected=computed,
            reported=printed,
            interval=verdict.interval,
            working=f"{expression} = {computed}",
        )
