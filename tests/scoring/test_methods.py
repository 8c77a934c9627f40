"""Each scoring method beside sums done by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.evaluations import Attainment, Deduction, IndicatorRow
from jixiao.packs import Kind, Method, Pack, ScoringRule
from jixiao.scoring import Basis, Line, score
from tests.scoring.building import national, project, row


def pack_with(rule: ScoringRule) -> Pack:
    return national().model_copy(update={"rules": (rule,), "indicators": ()})


def rule(method: Method, **more: object) -> ScoringRule:
    return ScoringRule.model_validate({"适用": list(Kind), "办法": method, "来源": "公开表", **more})


def scored_by(method: Method, indicator: IndicatorRow, **more: object) -> Line:
    return score(project(indicator), pack_with(rule(method, **more))).lines[0]


STEPS = [
    {"不低于": "90%", "得": "100%"},
    {"不低于": "80%", "得": "80%"},
    {"不低于": "60%", "得": "50%"},
    {"不低于": "0%", "得": "0%"},
]


@pytest.mark.parametrize(
    ("method", "target", "actual", "expected"),
    [
        (Method.MET_OR_RATIO, "≥23万人", "22.1万人", "9.61"),  # 10 × 22.1 ÷ 23 = 9.6086…
        (Method.MET_OR_RATIO, "≥23万人", "23.9万人", "10.00"),
        (Method.MET_OR_RATIO, "≤30天", "45天", "6.67"),  # 10 × 30 ÷ 45
        (Method.MET_OR_RATIO, "≥95%", "-3%", "0.00"),
        (Method.MET_OR_RATIO, "90%-95%", "96%", "9.90"),  # 10 × 95 ÷ 96
        (Method.INVERSE_RATIO, "≤30天", "45天", "6.67"),
        (Method.INVERSE_RATIO, "≤30天", "30天", "10.00"),
        (Method.LINEAR_LOSS, "≤30天", "45天", "5.00"),  # 10 × (1 − 15 ÷ 30)
        (Method.LINEAR_LOSS, "≤30天", "60天", "0.00"),
        (Method.LINEAR_LOSS, "≤30天", "59.9天", "0.03"),
        (Method.LINEAR_LOSS, "≤30天", "75天", "0.00"),
        (Method.ALL_OR_NOTHING, "≥95%", "94.99%", "0.00"),
        (Method.ALL_OR_NOTHING, "≥95%", "95%", "10.00"),
    ],
)
def test_methods(method: Method, target: str, actual: str, expected: str) -> None:
    line = scored_by(method, row(target=target, actual=actual))
    assert (line.basis, line.score) == (Basis.COMPUTED, Decimal(expected))


@pytest.mark.parametrize(
    ("actual", "expected"), [("60%", "6.00"), ("59.99%", "0.00"), ("99%", "9.90"), ("100%", "10.00")]
)
def test_below_the_pass_mark_nothing_is_earned(actual: str, expected: str) -> None:
    line = scored_by(Method.THRESHOLD_RATIO, row(target="≥100%", actual=actual), 及格线="60%")
    assert line.score == Decimal(expected)


@pytest.mark.parametrize(
    ("actual", "expected"),
    [("90%", "10.00"), ("89.99%", "8.00"), ("80%", "8.00"), ("79.9%", "5.00"), ("60%", "5.00"), ("59%", "0.00")],
)
def test_steps_of_the_actual_value(actual: str, expected: str) -> None:
    line = scored_by(Method.STEPS, row(target="≥95%", actual=actual), 档次=STEPS)
    assert line.score == Decimal(expected)
    assert "不低于" in line.explanation.because


def test_steps_of_the_completion() -> None:
    line = scored_by(Method.STEPS, row(target="≥200家", actual="170家"), 档次=STEPS, 档次依据="完成比例")
    assert line.score == Decimal("8.00")  # 170 ÷ 200 = 85 %


@pytest.mark.parametrize(
    ("attainment", "stated", "basis"),
    [
        (Attainment.REACHED, "8", Basis.JUDGED),
        (Attainment.REACHED, "7.99", Basis.DISPUTED),
        (Attainment.PARTLY, "8", Basis.JUDGED),
        (Attainment.PARTLY, "8.01", Basis.DISPUTED),
        (Attainment.MISSED, "6", Basis.JUDGED),
        (Attainment.MISSED, "6.01", Basis.DISPUTED),
        (None, "3", Basis.JUDGED),
    ],
)
def test_a_judgement_is_held_against_its_band(attainment: Attainment | None, stated: str, basis: Basis) -> None:
    indicator = row(target="有效缓解", actual="有效缓解", attainment=attainment, score=Decimal(stated))
    card = score(project(indicator), national())
    assert (card.lines[0].basis, card.lines[0].score) == (basis, Decimal(stated))
    assert any("不在这个范围内" in note for note in card.notes) is (basis is Basis.DISPUTED)


def test_deductions_are_taken_one_by_one_and_never_below_zero() -> None:
    taken = (
        Deduction(reason="公开的文字格式有误", each=Decimal(1)),
        Deduction(reason="迟公开", each=Decimal("0.5"), cases=2),
    )
    line = scored_by(Method.DEDUCT, row(weight="4", deductions=taken))
    assert line.score == Decimal("2.00")
    assert line.explanation.formula is not None
    assert line.explanation.formula.formula() == "4 − 1 × 1 − 0.5 × 2"
    assert scored_by(Method.DEDUCT, row(weight="1", deductions=taken)).score == Decimal(0)
    assert scored_by(Method.DEDUCT, row(weight="1", deductions=())).score == Decimal(1)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"weight": "10", "explanation": "一般公共预算支出年度平均执行率=99.81%。"}, "9.98"),
        ({"weight": "10", "actual": "97.6", "unit": "%"}, "9.76"),
        ({"weight": "1", "reason": "数值=采购额÷预留额×100%=95.57%"}, "0.96"),
        ({"weight": "10", "actual": "104%"}, "10.00"),
        ({"weight": "10", "actual": "-2%"}, "0.00"),
    ],
)
def test_weight_times_rate(facts: dict[str, object], expected: str) -> None:
    assert scored_by(Method.RATE, row(**facts)).score == Decimal(expected)  # type: ignore[arg-type]  # facts of a row


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"target": "≥1000人次", "actual": "900人"}, "单位不同"),
        ({"target": "≥95%", "actual": "已完成"}, "不是一个数"),
        ({"target": "≥95%"}, "没有写实际完成值"),
        ({"target": "≥95%", "actual": "90%，另有2%在办"}, "不是一个数"),
        ({"target": "12月31日前完成", "actual": "已完成"}, "不是一个日期"),
        ({"target": "≥95%", "actual": "0.96"}, "可以有两种读法"),
        ({"weight": None, "target": "≥95%", "actual": "96%"}, "没有写分值"),
        ({"target": "有效缓解", "actual": "有效缓解"}, "还没有填评定得分"),
        ({"target": "有效缓解", "actual": "有效缓解", "score": Decimal(11)}, "不在0至分值10之间"),
        ({"target": "有效缓解", "actual": "有效缓解", "score": Decimal(-1)}, "不在0至分值10之间"),
    ],
)
def test_what_cannot_be_scored_says_why(facts: dict[str, object], words: str) -> None:
    card = score(project(row(**facts)), national())  # type: ignore[arg-type]  # facts of a row
    line = card.lines[0]
    assert (line.basis, line.score, card.total, card.grade) == (Basis.UNSCORED, None, None, None)
    assert words in line.explanation.because
    assert any(words in gap for gap in card.gaps)
