"""Properties that hold for every text and every quantity."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jixiao.quantities import (
    find_dates,
    find_document_numbers,
    find_quantities,
    find_ranges,
    parse_quantity,
    parse_target,
)
from jixiao.quantities.folding import fold
from jixiao.quantities.units import COUNTED, MEASURED

UNITS = [*COUNTED, *(unit for unit in MEASURED if unit != "%"), "元/人", "元/人·年", ""]
SCALES = ["", "百", "千", "万", "百万", "千万", "亿", "万亿"]
PIECES = st.sampled_from(
    [
        *(
            "2024年",
            "1-7月",
            "9月6月",
            "〔2022〕160号",
            "1.",
            "1、",
            "（1）",
            "第",
            "附件",
            "表",
            "约",
            "超过",
            "以上",
            "以内",
            "余",
        ),
        *(
            "万",
            "亿",
            "元",
            "人",
            "人次",
            "%",
            "个百分点",
            "分",
            "个",
            "/",
            "·年",
            "-",
            "~",
            "至",
            "，",
            ",",
            ".",
            "。",
            " ",
            "\n",
            "\t",
        ),
        *(
            "0",
            "12",
            "1,234",
            "99.74",
            "12345678901",
            "百分之",
            "分之",
            "三",
            "二十",
            "两",
            "一",
            "十",
            "贰拾叁万元整",
            "ABC",
            "×",
            "*",
        ),
        *(
            "９",
            "：",
            "(",
            ")",
            "、",
            "全年",
            "年底前",
            "≥",
            "≤",
            "=",
            "无",
            "不低于",
            "控制在",
            "每",
            "元整",
            "㎡",
            "‰",
            "￥",
        ),
    ]
)
texts = st.one_of(st.lists(PIECES, max_size=25).map("".join), st.text(max_size=60))


class TestEveryText:
    @given(texts)
    def test_quantities_quote_the_text_in_order_without_overlap(self, text: str) -> None:
        end = 0
        for quantity in find_quantities(text):
            assert quantity.start >= end
            assert quantity.text == text[quantity.start : quantity.end] != ""
            end = quantity.end

    @given(texts)
    def test_dates_and_quantities_never_overlap(self, text: str) -> None:
        taken = {at for date in find_dates(text) for at in range(date.start, date.end)}
        for quantity in find_quantities(text):
            assert not taken & set(range(quantity.start, quantity.end)), (quantity.text, find_dates(text))

    @given(texts)
    def test_every_quantity_has_intervals_around_its_value(self, text: str) -> None:
        for quantity in find_quantities(text):
            assert quantity.rounding().contains(quantity.value)
            assert quantity.truncation().contains(quantity.value)

    @given(texts)
    def test_everything_else_quotes_the_text(self, text: str) -> None:
        quoted = [
            *((date.text, date.start, date.end) for date in find_dates(text)),
            *((pair.text, pair.start, pair.end) for pair in find_ranges(text)),
            *((number.text, number.start, number.end) for number in find_document_numbers(text)),
        ]
        assert all(words == text[start:end] != "" for words, start, end in quoted)

    @given(texts)
    def test_every_text_is_some_target(self, text: str) -> None:
        target = parse_target(text)
        assert target.text == text
        assert (target.quantity is not None) is (target.kind == "quantitative")
        assert (target.date is not None) is (target.kind == "date")

    @given(texts)
    def test_full_width_forms_change_nothing(self, text: str) -> None:
        wide = text.translate({ord("0") + i: chr(0xFF10 + i) for i in range(10)} | {ord("%"): "％", ord("."): "．"})
        narrow_found, wide_found = find_quantities(text), find_quantities(wide)
        assert [(q.start, q.end, q.value, q.unit) for q in narrow_found] == [
            (q.start, q.end, q.value, q.unit) for q in wide_found
        ]

    @given(st.text())
    def test_folding_moves_nothing(self, text: str) -> None:
        assert len(fold(text)) == len(text)
        assert fold(fold(text)) == fold(text)


class TestRoundTrip:
    @given(texts)
    def test_what_is_found_is_read_back_from_its_print(self, text: str) -> None:
        for quantity in find_quantities(text):
            again = parse_quantity(str(quantity))
            assert again is not None, (quantity.text, str(quantity))
            assert (again.value, again.unit) == (quantity.value, quantity.unit)

    @given(
        st.decimals(min_value=-(10**7), max_value=10**7, places=2, allow_nan=False),
        st.sampled_from(SCALES),
        st.sampled_from(UNITS),
    )
    def test_every_printed_quantity_is_read_with_its_unit(self, number: Decimal, scale: str, unit: str) -> None:
        text = f"{number:f}{scale}{unit}"
        # 千克 and 千米 are units of their own, and no percentage is counted in 万.
        assume(f"{scale}{unit}" not in ("千克", "千米") and not (scale and unit == "个百分点"))
        quantity = parse_quantity(text)
        assert quantity is not None, text
        assert (quantity.number, quantity.unit) == (number, unit)
        again = parse_quantity(str(quantity))
        assert again is not None
        assert (again.value, again.unit, again.decimals) == (quantity.value, quantity.unit, 2)

    @pytest.mark.parametrize(
        "text", ["百分之九十五", "万分之五", "三分之一", "贰拾叁万元整", "1.23余亿元", "2.78‰", "３．５元／人"]
    )
    def test_other_forms(self, text: str) -> None:
        quantity = parse_quantity(text)
        assert quantity is not None
        again = parse_quantity(str(quantity))
        assert again is not None
        assert (again.value, again.unit) == (quantity.value, quantity.unit)

    @given(st.decimals(min_value=0, max_value=10**6, places=1, allow_nan=False), st.data())
    def test_the_printed_order_is_the_order_of_values(self, low: Decimal, data: st.DataObject) -> None:
        high = data.draw(st.decimals(min_value=low, max_value=10**6, places=1, allow_nan=False))
        first, second = parse_quantity(f"{low}万元"), parse_quantity(f"{high}万元")
        assert first is not None
        assert second is not None
        assert first.value <= second.value
        assert first.rounding().low <= second.rounding().low
