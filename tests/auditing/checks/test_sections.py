"""Sections: numbers in order and in one style, none of them empty."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.specimens import report
from tests.support import only_finding, quoted, run

SOUND = ["一、概况", "基本情况良好。", "二、绩效", "绩效情况良好。", "三、问题", "宣传不够。"]


class TestSectionNumbering:
    def test_sections_in_order(self) -> None:
        assert run("section-numbering", report(*SOUND)) == ([], [])

    def test_a_number_left_out_may_be_a_section_left_out(self) -> None:
        finding = only_finding(
            "section-numbering", report(*SOUND[:4], "四、问题", "宣传不够。", "五、建议", "加强宣传。")
        )
        assert finding.severity is Severity.WARNING
        assert finding.message == "一级标题由“二、”直接到“四、”，缺“三”，请核实是漏了一节还是编号写错"
        assert (finding.reported, finding.expected) == ("四、", "三、")

    def test_a_number_that_comes_again(self) -> None:
        text = report(*SOUND, "（一）专项", "完成。", "二、业务", "完成。", "四、建议", "加强。")
        finding = only_finding("section-numbering", text)
        assert (finding.severity, finding.reported, finding.expected) == (Severity.WARNING, "二、", "（一）")
        assert "编号重复" in finding.message

    def test_styles_that_are_mixed_are_told_together(self) -> None:
        text = report(
            *SOUND[:4], "（一）机构", "稳定。", "（2） 职能", "明确。", "3、 问题", "宣传不够。", "四、建议", "加强。"
        )
        finding = only_finding("section-numbering", text)
        assert finding.severity is Severity.INFO
        assert finding.message == "编号与同级标题的写法不一致：“（2）”应写作“（二）”、“3、”应写作“三、”"
        assert quoted(finding) == ["（2） 职能", "3、 问题"]

    def test_a_stray_number_fills_the_gap(self) -> None:
        text = report("一、概况", "良好。", "4、 工作情况", "完成。", "三、结论", "良好。")
        finding = only_finding("section-numbering", text)
        assert (finding.severity, finding.reported, finding.expected) == (Severity.INFO, "4、", "二、")

    def test_a_lower_number_left_out(self) -> None:
        finding = only_finding("section-numbering", report("一、概况", "1.机构稳定。", "2.职能明确。", "4.人员稳定。"))
        assert finding.severity is Severity.INFO
        assert finding.message == "编号“4.”排在“2.”之后，中间缺号"

    @pytest.mark.parametrize(
        "paragraphs",
        [
            ["一、概况", "1.机构稳定；2.职能明确。", "3.人员稳定。"],  # the second stands inside the first
            ["一、概况", "1.机构稳定。", "二、绩效", "1.完成。", "一、附件部分", "良好。"],  # begins anew
            ["一、概况", "良好。", "二、绩效", "（5）接上文编号。", "（6）继续。"],
        ],
    )
    def test_numbers_that_are_in_order_all_the_same(self, paragraphs: list[str]) -> None:
        findings, _ = run("section-numbering", report(*paragraphs))
        assert [finding.message for finding in findings] == []


class TestEmptySection:
    def test_a_heading_with_nothing_behind_it(self) -> None:
        finding = only_finding("empty-section", report(*SOUND[:4], "三、项目管理情况", "四、问题", "宣传不够。"))
        assert finding.severity is Severity.WARNING
        assert quoted(finding) == ["三、项目管理情况"]
        assert finding.message == "“三、项目管理情况”只有标题，没有内容；确无内容的请写“无”"

    @pytest.mark.parametrize(
        "paragraphs",
        [
            SOUND,
            [*SOUND[:4], "三、政府性基金支出情况", "无", "四、问题", "宣传不够。"],
            ["一、概况", "二、绩效", "三、问题", *SOUND],  # a table of contents
            [
                "一、建议",
                "（一）进一步完善单位绩效指标体系，使其更加合理",
                "（二）多开展培训，提高能力",
                "（三）完善台账",
            ],
        ],
    )
    def test_sections_with_words_tables_of_contents_and_points(self, paragraphs: list[str]) -> None:
        findings, _ = run("empty-section", report(*paragraphs))
        assert findings == []
