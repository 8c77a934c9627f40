"""A stored number as the cell shows it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.documents.number_formats import general, shown, stored_number

_ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '


def _shown(stored: str, code: str, epoch_1904: bool = False) -> str:
    number = stored_number(stored)
    assert number is not None
    return shown(number, code, epoch_1904)


@pytest.mark.parametrize(
    ("stored", "code", "text"),
    [
        ("0.5623", "0.00%", "56.23%"),
        ("0.56230000000000002", "0.00%", "56.23%"),
        ("0.285", "0.0%", "28.5%"),
        ("1", "0%", "100%"),
        ("1.005", "0.00", "1.01"),
        ("2.5", "0", "3"),
        ("-2.5", "0", "-3"),
        ("1234567.891", "#,##0.00", "1,234,567.89"),
        ("999999.995", "#,##0.00", "1,000,000.00"),
        ("5", "0,000", "0,005"),
        ("5", "000", "005"),
        ("5", "0.##", "5."),
        ("5.5", "0.##", "5.5"),
        ("0", "#", ""),
        ("0.5", "#.00", ".50"),
        ("13800", "0000-0000", "0001-3800"),
        ("7", '"第"0"名"', "第7名"),
        ("1.23", "0.00\\%", "1.23%"),
        ("12345678", '0!.0,"万元"', "1234.6万元"),
        ("12345678", "#,##0.00,,", "12.35"),
        ("3", "[$¥-804]#,##0.00", "¥3.00"),
        ("-3", "[$¥-804]#,##0.00", "-¥3.00"),
        ("-5", "0.00;(0.00)", "(5.00)"),
        ("-5", "#,##0;[Red]-#,##0", "-5"),
        ("0", "0.00;-0.00;-", "-"),
        ("0", "0.00;(0.00)", "0.00"),
        ("-5", "[>10]0;[>20]0", "-5"),
        ("5", ";;;", ""),
        ("1234.5", _ACCOUNTING, "1,234.50"),
        ("-1234.5", _ACCOUNTING, "-1,234.50"),
        ("0", _ACCOUNTING, "-"),
        ("12000", '[>=10000]0.0,"千";0', "12.0千"),
        ("9000", '[>=10000]0.0,"千";0', "9000"),
        ("-5", "[<0]0;0.0", "5"),
        ("-5", "[>=10]0;0.0", "-5.0"),
        ("7", "[=1]0;[=2]0", "7"),
        ("12345", "0.00E+00", "1.23E+04"),
        ("1.005", "0.00E+00", "1.01E+00"),
        ("-0.0004", "0.00", "0.00"),
        ("-0.0004", '[DBNum1]0.0"元"', "-零.〇元"),
        ("0.00012", "0.0E-0", "1.2E-4"),
        ("0", "0.00E+00", "0.00E+00"),
        ("0.5", "# ?/?", "0.5"),
        ("1234.56", '[DBNum2][$-804]General"元"', "壹仟贰佰叁拾肆.伍陆元"),
        ("230000", "[DBNum2]0", "贰拾叁万"),
        ("105", "[DBNum1]General", "一百零五"),
        ("12.5", "G/通用格式", "12.5"),
        ("12.5", "@", "12.5"),
        ("12.5", "", ""),
    ],
)
def test_numbers(stored: str, code: str, text: str) -> None:
    assert _shown(stored, code) == text


@pytest.mark.parametrize(
    ("stored", "code", "text"),
    [
        ("45448", 'yyyy"年"m"月"d"日"', "2024年6月5日"),
        ("45448", "yyyy-mm-dd", "2024-06-05"),
        ("45448", "yy/m/d", "24/6/5"),
        ("45448.5", "yyyy/m/d h:mm", "2024/6/5 12:00"),
        ("45448.75", '上午/下午h"时"mm"分"', "下午6时00分"),
        ("45448", "h:mm AM/PM", "12:00 AM"),
        ("45448", "aaaa", "星期三"),
        ("45448", "[$-804]ddd", "周三"),
        ("45448", "[$-F800]dddd, mmmm dd, yyyy", "2024年6月5日"),
        ("45448", '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二四年六月五日"),
        ("45276", '[DBNum1]yyyy"年"m"月"d"日"', "二〇二三年十二月十六日"),
        ("45448", "d-mmm-yy", "5-6月-24"),
        ("1.5", "[h]:mm", "36:00"),
        ("0", "h:mm", "0:00"),
        ("0.123456", "mm:ss.0", "57:46.6"),
        ("61", "yyyy-m-d", "1900-3-1"),
        ("59", "yyyy-m-d", "1900-2-28"),
        ("-1", "yyyy-m-d", "-1"),
        ("2958465", "yyyy-m-d", "2958465"),
        ("99999999", "yyyy-m-d", "99999999"),
    ],
)
def test_dates(stored: str, code: str, text: str) -> None:
    assert _shown(stored, code) == text


def test_dates_of_the_1904_calendar() -> None:
    assert _shown("43986", "yyyy-mm-dd", epoch_1904=True) == "2024-06-05"


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("1711.75", "1711.75"),
        ("0.30000000000000004", "0.3"),
        ("1707.3099999999999", "1707.31"),
        ("-0", "0"),
        ("100.0", "100"),
        ("1E3", "1000"),
        ("1.5E-7", "0.00000015"),
        ("1E+30", "1E+30"),
        ("110105", "110105"),
    ],
)
def test_numbers_without_a_format(stored: str, text: str) -> None:
    assert _shown(stored, "General") == text


@pytest.mark.parametrize("stored", ["", "abc", "NaN", "Infinity", "1_000", "1,5", "1e9999", "１２", "9" * 500])
def test_what_is_no_number_is_told(stored: str) -> None:
    assert stored_number(stored) is None


_NUMBERS = st.decimals(min_value=-(10**12), max_value=10**12, places=4)


@given(_NUMBERS)
def test_plain_format_rounds_half_away_from_zero(number: Decimal) -> None:
    text = shown(number, "0.00")

    assert abs(Decimal(text) - number) <= Decimal("0.005")
    assert Decimal(text.replace("-", "")) == abs(Decimal(text))


@given(_NUMBERS)
def test_grouping_changes_nothing_but_commas(number: Decimal) -> None:
    assert shown(number, "#,##0.00").replace(",", "") == shown(number, "0.00")


@given(_NUMBERS, st.text(alphabet='0#?.,%@;"\\[]_*-+/EeyymdhsaAMP年月日万元 $<>=DBNum12General红', max_size=30))
def test_any_format_prints_something(number: Decimal, code: str) -> None:
    assert isinstance(shown(number, code), str)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_stored_float_can_be_shown(value: float) -> None:
    number = stored_number(repr(value))

    assert number is not None
    assert isinstance(shown(number, "#,##0.00%"), str)
    assert Decimal(general(number)) == number
