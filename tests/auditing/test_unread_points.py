"""Points that found no place in the tree of indicators hold back what would otherwise seem to be missing."""

from __future__ import annotations

import pytest

from tests.auditing.specimens import report
from tests.support import run

HEAD = "（一）产出指标（满分60分，实得58分）"
TOLD = ("1.数量指标（满分25分，实得25分）", "2.质量指标（满分20分，实得18分）", "3.时效指标（满分15分，实得15分）")


def faults(check: str, *paragraphs: str) -> int:
    return len(run(check, report(*paragraphs))[0])


class TestWeights:
    def test_a_missing_indicator_is_a_fault(self) -> None:
        assert faults("weight-sum", HEAD, *TOLD) == 0
        assert faults("weight-sum", HEAD, *TOLD[:2]) == 1

    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("时效方面按赋予的15分计。", 0),
            ("时效方面的8分、成本方面的7分均已计入。", 0),
            ("时效方面按赋予的14分计。", 1),
            ("每延迟一天扣15分。", 1),
            ("得分低于15分的须整改。", 1),
        ],
        ids=["the very points", "two that make them", "other points", "points lost", "a limit"],
    )
    def test_points_that_were_not_understood(self, words: str, found: int) -> None:
        assert faults("weight-sum", HEAD, *TOLD[:2], words) == found


class TestScores:
    @pytest.mark.parametrize(
        ("words", "found"),
        [("（满分40分，实得40分）。评定38分", 0), ("（满分40分，实得40分）", 1)],
        ids=["beside it", "none"],
    )
    def test_a_score_that_stands_beside_the_one_that_was_read(self, words: str, found: int) -> None:
        told = ("（一）产出指标（满分60分，实得60分）", f"（二）效益指标{words}", "综上，自评总分98分。")
        assert faults("score-total", *told) == found
