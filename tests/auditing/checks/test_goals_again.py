"""Goals of the prose against the targets of the form."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.specimens import indicator_form, report
from tests.support import only_finding, run

GOAL = "年度绩效目标为：现场检查定点医药机构不少于{}家，追回违规资金150万元以上。"
ROW = ["产出指标", "数量指标", "现场检查定点医药机构数", "≥180家", "196家", "15", "15", ""]


class TestGoalAgainstTarget:
    def test_another_target(self) -> None:
        finding = only_finding("goal-against-target", report(GOAL.format(200)), indicator_form([ROW]))
        assert finding.severity is Severity.ERROR
        assert (finding.reported, finding.expected) == ("≥180家", "200家")

    def test_the_same_target(self) -> None:
        findings, relations = run("goal-against-target", report(GOAL.format(180)), indicator_form([ROW]))
        assert findings == []
        assert [relation.holds for relation in relations] == [True]

    @pytest.mark.parametrize(
        "words",
        [
            "年度绩效目标为：检查不少于200家。",
            "实际现场检查定点医药机构达到200家。",
            "明年目标为现场检查定点医药机构不少于200家。",
        ],
        ids=["no name", "no goal", "next year"],
    )
    def test_nothing_to_compare(self, words: str) -> None:
        assert run("goal-against-target", report(words), indicator_form([ROW])) == ([], [])
