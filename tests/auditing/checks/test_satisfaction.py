"""Satisfaction without the survey that it rests on, in reports and in forms."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.specimens import indicator_form, report
from tests.support import only_finding, quoted, run


class TestSatisfaction:
    def test_a_bound_with_full_points(self) -> None:
        words = "（四）满意度指标10分，得10分。办事人满意率超90%。"
        finding = only_finding("satisfaction-without-survey", report(words))
        assert finding.message == "“办事人满意率超90%”没有确切数值，也没有调查方法和样本数，却得满分"

    def test_nearly_everybody(self) -> None:
        assert run("satisfaction-without-survey", report("参保人满意度达到99.6%。"))[0]
        assert run("satisfaction-without-survey", report("参保人满意度达到96.2%。"))[0] == []

    @pytest.mark.parametrize(
        "words",
        [
            "（四）满意度指标10分，得10分。发放问卷200份，满意度超90%。",
            "（四）满意度指标10分，得10分。电话回访100人，满意率100%。",
            "年度目标为：群众满意度99%以上。",
            "满意度不低于99%。",
        ],
    )
    def test_surveys_and_targets(self, words: str) -> None:
        assert run("satisfaction-without-survey", report(words))[0] == []

    @pytest.mark.parametrize(
        "words",
        [
            "群众满意度（10分）：目标90%，实际达到92.6%，得10分。",
            "3.参保群众满意度（10分）。目标90%，完成92.6%，得10分。",
            "（四）满意度指标10分，得9.9分。救助对象满意度为92.6%，超过90%的目标。",
        ],
    )
    def test_a_scored_one_in_a_report(self, words: str) -> None:
        finding = only_finding("satisfaction-without-survey", report(words))
        assert finding.severity is Severity.WARNING
        assert finding.message.endswith("没有调查方法和样本数，无法核对")
        assert "92.6%" in quoted(finding)[0]

    @pytest.mark.parametrize(
        "survey", ["发放问卷300份，满意281份。", "满意度由电话抽查300人得出。", "委托第三方开展满意度测评。"]
    )
    def test_a_scored_one_with_its_survey(self, survey: str) -> None:
        words = "群众满意度（10分）：目标90%，实际达到92.6%，得10分。"
        assert run("satisfaction-without-survey", report(words, survey))[0] == []

    def test_the_satisfaction_of_another_year_is_no_result(self) -> None:
        words = "群众满意度（10分）得10分，比上年满意度92.6%有所提高。"
        assert run("satisfaction-without-survey", report(words))[0] == []


class TestInForms:
    @staticmethod
    def form(actual: str, reason: str = "") -> str:
        row = ["满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", actual, "50", "50", reason]
        first = ["产出指标", "数量指标", "检查机构数", "≥50家", "52家", "50", "50", ""]
        return indicator_form([first, row], ("100", "100"))

    @pytest.mark.parametrize(
        ("actual", "bound"), [("100%", False), ("99.6%", False), ("≥90%", True), ("95%以上", True)]
    )
    def test_nearly_everybody_or_only_a_bound(self, actual: str, bound: bool) -> None:
        finding = only_finding("satisfaction-without-survey", self.form(actual))
        assert ("没有确切数值" in finding.message) is bound
        assert quoted(finding) == [actual]

    @pytest.mark.parametrize(
        ("actual", "reason"), [("93.5%", ""), ("100%", "电话回访200户，满意200户"), ("", ""), ("满意", "")]
    )
    def test_near_misses(self, actual: str, reason: str) -> None:
        assert run("satisfaction-without-survey", self.form(actual, reason)) == ([], [])

    def test_the_survey_may_stand_in_the_report_beside_it(self) -> None:
        texts = (self.form("100%"), report("满意度方面，发放问卷200份，全部满意。"))
        assert run("satisfaction-without-survey", *texts)[0] == []
