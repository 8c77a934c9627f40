"""Targets of indicators, and whether a result meets them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.quantities import DatePeriod, Direction, parse_quantity, parse_target


class TestQuantitative:
    @pytest.mark.parametrize(
        ("text", "direction", "value", "operator"),
        [
            ("≥95%", Direction.AT_LEAST, "0.95", "≥"),
            (">=95%", Direction.AT_LEAST, "0.95", ">="),
            ("≧95％", Direction.AT_LEAST, "0.95", "≥"),
            ("≥ 90 %", Direction.AT_LEAST, "0.9", "≥"),
            ("≥ 60万", Direction.AT_LEAST, "600000", "≥"),
            ("≥100百分比", Direction.AT_LEAST, "1", "≥"),
            ("不低于95%", Direction.AT_LEAST, "0.95", "不低于"),
            ("不少于两次", Direction.AT_LEAST, "2", "不少于"),
            ("95%以上", Direction.AT_LEAST, "0.95", "以上"),
            ("百分之九十五以上", Direction.AT_LEAST, "0.95", "以上"),
            ("达到95%以上", Direction.AT_LEAST, "0.95", "达到"),
            ("控制在90%以上", Direction.AT_LEAST, "0.9", "以上"),
            ("1.≥95%", Direction.AT_LEAST, "0.95", "≥"),
            ("参保率：≥95%", Direction.AT_LEAST, "0.95", "≥"),
            ("大于5人", Direction.MORE_THAN, "5", "大于"),
            ("＞90％", Direction.MORE_THAN, "0.9", ">"),
            ("超过3项", Direction.MORE_THAN, "3", "超过"),
            ("≤5%", Direction.AT_MOST, "0.05", "≤"),
            ("<=5", Direction.AT_MOST, "5", "<="),
            ("≦0", Direction.AT_MOST, "0", "≤"),
            ("不高于3%", Direction.AT_MOST, "0.03", "不高于"),
            ("不超过5万元", Direction.AT_MOST, "50000", "不超过"),
            ("小于等于1632.87万元", Direction.AT_MOST, "16328700", "小于等于"),
            ("项目总成本小于等于1632.87万元", Direction.AT_MOST, "16328700", "小于等于"),
            ("控制在50万元以内", Direction.AT_MOST, "500000", "以内"),
            ("控制在50万元", Direction.AT_MOST, "500000", "控制在"),
            ("30个工作日内", Direction.AT_MOST, "30", "内"),
            ("<10%", Direction.LESS_THAN, "0.1", "<"),
            ("低于3次", Direction.LESS_THAN, "3", "低于"),
            ("=100%", Direction.EQUAL, "1", "="),
            ("＝100%", Direction.EQUAL, "1", "="),
            ("等于3", Direction.EQUAL, "3", "等于"),
            ("184.58", Direction.EQUAL, "184.58", ""),
            ("5万人", Direction.EQUAL, "50000", ""),
            ("0", Direction.EQUAL, "0", ""),
            ("指标1：100%", Direction.EQUAL, "1", ""),
            ("参保缴费95%到位", Direction.EQUAL, "0.95", ""),
            ("三次", Direction.EQUAL, "3", ""),
        ],
    )
    def test_direction_value_and_operator(self, text: str, direction: Direction, value: str, operator: str) -> None:
        target = parse_target(text)
        assert (target.text, target.kind, target.direction) == (text, "quantitative", direction)
        assert target.quantity is not None
        assert (target.quantity.value, target.operator) == (Decimal(value), operator)
        assert target.upper is None

    @pytest.mark.parametrize(
        ("text", "low", "high"),
        [
            ("90%-95%", "0.9", "0.95"),
            ("80～90分", "80", "90"),
            ("≥90%且≤95%", "0.9", "0.95"),
            ("大于等于90%小于等于95%", "0.9", "0.95"),
        ],
    )
    def test_between(self, text: str, low: str, high: str) -> None:
        target = parse_target(text)
        assert (target.direction, target.kind) == (Direction.BETWEEN, "quantitative")
        assert target.quantity is not None
        assert target.upper is not None
        assert (target.quantity.value, target.upper.value) == (Decimal(low), Decimal(high))


class TestOtherKinds:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("12月31日前完成", "12月31日"),
            ("12月31日完成", "12月31日"),
            ("2023年底前", "2023年底"),
            ("2023年12月底前拨付到位", "2023年12月底"),
            ("年底前完成", "年底"),
            ("2023年12月底前完成全部困难群众资助参保及数据核对上报", "2023年12月底"),
        ],
    )
    def test_terms(self, text: str, words: str) -> None:
        target = parse_target(text)
        assert (target.direction, target.kind, target.quantity) == (Direction.BY_DATE, "date", None)
        assert target.date is not None
        assert target.date.text == words

    @pytest.mark.parametrize("text", ["全年", "全年贯彻执行"])
    def test_the_whole_year_is_a_period(self, text: str) -> None:
        target = parse_target(text)
        assert target.kind == "date"
        assert isinstance(target.date, DatePeriod)

    @pytest.mark.parametrize(
        "text",
        [
            "有效缓解",
            "收支平衡略有结余",
            "定性 优良中低差",
            "无超支",
            "2023年全区参保率有所提升",
            "第一",
            "一定程度上降低",
            "按照两个标准执行",
            "全年持续加强医保基金监管，群众获得感明显增强",
        ],
    )
    def test_words(self, text: str) -> None:
        target = parse_target(text)
        assert (target.direction, target.kind) == (Direction.QUALITATIVE, "qualitative")
        assert target.quantity is None

    @pytest.mark.parametrize(
        ("text", "direction", "kind"),
        [
            ("", Direction.BLANK, "blank"),
            (" \n　", Direction.BLANK, "blank"),
            ("—", Direction.BLANK, "blank"),
            ("——", Direction.BLANK, "blank"),
            ("/", Direction.BLANK, "blank"),
            ("无", Direction.NONE_STATED, "qualitative"),
            ("不适用", Direction.NOT_APPLICABLE, "blank"),
        ],
    )
    def test_five_ways_to_state_nothing_stay_apart(self, text: str, direction: Direction, kind: str) -> None:
        target = parse_target(text)
        assert (target.text, target.direction, target.kind) == (text, direction, kind)
        assert parse_target("0").kind == "quantitative"


class TestMeeting:
    @pytest.mark.parametrize(
        ("target", "actual", "met"),
        [
            ("≥95%", "95%", True),
            ("≥95%", "94.99%", False),
            (">95%", "95%", False),
            (">95%", "95.1%", True),
            ("≤5%", "5%", True),
            ("<5%", "5%", False),
            ("≤1632.87万元", "1707.31万元", False),
            ("=100%", "100.00%", True),
            ("=100%", "99%", False),
            ("90%-95%", "93%", True),
            ("90%-95%", "96%", False),
            ("90%-95%", "89.9%", False),
            ("≥1亿元", "10000万元", True),
            ("≥3年", "36个月", True),
            ("≤5%", "5‰", True),
            ("≥95名", "96人", True),
        ],
    )
    def test_values_are_compared_across_scales(self, target: str, actual: str, met: bool) -> None:
        self.check(target, actual, met)

    @pytest.mark.parametrize(
        ("target", "actual", "met"),
        [
            ("≥50%", "53", True),
            ("≥60万", "63万", True),
            ("≥60万元", "63万", True),
            ("≥60万元", "63", True),
            ("≥60", "63万元", True),
            ("≥95", "94%", False),
            ("≥60万", "630000", True),
            ("≥95%", "0.96", None),
            ("≤0.05", "3%", None),
            ("≤5%", "0", True),
        ],
    )
    def test_a_missing_unit_is_taken_from_the_other_side(self, target: str, actual: str, met: bool | None) -> None:
        self.check(target, actual, met)

    @pytest.mark.parametrize(
        ("target", "actual"),
        [
            ("≥5人", "6人次"),
            ("≥5%", "6个百分点"),
            ("≥5件", "6件次"),
            ("≥5元", "6元/人"),
            ("有效缓解", "6"),
            ("12月31日前", "6"),
            ("", "6"),
        ],
    )
    def test_what_cannot_be_compared_is_not_judged(self, target: str, actual: str) -> None:
        self.check(target, actual, None)

    def test_a_bare_target_states_no_direction(self) -> None:
        self.check("184.58", "184.58", True)
        self.check("184.58", "200", None)

    @pytest.mark.parametrize(
        ("target", "actual", "met"),
        [
            ("≥90%", "超90%", True),
            ("≥95%", "超90%", None),
            ("≤5%", "超过6%", False),
            ("≤5%", "超过4%", None),
            ("≤5%", "不足5%", True),
            ("≥95%", "不足90%", False),
            ("≥95%", "不足98%", None),
            ("90%-95%", "超92%", None),
            ("≥95%", "约96%", True),
        ],
    )
    def test_a_qualified_result_is_judged_where_the_qualifier_cannot_matter(
        self, target: str, actual: str, met: bool | None
    ) -> None:
        self.check(target, actual, met)

    def check(self, target: str, actual: str, met: bool | None) -> None:
        quantity = parse_quantity(actual)
        assert quantity is not None
        assert parse_target(target).met_by(quantity) is met
