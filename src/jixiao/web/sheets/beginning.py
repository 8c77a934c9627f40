"""A new sheet: the form of its pack, empty, or begun from what there is."""

from __future__ import annotations

from jixiao.evaluations import Department, FundRow, IndicatorRow, OverallGoal, SelfEvaluation, Subject
from jixiao.packs import IndicatorRule, Pack

_TOTAL = "年度资金总额"


def blank_evaluation(pack: Pack, subject: Subject, year: int, department: str, project: str = "") -> SelfEvaluation:
    """Return an evaluation with the rows that PACK fixes and nothing in them. Amounts will be in 万元."""
    form = next(iter(pack.evaluation_forms(subject)), None)
    labels = (form.fund_rows if form is not None else ()) or (_TOTAL,)
    return SelfEvaluation(
        subject=subject,
        year=year,
        pack=pack.id,
        department=Department(name=department),
        project=project or None,
        funds=tuple(FundRow(label=label, part=at > 0) for at, label in enumerate(labels)),
        goals=(OverallGoal(),),
        indicators=tuple(_row(rule) for rule in pack.indicators),
    )


def _row(rule: IndicatorRule) -> IndicatorRow:
    return IndicatorRow(name=rule.name, weight=rule.weight, children=tuple(_row(child) for child in rule.children))
