"""What a printed form shows of an evaluation: as much as reading it can give back."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.evaluations import (
    BudgetLine,
    Department,
    FundRow,
    IndicatorRow,
    OverallGoal,
    SelfEvaluation,
    Signature,
    core_name,
)
from jixiao.packs import Fact, FormTable, IndicatorRule, Pack, core_label, is_source, placed
from jixiao.quantities import plain
from jixiao.recognition import Column, column_of
from jixiao.rendering.forms.facts import AMOUNT_FIELDS, amount_of_line

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
    facts = {cell.fact for _, _, cell in placed(form.head_for(evaluation.subject))}
    return SelfEvaluation(
        subject=evaluation.subject,
        year=evaluation.year,
        place=evaluation.place,
        edition=form.edition,
        department=_shown_department(evaluation.department, form),
        project=evaluation.project,
        supervising=evaluation.supervising if Fact.SUPERVISING in facts else None,
        implementing=evaluation.implementing if Fact.IMPLEMENTING in facts else None,
        responsible=evaluation.responsible if Fact.RESPONSIBLE in facts else None,
        funds=_shown_funds(evaluation, form),
        goals=tuple(_shown_goals(evaluation.goals, form)),
        indicators=tuple(_shown_row(row, columns, pack, form) for row in tops),
        total=evaluation.total if Column.SCORE in columns else None,
        grade=evaluation.grade if form.grade_row else None,
        signatures=tuple(_shown_signatures(evaluation, form)),
    )


def meaning_of(row: IndicatorRow, pack: Pack) -> str | None:
    """Return what a row measures: as filled in, else as the pack says of the indicator of that name."""
    nodes = (node for top in pack.indicators for node in top.walk())
    wanted = core_name(row.name)
    return row.meaning or row.explanation or next((node.meaning for node in nodes if wanted in _names(node)), None)


def _names(node: IndicatorRule) -> set[str]:
    return {core_name(name) for name in (node.name, *node.aliases)}


def _shown_department(department: Department, form: FormTable) -> Department:
    cells = [cell for _, _, cell in (*placed(form.head), *placed(form.fund_foot))]
    told: dict[str, dict[str, object]] = {}
    for cell in cells:
        if cell.fact is not None and cell.line is not None:
            amount = amount_of_line(department, cell.fact, cell.line)
            told.setdefault(cell.line, {}).update({} if amount is None else {AMOUNT_FIELDS[cell.fact]: amount})
    lines = [BudgetLine.model_validate({"label": label, **amounts}) for label, amounts in told.items() if amounts]
    return Department(
        name=department.name,
        units=department.units if any(cell.fact is Fact.UNITS for cell in cells) else None,
        by_source=tuple(line for line in lines if is_source(line.label)),
        by_nature=tuple(line for line in lines if not is_source(line.label)),
    )


def _shown_goals(goals: tuple[OverallGoal, ...], form: FormTable) -> Iterator[OverallGoal]:
    """Yield the goals with what the form has a box for; a form that has them in its head has one box for all."""
    if not form.goals_in_head:
        yield from (goal.model_copy(update={"reason": None}) for goal in goals)
    elif goals:
        fields = ("expected", "reached", "reason")
        told = {name: "\n".join(text for goal in goals if (text := getattr(goal, name))) or None for name in fields}
        yield OverallGoal(**told)


def _shown_signatures(evaluation: SelfEvaluation, form: FormTable) -> Iterator[Signature]:
    told = {core_label(each.label): each.value for each in evaluation.signatures}
    for word in form.signatures:
        if value := told.get(core_label(word)):
            yield Signature(label=word, value=value)


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


def _shown_funds(evaluation: SelfEvaluation, form: FormTable) -> tuple[FundRow, ...]:
    """Return the rows of which the columns of FORM hold anything; a row of blanks tells nothing."""
    shown = (_shown_fund(row, form) for row in evaluation.funds)
    return tuple(row for row in shown if any(getattr(row, name) is not None for name in _FUND_FIELDS.values()))


def _shown_fund(row: FundRow, form: FormTable) -> FundRow:
    columns = {column_of(head) for head in form.fund_columns}
    if row.weight is not None and any(f"{plain(row.weight)}分" in head for head in form.fund_columns):
        # A head such as 得分（20分*执行率） tells the weight.
        columns.add(Column.WEIGHT)
    shown = {name: getattr(row, name) for column, name in _FUND_FIELDS.items() if column in columns}
    return FundRow(label=row.label, part=row.part, **shown)


def _shown_row(row: IndicatorRow, columns: set[Column], pack: Pack, form: FormTable) -> IndicatorRow:
    if row.children:
        children = tuple(_shown_row(child, columns, pack, form) for child in row.children)
        return IndicatorRow(name=row.name, label=row.label, weight=row.weight, children=children)
    shown = {name: getattr(row, name) for column, name in _ROW_FIELDS.items() if column in columns}
    if Column.EXPLANATION in columns:
        shown["meaning"] = meaning_of(row, pack)
    if any(head.startswith("改进") for head in form.indicator_columns):
        shown["measure"] = row.measure
    return IndicatorRow(name=row.name, **shown)
