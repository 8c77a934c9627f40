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


@check(
    "misread-table",
    title="表格错位，读不准",
    family="读取",
    basis="行列错位的表格不能核对分值、得分和合计",
    severity=Severity.INFO,
    explanation="表格转成文本时单元格粘连、丢失，读出的行不可能是原样（如分值超过100、指标名称成了“≥”）。只核对读得准的行，不核对合计，整张表只提示一次。",
)
def misread_table(dossier: Dossier) -> Iterator[Finding]:
    """A form of which rows came out that no form prints is told once, instead of a fault for each of its numbers."""
    for recognition in dossier.recognitions:
        for form in (form for form in recognition.forms if form.doubtful):
            start = form.evaluation.start
            yield Finding(
                "misread-table",
                Severity.INFO,
                "这张表转成文本时单元格错了位，有的行读不准，不能核对合计；请用原来的 Word 或 Excel 文件再查一次",
                (recognition.excerpt(start, min(form.evaluation.end, start + _QUOTED)),),
                kind="incomplete",
            )
