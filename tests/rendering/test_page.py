from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from importlib.resources import files

import pytest
from lxml import html

from jixiao.auditing.baseline import Baseline, Entry, Verdict
from jixiao.auditing.model import Audit, DocumentAudit, Finding, Severity
from jixiao.documents import Document, Excerpt, Paragraph, Span
from jixiao.rendering.page import render_page
from jixiao.rendering.report import Report, Unreadable, shown_documents


def parsed(report: Report) -> html.HtmlElement:
    return html.document_fromstring(render_page(report))


def test_ids_are_unique_and_every_link_leads_somewhere(report: Report, dossier: Report) -> None:
    for each in (report, dossier):
        page = parsed(each)
        ids = [element.get("id") for element in page.iter() if element.get("id")]
        assert len(ids) == len(set(ids))
        links = [element.get("href")[1:] for element in page.iter("a")]
        assert links
        assert set(links) <= set(ids)


def test_every_finding_is_marked_and_listed(report: Report) -> None:
    page = parsed(report)
    cards = [card.get("data-check") for card in page.find_class("card")]
    assert cards == ["score-sum", "execution-rate", "vague-indicator", "numbering", "blank-cell"]
    marked = {mark.text for mark in page.find_class("m")}
    assert marked == {"实得50分", "99.74%", "数量指标", "质量指标", "2023年度部门整体支出绩效自评报告"}
    assert [badge.text for badge in page.find_class("paper")[0].find_class("badge")] == ["4", "1", "3", "3", "2", "5"]


def test_card_says_what_is_wrong_what_it_should_be_and_how_it_was_worked_out(report: Report) -> None:
    first, second, *_ = parsed(report).find_class("card")
    words = " ".join(first.text_content().split())
    for expected in (
        "产出指标写50分，下级合计19分",
        "现为 50",
        "应为 19",
        "9+10 = 19，与50相差31",
        "第2段",
        "score-sum",
    ):
        assert expected in words
    assert "[99.0395%，99.0605%]" in second.text_content()
    assert "表1第3行第3列" in second.text_content()


def test_a_gap_looks_different(report: Report) -> None:
    page = parsed(report)
    assert "incomplete" in page.find_class("card")[-1].get("class")
    assert [cell.get("class") for cell in page.find_class("blank")] == ["mid blank incomplete"]


def test_checked_figures_are_marked(report: Report) -> None:
    page = parsed(report)
    assert {each.text for each in page.find_class("held")} >= {"9分"}
    assert {each.text for each in page.find_class("failed")} >= {"99.74%", "990.5", "1000.00"}
    rows = json.loads(page.find_class("relations")[0].text)
    assert rows[1] == [0, "990.5 ÷ 1000.00", "99.74%", "99.05%", "[99.0395%，99.0605%)", "不成立"]


def test_no_request_leaves_the_page(report: Report) -> None:
    text = render_page(report)
    assert not re.search(r"(?:src|href)\s*=\s*[\"'](?!#)", text)
    assert not re.search(r"https?:|@import|url\(|<link|<img|<iframe|fetch\(|XMLHttpRequest|import\(", text)
    assert "default-src 'none'" in text


def test_hostile_text_stays_text(report: Report, audit: Audit) -> None:
    evil = "</script><img src=x onerror=alert(1)>\"'&"
    document = audit.documents[0]
    finding = replace(document.findings[0], message=evil, expected=evil, reported=evil, working=evil, check="a-b")
    relation = replace(document.relations[0], expression=evil)
    named = replace(document.document, source=evil)
    hostile = replace(document, document=named, findings=(finding,), relations=(relation,))
    hostile_report = Report(shown_documents(Audit((hostile,))), (Unreadable(evil, evil),))
    page = parsed(hostile_report)
    assert not list(page.iter("img"))
    scripts = len(list(page.iter("script")))
    assert scripts == len(list(parsed(report).iter("script")))
    assert render_page(hostile_report).count("</script") == scripts
    assert evil in page.find_class("card")[0].text_content()
    assert json.loads(page.find_class("relations")[0].text)[0][1] == evil


