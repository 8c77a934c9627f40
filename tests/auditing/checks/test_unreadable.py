"""What could not be read is said, so that a damaged file never looks complete."""

from __future__ import annotations

from dataclasses import replace

from jixiao.auditing import Severity, audit
from jixiao.documents import Problem, Span
from tests.auditing.specimens import indicator_form, report
from tests.support import read, run


def test_every_problem_of_a_reader_is_told() -> None:
    document = read(report("全年资助困难群众1200人。"))
    damaged = replace(
        document,
        problems=(Problem("第2个表格读不出来", Span(3, 90), "表2"), Problem("工作表“明细”是隐藏的", Span(0, 0), "")),
    )
    (audited,) = audit([damaged]).documents
    told = [finding for finding in audited.findings if finding.check == "unreadable-part"]
    assert sorted(finding.message for finding in told) == ["工作表“明细”是隐藏的", "第2个表格读不出来"]
    assert {(finding.severity, finding.kind) for finding in told} == {(Severity.INFO, "incomplete")}
    assert [finding.excerpts[0].text for finding in told if "表格" in finding.message] == [document.text[3:43]]


def test_a_file_that_was_read_whole_is_not_mentioned() -> None:
    assert run("unreadable-part", report("全年资助困难群众1200人。")) == ([], [])


GLUED = [
    ["产出指标", "数量指标", "巡查药店数", "≥40家", "43家", "20", "20", "无"],
    ["", "", "药师培训人次", "≥60人次", "54人次", "2018", "", "无"],
    ["", "质量指标", "记录完整率", "≥95%", "97%", "30", "30", "无"],
    ["效益指标", "社会效益指标", "投诉件下降率", "≥10%", "12%", "20", "20", "无"],
]


def test_a_misread_table_is_told_once_and_not_added_up() -> None:
    (audited,) = audit([read(indicator_form(GLUED, total=("100", "97.00")))]).documents
    told = [finding for finding in audited.findings if finding.check == "misread-table"]
    assert [(finding.severity, finding.kind) for finding in told] == [(Severity.INFO, "incomplete")]
    assert [f.message for f in audited.findings if f.severity is not Severity.INFO] == []


def test_a_table_that_was_read_well_is_not_mentioned() -> None:
    sound = [row if row[2] != "药师培训人次" else [*row[:5], "20", "18", "两期改期"] for row in GLUED]
    assert run("misread-table", indicator_form(sound, total=("90", "88.00"))) == ([], [])
