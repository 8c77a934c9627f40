"""Score coefficients (得分系数): what they follow from, and the score that follows from them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from jixiao.auditing.building import label, printed
from jixiao.auditing.checks.targets import comparison, leaves
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.evaluations import Amount, Indicator
from jixiao.quantities import Direction
from jixiao.recognition import Dossier

_FAMILY = "分值与得分"
_BASIS = "重庆等地自评表：指标得分＝指标权重×得分系数；得分系数为完成值与指标值之比，最高100%"
_HUNDRED = Decimal(100)


def _share(coefficient: Amount) -> Decimal:
    """Return a coefficient as a share of one; it is printed as 86.67%, 86.67 or 0.8667."""
    value = coefficient.quantity.value
    return value / _HUNDRED if not coefficient.quantity.unit and value > 2 else value


@check(
    "coefficient-score",
    title="得分等于权重乘以得分系数",
    family=_FAMILY,
    basis=_BASIS,
    severity=Severity.ERROR,
    explanation="表中设有“得分系数”一栏的，逐行核对得分＝权重×得分系数。",
)
def coefficient_score(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Score = weight × coefficient, rounded as printed."""
    for node in leaves(dossier):
        if node.coefficient is None or node.weight is None or node.score is None:
            continue
        exact = node.weight.value * _share(node.coefficient)
        holds = (
            exact.quantize(Decimal(1).scaleb(int(node.score.value.as_tuple().exponent)), rounding=ROUND_HALF_UP)
            == node.score.value
        )
        excerpts = (node.score.excerpt, node.coefficient.excerpt, node.weight.excerpt)
        expression = f"{printed(node.weight)} × {node.coefficient.excerpt.text}"
        match = Match.FACE if holds else Match.NONE
        yield Relation("coefficient-score", expression, printed(node.score), holds, match, excerpts)
        if not holds:
            expected = f"{exact.quantize(Decimal('0.01'), rounding=ROUND_HALF_UP):f}"
            yield Finding(
                "coefficient-score",
                Severity.ERROR,
                f"“{label(node)}”权重{printed(node.weight)}×系数{node.coefficient.excerpt.text}应得{expected}分，写的是{printed(node.score)}分",
                excerpts,
                expected=expected,
                reported=printed(node.score),
                working=f"{expression} = {expected}",
            )


@check(
    "coefficient-ratio",
    title="得分系数与完成情况相符",
    family=_FAMILY,
    basis=_BASIS,
    severity=Severity.ERROR,
    explanation="已达到目标的系数应为100；没有达到的正向指标，系数应为完成值与指标值之比。",
)
def coefficient_ratio(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A coefficient is 100 where the target is reached, else actual ÷ target for more-is-better indicators."""
    for node in leaves(dossier):
        compared = comparison(node)
        if node.coefficient is None or compared is None or compared[0].quantity is None:
            continue
        target, actual, met = compared
        if not met and (target.direction in (Direction.AT_MOST, Direction.LESS_THAN) or not compared[0].quantity.value):
            continue
        exact = _HUNDRED if met else actual.value / compared[0].quantity.value * _HUNDRED
        yield from _compare(node, node.coefficient, exact, "coefficient-ratio", "系数")


@check(
    "completion-rate",
    title="完成率等于完成值除以目标值",
    family="比率与占比",
    basis="自评表“完成率”栏＝实际完成值÷年度指标值；反向指标各地算法不同，不判",
    severity=Severity.ERROR,
    explanation="表中设有“完成率”一栏的，正向指标逐行重算；写成100%封顶的也算对。",
)
def completion_rate(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A printed completion rate is actual ÷ target, or 100 % where it is capped."""
    for node in leaves(dossier):
        compared = comparison(node)
        if node.completion is None or compared is None or compared[0].quantity is None:
            continue
        target, actual, _ = compared
        if target.direction in (Direction.AT_MOST, Direction.LESS_THAN) or not compared[0].quantity.value:
            continue
        exact = actual.value / compared[0].quantity.value * _HUNDRED
        capped = exact > _HUNDRED and _share(node.completion) == 1
        yield from _compare(node, node.completion, _HUNDRED if capped else exact, "completion-rate", "完成率")


def _compare(
    node: Indicator, coefficient: Amount, exact: Decimal, check_id: str, what: str
) -> Iterator[Relation | Finding]:
    told = _share(coefficient) * _HUNDRED
    places = max(coefficient.quantity.decimals, 0)
    expected = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    holds = told == expected
    excerpts = (coefficient.excerpt, *(e for e in (node.actual, node.target) if e is not None))
    match = Match.FACE if holds else Match.NONE
    yield Relation(check_id, f"{expected:f}", coefficient.excerpt.text, holds, match, excerpts)
    if not holds:
        yield Finding(
            check_id,
            Severity.ERROR,
            f"“{label(node)}”按完成情况{what}应为{expected:f}，写的是{coefficient.excerpt.text}",
            excerpts,
            expected=f"{expected:f}",
            reported=coefficient.excerpt.text,
        )
