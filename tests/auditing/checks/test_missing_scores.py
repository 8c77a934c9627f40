"""Rows of a form without a score."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.specimens import HEAD, TITLE, indicator_form
from tests.support import Rows, cell_lines, one_line, only_finding, piped, run, tabbed, web

ROWS = [
    ["产出指标", "数量指标", "参保人数", "≥30万人", "31万人", "20", "20", ""],
    ["", "质量指标", "参保率", "≥95%", "96%", "20", "20", ""],
    ["", "时效指标", "结算及时率", "100%", "100%", "20", "20", ""],
    ["效益指标", "社会效益指标", "救助人次", "≥1000人次", "1100人次", "20", "20", ""],
]


def with_blank(actual: str = "92%") -> str:
    return indicator_form([*ROWS, ["满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", actual, "20", "", ""]])


class TestScoreMissing:
    def test_a_row_without_a_score(self) -> None:
        finding = only_finding("score-missing", with_blank())
        assert finding.severity is Severity.ERROR
        assert finding.reported == "（空）"
        assert "群众满意度" in finding.message

    def test_every_row_scored(self) -> None:
        assert run("score-missing", indicator_form(ROWS)) == ([], [])

    def test_a_form_that_is_not_scored(self) -> None:
        assert run("score-missing", indicator_form([[*row[:-2], "", ""] for row in ROWS])) == ([], [])

    @pytest.mark.parametrize("actual", ["", "—"])
    def test_a_row_without_an_actual_value(self, actual: str) -> None:
        assert run("score-missing", with_blank(actual)) == ([], [])

    @pytest.mark.parametrize("score", ["19.5", ""])
    def test_a_form_that_tells_in_words_what_was_done(self, score: str) -> None:
        head = ["一级指标", "二级指标", "三级指标", "分值", "得分", "得分说明"]
        rows = [[*row[:3], "20", "20", "按要求完成"] for row in ROWS]
        rows.append(["满意度", "满意度指标", "群众满意度", "20", score, "第三方调查"])
        found = [finding.message for finding in run("score-missing", web([head, *rows], TITLE))[0]]
        assert found == ([] if score else ["“群众满意度”有分值，得分空着"])
        assert run("score-missing", f"{TITLE}\n{tabbed([head, *rows])}")[0] == []


class TestActualMissing:
    MORE: ClassVar = ["效益指标", "可持续影响指标", "建档率", "100%", "100%", "10", "10", ""]

    @staticmethod
    def form(*rows: list[str]) -> str:
        return indicator_form([*ROWS, TestActualMissing.MORE, *rows])

    @pytest.mark.parametrize("score", ["10", ""])
    def test_a_row_with_a_target_and_nothing_reached(self, score: str) -> None:
        row = ["满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "", "10", score, ""]
        finding = only_finding("actual-missing", self.form(row))
        assert finding.severity is Severity.ERROR
        assert finding.message.startswith("“群众满意度”目标≥90%，完成值空着")
        assert finding.message.endswith("却得10分") is bool(score)
        assert run("number-due", self.form(row))[0] == []

    @pytest.mark.parametrize("shape", [tabbed, piped, cell_lines])
    def test_a_form_without_scores_whose_row_ends_in_blanks(self, shape: Callable[[Rows], str]) -> None:
        """As in the form of a central transfer; its closing lines are no rows of indicators."""
        head = ["一级指标", "二级指标", "三级指标", "指标值", "全年实际完成值", "未完成原因和改进措施"]
        rows = [[*row[:5], ""] for row in (*ROWS, self.MORE)]
        blank = ["成本指标", "经济成本指标", "个人缴费标准", "≥380元", "", ""]
        notes = [
            ["说明", "本表不计分，数据取自医保信息平台。"],
            ["填报单位：枫泾县医疗保障局", "填报时间：2024年2月20日"],
        ]
        finding = only_finding("actual-missing", TITLE + shape([head, *rows, blank, *notes]))
        assert finding.message == "“个人缴费标准”目标≥380元，完成值空着"

    @pytest.mark.parametrize(
        ("target", "actual", "reason"), [("≥90%", "—", ""), ("", "", ""), ("≥90%", "", "问卷得93%")]
    )
    def test_near_misses(self, target: str, actual: str, reason: str) -> None:
        row = ["满意度指标", "服务对象满意度指标", "群众满意度", target, actual, "10", "10", reason]
        assert run("actual-missing", self.form(row)) == ([], [])

    def test_a_form_that_leaves_many_blank(self) -> None:
        blank = [[*row[:4], "", *row[5:]] for row in ROWS]
        assert run("actual-missing", indicator_form([*blank, *ROWS, self.MORE])) == ([], [])

    def test_a_table_on_one_line_may_have_lost_the_cell(self) -> None:
        row = ["满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "", "10", "10", ""]
        assert run("actual-missing", indicator_form([*ROWS, self.MORE, row], shape=one_line)) == ([], [])


class TestTotalFieldBlank:
    @staticmethod
    def form(*field: str, total: tuple[str, ...] = (), shape: Callable[[Rows], str] = tabbed) -> str:
        closing = [["合计", "", "", "", "", *total, ""]] if total else []
        return TITLE + shape([["项目名称", "参保扩面", "项目编码", "X1", *field], HEAD, *ROWS, *closing])

    @pytest.mark.parametrize("shape", [tabbed, piped, cell_lines])
    @pytest.mark.parametrize("name", ["自评总分", "自评总分（100分）", "总得分", "自评得分："])
    def test_a_field_beside_the_name_of_the_project(self, name: str, shape: Callable[[Rows], str]) -> None:
        finding = only_finding("total-field-blank", self.form(name, "", shape=shape))
        assert finding.severity is Severity.ERROR
        assert finding.message == f"“{name.rstrip('：')}”一栏空着，各项得分合计80分"
        assert (finding.expected, finding.reported) == ("80", "（空）")

    def test_in_a_grid(self) -> None:
        rows = [["项目名称", "参保扩面^5", "自评总分", ""], HEAD, *ROWS]
        assert only_finding("total-field-blank", web(rows, TITLE.strip())).expected == "80"

    def test_a_total_told_elsewhere_makes_it_a_note(self) -> None:
        text = self.form("自评总分", "", total=("80", "80"))
        assert only_finding("total-field-blank", text).severity is Severity.INFO

    @pytest.mark.parametrize("field", [("自评总分", "80"), ("自评总分",), ("负责人", ""), ("得分", "")])
    def test_no_fault(self, field: tuple[str, ...]) -> None:
        assert run("total-field-blank", self.form(*field)) == ([], [])

    def test_the_number_may_stand_below(self) -> None:
        rows = [["项目名称^5", "参保扩面", "自评总分", ""], ["^6", "80", ""], HEAD, *ROWS]
        assert run("total-field-blank", web(rows, TITLE.strip())) == ([], [])

    def test_the_closing_row_is_looked_at_by_another_check(self) -> None:
        assert run("total-field-blank", self.form(total=("80", "")))[0] == []


class TestTotalField:
    @staticmethod
    def form(head: str, name: str = "自评得分") -> str:
        body = [
            ["项目名称", "监管经费", name, head],
            HEAD,
            *ROWS,
            ["满意度指标", "满意度指标", "群众满意度", "≥90%", "92%", "20", "19", ""],
        ]
        return f"{TITLE}\n{piped([*body, ['合计', '', '', '', '', '100', '99', '']])}"

    def test_another_total_at_the_head(self) -> None:
        finding = only_finding("total-field", self.form("98"))
        assert (finding.expected, finding.reported) == ("99", "98")

    def test_the_same_total(self) -> None:
        findings, relations = run("total-field", self.form("99"))
        assert findings == []
        assert [relation.holds for relation in relations] == [True]

    @pytest.mark.parametrize(("head", "name"), [("", "自评得分"), ("98", "项目个数"), ("优", "自评得分")])
    def test_no_total_at_the_head(self, head: str, name: str) -> None:
        assert run("total-field", self.form(head, name)) == ([], [])
