"""Numbers without units: printed digits, Chinese numerals, capital amounts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.quantities import capital_amount, chinese_number, parse_number

DIGITS = "零一二三四五六七八九"
CAPITALS = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")


def below_ten_thousand(number: int) -> str:
    """Write 1..9999 in Chinese, independently of the code under test."""
    words, pending = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            words += ("零" if pending and words else "") + DIGITS[digit] + name
            pending = False
        else:
            pending = True
    return words


def in_chinese(number: int) -> str:
    words = ""
    for section, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part = number // section % 10**4
        if part:
            words += ("零" if words and part < 1000 else "") + below_ten_thousand(part) + name
    return words


class TestPrinted:
    @pytest.mark.parametrize(
        ("text", "number", "decimals"),
        [
            ("1,707.31", "1707.31", 2),
            ("1，707.31", "1707.31", 2),
            ("１，７０７．３１", "1707.31", 2),
            ("-8.75", "-8.75", 2),
            ("－3", "-3", 0),
            ("−3.0", "-3.0", 1),
            ("+5", "5", 0),
            (" 40364.85\t", "40364.85", 2),
            ("0", "0", 0),
            ("-0", "0", 0),
            ("100.00", "100.00", 2),
            ("1,000,000", "1000000", 0),
            ("123456789012345678.12345678901234567890", "123456789012345678.12345678901234567890", 20),
        ],
    )
    def test_numbers(self, text: str, number: str, decimals: int) -> None:
        parsed = parse_number(text)
        assert parsed == (Decimal(number), decimals)
        assert parsed is not None
        assert str(parsed[0]) == number

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "-",
            "—",
            "无",
            "10,20",
            "1,70",
            "1,234,5678",
            "12,34,567",
            "1,234，567",
            "5%",
            "3人",
            "1 000",
            "1.",
            ".5",
            "1.2.3",
        ],
    )
    def test_what_is_no_number(self, text: str) -> None:
        assert parse_number(text) is None

    @given(st.decimals(min_value=-(10**12), max_value=10**12, places=2, allow_nan=False))
    def test_thousands_separators_do_not_change_the_number(self, number: Decimal) -> None:
        assert parse_number(f"{number:,f}") == (number, 2)
        assert parse_number(f"{number:f}") == (number, 2)


class TestChinese:
    @pytest.mark.parametrize(
        ("text", "number", "decimals"),
        [
            ("两", "2", 0),
            ("一", "1", 0),
            ("十", "10", 0),
            ("十二", "12", 0),
            ("二十", "20", 0),
            ("三百零五", "305", 0),
            ("三百五", "350", 0),
            ("一百一十", "110", 0),
            ("一百十", "110", 0),
            ("两千", "2000", 0),
            ("一千零五十", "1050", 0),
            ("三万五", "35000", 0),
            ("一万零五百", "10500", 0),
            ("一亿二千万", "120000000", 0),
            ("五万亿", "5000000000000", 0),
            ("三点五", "3.5", 1),
            ("二〇二三", "2023", 0),
            ("零", "0", 0),
        ],
    )
    def test_numerals(self, text: str, number: str, decimals: int) -> None:
        assert chinese_number(text) == (Decimal(number), decimals)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "十四五",
            "一二",
            "百",
            "三百零",
            "十十",
            "一零五",
            "点五",
            "三点",
            "五百千",
            "一" * 50,
            "甲",
            "零零",
            "一千零零五",
        ],
    )
    def test_runs_that_are_no_numeral(self, text: str) -> None:
        assert chinese_number(text) is None

    @given(st.integers(1, 10**12 - 1))
    def test_every_number_written_out_is_read_back(self, number: int) -> None:
        assert chinese_number(in_chinese(number)) == (Decimal(number), 0)


class TestCapitals:
    @pytest.mark.parametrize(
        ("text", "amount"),
        [
            ("贰拾叁万元整", "230000"),
            ("壹佰万元整", "1000000"),
            ("叁佰圆", "300"),
            ("壹仟零伍元叁角贰分", "1005.32"),
            ("伍佰陆拾柒万捌仟玖佰元零叁角整", "5678900.30"),
            ("壹亿贰仟万元整", "120000000"),
            ("拾元整", "10"),
            ("伍角", "0.50"),
            ("柒元零玖分", "7.09"),
        ],
    )
    def test_amounts(self, text: str, amount: str) -> None:
        assert capital_amount(text) == Decimal(amount)

    @pytest.mark.parametrize("text", ["", "整", "元整", "人民币", "贰拾叁万", "贰贰元", "零元零分", "叁拾佰元"])
    def test_what_is_no_amount(self, text: str) -> None:
        assert capital_amount(text) is None

    @given(st.integers(1, 10**12 - 1), st.integers(0, 9), st.integers(0, 9))
    def test_every_amount_written_out_is_read_back(self, yuan: int, tenths: int, cents: int) -> None:
        words = in_chinese(yuan) + "元"
        words += f"{DIGITS[tenths]}角" if tenths else ("零" if cents else "整")
        words += f"{DIGITS[cents]}分" if cents else ""
        assert capital_amount(words.translate(CAPITALS)) == yuan + Decimal(tenths * 10 + cents) / 100
