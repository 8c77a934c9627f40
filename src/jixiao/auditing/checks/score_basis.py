"""What a score rests on: a total that cannot be worked out again, one indicator that carries nearly all points."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao.auditing.building import label, printed, scored_papers, short
from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.papers import Paper, papers
from jixiao.auditing.registry import check
from jixiao.evaluations import Evaluation, Form, Indicator, Points
from jixiao.recognition import Dossier
from jixiao.recognition.score_totals import totals_in

_FAMILY = "分值与得分"
_QUANTITATIVE = "财预〔2020〕10号：绩效指标应当细化、量化，以定量指标为主、定性指标为辅"
_REASON_FOR_LOSS = re.compile(r"扣(?:减|除|掉)?了?[\d.]+分|(?:扣分|失分|减分)(?:的)?(?:主要)?(?:原因|项|因素)")
_FULL_MARKS = Decimal(100)


@check(
    "no-breakdown",
    title="总分应当能够复算",
    family=_FAMILY,
    basis="财预〔2020〕10号：自评得分由各项指标得分合计得出",
    severity=Severity.WARNING,
    explanation="只写了总分，没有各项得分，也没有说明扣在哪里、为什么。",
)
def no_breakdown(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A total below 100 without any item's score in the dossier cannot be worked out again."""
    if any(_item_scores(evaluation) for evaluation in dossier.evaluations()):
        return
    for paper in papers(dossier):
        total = paper.evaluation.total
        if total is None or not paper.is_report or total.value >= _FULL_MARKS or _of_several(paper):
            continue
        explained = _REASON_FOR_LOSS.search(paper.text) is not None
        lost = _FULL_MARKS - total.value
        yield Finding(
            "no-breakdown",
            Severity.INFO if explained else Severity.WARNING,
            f"总分{printed(total)}分，没有各项指标的分值和得分，无法复算"
            + ("" if explained else f"；扣了{lost:f}分，没有说明扣在哪里、为什么"),
            (short(total.excerpt),),
            expected="各项指标的分值、得分和扣分原因",
            reported=printed(total),
            kind="incomplete",
        )


def _of_several(paper: Paper) -> bool:
    """Tell whether the paper tells the totals of several projects, a line each: their forms stand elsewhere."""
    return sum(len(totals_in(passage)) for passage in paper.passages) >= _SEVERAL


def _item_scores(evaluation: Evaluation) -> bool:
    return any(node.score is not None for root in evaluation.indicators for node in root.walk())


_HEAVY = Decimal(60)
_SEVERAL = 3


@check(
    "few-indicators",
    title="权重不宜集中在一个指标上",
    family=_FAMILY,
    basis=_QUANTITATIVE,
    severity=Severity.INFO,
    explanation="一个三级指标占60分以上，其余指标对得分几乎没有影响。",
)
def few_indicators(dossier: Dossier) -> Iterator[Relation | Finding]:
    """One indicator of a form carries 60 points or more."""
    for evaluation, _ in scored_papers(dossier):
        for leaf in evaluation.leaves() if evaluation.form is not Form.BASE_DATA_TABLE else ():
            if evaluation.form.is_table and leaf.weight is not None and _HEAVY <= leaf.weight.value < _FULL_MARKS:
                yield _heavy(leaf, leaf.weight)


def _heavy(leaf: Indicator, weight: Points) -> Finding:
    return Finding(
        "few-indicators",
        Severity.INFO,
        f"“{label(leaf)}”一个指标占{printed(weight)}分，宜细化为几个指标",
        (weight.excerpt, short(leaf.name)),
        expected="分值分散到几个指标",
        reported=printed(weight),
    )
