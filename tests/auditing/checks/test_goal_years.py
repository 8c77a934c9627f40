"""The year of goals: that of the form, and that of the report."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.specimens import report
from tests.support import only_finding, piped, quoted, run

TITLE = "清芦县2023年度项目支出绩效自评表\n"
HEAD = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
ROW = ["产出指标", "数量指标", "检查家数", "≥100家", "120家", "50", "50"]


class TestGoalYear:
    @pytest.mark.parametrize(
        ("goal", "words"),
        [("确保2022年度基金监管全覆盖", "2022年度"), ("2022年计划聘用14名协管人员，保障基金安全", "2022年")],
    )
    def test_a_goal_of_the_year_before(self, goal: str, words: str) -> None:
        text = TITLE + piped([["项目名称", "基金监管"], ["年度绩效目标", goal], HEAD, ROW])
        finding = only_finding("goal-year", text)
        assert finding.severity is Severity.WARNING
        assert quoted(finding) == [words]
        assert f"本表评价2023年度，目标里却写“{words}”" in finding.message

    @pytest.mark.parametrize(
        "goal",
        [
            "2023年检查全覆盖，比2022年多检查20家",
            "检查数比2022年增加20家",
            "落实《2022年基金监管要点》，检查全覆盖",
            "使用2022年结转资金20万元",
            "追回金额不低于2022年水平",
        ],
    )
    def test_the_year_before_in_its_place(self, goal: str) -> None:
        text = TITLE + piped([["年度绩效目标", goal], HEAD, ROW])
        findings, _ = run("goal-year", text)
        assert findings == []

    def test_a_deadline_in_the_year_before(self) -> None:
        text = TITLE + piped(
            [
                ["年度绩效目标", "检查全覆盖"],
                HEAD,
                ["产出指标", "时效", "完成时间", "2022年12月31日前", "按时", "5", "5"],
            ]
        )
        assert quoted(only_finding("goal-year", text)) == ["2022年12月31日"]

    def test_the_year_of_the_form_in_a_cell(self) -> None:
        rows = [["项目支出绩效自评表", ""], ["（2023年度）", ""], ["预期目标", "2022年度内资助参保100人"], HEAD, ROW]
        assert quoted(only_finding("goal-year", piped(rows))) == ["2022年度"]

    def test_a_report_on_the_goals_of_the_year_before(self) -> None:
        finding = only_finding("goal-year", report("根据2022年度绩效目标申报表，本项目目标为补助全覆盖。"))
        assert quoted(finding) == ["2022年度"]
        assert "报告评价2023年度，依据的却是“2022年度绩效目标申报表”" in finding.message

    def test_a_report_that_tells_of_the_year_before(self) -> None:
        text = report("根据2023年度绩效目标申报表开展。", "2022年度绩效目标申报表已归档，2022年度绩效目标完成。")
        assert run("goal-year", text) == ([], [])
