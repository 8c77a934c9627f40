"""Switches of the page: which document, which findings, whether to show what was checked."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from jixiao import __version__
from jixiao.rendering.report import CheckInfo, Report, ShownDocument
from jixiao.rendering.words import CATEGORIES, CATEGORY_WORDS

LEGEND = (
    '<p class="legend"><span class="held">绿色点线</span>：核对过，成立；'
    '<span class="failed">红色实线</span>：核对过，不成立；'
    "没有线的数字：文件里没有可以与它核对的数，没有核对。点有线的数字，看核对过程。</p>"
)
_STEPS = (
    '<button type="button" class="step" data-step="-1">上一处</button>'
    '<button type="button" class="step" data-step="1">下一处</button>'
)


def bar(report: Report) -> str:
    """Return the bar on top of the page."""
    return (
        f'<header class="bar"><strong>绩效自评核查结果</strong>{_switch(report)}<span class="fill"></span>'
        '<label class="js"><input type="checkbox" id="verified"> 显示核对过的数字</label>'
        '<button type="button" class="js" id="print">打印</button>'
        f'<span class="version">jixiao {__version__}</span></header>'
    )


def _switch(report: Report) -> str:
    if len(report.documents) < 2:
        return ""
    options = "".join(
        f'<option value="{at}">{at + 1}. {escape(document.document.source)}</option>'
        for at, document in enumerate(report.documents)
    )
    return f'<label class="js">文件 <select id="switch"><option value="all">总览</option>{options}</select></label>'


def filters(document: ShownDocument, checks: Mapping[str, CheckInfo]) -> str:
    """Return the switches above the list of one document; none when the list is empty."""
    counts = document.counts()
    if not counts:
        return ""
    grave = counts["error"] + counts["warning"] > 0
    chips = "".join(_chip(name, counts[name], name != "info" or not grave) for name in CATEGORIES if counts[name])
    return f'<div class="filters js"><div>{chips}</div><div>{_by_check(document, checks)}{_STEPS}</div></div>'


def _chip(name: str, count: int, pressed: bool) -> str:
    state = "true" if pressed else "false"
    return (
        f'<button type="button" class="chip {name}" data-category="{name}" aria-pressed="{state}">'
        f"{CATEGORY_WORDS[name]} {count}</button>"
    )


def _by_check(document: ShownDocument, checks: Mapping[str, CheckInfo]) -> str:
    used = dict.fromkeys(shown.finding.check for shown in document.standing)
    options = "".join(
        f'<option value="{escape(check)}">{escape(checks[check].title if check in checks else check)}</option>'
        for check in used
    )
    return f'<select class="by-check" aria-label="按检查项筛选"><option value="">全部检查项</option>{options}</select>'
