"""Where a score must not be given lightly: signs, zeros, words, dates, ranges, steps, and rows that stand twice."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.evaluations import FundRow, IndicatorRow
from jixiao.packs import Cap, Kind, Method, ScoringRule, find_pack
from jixiao.scoring import Basis, Line, score
from jixiao.scoring.attribution import attribute
from tests.scoring.building import national, project, row, scored, under

STEPS = [{"不低于": "90%", "得": "100%"}, {"不低于": "60%", "得": "50%"}, {"不低于": "0%", "得": "0%"}]


def national_line(target: str, actual: str) -> Line:
    return scored(row(target=target, actual=actual)).lines[0]


def line_by(method: Method, target: str, actual: str, **more: object) -> Line:
    rule = ScoringRule.model_validate({"适用": list(Kind), "办法": method, "来源": "公开表", **more})
    pack = national().model_copy(update={"rules": (rule,), "indicators": ()})
    return score(project(row(target=target, actual=actual)), pack).lines[0]


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        ("0起", "3起", "0"),
        ("0起", "0起", "10"),
        ("=0次", "1次", "0"),
        ("≤0次", "1次", "0"),
        ("<30天", "30天", "10.00"),  # missed by nothing: 10 × 30 ÷ 30
        (">90%", "90%", "10.00"),
        ("下降5%", "下降6%", "10"),
        ("下降5%", "下降4%", "8.00"),
        ("0-5%", "6%", "8.33"),
        ("90%-95%", "99%", "9.60"),
        ("12月31日前", "12月31日", "10"),
        ("12月底前", "12月15日", "10"),
        ("6月30日前", "7月1日", "0"),
    ],
)
def test_what_can_be_told_is_told(target: str, actual: str, expected: str) -> None:
    line = national_line(target, actual)
    assert (line.basis, line.score) == (Basis.COMPUTED, Decimal(expected))


@pytest.mark.parametrize(
    ("target", "actual", "words"),
    [
        ("下降5%", "上升4%", "一升一降"),
        ("≥5%", "下降3%", "一升一降"),
        ("≥95%", "近95%", "约数"),
        ("≥95%", "约95%", "约数"),
        ("≥23万人", "22万多人", "约数"),
        ("12月10日前", "12月", "没有写到日"),
        ("6月30日前", "6月30日前完成80%", "不是一个日期"),
    ],
)
def test_what_cannot_be_told_is_refused(target: str, actual: str, words: str) -> None:
    line = national_line(target, actual)
    assert (line.basis, line.score) == (Basis.UNSCORED, None)
    assert words in line.explanation.because


def test_next_year_is_late() -> None:
    card = scored(row(target="12月31日前", actual="次年1月5日"), year=2023)
    assert card.lines[0].score == 0


@pytest.mark.parametrize(
    ("name", "above", "target", "actual", "expected"),
    [
        ("群众投诉率", "质量指标", "1%", "3%", "3.33"),
        ("群众投诉率", "质量指标", "1%", "0.5%", "10"),
        ("平均办结时间", "时效指标", "30天", "25天", "10"),
        ("平均办结时间", "时效指标", "20天", "25天", "8.00"),
        ("成本节约率", "成本指标", "5%", "6%", "10"),
        ("成本节约率", "成本指标", "5%", "4%", "8.00"),
        ("单次检查成本", "成本指标", "800元", "1000元", "8.00"),
    ],
)
def test_bare_numbers_are_floors_or_ceilings_by_what_they_measure(
    name: str, above: str, target: str, actual: str, expected: str
) -> None:
    card = scored(under("产出指标", under(above, row(name, target=target, actual=actual))))
    assert card.lines[0].score == Decimal(expected)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"unit": "%", "target": "95", "actual": "0.94"}, None),
        ({"unit": "万人", "target": "23", "actual": "229000"}, None),
        ({"unit": "%", "target": "95", "actual": "94"}, "9.89"),
        ({"unit": "分钟", "nature": "≦", "target": "30", "actual": "33"}, "9.09"),
        ({"unit": "分钟", "nature": "反向", "target": "30", "actual": "33"}, "9.09"),
    ],
)
def test_units_and_signs_in_columns_of_their_own(facts: dict[str, str], expected: str | None) -> None:
    line = scored(row(**facts)).lines[0]
    assert line.score == (Decimal(expected) if expected else None)


@pytest.mark.parametrize(
    ("method", "target", "actual", "expected", "more"),
    [
        (Method.LINEAR_LOSS, "90%-95%", "99%", "9.58", {}),  # 10 − 10 × 4 ÷ 95
        (Method.LINEAR_LOSS, "90%-95%", "80%", None, {}),
        (Method.LINEAR_LOSS, "≥95%", "80%", None, {}),
        (Method.INVERSE_RATIO, "≥95%", "80%", None, {}),
        (Method.INVERSE_RATIO, "<5%", "5%", "10.00", {}),
        (Method.THRESHOLD_RATIO, "≤20天", "25天", None, {"及格线": "60%"}),
        (Method.STEPS, "≥90分", "50分", None, {"档次": STEPS}),
        (Method.STEPS, "≥90%", "不足90%", None, {"档次": STEPS}),
        (Method.STEPS, "≤1%", "0.5%", None, {"档次": STEPS}),
        (Method.STEPS, "90%-95%", "99%", None, {"档次": STEPS}),
        (Method.STEPS, "≤100人", "150人", "5.00", {"档次": STEPS, "档次依据": "完成比例"}),  # 100 ÷ 150 = 67 %
        (Method.STEPS, "≤100人", "50人", "10.00", {"档次": STEPS, "档次依据": "完成比例"}),
    ],
)
def test_a_method_is_used_only_for_what_it_is_made_for(
    method: Method, target: str, actual: str, expected: str | None, more: dict[str, object]
) -> None:
    line = line_by(method, target, actual, **more)
    assert line.score == (Decimal(expected) if expected else None), line.explanation.because


def money(**facts: object) -> FundRow:
    return FundRow.model_validate({"label": "年度资金总额", "adjusted": Decimal(100), **facts})


def test_a_negative_amount_earns_nothing() -> None:
    card = scored(row(), fund=money(executed=Decimal(-90)))
    assert card.all_lines[0].score == 0


def test_the_initial_budget_stands_in_for_a_blank_under_its_own_name() -> None:
    execution = scored(row(), fund=money(adjusted=None, initial=Decimal(200), executed=Decimal(90))).execution
    assert execution is not None
    assert [term.name for term in execution.explanation.inputs] == ["分值", "全年执行数", "年初预算数"]


def test_a_stated_rate_that_is_not_that_of_the_amounts_is_told() -> None:
    card = scored(row(), fund=money(executed=Decimal(90), rate="99%"))
    assert "填报执行率99%，按金额应为90.00%" in card.notes


def test_the_total_row_is_found_by_its_name_wherever_it_stands() -> None:
    part = FundRow(label="其中：财政拨款", adjusted=Decimal(50), executed=Decimal(10))
    whole = money(executed=Decimal(90))
    for funds in ((part, whole), (whole, part)):
        card = score(project(row()).model_copy(update={"funds": funds}), national())
        assert card.all_lines[0].score == Decimal("9.00")


LEAF = {"target": "≥1家", "actual": "1家"}


def test_execution_deep_in_the_tree_is_counted_once() -> None:
    tree = under("预算执行", row("预算执行率", "10", score=Decimal(9)), weight="10")
    card = scored(tree, row(weight="90", **LEAF), fund=money(executed=Decimal(90)))
    assert [line.name for line in card.all_lines] == ["预算执行率", "参保人数"]
    assert (card.total, card.gaps) == (Decimal("99.00"), ())


def test_what_stands_beside_execution_is_scored_too() -> None:
    tree = under("预算执行情况", row("预算执行率", "5"), row("资金使用合规性", "5", score=Decimal(0)), weight="10")
    card = scored(tree, row(weight="90", **LEAF), fund=money(executed=Decimal(100)))
    assert [(line.name, line.weight, line.score) for line in card.all_lines[:2]] == [
        ("预算执行率", Decimal(5), Decimal(5)),
        ("资金使用合规性", Decimal(5), Decimal(0)),
    ]


def test_a_second_execution_row_is_no_way_above_a_hundred() -> None:
    rows = (row("预算执行率", "10"), row("资金执行率", "10", score=Decimal(8)), row(weight="90", **LEAF))
    card = scored(*rows, fund=money(executed=Decimal(100)))
    assert card.total is None
    assert "各项分值合计110，应为100" in card.gaps


def test_the_printed_points_of_execution_are_used_and_told() -> None:
    card = scored(row(weight="80", **LEAF), fund=money(executed=Decimal(90), weight=Decimal(20), score=Decimal(18)))
    assert (card.total, card.evaluation.main_fund is not None) == (Decimal("98.00"), True)
    assert card.notes == ("“预算执行率”分值写20，规则包规定10，按所写的分值计分",)


def test_points_that_do_not_add_up_give_no_total() -> None:
    card = scored(under("产出指标", row(weight="40", **LEAF), row("检查家数", "30", **LEAF)))
    assert (card.total, card.grade) == (None, None)
    assert card.gaps == ("各项分值合计80，应为100",)


def test_a_stated_grade_and_level_sums_are_compared() -> None:
    tree = IndicatorRow(name="产出指标", weight=Decimal(90), score=Decimal(80), children=(row(weight="90", **LEAF),))
    card = scored(tree, total=Decimal(100), grade="良")
    assert "“产出指标”填报得分80，下级得分合计90.00" in card.notes
    assert "填报等级“良”，按规则应为“优”" in card.notes


def test_a_number_is_no_reason() -> None:
    lost = {"target": "≥5个", "actual": "2个"}
    assert scored(row(explanation="2个", **lost)).due
    assert not scored(row(explanation="两个乡镇因暴雨推迟", **lost)).due


def test_a_rate_in_a_reason_is_not_the_rate() -> None:
    pack = find_pack("guangdong/guangzhou-2022")
    line = score(project(row("部门预算资金支出率", "10", reason="未完成的原因是5%的单位没有报送")), pack).lines[0]
    assert line.score is None


def test_equal_names_keep_their_own_sums() -> None:
    card = scored(
        under("产出指标", row(weight="25", **LEAF), weight="25"),
        under("产出指标", row("检查家数", "25", target="≥2家", actual="1家"), weight="25"),
    )
    assert [(level.first, level.score) for level in card.levels] == [(0, Decimal(25)), (1, Decimal("12.50"))]


def test_the_cap_goes_by_the_rate_not_by_the_points() -> None:
    cap = Cap.model_validate({"执行率不低于": "70%", "执行率低于": "80%", "总分不超过": 89, "来源": "报告"})
    pack = find_pack("jiangxi/nanchang-district-2022").model_copy(update={"caps": (cap,)})
    fund = money(initial=Decimal(100), executed=Decimal(75), score=Decimal(10))
    evaluation = project(row(weight="90", score=Decimal(90)), fund=fund)
    card = score(evaluation, pack)
    assert (card.cap, card.total) == (Decimal(89), Decimal(89))


@pytest.mark.parametrize(
    ("target", "actual", "weight", "stated", "methods"),
    [
        ("90%-95%", "97%", "10", "9.79", (Method.MET_OR_RATIO, Method.INVERSE_RATIO, Method.LINEAR_LOSS)),
        ("≥23万人", "22.9万人", "15", "15", ()),  # full points for a missed target
        ("≥23万人", "22.9万人", "15", "14.93", (Method.MET_OR_RATIO,)),
    ],
)
def test_the_method_of_the_pack_is_tried_first(
    target: str, actual: str, weight: str, stated: str, methods: tuple[Method, ...]
) -> None:
    card = scored(row(weight=weight, target=target, actual=actual, score=Decimal(stated)))
    [found] = [each for each in attribute(card) if each.line.name == "参保人数"]
    assert set(found.methods) == set(methods)
