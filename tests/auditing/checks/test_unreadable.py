"""What could not be read is said, so that a damaged file never looks complete."""

from __future__ import annotations

from dataclasses import replace

from jixiao.auditing import Severity, audit
from jixiao.documents import Problem, Span
from tests.auditing.specimens import report
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
