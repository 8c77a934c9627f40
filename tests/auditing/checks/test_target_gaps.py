"""How far a result is from its target, told away from both."""

from __future__ import annotations

import pytest

from tests.auditing.specimens import indicator_form, report
from tests.support import only_finding, run

TOLD = "门诊救助人次目标20000人次，实际救助19669人次。"


class TestTargetGap:
    @pytest.mark.parametrize(
        ("gap", "expected"), [("门诊救助人次比目标少313人次。", "331人次"), ("门诊救助低于目标431人次。", "331人次")]
    )
    def test_a_slip(self, gap: str, expected: str) -> None:
        assert only_finding("target-gap", report(TOLD, gap)).expected == expected

    def test_target_and_result_of_a_form(self) -> None:
        rows = [["产出指标", "数量指标", "线上缴费占比", "≥60%", "58.39%", "10", "9.73", "网络不便"]]
        finding = only_finding("target-gap", indicator_form(rows) + "\n线上缴费占比比目标低1.16个百分点。\n")
        assert finding.expected == "1.61个百分点"

    def test_a_right_gap_is_recorded(self) -> None:
        findings, relations = run("target-gap", report(TOLD, "门诊救助人次比目标少331人次。"))
        assert findings == []
        assert [relation.holds for relation in relations] == [True]

    @pytest.mark.parametrize(
        "gap",
        [
            *("培训场次比目标少313人次。", "门诊救助人次比目标少200人次。"),
            *("门诊救助人次比目标少313家。", "门诊救助人次比目标少约313人次。"),
        ],
        ids=["another name", "far off", "another unit", "about"],
    )
    def test_nothing_to_prove(self, gap: str) -> None:
        assert run("target-gap", report(TOLD, gap))[0] == []
