"""Prints a stored number of a workbook as the cell shows it: decimals, separators, percent, dates, 万, 大写."""

from __future__ import annotations

import operator
import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal

from jixiao.documents.chinese_digits import counted, spelled
from jixiao.documents.date_formats import date_text, is_date
from jixiao.documents.format_codes import Part, Piece, Section, sections
from jixiao.quantities import plain

_STORED = re.compile(r"[+-]?(?:\d{1,400}\.?\d{0,400}|\.\d{1,400})(?:[eE][+-]?\d{1,3})?\Z", re.ASCII)
# A workbook stores binary fractions with 17 digits and shows 15: the last two are noise of the conversion.
_ROUNDED_AWAY = re.compile(r"[^1-9]*0[^1-9]*|")
_AS_SHOWN = Context(prec=15)
_EXACT = Context(prec=2_000, rounding=ROUND_HALF_UP)
_PLAIN_FROM, _PLAIN_TO = -16, 21
_LARGEST_POWER = 400
_MOST_DECIMALS = 30
_COMPARE = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}


def stored_number(text: str) -> Decimal | None:
    """Return the number that a workbook stores as TEXT, to the 15 digits that count; None when it is no such number."""
    number = _AS_SHOWN.create_decimal(text) if _STORED.match(text) else None
    return number if number is not None and abs(number.adjusted()) < _LARGEST_POWER else None


def shown(number: Decimal, code: str, epoch_1904: bool = False) -> str:
    """Return NUMBER as a cell with the format CODE shows it, without the padding that lines up columns."""
    section, keeps_sign = _choose(sections(code), number)
    if is_date(section):
        return date_text(section, number, epoch_1904) or general(number)
    if section.has(Part.FRACTION):
        return general(number)
    text = _number_text(section, abs(number)).strip()
    return f"-{text}" if number < 0 and keeps_sign and not _ROUNDED_AWAY.fullmatch(text) else text


def general(number: Decimal) -> str:
    """Return a number without a format: all its digits, in scientific notation only where it has very many."""
    if _PLAIN_FROM < number.adjusted() < _PLAIN_TO:
        return plain(number)
    return f"{number.normalize():E}" if number else "0"


def _choose(choices: Sequence[Section], number: Decimal) -> tuple[Section, bool]:
    """Return the section for NUMBER, and whether a minus has to be added, as the section is not one for negatives."""
    numeric = choices[:3]
    if any(section.condition for section in numeric):
        for section in numeric:
            if section.condition is None or _COMPARE[section.condition[0]](number, section.condition[1]):
                return section, not _only_negative(section)
        return numeric[-1], True
    if number < 0 and len(numeric) > 1:
        return numeric[1], False
    if number == 0 and len(numeric) > 2:
        return numeric[2], False
    return numeric[0], True


def _only_negative(section: Section) -> bool:
    if section.condition is None:
        return False
    comparison, bound = section.condition
    return comparison in ("<", "<=") and bound <= 0


def _number_text(section: Section, number: Decimal) -> str:
    pieces = section.pieces
    if section.numerals:
        return _in_numerals(section, number)
    if not section.has(Part.DIGIT):
        return "".join(general(number) if piece.part in (Part.GENERAL, Part.TEXT) else piece.text for piece in pieces)
    if section.has(Part.EXPONENT):
        return _scientific(pieces, number)
    point = next((at for at, piece in enumerate(pieces) if piece.part is Part.POINT), len(pieces))
    whole, fraction = pieces[:point], pieces[point + 1 :]
    decimals = min(sum(piece.part is Part.DIGIT for piece in fraction), _MOST_DECIMALS)
    digits = f"{_rounded(_scaled(pieces, whole, fraction, number), decimals):f}"
    before, _, after = digits.partition(".")
    text = _fill_whole(whole, "" if before == "0" else before)
    return text + ("." if point < len(pieces) else "") + _fill_fraction(fraction, after)


def _scaled(pieces: Sequence[Piece], whole: Sequence[Piece], fraction: Sequence[Piece], number: Decimal) -> Decimal:
    percents = sum(piece.part is Part.PERCENT for piece in pieces)
    thousands = _closing_commas(whole) + _closing_commas(fraction)
    return number.scaleb(2 * percents - 3 * thousands, _EXACT)


