"""Ranges of two quantities."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.quantities import find_ranges


class TestRanges:
    @pytest.mark.parametrize(
        ("text", "low", "high", "unit"),
        [
            ("90%-95%", "0.9", "0.95", "%"),
            ("80～90分", "80", "90", "分"),
            ("1-2天", "1", "2", "天"),
            ("10－20人", "10", "20", "人"),
            ("3—5万元", "30000", "50000", "元"),
            ("1.5万至2万元", "15000", "20000", "元"),
            ("3000至2万元", "3000", "20000", "元"),
            ("5至8个百分点", "0.05", "0.08", "个百分点"),
            ("百分之五至百分之八", "0.05", "0.08", "%"),
            ("10-20", "10", "20", ""),
        ],
    )
    def test_both_ends_have_one_unit(self, text: str, low: str, high: str, unit: str) -> None:
        (found,) = find_ranges(f"约{text}之间")
        assert found.text == text
        assert (found.low.value, found.high.value) == (Decimal(low), Decimal(high))
        assert found.low.unit == found.high.unit == unit

    @pytest.mark.parametrize(
        "text",
        [
            "从10人到20人",
            "由5%至8%",
            "20-10人",
            "3人-5家",
            "1-7月",
            "2020-2022年",
            "10，20",
            "10/20",
            "-8.75%",
            "10人20人",
        ],
    )
    def test_no_range(self, text: str) -> None:
        assert find_ranges(text) == []

    def test_several_in_one_text(self) -> None:
        text = "50～60岁，每年1-2次，约3—5万元"
        assert [found.text for found in find_ranges(text)] == ["50～60岁", "1-2次", "3—5万元"]
        assert all(text[found.start : found.end] == found.text for found in find_ranges(text))
