"""The indicator of a form that stands for all its money, against the fund table of the same form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao.auditing.arithmetic import scale_word
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


_TEN_THOUSAND = Decimal(10_000)


@check(
    "total-cost-unit",
    title="项目总成本的计量单位与资金表一致",
    family="计量单位",
    basis="成本指标是项目总成本（总支出）的，目标值、完成值即资金表的预算数、执行数",
    severity=Severity.ERROR,
    explanation="“项目总成本”等指标的目标值、完成值正好是资金表预算数、执行数的一万倍（或万分之一），单位“元”“万元”写错。",
)
def total_cost_unit(dossier: Dossier) -> Iterator[Relation | Finding]:
    """An indicator of all money is not told in 万元 where its numbers are budget and spending in 元, or the reverse."""
    for evaluation in dossier.evaluations():
        total = _total(evaluation)
        for leaf in evaluation.leaves() if total is not None else ():
            if total is not None and _OF_ALL.search(label(leaf)) is not None:
                yield from _other_unit(leaf, total)


def _other_unit(leaf: Indicator, total: FundLine) -> Iterator[Finding]:
    target, actual = target_of(leaf), actual_of(leaf)
    if target is None or target.quantity is None or actual is None or leaf.target is None or leaf.actual is None:
        return
    aim, done = target.quantity, same_kind(target.quantity, actual)
    budgets = [amount.quantity for amount in (total.adjusted, total.initial) if amount is not None]
    for factor in (_TEN_THOUSAND, 1 / _TEN_THOUSAND):
        planned = any(_times(aim, budget, factor) for budget in budgets)
        if planned and total.executed is not None and _times(done, total.executed.quantity, factor):
            unit = "元" if factor > 1 else "万元"
            yield Finding(
                "total-cost-unit",
                Severity.ERROR,
                f"“{label(leaf)}”的{aim.text}、{done.text}与资金表的预算数、执行数差一万倍，单位应为“{unit}”",
                (leaf.target, *([leaf.unit] if leaf.unit is not None else []), leaf.actual, short(leaf.name)),
                expected=unit,
                reported=f"{scale_word(aim)}{aim.unit}",
            )


def _times(told: Quantity, amount: Quantity, factor: Decimal) -> bool:
    """Tell whether TOLD is FACTOR times AMOUNT."""
    return told.unit == amount.unit == "元" and amount.value > 0 and told.value == amount.value * factor
