"""Score and grade told together in a paragraph, against the grade bands of the document."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.evaluations import GradeBand
from jixiao.recognition import Dossier, Passage
from jixiao.recognition.grades import stated_grade
from jixiao.recognition.score_totals import totals_in


@check(
    "paragraph-grade",
    title="逐个项目的得分与等级相符",
    family="等级",
    basis="材料自己写明的等级分数段",
    severity=Severity.ERROR,
    explanation="一段里写了一个项目的得分和等级的，按文中写明的分数段核对。",
)
def paragraph_grade(dossier: Dossier) -> Iterator[Relation | Finding]:
    """The grade of a project told with its score lies in the band of that score."""
    for recognition in dossier.recognitions:
        bands = next((report.bands for report in recognition.reports if len(report.bands) >= 2), ())
        known = {e.grade.excerpt.start for e in recognition.evaluations if e.grade is not None}
        for passage in recognition.passages if bands else ():
            yield from _judge(passage, bands, known)


def _judge(passage: Passage, bands: tuple[GradeBand, ...], known: set[int]) -> Iterator[Relation | Finding]:
    totals, grade = totals_in(passage), stated_grade(passage.clean)
    if len(totals) != 1 or grade is None:
        return
    name, start, end = grade
    excerpt = passage.excerpt(start, end)
    right = [band.name for band in bands if band.holds(totals[0].value)]
    if excerpt.start in known or len(right) != 1 or name not in {band.name for band in bands}:
        return
    holds = right[0] == name
    match = Match.JUDGED if holds else Match.NONE
    score = f"{totals[0].value:f}分"
    yield Relation("paragraph-grade", f"{score}属“{right[0]}”", name, holds, match, (excerpt, totals[0].excerpt))
    if not holds:
        yield Finding(
            "paragraph-grade",
            Severity.ERROR,
            f"{score}按文中的分数段应为“{right[0]}”，写的是“{name}”",
            (excerpt, totals[0].excerpt),
            expected=right[0],
            reported=name,
        )
