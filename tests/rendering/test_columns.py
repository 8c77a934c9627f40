from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.rendering.columns import display_width, wrap

CHINESE = st.text(alphabet="预算执行率，。；（）“”abc 0123456789.%÷≥\n", max_size=200)


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("abc", 3), ("预算", 4), ("“预算”", 8), ("执行率99.74%", 12), ("≥95%", 5)]
)
def test_width_counts_chinese_twice(text: str, width: int) -> None:
    assert display_width(text) == width


@given(CHINESE, st.integers(4, 80))
def test_wrapping_loses_only_blanks(text: str, width: int) -> None:
    assert "".join("".join(wrap(text, width)).split()) == "".join(text.split())


@given(CHINESE, st.integers(4, 80))
def test_only_closing_punctuation_sticks_out(text: str, width: int) -> None:
    for line in wrap(text, width):
        assert display_width(line.rstrip("，。；：、！？）】》”’％%… ")) <= width


def test_a_number_is_not_cut() -> None:
    assert wrap("全年执行1707.31万元", 14) == ["全年执行", "1707.31万元"]


def test_a_line_does_not_begin_with_a_comma() -> None:
    assert wrap("预算执行，结余", 8) == ["预算执行，", "结余"]


def test_an_opening_bracket_goes_with_what_it_opens() -> None:
    assert wrap("预算（12.5）", 8) == ["预算", "（12.5）"]


def test_line_breaks_are_kept() -> None:
    assert wrap("甲\n乙", 20) == ["甲", "乙"]