def test_summary_says_how_bad_it_is(report: Report, audit: Audit) -> None:
    words = " ".join(parsed(report).find_class("summary")[0].text_content().split())
    assert "有 2 处错误必须改正；2 处疑点需要核实或说明；1 处文件显示不全，无法判断。" in words
    assert "读到 12 个数字，能互相核对的有 2 处：1 处成立，1 处不成立。" in words
    assert "97.50" in words
    assert "96.5" in words
    clean = replace(audit.documents[0], findings=(), relations=())
    words = " ".join(parsed(Report(shown_documents(Audit((clean,))))).find_class("summary")[0].text_content().split())
    assert "没有发现确定的错误。" in words
    assert "没有可以互相核对的" in words


def test_several_documents_have_an_overview_heaviest_first(dossier: Report) -> None:
    page = parsed(dossier)
    assert [link.text for link in page.get_element_by_id("overview").iter("a")] == ["自评表.xlsx", "报告.docx"]
    assert [option.text for option in page.get_element_by_id("switch").iter("option")] == [
        "总览", "1. 报告.docx", "2. 自评表.xlsx",
    ]  # fmt: skip


def test_a_finding_across_documents_is_marked_in_both(dossier: Report) -> None:
    first, second = parsed(dossier).find_class("paper")
    assert [mark.text for mark in first.find_class("o")] == ["608.41"]
    assert [mark.text for mark in second.find_class("m")] == ["990.5"]


def test_separate_dossiers_do_not_mix(audit: Audit) -> None:
    page = parsed(Report((*shown_documents(audit), *shown_documents(audit))))
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert [len(paper.find_class("m")) for paper in page.find_class("paper")] == [5, 5]


def test_notices(audit: Audit) -> None:
    key = shown_documents(audit)[0].findings[0].id
    entry = Entry(key, "自评报告.docx", "score-sum", "error", "m", Verdict.DISMISSED, "凭证已核", date(2024, 1, 1))
    stale = Entry("0" * 12, "自评报告.docx", "x", "error", "原来的问题", Verdict.CONFIRMED)
    report = Report(shown_documents(audit, Baseline((entry,))), (Unreadable("坏.docx", "坏.docx：打不开。"),), (stale,))
    text = parsed(report).text_content()
    for expected in ("坏.docx：打不开。", "原来的问题", "凭证已核", "已判定不是问题的 1 处"):
        assert expected in text


def long_report(copies: int) -> Report:
    """Return a report on a text of COPIES paragraphs, each with overlapping findings."""
    words = "全年预算安排1711.75万元，全年执行1707.31万元，执行率107.5%。"
    text = (words + "\n") * copies
    step = len(words) + 1
    paragraphs = tuple(
        Paragraph(words, Span(at * step, at * step + len(words)), f"第{at + 1}段") for at in range(copies)
    )
    findings = tuple(
        Finding("rate", Severity.ERROR, f"第{at}处", (Excerpt(words[a:b], at * step + a, at * step + b),))
        for at in range(copies)
        for a, b in ((0, 16), (8, 24))
    )
    audit = DocumentAudit(Document("长.txt", "txt", text, paragraphs), (), copies, (), findings)
    return Report(shown_documents(Audit((audit,))))


def test_the_page_grows_with_the_document_and_not_faster() -> None:
    empty, small, large = (len(render_page(long_report(copies))) for copies in (0, 100, 1000))
    assert large - empty < 10.5 * (small - empty)


@pytest.mark.parametrize("token", ["?.", "??", "=>", "replaceAll", ".at(", "replaceChildren", "`", "Object.hasOwn"])
def test_script_runs_in_old_browsers(token: str) -> None:
    """Office computers still run browsers built on Chromium 70."""
    script = files("jixiao.rendering.page").joinpath("audit.js").read_text(encoding="utf-8")
    assert token not in script


@pytest.mark.parametrize("token", [":is(", ":where(", "clamp(", "inset:", ":focus-visible", "aspect-ratio", " gap:"])
def test_style_works_in_old_browsers(token: str) -> None:
    style = files("jixiao.rendering.page").joinpath("audit.css").read_text(encoding="utf-8")
    assert token not in re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
