"""Lists of points in prose with their total, and points got beyond those to be had."""

from __future__ import annotations

import pytest

from tests.auditing.specimens import report
from tests.support import only_finding, run


class TestPointsListed:
    @pytest.mark.parametrize(
        ("text", "reported", "expected"),
        [
            ("评价指标分为决策15分、过程25分、产出35分、效益30分，总分100分。", "100分", "105分"),
            ("体系由预算执行率10分、产出50分、效益30分、满意度10分组成，合计105分。", "105分", "100分"),
            ("满分103分，其中预算执行率10分、产出50分、效益30分、满意度10分。", "103分", "100分"),
            ("总分100分：执行率10分、产出50分，其中数量20分、质量30分，效益30分、满意度15分。", "100分", "105分"),
        ],
    )
    def test_a_total_that_is_wrong(self, text: str, reported: str, expected: str) -> None:
        finding = only_finding("points-listed", report(text))
        assert (finding.reported, finding.expected) == (reported, expected)

    def test_points_that_make_up_another_are_not_counted_twice(self) -> None:
        text = "总分100分：执行率10分、产出50分，其中数量20分、质量30分，效益30分，即社会效益30分，满意度10分。"
        findings, relations = run("points-listed", report(text))
        assert findings == []
        assert [(r.expression, r.holds) for r in relations] == [("10＋50＋30＋10", True)]

    def test_a_total_that_is_right_is_recorded(self) -> None:
        text = "指标体系由预算执行率10分、产出50分、效益30分、满意度10分组成，共100分。"
        findings, relations = run("points-listed", report(text))
        assert findings == []
        assert [(r.expression, r.holds) for r in relations] == [("10＋50＋30＋10", True)]

    @pytest.mark.parametrize(
        "text",
        [
            "数量指标20分、质量指标20分，总分100分。",
            "预算执行得10分、产出得50分、效益得29分，总分100分。",
            "满分100分。数量指标20分、质量指标20分、时效指标10分。",
            "扣分项：预算执行扣1分、产出扣2分、效益扣3分，合计9分。",
            "总分100分：执行率10分、产出50分，其中数量20分、质量20分，效益30分、满意度15分。",
        ],
        ids=["two only", "scores", "another sentence", "points lost", "a list that goes on nobody knows how far"],
    )
    def test_nothing_to_prove(self, text: str) -> None:
        assert run("points-listed", report(text)) == ([], [])


class TestPointsBeyond:
    @pytest.mark.parametrize(
        ("text", "reported", "expected"),
        [
            ("产出50分，得498.8分。", "498.8分", "不超过50分"),
            ("（三）效益指标（30分，得92分）。", "92分", "不超过30分"),
            ("2.过程（30分），得98.6分。", "98.6分", "不超过30分"),
            ("本项目自评991.7分。", "991.7分", "不超过100分"),
            ("四部分合计896分，等级为优。", "896分", "不超过100分"),
        ],
    )
    def test_more_than_there_is(self, text: str, reported: str, expected: str) -> None:
        finding = only_finding("points-beyond", report(text))
        assert (finding.reported, finding.expected) == (reported, expected)

    @pytest.mark.parametrize(
        "text",
        [
            "产出50分，得49.88分。",
            "效益30分、满意度10分，自评得分97.35分。",
            "满分120分，自评得分112分。",
            "扣1分，得9分。",
        ],
        ids=["less", "the overall score behind a weight", "a full score of 120", "points lost"],
    )
    def test_nothing_wrong(self, text: str) -> None:
        assert run("points-beyond", report(text)) == ([], [])
