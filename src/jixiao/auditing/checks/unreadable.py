"""What could not be read: said as a finding, so that a damaged file never looks complete."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.auditing.model import Finding, Severity
from jixiao.auditing.registry import check
from jixiao.recognition import Dossier

_QUOTED = 40


@check(
    "unreadable-part",
    title="文件中有读不出的部分",
    family="读取",
    basis="读不出的表格、单元格、附件不能当作没有",
    severity=Severity.INFO,
    explanation="读取时遇到的问题：读不出的表格、没有缓存结果的公式、隐藏的工作表、扩展名与内容不符等。这些地方不能判断对错。",
)
def unreadable_part(dossier: Dossier) -> Iterator[Finding]:
    """Each problem that a reader met becomes a finding of kind ``incomplete``."""
    for recognition in dossier.recognitions:
        for problem in recognition.document.problems:
            end = min(problem.span.end, problem.span.start + _QUOTED)
            yield Finding(
                "unreadable-part",
                Severity.INFO,
                problem.message,
                (recognition.excerpt(problem.span.start, end),),
                kind="incomplete",
            )
