"""Scores against the standard that stands beside them: 不超过100%得满分，每超过1个百分点扣0.5分."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from jixiao.auditing.arithmetic import plain
from jixiao.auditing.building import label, printed
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.papers import Paper, papers
from jixiao.auditing.registry import check
from jixiao.evaluations import Indicator, Points
from jixiao.quantities import Quantity, parse_quantity
from jixiao.recognition import Dossier, Figure, Passage

_NUMBER = r"\d+(?:\.\d+)?"
_STANDARD = re.compile(
    rf"(?P<op>不超过|不高于|不大于|≤|不低于|不少于|不小于|达到|≥)(?P<bound>{_NUMBER}(?:%|[\u4e00-\u9fa5]{{0,3}}?))(?:以内|以[上下])?"
    r"(?:的)?[，；]?(?:计|得)?(?:满分|\d+(?:\.\d+)?分)[，；。]"
    rf"每(?:超过|超出|超|高于|高出|高|低于|低|少于|少|降低|下降|增加|减少)(?P<step>{_NUMBER})(?P<unit>个百分点|%|[\u4e00-\u9fa5]{{1,3}})[，]?"
    rf"扣(?:减|除)?(?P<points>{_NUMBER})分"
)
_LESS_IS_BETTER = frozenset({"不超过", "不高于", "不大于", "≤"})
_IN_PERCENT = frozenset({"个百分点", "%"})
_HUNDRED = Decimal(100)
_ROUNDING = Decimal("0.01")


@check(
    "stated-standard",
    title="得分与写明的评分标准相符",
    family="目标、完成与得分",
    basis="材料在指标下写明评分标准的，得分应按该标准计算",
    severity=Severity.ERROR,
    explanation="指标说明里写“不超过100%得满分，每超过1个百分点扣0.5分”的，按完成值重算得分；按比例扣、满一步才扣、不满一步也扣，三种算法都认。",
)
def stated_standard(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A score follows from the result by the standard that the same paragraph states."""
    for paper in papers(dossier):
        for passage in paper.passages:
            found = _STANDARD.search(passage.clean) if "每" in passage.clean else None
            leaf = _leaf_of(paper, passage) if found is not None else None
            if found is None or leaf is None or leaf.weight is None or leaf.score is None:
                continue
            result = _result(passage, found)
            if result is not None:
                yield from _judge(leaf, leaf.weight, leaf.score, found, result)


def _leaf_of(paper: Paper, passage: Passage) -> Indicator | None:
    """Return the one indicator that is told in PASSAGE."""
    end = passage.raw(len(passage.clean) - 1)
    told = [leaf for leaf in paper.evaluation.leaves() if passage.start <= leaf.name.start <= end]
    return told[0] if len(told) == 1 else None


def _result(passage: Passage, found: re.Match[str]) -> Figure | None:
    """Return the one figure behind the standard that is measured as its bound is."""
    bound = parse_quantity(found["bound"])
    behind = [f for f in passage.figures if f.start >= found.end() and bound and f.quantity.unit == bound.unit]
    return behind[0] if len({f.quantity.value for f in behind}) == 1 else None


def _steps(found: re.Match[str], result: Quantity) -> Decimal | None:
    """Return how many steps the result lies beyond the bound, negative within; ``None`` where the units differ."""
    bound = parse_quantity(found["bound"])
    step = Decimal(found["step"])
    if bound is None or not step:
        return None
    beyond = result.value - bound.value if found["op"] in _LESS_IS_BETTER else bound.value - result.value
    if bound.unit == "%":
        return beyond * _HUNDRED / step if found["unit"] in _IN_PERCENT else None
    return beyond / step if found["unit"] == bound.unit else None


def _judge(
    leaf: Indicator, weight: Points, score: Points, found: re.Match[str], result: Figure
) -> Iterator[Relation | Finding]:
    steps = _steps(found, result.quantity)
    if steps is None:
        return
    allowed = _allowed(weight.value, max(steps, Decimal(0)), Decimal(found["points"]))
    holds = any(abs(score.value - each) <= _ROUNDING for each in allowed)
    excerpts = (result.excerpt(), score.excerpt, weight.excerpt)
    match = Match.FACE if holds else Match.NONE
    yield Relation("stated-standard", f"按“{found[0]}”计分", printed(score), holds, match, excerpts)
    if not holds and (score.value > max(allowed) or steps <= 0):
        right = "至".join(dict.fromkeys((plain(min(allowed)), plain(max(allowed)))))
        yield Finding(
            "stated-standard",
            Severity.ERROR,
            f"“{label(leaf)}”为{result.quantity.text}，按写明的标准（{found[0]}）应得{right}分，实得{printed(score)}分",
            excerpts,
            expected=right,
            reported=printed(score),
        )


def _allowed(weight: Decimal, steps: Decimal, points: Decimal) -> Sequence[Decimal]:
    """Return the score by shares of a step, by whole steps passed, and by steps begun; never below zero."""
    counted = (steps, steps.to_integral_value(ROUND_FLOOR), steps.to_integral_value(ROUND_CEILING))
    return [max(weight - (n * points), Decimal(0)) for n in counted]
