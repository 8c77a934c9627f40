from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from jixiao.auditing.baseline import Baseline, Entry, Verdict
from jixiao.auditing.model import Audit
from jixiao.rendering.columns import display_width
from jixiao.rendering.report import Report, shown_documents
from jixiao.rendering.terminal import render_terminal


def printed(report: Report, width: int = 80, **options: bool) -> str:
    page = io.StringIO()
    render_terminal(report, Console(file=page, width=width, highlight=False), **options)
    return page.getvalue()


def test_summary_and_findings(report: Report) -> None:
    assert printed(report).splitlines() == [
        "自评报告.docx：错误 2 处，疑点 2 处，提示 1 处，无法判断 1 处",
        "  部门整体支出绩效自评报告 · 2023年度，自评 97.50 分，等级 优",
        "  读到数字 12 个，核对 2 处：成立 1 处，不成立 1 处",
        "",
        "  错误",
        "    1. 产出指标写50分，下级合计19分",
        "       位置  第2段",
        "       原文  实得50分",
        "       现为  50",
        "       应为  19",
        "       算式  9+10 = 19，与50相差31",
        f"       编号  {report.documents[0].findings[0].id}  score-sum",
        "    2. 执行率按990.5÷1000.00应为99.05%",
        "       位置  第2段；表1第3行第3列；表1第3行第2列",
        "       现为  99.74%",
        "       应为  99.05%",
        "       区间  [99.0395%，99.0605%]",
        f"       编号  {report.documents[0].findings[1].id}  execution-rate",
        "",
        "  疑点",
        "    3. 目标不可衡量（同样的有 2 处）",
        "       位置  第2段",
        "       原文  数量指标",
        f"       编号  {report.documents[0].findings[2].id}  vague-indicator",
        "",
        "  另有提示 1 处、无法判断 1 处，加 --all 列出",
        "",
    ]


def test_everything_lists_hints_and_gaps(report: Report) -> None:
    text = printed(report, everything=True)
    assert "编号不连续" in text
    assert "这一格是空的" in text
    assert "加 --all" not in text


def test_a_grave_gap_is_not_hidden(audit: Audit) -> None:
    document = audit.documents[0]
    gap = replace(document.findings[0], kind="incomplete", message="少了一行")
    text = printed(Report(shown_documents(Audit((replace(document, findings=(gap,)),)))))
    assert "少了一行" in text


def test_quiet_is_one_line_a_file(report: Report, dossier: Report) -> None:
    assert printed(report, quiet=True).splitlines() == ["自评报告.docx：错误 2 处，疑点 2 处，提示 1 处，无法判断 1 处"]
    assert printed(dossier, quiet=True).splitlines() == ["报告.docx：没有发现问题", "自评表.xlsx：错误 1 处"]


def test_several_files_are_summed_up(dossier: Report) -> None:
    assert printed(dossier).splitlines()[-1] == "共核查 2 个文件：错误 1 处"


@pytest.mark.parametrize("width", [40, 80])
def test_lines_fit_the_screen(report: Report, width: int) -> None:
    long = replace(report.documents[0].findings[0].finding, message="各项得分合计与总分不符" * 12)
    document = replace(report.documents[0].audit, findings=(long,))
    lines = printed(Report(shown_documents(Audit((document,)))), width).splitlines()
    assert all(display_width(line.rstrip("，。；）")) <= width for line in lines[3:])


def test_no_colour_codes_when_piped(report: Report) -> None:
    assert "\x1b" not in printed(report)


def test_a_gbk_console_can_show_all_but_the_documents_own_rare_characters(report: Report) -> None:
    text = printed(report, everything=True)
    assert text.encode("gbk").decode("gbk") == text


def test_dismissed_are_counted_and_left_out(audit: Audit) -> None:
    key = shown_documents(audit)[0].findings[0].id
    entry = Entry(key, "自评报告.docx", "score-sum", "error", "m", Verdict.DISMISSED, "已核实")
    text = printed(Report(shown_documents(audit, Baseline((entry,)))))
    assert "错误 1 处" in text
    assert "另有 1 处已判定不是问题" in text
    assert "产出指标写50分" not in text


def test_confirmed_and_stale_are_said(audit: Audit) -> None:
    key = shown_documents(audit)[0].findings[0].id
    entry = Entry(key, "自评报告.docx", "score-sum", "error", "m", Verdict.CONFIRMED)
    stale = Entry("0" * 12, "自评报告.docx", "x", "error", "原来的问题", Verdict.DISMISSED, "理由")
    text = printed(Report(shown_documents(audit, Baseline((entry,))), stale=(stale,)))
    assert "产出指标写50分，下级合计19分（已确认）" in text
    assert "自评报告.docx  000000000000  不是问题：原来的问题" in text


def test_markup_in_a_document_is_printed_as_it_is(audit: Audit) -> None:
    document = audit.documents[0]
    finding = replace(document.findings[0], message="写着[bold]粗[/bold]和[red]")
    text = printed(Report(shown_documents(Audit((replace(document, findings=(finding,)),)))))
    assert "写着[bold]粗[/bold]和[red]" in text
