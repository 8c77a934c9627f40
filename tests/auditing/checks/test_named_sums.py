"""Sums that name their two parts, told elsewhere."""

from __future__ import annotations

import pytest

from tests.auditing.specimens import report
from tests.support import only_finding, quoted, run

PARTS = "全年住院救助9872人次1186.40万元，门诊救助15230人次198.54万元。"


class TestNamedSum:
    @pytest.mark.parametrize(
        "words",
        [
            "住院和门诊救助合计25102人次。",
            "全年住院救助与门诊救助共25102人次。",
            "住院及门诊共25102人次，全部即时结算。",
        ],
    )
    def test_the_sum_of_what_was_told_before(self, words: str) -> None:
        findings, relations = run("named-sum", report(PARTS, words))
        assert findings == []
        assert [(r.expression, r.reported) for r in relations] == [("9872人次＋15230人次", "25102人次")]

    def test_a_digit_off(self) -> None:
        finding = only_finding("named-sum", report(PARTS, "住院和门诊救助合计25120人次。"))
        assert (finding.expected, finding.reported) == ("25102人次", "25120人次")
        assert quoted(finding)[1:] == ["全年住院救助9872人次", "门诊救助15230人次"]

    @pytest.mark.parametrize(
        "words",
        [
            "住院和门诊救助目标不少于25120人次。",
            "住院和门诊救助合计13000人次。",  # no slip: something else
            "住院和慢病救助合计25120人次。",  # one part is not told
            "上年住院和门诊救助合计25120人次。",
            "住院和门诊救助合计25120户。",
        ],
    )
    def test_near_misses(self, words: str) -> None:
        assert run("named-sum", report(PARTS, words)) == ([], [])
