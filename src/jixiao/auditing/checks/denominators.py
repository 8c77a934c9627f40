"""Execution rates taken of the initial budget though the text tells an adjusted one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jixiao.auditing.arithmetic import Verdict, judge, quotient, shown
from jixiao.auditing.derivation import surroundings
from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.recognition import Dossier, Figure

_RATE = re.compile(r"执行率(?:为|是|达到?|仅为?|=|：)?$")
_INITIAL = re.compile(r"年初预算|年初安排|年初批复|年初部门预算")
_ADJUSTED = re.compile(r"调整(?:后)?(?:的)?预算|调整为|调减为|调增为|全年预算|调整后")
_SPENT = re.compile(r"支出|执行|拨付|支付|使用")


@check(
    "rate-denominator",
    title="执行率按调整后预算计算",
    family="预算执行",
    basis="各地自评表：预算执行率＝全年执行数÷全年（调整后）预算数",
    severity=Severity.WARNING,
    explanation="文中写了调整后预算，执行率却是用年初预算算出来的。",
)
def rate_denominator(dossier: Dossier) -> Iterator[Relation | Finding]:
    """An execution rate is of the adjusted budget where the paragraph tells one."""
    for passage in dossier.passages():
        if "执行率" not in passage.clean:
            continue
        for figure in passage.figures:
            if figure.quantity.unit == "%" and _RATE.search(figure.subject):
                yield from _judge(surroundings(dossier, figure), figure)


def _judge(before: Sequence[Figure], figure: Figure) -> Iterator[Finding]:
    money = [f for f in before if f.quantity.unit == "元" and f.quantity.value]
    initial = [f for f in money if _INITIAL.search(f.subject)]
    adjusted = [f for f in money if _ADJUSTED.search(f.subject) and f not in initial]
    spent = [f for f in money if _SPENT.search(f.subject) and f not in initial and f not in adjusted]
    if len(initial) != 1 or len(adjusted) != 1 or not spent or "年初预算" in figure.subject:
        return
    for each in reversed(spent):
        by_initial = judge(quotient, [each.quantity, initial[0].quantity], figure.quantity)
        by_adjusted = judge(quotient, [each.quantity, adjusted[0].quantity], figure.quantity)
        if by_initial is not None and by_adjusted is not None and by_initial.holds and not by_adjusted.holds:
            yield _finding(figure, each, initial[0], adjusted[0], by_adjusted)
            return


def _finding(figure: Figure, spent: Figure, initial: Figure, adjusted: Figure, by_adjusted: Verdict) -> Finding:
    expected = shown(by_adjusted.computed, figure.quantity, max(2, figure.quantity.decimals))
    return Finding(
        "rate-denominator",
        Severity.WARNING,
        f"执行率{figure.quantity.text}是按年初预算{initial.quantity.text}算的，按调整后预算应为{expected}",
        (figure.excerpt(), adjusted.excerpt(), spent.excerpt()),
        expected=expected,
        reported=figure.quantity.text,
        interval=by_adjusted.interval,
        working=f"{spent.quantity} ÷ {adjusted.quantity} = {expected}",
    )
