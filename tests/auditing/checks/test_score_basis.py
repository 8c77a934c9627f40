"""Totals that cannot be worked out again, and one indicator that carries nearly all points."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.department import department_report
from tests.auditing.specimens import GOOD_ROWS, indicator_form
from tests.support import only_finding, quoted, run

TOTAL = "经自评，部门整体支出绩效自评得分97.20分，等级为优。"


class TestNoBreakdown:
    def test_a_bare_total(self) -> None:
        finding = only_finding("no-breakdown", department_report(TOTAL))
        assert finding.severity is Severity.WARNING
        assert finding.message == (
            "总分97.20分，没有各项指标的分值和得分，无法复算；扣了2.80分，没有说明扣在哪里、为什么"
        )
        assert finding.reported == "97.20"

    def test_reasons_without_scores_are_only_told(self) -> None:
        finding = only_finding("no-breakdown", department_report(TOTAL, "满意度未达目标，扣2.80分。"))
        assert finding.severity is Severity.INFO

    def test_scores_in_the_report_or_in_a_form(self) -> None:
        scores = "（一）产出指标（满分60分，实得58.2分）。（二）效益指标（满分40分，实得39分）。"
        assert run("no-breakdown", department_report(TOTAL, scores))[0] == []
        assert run("no-breakdown", department_report(TOTAL), indicator_form(GOOD_ROWS))[0] == []

    def test_full_marks_have_lost_nothing(self) -> None:
        assert run("no-breakdown", department_report(TOTAL.replace("97.20", "100")))[0] == []


class TestFewIndicators:
    def test_sixty_points_on_one(self) -> None:
        heavy = [["产出指标", "数量指标", "参保人数", "≥9万人", "9.1万人", "70", "70", ""], *GOOD_ROWS[1:2]]
        finding = only_finding("few-indicators", indicator_form(heavy))
        assert finding.severity is Severity.INFO
        assert finding.message == "“参保人数”一个指标占70分，宜细化为几个指标"
        assert quoted(finding)[0] == "70"

    @pytest.mark.parametrize(("weight", "heavy"), [("59", False), ("60", True), ("99", True), ("100", False)])
    def test_from_sixty_to_below_all(self, weight: str, heavy: bool) -> None:
        rows = [["产出指标", "数量指标", "参保人数", "≥9万人", "9.1万人", weight, weight, ""]]
        assert bool(run("few-indicators", indicator_form(rows))[0]) is heavy

    def test_points_spread_out(self) -> None:
        assert run("few-indicators", indicator_form(GOOD_ROWS))[0] == []