def _closing_commas(pieces: Sequence[Piece]) -> int:
    """Count the commas behind the last digit: each divides by a thousand."""
    parts = [piece.part for piece in pieces if piece.part in (Part.DIGIT, Part.COMMA)]
    return len(parts) - max((at for at, part in enumerate(parts, start=1) if part is Part.DIGIT), default=len(parts))


def _rounded(number: Decimal, decimals: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-decimals), context=_EXACT)


def _fill_whole(pieces: Sequence[Piece], digits: str) -> str:
    """Put DIGITS into the places before the point, from the right; what is left over goes into the leftmost place."""
    places = [at for at, piece in enumerate(pieces) if piece.part is Part.DIGIT]
    if not places:
        return "".join(piece.text for piece in pieces if piece.part is not Part.COMMA) + digits
    grouped = any(piece.part is Part.COMMA for piece in pieces[places[0] : places[-1]])
    filled: list[str] = []
    count = 0
    for at in range(len(pieces) - 1, -1, -1):
        piece = pieces[at]
        if piece.part is Part.DIGIT:
            taken = digits if at == places[0] else digits[-1:]
            digits = digits[: len(digits) - len(taken)]
            for digit in reversed(taken or ("0" if piece.text == "0" else "")):
                filled.append("," if grouped and count and count % 3 == 0 else "")
                filled.append(digit)
                count += 1
        elif piece.part is not Part.COMMA:
            filled.append(piece.text[::-1])
    return "".join(filled)[::-1]


def _fill_fraction(pieces: Sequence[Piece], digits: str) -> str:
    """Put DIGITS into the places behind the point; closing zeros show only where the format asks for them."""
    places = [piece.text for piece in pieces if piece.part is Part.DIGIT]
    needed = max((at for at, place in enumerate(places, start=1) if place == "0"), default=0)
    kept = digits[:needed] + digits[needed:].rstrip("0")
    written = ""
    for piece in pieces:
        if piece.part is Part.DIGIT:
            written, kept = written + kept[:1], kept[1:]
        elif piece.part is not Part.COMMA:
            written += piece.text
    return written


def _scientific(pieces: Sequence[Piece], number: Decimal) -> str:
    parts = [piece.part for piece in pieces]
    mantissa = parts[: parts.index(Part.EXPONENT)]
    decimals = mantissa[mantissa.index(Part.POINT) :].count(Part.DIGIT) if Part.POINT in mantissa else 0
    decimals = min(decimals, _MOST_DECIMALS)
    exponent_format = pieces[len(mantissa)].text
    power = number.adjusted() if number else 0
    mantissa_value = _rounded(number.scaleb(-power, _EXACT), decimals)
    if mantissa_value >= 10:
        power, mantissa_value = power + 1, _rounded(mantissa_value.scaleb(-1), decimals)
    digits, exponent = f"{mantissa_value:f}", f"{power:+d}"
    sign = "-" if exponent.startswith("-") else exponent_format[1].replace("-", "")
    return f"{digits}E{sign}{exponent[1:].zfill(len(exponent_format) - 2)}"


def _in_numerals(section: Section, number: Decimal) -> str:
    """Write NUMBER in Chinese numerals, as ``[DBNum1]`` and ``[DBNum2]`` ask: whole part counted, decimals spelled."""
    capital = section.numerals == 2
    places = [piece for piece in section.pieces if piece.part in (Part.DIGIT, Part.GENERAL, Part.POINT)]
    point = next((at for at, piece in enumerate(places) if piece.part is Part.POINT), len(places))
    by_format = bool(places) and places[0].part is not Part.GENERAL
    plain = f"{_rounded(number, len(places[point + 1 :])):f}" if by_format else general(number)
    before, _, after = plain.partition(".")
    if not before.isdigit():
        return plain
    text = counted(int(before), capital) + ("." + spelled(after, capital) if after else "")
    first = section.pieces.index(places[0]) if places else 0
    around = [piece.text if piece.part in (Part.LITERAL, Part.PERCENT) else "" for piece in section.pieces]
    return "".join(around[:first]) + text + "".join(around[first:])
