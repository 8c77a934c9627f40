"""Score coefficients: the score that follows from them, and what they follow from; completion rates."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Match, Severity
from tests.auditing.specimens import TITLE
from tests.support import only_finding, quoted, run, tabbed

HEAD = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值"]


def form(column: str, target: str, actual: str, told: str, score: str) -> str:
    """Return a form with COLUMN between weight and score."""
    row = ["产出指标", "数量指标", "检查机构数", target, actual, "20", told, score]
    return TITLE + tabbed(
        [[*HEAD, column, "得分"], row, ["效益指标", "社会效益指标", "知晓率", "≥90%", "90%", "10", "100", "10"]]
    )


def checked(check: str, target: str, actual: str, told: str, score: str = "20") -> str:
    return form("完成率" if check == "completion-rate" else "得分系数", target, actual, told, score)


class TestCoefficientScore:
    def test_a_score_that_is_not_weight_times_coefficient(self) -> None:
        finding = only_finding("coefficient-score", checked("coefficient-score", "≥50家", "45家", "90%", "19"))
        assert finding.severity is Severity.ERROR
        assert finding.message == "“检查机构数”权重20×系数90%应得18.00分，写的是19分"
        assert (finding.expected, finding.reported) == ("18.00", "19")
        assert quoted(finding) == ["19", "90%", "20"]
        assert finding.working == "20 × 90% = 18.00"

    @pytest.mark.parametrize(
        ("told", "score"), [("90%", "18"), ("90", "18"), ("0.9", "18"), ("86.67%", "17.33"), ("100", "20")]
    )
    def test_a_score_that_is(self, told: str, score: str) -> None:
        findings, relations = run("coefficient-score", checked("coefficient-score", "≥50家", "45家", told, score))
        assert findings == []
        assert {relation.match for relation in relations} == {Match.FACE}


class TestCoefficientRatio:
    def test_a_coefficient_that_is_not_actual_by_target(self) -> None:
        finding = only_finding("coefficient-ratio", checked("coefficient-ratio", "≥50家", "45家", "95%"))
        assert finding.severity is Severity.ERROR
        assert finding.message == "“检查机构数”按完成情况系数应为90，写的是95%"
        assert (finding.expected, finding.reported) == ("90", "95%")
        assert quoted(finding) == ["95%", "45家", "≥50家"]

    @pytest.mark.parametrize(
        ("target", "actual", "told"),
        [("≥50家", "45家", "90%"), ("≥50家", "60家", "100%"), ("≥3家", "2家", "66.67%"), ("≥3家", "2家", "67%")],
    )
    def test_a_coefficient_that_is(self, target: str, actual: str, told: str) -> None:
        assert run("coefficient-ratio", checked("coefficient-ratio", target, actual, told))[0] == []

    @pytest.mark.parametrize(("target", "actual"), [("≤30天", "40天"), ("有效提升", "有效提升")])
    def test_less_is_more_and_words_are_not_judged(self, target: str, actual: str) -> None:
        findings, relations = run("coefficient-ratio", checked("coefficient-ratio", target, actual, "75%"))
        assert findings == []
        assert len(relations) == 1


class TestCompletionRate:
    def test_a_rate_that_is_not_actual_by_target(self) -> None:
        finding = only_finding("completion-rate", checked("completion-rate", "≥50家", "45家", "95%"))
        assert finding.severity is Severity.ERROR
        assert finding.message == "“检查机构数”按完成情况完成率应为90，写的是95%"

    @pytest.mark.parametrize(
        ("actual", "told"), [("45家", "90%"), ("60家", "120%"), ("60家", "100%"), ("45家", "0.90")]
    )
    def test_a_rate_that_is_and_one_that_is_capped(self, actual: str, told: str) -> None:
        findings, _ = run("completion-rate", checked("completion-rate", "≥50家", actual, told))
        assert [finding for finding in findings if "检查机构数" in finding.message] == []

    def test_less_is_more_is_not_judged(self) -> None:
        _, relations = run("completion-rate", checked("completion-rate", "≤30天", "40天", "75%"))
        assert ["75%"] not in [quoted(relation)[:1] for relation in relations]
