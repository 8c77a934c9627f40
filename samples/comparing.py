"""What was printed against what is read back: the differences between an evaluation and its paper, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.documents import Document
from jixiao.evaluations import BudgetLine, IndicatorRow, Mark, SelfEvaluation, joined_actual, joined_target
from jixiao.packs import Pack
from jixiao.recognition import DataTable, Recognition, recognise, transcribe
from jixiao.rendering.forms import printed_part
from jixiao.rendering.self_report import Report
from samples.papers import BASE_DATA, Paper

Entry = Decimal | Mark | None
_FIELDS = ("last_year", "initial", "executed")


def differences(evaluation: SelfEvaluation, pack: Pack, paper: Paper, document: Document) -> list[str]:
    """Return what of EVALUATION, whose PAPER was printed into DOCUMENT, is not read back as it was printed."""
    recognition = recognise(document, 0)
    if isinstance(paper.content, Report):
        return [*_of_report(evaluation, recognition)]
    if paper.name.endswith(BASE_DATA):
        return [*_of_base_data(evaluation, recognition)]
    return [*_of_form(evaluation, pack, recognition)]


def bare(evaluation: SelfEvaluation) -> SelfEvaluation:
    """Return an evaluation without what tells where it was read, and without what no form has a column for."""
    return evaluation.model_copy(
        update={
            "source": None,
            "funds": tuple(row.model_copy(update={"place": None}) for row in evaluation.funds),
            "indicators": tuple(map(_placeless, evaluation.indicators)),
        }
    )


def _placeless(row: IndicatorRow) -> IndicatorRow:
    return row.model_copy(update={"place": None, "measure": None, "children": tuple(map(_placeless, row.children))})


def _of_form(evaluation: SelfEvaluation, pack: Pack, recognition: Recognition) -> Iterator[str]:
    back = [bare(transcribe(recognition, each, pack)) for each in recognition.evaluations]
    if len(back) != 1:
        yield f"读出{len(back)}份自评"
        return
    wanted, found = (each.model_dump() for each in (bare(printed_part(evaluation, pack)), back[0]))
    yield from (f"{name}：印出{wanted[name]}，读回{found[name]}" for name in wanted if wanted[name] != found[name])


def _of_report(evaluation: SelfEvaluation, recognition: Recognition) -> Iterator[str]:
    """Yield what a report tells otherwise: whose it is, total and grade, and every indicator in it."""
    back = [transcribe(recognition, each) for each in recognition.evaluations]
    if len(back) != 1:
        yield f"读出{len(back)}份自评"
        return
    for name in ("subject", "year", "place", "total", "grade"):
        if getattr(back[0], name) != getattr(evaluation, name):
            yield f"{name}：印出{getattr(evaluation, name)}，读回{getattr(back[0], name)}"
    read = {leaf.name: _told(leaf) for leaf in back[0].leaves()}
    for leaf in evaluation.leaves():
        if read.get(leaf.name) != _told(leaf):
            yield f"{leaf.name}：印出{_told(leaf)}，读回{read.get(leaf.name)}"


def _told(leaf: IndicatorRow) -> tuple[object, ...]:
    return leaf.weight, leaf.score, joined_target(leaf), joined_actual(leaf)


def _of_base_data(evaluation: SelfEvaluation, recognition: Recognition) -> Iterator[str]:
    department = evaluation.department
    tables = [table for form in recognition.forms for table in form.data]
    rows = [row for table in tables for row in _rows(table)]
    lines = [*department.three_public, *department.operating, *department.projects]
    wanted = [_row(each) for line in lines for each in (line, *line.parts)]
    if department.procurement is not None:
        wanted.append((None, department.procurement.planned, department.procurement.actual))
    wanted += [
        (each.actual_area, each.actual_investment) for each in department.buildings if each.actual_area is not None
    ]
    wanted.append((department.staff,))
    for numbers in wanted:
        if not any(_holds(row, numbers) for row in rows):
            yield f"基础数据表没有读到{[str(each) for each in numbers]}"


def _rows(table: DataTable) -> Iterator[list[Decimal]]:
    """Yield the numbers of every row, amounts in 万元, as they were printed."""
    for row in table.rows:
        yield [value.quantity.number for value in row.values if value is not None]


def _row(line: BudgetLine) -> tuple[Entry, ...]:
    return tuple(getattr(line, field) for field in _FIELDS)


def _holds(row: Sequence[Decimal], numbers: Sequence[Entry]) -> bool:
    """Tell whether a row holds the numbers, blanks left out, in their order."""
    left = iter(row)
    return all(any(each == number for each in left) for number in numbers if isinstance(number, Decimal))
