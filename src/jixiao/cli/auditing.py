"""``jixiao audit``: audit files and show what was found."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.chinese import CallError, ChineseCommand
from jixiao.cli.inputs import audit_files, expand, report_unreadable
from jixiao.cli.options import PATH, Plan, files_argument, load_baseline, name_in, plan, selection_options
from jixiao.cli.output import emit, refuse_overwriting

if TYPE_CHECKING:
    from jixiao.auditing import Audit
    from jixiao.auditing.baseline import Baseline, Entry
    from jixiao.rendering.report import Report, ShownDocument

_FILE_WIDTH = 100
_LEVELS = ("error", "warning", "info")
_FORMAT_HELP = "terminal：屏幕（默认）；json：给程序用；html：一页可离线打开的网页"
_FAIL_HELP = "出现哪一级问题时退出码为 1：error（默认）、warning、info、never"


@click.command(cls=ChineseCommand)
@files_argument
@click.option(
    "--format",
    "style",
    type=click.Choice(["terminal", "json", "html"]),
    default="terminal",
    metavar="格式",
    help=_FORMAT_HELP,
)
@click.option("--output", "-o", type=PATH, metavar="文件", help="写进文件，不印在屏幕上")
@click.option("--relations", is_flag=True, help="json 里列出每一处核对过的关系，包括成立的")
@click.option("--all", "everything", is_flag=True, help="屏幕上也列出提示和无法判断之处")
@click.option("--fail-on", type=click.Choice([*_LEVELS, "never"]), metavar="级别", help=_FAIL_HELP)
@selection_options
@click.option("--baseline", type=PATH, metavar="文件", help="基线文件：已判定不是问题的不再计入")
@click.option("--quiet", "-q", is_flag=True, help="屏幕上每个文件只印一行")
def audit(
    files: tuple[str, ...],
    style: str,
    output: Path | None,
    relations: bool,
    everything: bool,
    fail_on: str | None,
    only: tuple[str, ...],
    ignore: tuple[str, ...],
    together: bool,
    config: Path | None,
    baseline: Path | None,
    quiet: bool,
) -> int:
    """核查文件：复算其中的数字，指出错误和疑点。

    文件可以是 Word（.docx）、Excel（.xlsx）、网页或文本，也可以是文件夹或通配符（*.docx）。

    退出码：0 没有问题，1 有错误，2 有文件读不了或命令写错。
    """
    from jixiao.rendering.report import Report

    if style == "html" and output is None and sys.stdout.isatty():
        raise CallError("网页不宜印在屏幕上，请加 --output 核查结果.html。")
    run = plan(config, only, ignore)
    paths, missing = expand(files)
    refuse_overwriting(output, paths)
    decided = baseline or run.settings.baseline
    known = load_baseline(decided) if decided else None
    audits, unreadable = audit_files(paths, run.settings.limits, run.selection, together)
    documents, stale = _judged(audits, run, known, name_in(decided) if decided else str)
    report = Report(documents, (*missing, *unreadable), stale, {check.id: check for check in run.checks})
    if style == "terminal":
        _print_report(report, output, everything, quiet)
    else:
        emit(_json(report, relations) if style == "json" else _page(report), output)
    if output is not None and not quiet:
        click.echo(f"已写进 {output}", err=True)
    report_unreadable(report.unreadable)
    return _status(report, fail_on or run.settings.fail_on)


def _judged(
    audits: Sequence[Audit], run: Plan, known: Baseline | None, name: Callable[[str], str]
) -> tuple[tuple[ShownDocument, ...], tuple[Entry, ...]]:
    """Return the documents with what was decided about their findings, and the decisions whose finding is gone."""
    from jixiao.rendering.report import shown_documents

    documents = tuple(document for audit in audits for document in shown_documents(audit, known, name))
    named = [(name(document.document.source), document.audit) for document in documents]
    return documents, known.stale(named, run.runs) if known else ()


def _json(report: Report, relations: bool) -> str:
    from jixiao.rendering.json_report import render_json

    return render_json(report, relations)


def _page(report: Report) -> str:
    from jixiao.rendering.page import render_page

    return render_page(report)


def _print_report(report: Report, output: Path | None, everything: bool, quiet: bool) -> None:
    from rich.console import Console

    from jixiao.rendering.terminal import render_terminal

    if output is None:
        render_terminal(report, Console(highlight=False), everything, quiet)
        return
    page = io.StringIO()
    render_terminal(report, Console(file=page, width=_FILE_WIDTH, highlight=False), everything, quiet)
    emit(page.getvalue(), output)


def _status(report: Report, fail_on: str) -> int:
    if report.unreadable:
        return 2
    worst = report.worst()
    failing = worst is not None and fail_on != "never" and _LEVELS.index(worst.value) <= _LEVELS.index(fail_on)
    return 1 if failing else 0
