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
)
from jixiao.recognition.base_data import department_data, in_ten_thousands
from jixiao.recognition.model import Recognition
from jixiao.recognition.passages import clean_text

_RATE = re.compile(r"(?:预算|资金)?(?:支出)?执行率(?:为|达到?|是)?：?(\d+(?:\.\d+)?%)")
_COLUMN = re.compile(r"(?<=\d)C\d+$")
_HEADING_END = re.compile(r"^[^（(。]{0,12}[)）]\s*")


def transcribe(recognition: Recognition, evaluation: Evaluation) -> SelfEvaluation:
    """Return EVALUATION, which was read from the document of RECOGNITION, as data; amounts in 万元."""
    return _Transcription(recognition, evaluation).all()


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
        return IndicatorRow(
            name=plain_name(clean_text(node.name.text)),
            weight=_weight(node.weight),
            target=_text(node.target),
            unit=_text(node.unit),
            nature=_text(node.nature),
            actual=_text(node.actual),
            score=_points(node.score),
            reason=_text(node.reason),
            explanation=_told(node.body),
            place=self._place(node.score.excerpt if node.score is not None else node.name),
            children=tuple(map(self._row, node.children)),
        )

    def _fund(self, line: FundLine) -> FundRow:
        marks = {name: Mark(mark) for name, mark in line.marks}
        return FundRow(
            label=clean_text(line.label.text),
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
    return OverallGoal(expected=_text(goal.expected), reached=_text(goal.reached))
