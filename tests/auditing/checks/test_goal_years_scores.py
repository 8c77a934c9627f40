"""The year of the score that a report states."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.specimens import report
from tests.support import only_finding, run


class TestScoreYear:
    def test_the_year_before(self) -> None:
        finding = only_finding("score-year", report("经评定，2022年度我局项目预算绩效自评得分96.81分，等级为优。"))
        assert finding.severity is Severity.ERROR
        assert (finding.reported, finding.expected) == ("2022年度", "2023年度")

    @pytest.mark.parametrize(
        "text",
        [
            "经评定，2023年度我局项目预算绩效自评得分96.81分，等级为优。",
            "2022年度的经验表明，经评定，自评得分96.81分。",
            "2021年度绩效自评得分96.81分。",
        ],
        ids=["its own year", "the year of something else", "two years before"],
    )
    def test_no_fault(self, text: str) -> None:
        assert run("score-year", report(text)) == ([], [])


class TestResultYear:
    def test_the_year_before(self) -> None:
        finding = only_finding("result-year", report("2022年绩效自评结果将作为安排预算的依据。"))
        assert (finding.reported, finding.expected) == ("2022年", "2023年")

    @pytest.mark.parametrize(
        "text",
        ["2023年绩效自评结果将作为安排预算的依据。", "2022年绩效自评结果已作为安排预算的依据。"],
        ids=["its own year", "what was done"],
    )
    def test_no_fault(self, text: str) -> None:
        assert run("result-year", report(text)) == ([], [])
