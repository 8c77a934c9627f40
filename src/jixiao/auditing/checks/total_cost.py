"""The indicator of a form that stands for all its money, against the fund table of the same form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.auditing.building import actual_of, label, same_kind, short, target_of
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.documents import Excerpt
from jixiao.evaluations import Amount, Evaluation, FundLine, Indicator
from jixiao.quantities import Quantity
from jixiao.recognition import Dossier

_OF_ALL = re.compile(
    r"^(?:本?项目|年度|全年|部门)*(?:总成本|成本总额|成本控制[数额]?|总支出|支出总额|支出控制[数额]|总投入|投入总额|资金总额|经费总额|预算控制[数额]?)"
    r"(?!率|比)"
)


@check(
    "total-cost",
    title="项目总成本与全年执行数一致",
    family="资金",
    basis="成本指标是项目总成本（总支出）的，目标值即预算数，完成值应为全年执行数",
    severity=Severity.ERROR,
    explanation="“项目总成本”等指标的目标值等于资金表的预算总额时，完成值与资金表的全年执行数核对；把预算数照抄成完成值的，判错。",
)
def total_cost(dossier: Dossier) -> Iterator[Relation | Finding]:
    """An indicator whose target is the whole budget has the executed amount as its actual value."""
    for evaluation in dossier.evaluations():
        total = _total(evaluation)
        for leaf in evaluation.leaves() if total is not None and total.executed is not None else ():
            if total is not None and total.executed is not None and _is_of_all(leaf, total):
                yield from _compare(leaf, total.executed)


def _total(evaluation: Evaluation) -> FundLine | None:
    return next((line for line in evaluation.funds if not line.part), None)


def _is_of_all(leaf: Indicator, total: FundLine) -> bool:
    target = target_of(leaf)
    if _OF_ALL.search(label(leaf)) is None or target is None or target.quantity is None:
        return False
    aim = target.quantity
    budgets = (amount.quantity for amount in (total.adjusted, total.initial) if amount is not None)
    return any(_same(aim, budget) for budget in budgets)


def _same(a: Quantity, b: Quantity) -> bool:
    return a.unit == b.unit == "元" and a.rounding().meets(b.rounding())


def _compare(leaf: Indicator, executed: Amount) -> Iterator[Relation | Finding]:
    target, actual = target_of(leaf), actual_of(leaf)
    if target is None or target.quantity is None or actual is None or leaf.actual is None:
        return
    done = same_kind(target.quantity, actual)
    if done.unit != "元":
        return
    holds = _same(done, executed.quantity)
    excerpts: tuple[Excerpt, ...] = (leaf.actual, executed.excerpt, short(leaf.name))
    match = Match.FACE if holds else Match.NONE
    told = leaf.actual.text
    yield Relation("total-cost", f"全年执行数{executed.excerpt.text}", told, holds, match, excerpts)
    if not holds:
        copied = "，与目标值相同" if _same(done, target.quantity) else ""
        yield Finding(
            "total-cost",
            Severity.ERROR,
            f"“{label(leaf)}”完成值写{told}{copied}，资金表的全年执行数是{executed.quantity}",
            excerpts,
            expected=str(executed.quantity),
            reported=told,
        )
