"""Indicators of a form that carry a weight and an actual value but no score."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jixiao.auditing.building import label, short
from jixiao.auditing.checks.scores import execution_line
from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.evaluations import Evaluation, Indicator
from jixiao.recognition import Dossier, clean_text
from jixiao.recognition.columns import is_blank

_FEWEST_SCORED = 3


@check(
    "score-missing",
    title="有分值、有完成值的指标不能没有得分",
    family="必填项",
    basis="各地自评表：每个指标逐行填写得分",
    severity=Severity.ERROR,
    explanation="同一张表其余指标都填了得分，只有一两行空着。总分已写明的，算出这一行应有的得分。",
)
def score_missing(dossier: Dossier) -> Iterator[Relation | Finding]:
    """In a form that scores its indicators, a row with weight and actual value has a score."""
    for form in dossier.forms():
        leaves = list(form.evaluation.leaves())
        blank = [leaf for leaf in leaves if _unscored(leaf)]
        scored = [leaf for leaf in leaves if leaf.score is not None]
        if blank and len(scored) >= max(_FEWEST_SCORED, 3 * len(blank)):
            yield from (_finding(form.evaluation, leaf, len(blank)) for leaf in blank)


def _unscored(leaf: Indicator) -> bool:
    filled = leaf.actual is not None and not is_blank(clean_text(leaf.actual.text))
    return leaf.score is None and leaf.weight is not None and filled


def _finding(evaluation: Evaluation, leaf: Indicator, blanks: int) -> Finding:
    due = _due(evaluation, leaf) if blanks == 1 else None
    words = f"，按总分推算应为{due}分" if due else ""
    places = [leaf.weight.excerpt] if leaf.weight is not None else []
    return Finding(
        "score-missing",
        Severity.ERROR,
        f"“{label(leaf)}”有分值和完成值，得分空着{words}",
        (short(leaf.name), *places, *([leaf.actual] if leaf.actual is not None else [])),
        expected=due or "填写得分",
        reported="（空）",
    )


def _due(evaluation: Evaluation, leaf: Indicator) -> str | None:
    """Return the score that the total leaves for a row, when it lies between nothing and the row's weight."""
    if evaluation.total is None or leaf.weight is None:
        return None
    line = execution_line(evaluation)
    told = [other.score for other in evaluation.leaves()] + [line.score if line is not None else None]
    rest = evaluation.total.value - sum((p.value for p in told if p is not None), Decimal(0))
    return f"{rest:f}" if Decimal(0) <= rest <= leaf.weight.value else None
