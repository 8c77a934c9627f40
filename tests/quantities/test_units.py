"""Units: spellings, sameness, conversion."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.quantities import UnitError, convert, convertible, parse_quantity, parse_unit, same_unit
from jixiao.quantities.units import DISCRETE


class TestParsing:
    @pytest.mark.parametrize(
        ("text", "scale", "unit"),
        [
            ("万元", "1E4", "元"),
            ("(万元)", "1E4", "元"),
            ("（万元）", "1E4", "元"),
            ("单位：亿元", "1E8", "元"),
            ("单位:人", "1", "人"),
            ("单位", "1", "单位"),
            ("%", "0.01", "%"),
            ("‰", "0.001", "%"),
            ("万人次", "1E4", "人次"),
            ("名", "1", "人"),
            ("元/人.年", "1", "元/人·年"),
            ("m²", "1", "㎡"),
            ("日", "1", "天"),
            ("万", "1E4", ""),
        ],
    )
    def test_units(self, text: str, scale: str, unit: str) -> None:
        word = parse_unit(text)
        assert word is not None
        assert (word.scale, word.unit) == (Decimal(scale), unit)

    @pytest.mark.parametrize("text", ["", "()", "得分", "执行率", "年初预算数", "5元", "元人", "单位负责人"])
    def test_what_is_no_unit(self, text: str) -> None:
        assert parse_unit(text) is None


class TestSameness:
    @pytest.mark.parametrize(
        ("a", "b"),
        [
            ("元", "万元"),
            ("万元", "亿元"),
            ("人", "名"),
            ("位", "万人"),
            ("平方米", "㎡"),
            ("%", "‰"),
            ("", ""),
            ("股", "股"),
        ],
    )
    def test_same(self, a: str, b: str) -> None:
        assert same_unit(a, b)
        assert convertible(a, b)

    @pytest.mark.parametrize(
        ("a", "b"),
        [("人", "人次"), ("件", "件次"), ("%", "个百分点"), ("元", "元/人"), ("家", "个"), ("分", "%"), ("", "元")],
    )
    def test_different(self, a: str, b: str) -> None:
        assert not same_unit(a, b)
        assert not same_unit(b, a)
        assert not convertible(a, b)

    @pytest.mark.parametrize(
        ("a", "b"), [("年", "个月"), ("小时", "分钟"), ("吨", "公斤"), ("公顷", "亩"), ("公里", "米")]
    )
    def test_different_but_convertible(self, a: str, b: str) -> None:
        assert not same_unit(a, b)
        assert convertible(a, b)


class TestConversion:
    @pytest.mark.parametrize(
        ("text", "unit", "number", "decimals"),
        [
            ("1.5亿元", "万元", "15000", -3),
            ("1707.31万元", "元", "17073100", -2),
            ("394024.87元", "万元", "39.402487", 6),
            ("23.9万人", "人", "239000", -3),
            ("2.78‰", "%", "0.278", 3),
            ("36个月", "年", "3", 1),
            ("3小时", "分钟", "180", -2),
            ("30亩", "公顷", "2", 1),
            ("1吨", "公斤", "1000", -3),
        ],
    )
    def test_same_value_in_another_unit(self, text: str, unit: str, number: str, decimals: int) -> None:
        quantity = parse_quantity(text)
        assert quantity is not None
        converted = convert(quantity, unit)
        assert converted.number == Decimal(number)
        assert converted.decimals == decimals
        assert converted.text == text

    @pytest.mark.parametrize(
        ("text", "unit"),
        [("5人", "人次"), ("5件", "件次"), ("5%", "个百分点"), ("5元", "元/人"), ("5", "元"), ("5元", "得分率")],
    )
    def test_different_things_are_refused(self, text: str, unit: str) -> None:
        quantity = parse_quantity(text)
        assert quantity is not None
        with pytest.raises(UnitError, match=f"“{text}”不能换算成“{unit}”"):
            convert(quantity, unit)

    @given(
        st.decimals(min_value=0, max_value=10**6, places=2, allow_nan=False),
        st.sampled_from(("元", "万元", "亿元", "千元", "百万元")),
        st.sampled_from(("元", "万元", "亿元", "千元", "百万元")),
    )
    def test_the_interval_stays_when_money_is_converted(self, number: Decimal, printed: str, asked: str) -> None:
        quantity = parse_quantity(f"{number}{printed}")
        assert quantity is not None
        converted = convert(quantity, asked)
        assert converted.value == quantity.value
        assert converted.rounding() == quantity.rounding()
        assert converted.truncation() == quantity.truncation()

    @pytest.mark.parametrize(("text", "unit"), [("3.5小时", "分钟"), ("7.5公顷", "亩"), ("90分钟", "小时")])
    def test_an_interval_never_shrinks(self, text: str, unit: str) -> None:
        quantity = parse_quantity(text)
        assert quantity is not None
        times, over = {"分钟": (60, 1), "亩": (15, 1), "小时": (1, 60)}[unit]
        before, after = quantity.rounding(), convert(quantity, unit).rounding()
        assert after.low * over <= before.low * times
        assert after.high * over >= before.high * times


def test_what_is_counted_is_no_measure() -> None:
    assert {"人", "人次", "家", "个", "件", "分"} <= DISCRETE
    assert not {"元", "%", "个百分点", "㎡", "倍", "元/人"} & DISCRETE
