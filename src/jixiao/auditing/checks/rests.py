"""The rest of a project's money told twice: 结余13.80万元 in one place, 仍结余27.40万元 in another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.prose import exact_enough
from jixiao.auditing.registry import check
from jixiao.auditing.texts import evaluation_at
from jixiao.evaluations import Subject
from jixiao.recognition import Dossier, Figure, Passage

_REST = re.compile(r"^(?:本?项目|资金)?(?:年末|年底|当年|本年|年终)?(?:仍|尚|共|实际)?结余(?:资金)?(?:为|共)?$")
_OF_FUND = re.compile(r"基金|统筹|滚存|累计|上年|以前年度|其中|级(?:资金|配套)|个人账户|职工|居民")


@check(
    "rest-again",
    title="同一项目的年末结余前后一致",
    family="前后一致",
    basis="同一材料对同一事项的数字应当一致",
    severity=Severity.WARNING,
    explanation="项目报告里两处写年末结余，数额不同的，疑为一处写成了上年结转数。医保基金的结余不算。",
)
def rest_again(dossier: Dossier) -> Iterator[Relation | Finding]:
    """The rest that a project report tells is the same wherever it tells it."""
    for recognition in dossier.recognitions:
        told: dict[int, list[Figure]] = {}
        for passage in recognition.passages:
            report = evaluation_at(recognition, passage.start) if "结余" in passage.clean else None
            if report is not None and report.subject is Subject.PROJECT and not report.form.is_table:
                told.setdefault(report.start, []).extend(_rests(passage))
        for figures in told.values():
            yield from _compare(figures)


def _rests(passage: Passage) -> Iterator[Figure]:
    for figure in passage.figures:
        start = passage.sentence_of(figure.start)[0]
        before = passage.clean[max(start, figure.start - 30) : figure.start]
        told = figure.quantity.unit == "元" and _REST.match(figure.subject) and exact_enough(figure)
        if told and not _OF_FUND.search(before):
            yield figure


def _compare(figures: Sequence[Figure]) -> Iterator[Relation | Finding]:
    first = figures[0] if figures else None
    for figure in figures[1:]:
        if first is None or figure.passage is first.passage:
            continue
        holds = figure.quantity.rounding().meets(first.quantity.rounding())
        excerpts = (figure.excerpt(), first.excerpt())
        match = Match.FACE if holds else Match.NONE
        yield Relation(
            "rest-again", f"{first.quantity} ＝ {figure.quantity}", figure.quantity.text, holds, match, excerpts
        )
        if not holds:
            yield Finding(
                "rest-again",
                Severity.WARNING,
                f"此处写结余{figure.quantity.text}，前面写的是{first.quantity.text}，请核实",
                excerpts,
                expected=first.quantity.text,
                reported=figure.quantity.text,
            )
            return
