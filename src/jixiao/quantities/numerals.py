"""Numbers without units: printed digits, Chinese numerals and capital amounts (大写)."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from jixiao.quantities.folding import fold

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_SECTIONS = {"万": 10**4, "亿": 10**8}
_CAPITALS = str.maketrans("零壹贰叁肆伍陆柒捌玖拾佰仟萬億圆弍貳叄陸", "零一二三四五六七八九十百千万亿元二二三六")

CHINESE_CHARS = "零〇一二三四五六七八九十百千万亿两"
CAPITAL_CHARS = "零壹贰叁肆伍陆柒捌玖拾佰仟萬億万亿弍貳叄陸"
# Longest numeral in use: 九千九百九十九万亿… stays well below; longer runs are not numbers.
_LONGEST = 40
_YEAR_DIGITS = 4

# Thousands separators count only in right groups of three, with one kind of comma throughout; the bounds on the number
# of digits keep long codes out and matching linear.
PRINTED = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,6}(?![0-9]|,[0-9])"
    r"|[0-9]{1,3}(?:，[0-9]{3}){1,6}(?![0-9]|，[0-9])"
    r"|[0-9]{1,18}(?![0-9]))"
    r"(?:\.[0-9]{1,20}(?![0-9]))?"
)
_PRINTED = re.compile(rf"(?P<sign>[-+]?) ?(?P<number>{PRINTED})")


@lru_cache(maxsize=4096)
def parse_number(text: str) -> tuple[Decimal, int] | None:
    """Read a printed number with nothing around it, such as ``1,707.31`` or ``－３``.

    Returns the number and how many decimals were printed; ``None`` when ``text`` is anything else.
    """
    found = _PRINTED.fullmatch(fold(text).strip())
    if found is None:
        return None
    number, decimals = printed_number(found["number"])
    return (negative(number) if found["sign"] == "-" else number), decimals


def printed_number(digits: str) -> tuple[Decimal, int]:
    """Turn folded digits that match :data:`PRINTED` into a number and its count of decimals."""
    plain = digits.replace(",", "").replace("，", "")
    return Decimal(plain), len(plain.partition(".")[2])


def negative(number: Decimal) -> Decimal:
    """Return ``-number`` with every digit kept and without a sign on zero."""
    return number.copy_negate() if number else number


def chinese_numeral(number: int) -> str:
    """Write NUMBER, from 1 to 99, as sections are counted: 一, 十, 十二, 二十. Raises :class:`ValueError` outside."""
    if not 1 <= number <= 99:
        raise ValueError(number)
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    return ("" if tens < 2 else digits[tens]) + ("十" if tens else "") + (digits[ones] if ones else "")


def chinese_number(text: str) -> tuple[Decimal, int] | None:
    """Read a Chinese numeral: 三百零五, 一亿二千万, 两, 三点五, 二〇二三.

    Returns the number and its decimals (digits after 点); ``None`` when the characters do not form one number, as in
    十四五 or 一二.
    """
    whole, point, after = text.partition("点")
    if not whole or len(text) > _LONGEST or (point and not after):
        return None
    decimals = [_DIGITS.get(char) for char in after]
    value = _digit_string(whole) if len(whole) == _YEAR_DIGITS else None
    value = _sections(whole) if value is None else value
    if value is None or None in decimals:
        return None
    return Decimal(f"{value}.{''.join(map(str, decimals))}" if decimals else value), len(decimals)


def capital_amount(text: str) -> Decimal | None:
    """Read an amount in capitals, 贰拾叁万元整 or 壹仟零伍元叁角贰分, in 元; ``None`` when it is not one."""
    found = _CAPITAL_AMOUNT.fullmatch(text.translate(_CAPITALS))
    if found is None:
        return None
    whole = _sections(found["whole"]) if found["whole"] else 0
    if whole is None:
        return None
    tenths, cents = (_DIGITS[found[part]] if found[part] else 0 for part in ("tenths", "cents"))
    return Decimal(whole) + Decimal(tenths * 10 + cents).scaleb(-2)


_CAPITAL_AMOUNT = re.compile(
    r"(?=.*[元角分])(?:(?P<whole>[零一二三四五六七八九十百千万亿]{1,40})元)?"
    r"零?(?:(?P<tenths>[零一二三四五六七八九])角)?零?(?:(?P<cents>[一二三四五六七八九])分)?[整正]?"
)


def _digit_string(text: str) -> int | None:
    """Read 二〇二三 digit by digit."""
    digits = [_DIGITS.get(char) for char in text]
    if None in digits or "两" in text:
        return None
    return int("".join(map(str, digits)))


def _sections(text: str) -> int | None:
    """Read a numeral of 亿 and 万 sections, larger before smaller; 万亿 multiplies."""
    for word in ("亿", "万"):
        head, found, tail = text.rpartition(word)
        if found:
            high = _sections(head)
            low = _tail(tail, _SECTIONS[word])
            return None if high is None or low is None or high == 0 else high * _SECTIONS[word] + low
    return _below_ten_thousand(text)


def _tail(text: str, section: int) -> int | None:
    """Read what follows 万 or 亿. 三万五 is 35 000: a single digit after the word stands for the next place."""
    if not text:
        return 0
    if len(text) == 1:
        return None if text not in _DIGITS else _DIGITS[text] * section // 10
    return _sections(text.removeprefix("零").removeprefix("〇"))


def _below_ten_thousand(text: str) -> int | None:
    """Read 三百零五: each place smaller than the one before, a zero only where places are skipped."""
    total, digit, last, zero = 0, None, 10**4, False
    for char in text:
        if char in _PLACES:
            place = _PLACES[char]
            if place >= last or (digit is None and not _bare_ten(place, total, zero)):
                return None
            total, digit, last, zero = total + (1 if digit is None else digit) * place, None, place, False
        elif char in "零〇":
            if digit is not None or zero:
                return None
            zero = True
        elif digit is not None or char not in _DIGITS:
            return None
        else:
            digit = _DIGITS[char]
    if digit is None:
        return None if zero and text not in ("零", "〇") else total
    # 三百五 is 350: without 零 a last digit stands for the next place.
    return total + digit * (last // 10 if 10 < last < 10**4 and not zero else 1)


def _bare_ten(place: int, total: int, zero: bool) -> bool:
    """十 without a digit before it is ten: 十二, 三百零十 no, 一百十 yes."""
    return place == 10 and not (zero and total == 0)
