from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.packs import Kind, Method, ScoringRule
from jixiao.scoring import score
from jixiao.scoring.supposing import SuppositionError, actual_for, changes, grade_distance, suppose
from tests.scoring.building import national, project, row, whole


def test_another_actual_value_changes_its_line_its_level_and_the_total() -> None:
    before = score(whole(), national())
    after = score(suppose(whole(), "参保人数", "22.1万"), national())
    assert [(each.name, each.before, each.after) for each in changes(before, after)] == [
        ("参保人数", Decimal("20.00"), Decimal("19.22")),
        ("产出指标", Decimal("50.00"), Decimal("49.22")),
        ("总分", Decimal("98.00"), Decimal("97.22")),
    ]


def test_a_part_of_the_name_is_enough_when_it_fits_one() -> None:
    assert suppose(whole(), "审核天数", "25天") == suppose(whole(), "平均审核天数", "25天")


def test_amounts_can_be_supposed() -> None:
    after = score(suppose(whole(), "全年执行数", "224.94万元"), national())
    assert after.execution is not None
    assert after.execution.score == Decimal("5.62")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("参保", "1", "“参保”：有几个指标都叫这个名字"),
        ("信访件数", "1", "“信访件数”：没有这个指标。可以写的有：参保人数、参保率，以及 年初预算数、"),
        ("全年执行数", "一百", "等号后应是金额（万元），如 全年执行数=400。"),
    ],
)
def test_what_cannot_be_supposed_is_said(name: str, value: str, words: str) -> None:
    evaluation = project(row("参保人数", target="≥1人", actual="1人"), row("参保率", target="≥95%", actual="95%"))
    with pytest.raises(SuppositionError, match=words.replace("（", "[（]").replace("）", "[）]")):
        suppose(evaluation, name, value)


def test_amounts_need_a_fund_table() -> None:
    with pytest.raises(SuppositionError, match="没有资金表"):
        suppose(whole().model_copy(update={"funds": ()}), "全年执行数", "1")


def test_how_far_the_next_grades_are() -> None:
    distance = grade_distance(score(whole(参保人数="10万人"), national()))  # 98 − 20 + 8.70 = 86.70
    assert distance is not None
    assert distance.better is not None
    assert distance.worse is not None
    assert (distance.better.name, distance.missing) == ("优", Decimal("3.30"))
    assert (distance.worse.name, distance.spare) == ("中", Decimal("6.70"))
    [step] = [step for step in distance.up if step.actual is not None]
    assert (step.line.name, step.score, step.actual) == ("参保人数", Decimal("12.00"), "13.8万人")


@pytest.mark.parametrize("name", ["参保人数", "平均审核天数"])
def test_the_actual_value_that_is_told_really_changes_the_grade(name: str) -> None:
    evaluation = whole(参保人数="15万人")  # 91.04
    card = score(evaluation, national())
    distance = grade_distance(card)
    assert distance is not None
    [step] = [step for step in distance.down if step.line.name == name and step.actual is not None]
    after = score(suppose(evaluation, name, step.actual or ""), national())
    assert card.grade is not None
    assert after.grade is not None
    assert (card.grade.name, after.grade.name) == ("优", "良")


def test_the_best_grade_has_no_better_one() -> None:
    distance = grade_distance(score(whole(), national()))
    assert distance is not None
    assert (distance.better, distance.missing, distance.up) == (None, None, ())


def test_no_total_no_distance() -> None:
    assert grade_distance(score(project(row()), national())) is None


def test_linear_loss_can_be_undone() -> None:
    rule = ScoringRule.model_validate({"适用": list(Kind), "办法": Method.LINEAR_LOSS, "来源": "公开表"})
    pack = national().model_copy(update={"rules": (rule,), "indicators": ()})
    line = score(project(row(target="≤30天", actual="45天")), pack).lines[0]
    assert actual_for(line, Decimal(8), upwards=True) == "36天"
