"""From an evaluation as printed to the same as data: what recognition read, ready to be scored.

Nothing is added: what the document does not print stays blank. Every row keeps the name of its place in the document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from jixiao.documents import Document, Excerpt
from jixiao.evaluations import (
    Amount,
    Department,
    Evaluation,
    Form,
    FundLine,
    FundRow,
    Goal,
    Indicator,
    IndicatorRow,
    Mark,
    OverallGoal,
    Points,
    SelfEvaluation,
    Subject,
    plain_name,
    pointed_name,
)
from jixiao.packs import Pack
from jixiao.recognition.base_data import department_data, in_ten_thousands
from jixiao.recognition.base_form import read_base_data
from jixiao.recognition.form_reading import form_of_table, signatures_below, with_form_facts
from jixiao.recognition.model import Recognition
from jixiao.recognition.passages import clean_text
from jixiao.recognition.report_sections import report_sections

_RATE = re.compile(r"(?:预算|资金)?(?:支出)?执行率(?:为|达到?|是)?：?(\d+(?:\.\d+)?%)")
_COLUMN = re.compile(r"(?<=\d)C\d+$")
_HEADING_END = re.compile(r"^[^（(。]{0,12}[)）]\s*")


def transcribe(recognition: Recognition, evaluation: Evaluation, pack: Pack | None = None) -> SelfEvaluation:
    """Return EVALUATION, which was read from the document of RECOGNITION, as data; amounts in 万元.

    With the PACK whose form it is, the blanks that only this form has are read too, and base data tables as a whole.
    """
    plain = _Transcription(recognition, evaluation).all()
    if pack is None:
        return plain
    return (_with_form if evaluation.form.is_table else _with_sections)(plain, recognition, evaluation, pack)


def _with_form(plain: SelfEvaluation, recognition: Recognition, evaluation: Evaluation, pack: Pack) -> SelfEvaluation:
    """Return PLAIN with what the blanks of its form in PACK tell."""
    tables = recognition.tables_in(evaluation)
    form = form_of_table(pack, evaluation, tables)
    if form is None or not tables:
        return plain
    document, end = recognition.document, evaluation.end
    if evaluation.form is not Form.BASE_DATA_TABLE:
        return with_form_facts(plain, form, tables, document, end)
    signatures = tuple(signatures_below(form, document, end))
    department = read_base_data(tables[0], form).model_copy(update={"name": plain.department.name})
    return plain.model_copy(update={"department": department, "signatures": signatures})


def _with_sections(
    plain: SelfEvaluation, recognition: Recognition, evaluation: Evaluation, pack: Pack
) -> SelfEvaluation:
    """Return PLAIN with the words of the report under the titles of the outline of PACK, and the day of its signing."""
    outline = pack.outline_for(evaluation.subject)
    if outline is None:
        return plain
    alone = not recognition.tables_in(evaluation)
    sections = report_sections(recognition.passages_in(evaluation), outline.sections, alone=alone)
    day = evaluation.signed
    reported = f"{day.year}年{day.month}月{day.day}日" if day is not None else None
    return plain.model_copy(update={"sections": sections, "reported": reported})


class _Transcription:
    """One evaluation on its way from print to data."""

    def __init__(self, recognition: Recognition, evaluation: Evaluation) -> None:
        self._recognition = recognition
        self._document: Document = recognition.document
        self._evaluation = evaluation

    def all(self) -> SelfEvaluation:
        """Return everything that scoring can use."""
        printed = self._evaluation
        return SelfEvaluation(
            subject=printed.subject,
            year=printed.year,
            place=printed.place,
            source=self._document.source,
            department=self._department(),
            project=_text(printed.project),
            funds=tuple(map(self._fund, printed.funds)) or self._funds_of_report(),
            goals=tuple(map(_goal, printed.goals)),
            indicators=tuple(map(self._row, printed.indicators)),
            total=_points(printed.total),
            grade=printed.grade.name if printed.grade else None,
        )

    def _department(self) -> Department:
        """Return the department; the base data table of a document is that of the one department it evaluates."""
        name = _text(self._evaluation.department)
        departments = [
            each for each in self._recognition.evaluations if each.subject is Subject.DEPARTMENT and each.indicators
        ]
        if self._evaluation.subject is not Subject.DEPARTMENT or len(departments) > 1:
            return Department(name=name)
        return department_data(self._recognition).model_copy(update={"name": name})

    def _place(self, excerpt: Excerpt) -> str | None:
        """Return the paragraph or the row of the table: the facts of one row stand in several of its columns."""
        return _COLUMN.sub("", self._document.place_at(excerpt.start)) or None

    def _row(self, node: Indicator) -> IndicatorRow:
        name, weight = plain_name(clean_text(node.name.text)), _weight(node.weight)
        return IndicatorRow(
            name=name,
            label=self._label(node, name, weight),
            weight=weight,
            target=_text(node.target),
            unit=_text(node.unit),
            nature=_text(node.nature),
            actual=_text(node.actual),
            score=_points(node.score),
            reason=_text(node.reason),
            measure=_text(node.measure),
            meaning=_text(node.explanation),
            explanation=_told(node.body),
            place=self._place(node.score.excerpt if node.score is not None else node.name),
            children=tuple(map(self._row, node.children)),
        )

    def _label(self, node: Indicator, name: str, weight: Decimal | None) -> str | None:
        """Return the words of a level as the form has them, where they are not the usual print of name and points."""
        raw = "".join(node.name.text.split())
        usual = raw in (name, pointed_name(name, weight))
        return None if usual or not node.children or not self._evaluation.form.is_table else raw

    def _fund(self, line: FundLine) -> FundRow:
        marks = {name: Mark(mark) for name, mark in line.marks}
        return FundRow(
            label="".join(line.label.text.split()),
            part=line.part,
            initial=_amount(line.initial, marks.get("initial")),
            adjusted=_amount(line.adjusted, marks.get("adjusted")),
            executed=_amount(line.executed, marks.get("executed")),
            rate=clean_text(line.rate.excerpt.text) if line.rate else None,
            weight=_weight(line.weight),
            score=_points(line.score),
            reason=_text(line.reason),
            place=self._place(line.label),
        )

    def _funds_of_report(self) -> tuple[FundRow, ...]:
        """Return the execution rate that a report states in its text, where it states just one."""
        if self._evaluation.form.is_table:
            return ()
        told = self._rates()
        if len({rate for rate, _ in told}) != 1:
            return ()
        rate, place = told[0]
        return (FundRow(label="预算执行率", rate=rate, place=place),)

    def _rates(self) -> Sequence[tuple[str, str | None]]:
        passages = self._recognition.passages_in(self._evaluation)
        return [
            (found[1], self._place(passage.excerpt(*found.span(1))))
            for passage in passages
            for found in _RATE.finditer(passage.clean)
        ]


def _text(excerpt: Excerpt | None) -> str | None:
    if excerpt is None:
        return None
    return " ".join(excerpt.text.split()) or None


def _told(body: Excerpt | None) -> str | None:
    """Return what a report tells of an indicator, without the end of its heading (``，实得9分）``)."""
    text = _HEADING_END.sub("", _text(body) or "")
    # What begins with a comma is the rest of a list of points, not a word on this indicator.
    return None if text[:1] in ("、", "；", "，") else text.strip() or None


def _points(points: Points | None) -> Decimal | None:
    return points.value if points is not None else None


def _weight(points: Points | None) -> Decimal | None:
    return points.value if points is not None and points.value >= 0 else None


def _amount(amount: Amount | None, mark: Mark | None) -> Decimal | Mark | None:
    """Return the amount, or the mark that stands in its place; zero is an amount."""
    return in_ten_thousands(amount) if amount is not None else mark


def _goal(goal: Goal) -> OverallGoal:
    return OverallGoal(expected=_lines(goal.expected), reached=_lines(goal.reached))


def _lines(excerpt: Excerpt | None) -> str | None:
    """Return the words of a box with its line breaks: goals are listed one a line."""
    lines = (" ".join(line.split()) for line in (excerpt.text.splitlines() if excerpt is not None else ()))
    return "\n".join(line for line in lines if line) or None
