"""Signs: brackets without a partner, marks printed twice, traces of a conversion."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.specimens import report
from tests.support import cell_lines, only_finding, quoted, run, spaced, web


class TestUnbalancedBrackets:
    def test_in_a_cell(self) -> None:
        finding = only_finding("unbalanced-brackets", web([["满意度指标(10分", "10"], ["成本指标（20分）", "20"]]))
        assert finding.severity is Severity.INFO
        assert quoted(finding) == ["满意度指标(10分"]
        assert finding.message == "“满意度指标（10分”有左括号，没有配对的右括号"
        assert finding.expected == "满意度指标（10分）"

    def test_in_a_table_of_cells_one_a_line(self) -> None:
        rows = [["满意度指标(10分", "10", "10"], ["成本指标（20分）", "20", "20"]]
        assert quoted(only_finding("unbalanced-brackets", cell_lines(rows))) == ["满意度指标(10分"]

    def test_a_title_mark_that_is_not_closed(self) -> None:
        finding = only_finding(
            "unbalanced-brackets", report("依据《城乡医疗救助办法和年度方案，开展了救助工作并按月公示。")
        )
        assert "有左书名号，没有配对的右书名号" in finding.message

    @pytest.mark.parametrize(
        "text",
        [
            "1）完成参保；2）完成征缴。",
            "等级划分：[80,90）为良，(90,100]为优。",
            "“第一段引文没有结束。",
            "依据《预算法》（2018年修正）和“放管服”要求办理。",
        ],
    )
    def test_signs_that_stand_alone_by_right(self, text: str) -> None:
        findings, _ = run("unbalanced-brackets", report(text))
        assert findings == []

    def test_a_cell_torn_in_two_is_whole_in_its_table(self) -> None:
        rows = [
            ["产出指标", "数量指标", "10", "10"],
            ["满意度指标(10", "分)", "10", "10"],
            ["成本指标", "成本", "10", "9"],
        ]
        findings, _ = run("unbalanced-brackets", spaced(rows))
        assert findings == []

    def test_a_table_torn_in_two_with_a_line_between(self) -> None:
        text = "指标 得分 说明\n准确率（5 5 100\n覆盖率 5 98\n及时率 5 97\n\n分）按季核对。\n"
        assert run("unbalanced-brackets", text) == ([], [])

    def test_a_bracket_that_goes_on_in_the_next_paragraph(self) -> None:
        findings, _ = run("unbalanced-brackets", report("救助标准（含资助参保", "和住院救助）按月公示。"))
        assert findings == []


class TestDoubledMark:
    def test_two_commas(self) -> None:
        finding = only_finding("doubled-mark", report("资金足额到位，，按月拨付。"))
        assert quoted(finding) == ["足额到位，，"]
        assert finding.expected == "足额到位，"

    def test_an_ellipsis_and_closing_marks(self) -> None:
        findings, _ = run("doubled-mark", report("包括参保、救助……。称为“三医联动”。", "救助。。。还有"))
        assert findings == []


class TestConversionLeftover:
    @pytest.mark.parametrize(
        "words",
        [
            "[bookmark: _GoBack]",
            '<input checked="" type="checkbox"/>',
            "&nbsp;",
            'HYPERLINK "附件1"',
            "PAGEREF _Toc12345 \\h",
            "<o:p>",
            "_x000D_",
        ],
    )
    def test_a_trace(self, words: str) -> None:
        finding = only_finding("conversion-leftover", report(f"项目{words}按进度实施。"))
        assert finding.severity is Severity.INFO
        assert quoted(finding) == [words]
        assert "文件转换留下的标记" in finding.message

    def test_a_trace_that_comes_often_is_told_once(self) -> None:
        finding = only_finding("conversion-leftover", report("甲&nbsp;乙", "丙&nbsp;丁&nbsp;戊"))
        assert "（全文3处）" in finding.message
        assert len(finding.excerpts) == 3

    def test_traces_of_two_kinds_are_two_findings(self) -> None:
        findings, _ = run("conversion-leftover", report("甲&nbsp;乙[bookmark: _GoBack]", "丙&nbsp;丁[bookmark: 附件1]"))
        assert [len(finding.excerpts) for finding in findings] == [2, 2]

    @pytest.mark.parametrize("words", ["#REF!", "#DIV/0!", "错误!未找到引用源"])
    def test_a_formula_without_a_result_is_doubtful(self, words: str) -> None:
        finding = only_finding("conversion-leftover", report(f"预算执行率为{words}。"))
        assert finding.severity is Severity.WARNING
        assert finding.reported == words

    def test_comparison_signs_are_no_tags(self) -> None:
        findings, _ = run("conversion-leftover", report("结转结余率3.70%<10%，A<B时按比例计分，且B>80。"))
        assert findings == []
