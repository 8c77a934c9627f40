"""What a reader should know within a minute: what the document is, how much is wrong, how much could be checked."""

from __future__ import annotations

from collections import Counter
from html import escape

from jixiao.evaluations import Evaluation, Form
from jixiao.rendering.report import Report, ShownDocument, recomputed
from jixiao.rendering.words import CATEGORIES, CATEGORY_WORDS, INCOMPLETE, VERDICT_WORDS, subject_words, total_words

_MOST_EVALUATIONS = 4


def summary(document: ShownDocument) -> str:
    """Return the header of one document."""
    counts = document.counts()
    grave = next((name for name in CATEGORIES if counts[name]), "clean")
    return (
        f'<header class="summary {grave}"><div><h1>{escape(document.document.source)}</h1>'
        f'<p class="verdict">{verdict(counts)}</p>{_meter(document)}</div>{_evaluations(document)}</header>'
    )


def verdict(counts: Counter[str]) -> str:
    """Say in one sentence what COUNTS of findings by category mean for whoever has to hand the document in."""
    errors, warnings, gaps = counts["error"], counts["warning"], counts[INCOMPLETE]
    parts = [
        f"有 <b>{errors}</b> 处错误必须改正" if errors else "没有发现确定的错误",
        f"<b>{warnings}</b> 处疑点需要核实或说明" if warnings else "",
        f"{gaps} 处文件显示不全，无法判断" if gaps else "",
    ]
    return "；".join(part for part in parts if part) + "。"


def _meter(document: ShownDocument) -> str:
    audit = document.audit
    verified = len(audit.relations)
    failed = verified - audit.held
    if not verified:
        return f'<p class="meter-words">读到 {audit.figures} 个数字，其中没有可以互相核对的。</p>'
    share = 1000 * audit.held // verified
    mismatch = f"<b>{failed}</b> 处不成立" if failed else "没有不成立的"
    return (
        '<svg class="meter" viewBox="0 0 1000 1" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="held" width="{share}" height="1"/>'
        f'<rect class="failed" x="{share}" width="{1000 - share}" height="1"/></svg>'
        f'<p class="meter-words">读到 {audit.figures} 个数字，能互相核对的有 {verified} 处：'
        f"<b>{audit.held}</b> 处成立，{mismatch}。其余的数字，文件里没有可以与它核对的数。</p>"
    )


def _evaluations(document: ShownDocument) -> str:
    evaluations = document.audit.evaluations
    if not evaluations:
        return '<p class="meter-words">没有认出自评表或自评报告，只核对了文字和表格里的数字。</p>'
    worked_out = recomputed(document.audit.relations)
    rows = "".join(_evaluation(evaluation, worked_out) for evaluation in evaluations)
    table = (
        '<table class="evaluations"><tr><th>文件里的自评</th><th>自评总分</th><th>复算总分</th><th>等级</th></tr>'
        f"{rows}</table>"
    )
    if len(evaluations) <= _MOST_EVALUATIONS:
        return f"<div>{table}</div>"
    return f"<details><summary>文件里有 {len(evaluations)} 份自评表、自评报告和附表</summary>{table}</details>"


def _evaluation(evaluation: Evaluation, worked_out: dict[tuple[int, int, int], str]) -> str:
    scored = evaluation.form is not Form.BASE_DATA_TABLE
    total, grade = evaluation.total, evaluation.grade
    computed = worked_out.get((total.excerpt.source, total.excerpt.start, total.excerpt.end), "") if total else ""
    cells = (
        escape(subject_words(evaluation)),
        total_words(evaluation) or ("没有写" if scored else "—"),
        escape(computed) or ("无法复算" if scored else "—"),
        escape(grade.name) if grade else ("没有写" if scored else "—"),
    )
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def overview(report: Report) -> str:
    """Return the table of all documents."""
    heads = "".join(f"<th>{CATEGORY_WORDS[name]}</th>" for name in CATEGORIES)
    ranked = sorted(enumerate(report.documents), key=lambda pair: _weight(pair[1]))
    rows = "".join(_overview_row(at, document) for at, document in ranked)
    total: Counter[str] = Counter()
    for document in report.documents:
        total.update(document.counts())
    sums = "".join(f"<td>{total[name] or ''}</td>" for name in CATEGORIES)
    return (
        '<section class="overview" id="overview"><h1>总览</h1>'
        f'<p class="verdict">共核查 {len(report.documents)} 个文件。{verdict(total)}</p>'
        f"<table><thead><tr><th>文件</th>{heads}<th>核对</th><th>不成立</th></tr></thead><tbody>{rows}</tbody>"
        f'<tfoot><tr><td>合计</td>{sums}<td colspan="2"></td></tr></tfoot></table></section>'
    )


def _weight(document: ShownDocument) -> list[int]:
    """Order by the number of findings, the gravest category first; the most come on top."""
    counts = document.counts()
    return [-counts[name] for name in CATEGORIES]


def _overview_row(at: int, document: ShownDocument) -> str:
    counts = document.counts()
    cells = "".join(f'<td class="{name if counts[name] else ""}">{counts[name] or ""}</td>' for name in CATEGORIES)
    verified = len(document.audit.relations)
    return (
        f'<tr><td><a href="#d-{at}">{escape(document.document.source)}</a></td>{cells}'
        f"<td>{verified}</td><td>{verified - document.audit.held or ''}</td></tr>"
    )


def unreadable_list(report: Report) -> str:
    """Return the files that could not be read, so that nobody takes the page for complete."""
    if not report.unreadable:
        return ""
    rows = "".join(f"<li>{escape(each.message)}</li>" for each in report.unreadable)
    title = f"有 {len(report.unreadable)} 个文件读不了，不在本页之内："
    return f'<section class="notice"><b>{title}</b><ul>{rows}</ul></section>'


def stale_list(report: Report) -> str:
    """Return the verdicts whose finding is gone."""
    if not report.stale:
        return ""
    rows = "".join(
        f"<li>{escape(entry.source)}：{escape(entry.message)}（{VERDICT_WORDS[entry.verdict]}）</li>"
        for entry in report.stale
    )
    return f'<section class="notice"><b>基线里记有、这次没有再出现的问题：</b><ul>{rows}</ul></section>'
