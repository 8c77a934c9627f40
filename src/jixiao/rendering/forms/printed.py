"""What a printed form shows of an evaluation: as much as reading it can give back."""

from __future__ import annotations

from jixiao.evaluations import Department, FundRow, IndicatorRow, SelfEvaluation
from jixiao.packs import FormTable, Pack
from jixiao.quantities import plain
from jixiao.recognition import Column, column_of

LEVELS = (Column.DIMENSION, Column.CATEGORY, Column.INDICATOR)


def printed_part(evaluation: SelfEvaluation, pack: Pack) -> SelfEvaluation:
    """Return what the self-evaluation table of PACK shows of EVALUATION: what reading the printed form can give back.

    A form without a column for something cannot hold it; one with a single level column shows the lowest rows only.
    """
    forms = pack.evaluation_forms(evaluation.subject, evaluation.edition)
    if not forms:
        return evaluation.model_copy(update={"funds": (), "goals": (), "indicators": (), "total": None, "grade": None})
    form = forms[0]
    columns = {column_of(head) for head in form.indicator_columns}
    levels = sum(column_of(head) in LEVELS for head in form.indicator_columns)
    tops = evaluation.indicators if levels > 1 else tuple(evaluation.leaves())
    return SelfEvaluation(
        subject=evaluation.subject,
        year=evaluation.year,
        place=evaluation.place,
        department=Department(name=evaluation.department.name),
        project=evaluation.project,
        funds=tuple(_shown_fund(row, form) for row in evaluation.funds) if form.fund_columns else (),
        goals=evaluation.goals,
        indicators=tuple(_shown_row(row, columns) for row in tops),
        total=evaluation.total if Column.SCORE in columns else None,
        grade=evaluation.grade if form.grade_row else None,
    )


_FUND_FIELDS = {
    Column.INITIAL: "initial",
    Column.ADJUSTED: "adjusted",
    Column.EXECUTED: "executed",
    Column.RATE: "rate",
    Column.WEIGHT: "weight",
    Column.SCORE: "score",
    Column.REASON: "reason",
}
_ROW_FIELDS = {
    Column.TARGET: "target",
    Column.ACTUAL: "actual",
    Column.NATURE: "nature",
    Column.UNIT: "unit",
    Column.WEIGHT: "weight",
    Column.SCORE: "score",
    Column.REASON: "reason",
}


def _shown_fund(row: FundRow, form: FormTable) -> FundRow:
    columns = {column_of(head) for head in form.fund_columns}
    if row.weight is not None and any(f"{plain(row.weight)}分" in head for head in form.fund_columns):
        # A head such as 得分（20分*执行率） tells the weight.
        columns.add(Column.WEIGHT)
    shown = {name: getattr(row, name) for column, name in _FUND_FIELDS.items() if column in columns}
    return FundRow(label=row.label, part=row.part, **shown)


def _shown_row(row: IndicatorRow, columns: set[Column]) -> IndicatorRow:
    if row.children:
        children = tuple(_shown_row(child, columns) for child in row.children)
        return IndicatorRow(name=row.name, label=row.label, weight=row.weight, children=children)
    shown = {name: getattr(row, name) for column, name in _ROW_FIELDS.items() if column in columns}
    return IndicatorRow(name=row.name, **shown)
