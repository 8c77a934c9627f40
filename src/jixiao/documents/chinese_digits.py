"""Numbers written in Chinese numerals, as Word numbers lists and Excel prints ``[DBNum]`` formats."""

from __future__ import annotations

_PLAIN = ("零一二三四五六七八九", ("", "十", "百", "千"))
_CAPITAL = ("零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"))
_ROUND_ZERO = str.maketrans("0123456789", "〇一二三四五六七八九")
_CAPITAL_DIGITS = str.maketrans("0123456789", _CAPITAL[0])
_HIGHEST_POWER = 15


def counted(number: int, capital: bool = False) -> str:
    """Return a whole number as counted: 一百零五, capital 壹佰零伍; plain digits when negative or above 16 places."""
    digits, units = _CAPITAL if capital else _PLAIN
    if not 0 < number < 10 ** (_HIGHEST_POWER + 1):
        return str(number) if number else digits[0]
    text = ""
    pending_zero = False
    for power in range(_HIGHEST_POWER, -1, -1):
        digit = number // 10**power % 10
        if digit:
            text += (digits[0] if pending_zero and text else "") + digits[digit] + units[power % 4]
        pending_zero = not digit
        large = _large_unit(number, power)
        text += large
        pending_zero = pending_zero and not large
    return text


def _large_unit(number: int, power: int) -> str:
    """Return 万 or 亿 where the four places that end at POWER ask for it."""
    if power == 8:
        return "亿" if number >= 10**8 else ""
    return "万" if power in (4, 12) and number // 10**power % 10_000 else ""


def spelled(digits: str, capital: bool = False) -> str:
    """Return a string of digits with each replaced by itself in Chinese: 2024 → 二〇二四."""
    return digits.translate(_CAPITAL_DIGITS if capital else _ROUND_ZERO)
