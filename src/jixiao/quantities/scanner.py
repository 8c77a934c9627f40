"""Find quantities in text: one left-to-right scan that steps over dates, numbering, document numbers and codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache

from jixiao.quantities import grammar
from jixiao.quantities.dates import match_date
from jixiao.quantities.folding import fold
from jixiao.quantities.naming import end_of_naming_number, is_code, is_section, match_end
from jixiao.quantities.numerals import CHINESE_CHARS, capital_amount, chinese_number, negative, printed_number
from jixiao.quantities.qualifiers import qualifier_after, qualifier_around, qualifier_before
from jixiao.quantities.quantity import Qualifier, Quantity
from jixiao.quantities.units import ONE, PARTS, PERCENT, SCALES, canonical_unit

_ASCII_DIGITS = frozenset("0123456789")
_CAPITALS = frozenset("壹贰叁肆伍陆柒捌玖拾")
_NEVER_BEFORE_NUMERAL = frozenset("第每几" + CHINESE_CHARS)
# 统一, 同一个, 之一, 不漏一人: "one" is part of a word or of a set phrase.
_NEVER_BEFORE_ONE = frozenset("统唯同逐任某另单之不漏进无专落这那")
# 一次办理, 一起, 一件事: with these "one" is an adverb or part of a set phrase.
_NOT_ONE_OF = frozenset(
    ("次", "起", "批", "批次", "片", "场", "场次", "篇", "轮", "组", "部", "分", "周", "只", "头", "套")
)
# 二 counts only with these; elsewhere it means the second (二次, 二类).
_TWO_OF = frozenset(("人", "年", "天", "项", "个", "条", "户"))
_QUOTIENT = Context(prec=28)


@dataclass(frozen=True, slots=True)
class _Source:
    """The text as given, for quoting, and folded, for matching."""

    text: str
    folded: str


# What stands at one place: where the scan goes on, and the quantity if there is one.
_Found = tuple[int, Quantity | None]


def find_quantities(text: str) -> list[Quantity]:
    """Return the quantities in ``text``, prose or table cells, left to right and without overlap."""
    folded = fold(text)
    return list(_scan(_Source(text, folded))) if grammar.START.search(folded) else []


@lru_cache(maxsize=4096)
def parse_quantity(text: str) -> Quantity | None:
    """Read ``text`` as one quantity, with nothing around it but spaces and qualifiers; ``None`` otherwise."""
    source = _Source(text, fold(text))
    found = list(_scan(source))
    if len(found) != 1:
        return None
    before = qualifier_before(source.folded, found[0].start)[1]
    after = qualifier_after(source.folded, found[0].end)[1]
    around = source.folded[:before] + source.folded[after:]
    return None if around.strip() not in ("", "+") else found[0]


def _scan(source: _Source) -> Iterator[Quantity]:
    at, last, folded = 0, -1, source.folded
    while start := grammar.START.search(folded, at):
        begin = start.start()
        char = folded[begin]
        if char in _ASCII_DIGITS:
            at, quantity = _at_digit(source, begin, last)
            last = at
        elif char.isascii():
            at, quantity = match_end(grammar.WORD, folded, begin), None
        elif char in _CAPITALS:
            at, quantity = _at_capital(source, begin)
        else:
            at, quantity = _at_numeral(source, begin)
            last = at if quantity else last
        if quantity:
            yield quantity


def _at_digit(source: _Source, begin: int, last: int) -> _Found:
    folded = source.folded
    skipped = end_of_naming_number(folded, begin)
    if skipped:
        return skipped, None
    found = grammar.DIGITS.match(folded, begin)
    if found is None or is_code(folded, found):
        return match_end(grammar.DIGIT_RUN, folded, begin), None
    if not (found["unit"] or found["scale"]) and is_section(folded, begin, found.end()):
        return found.end(), None
    signed = begin and folded[begin - 1] == "-" and last != begin - 1
    return found.end(), _printed(source, found, begin - 1 if signed else begin)


def _printed(source: _Source, found: re.Match[str], start: int) -> Quantity:
    folded, begin = source.folded, found.start()
    number, decimals = printed_number(found["number"])
    unit, own_scale = canonical_unit(found["unit"].replace(" ", "")) if found["unit"] else ("", ONE)
    if not unit and begin and folded[begin - 1] in "¥￥":
        unit = "元"
    scale = SCALES[found["scale"]] * own_scale if found["scale"] else own_scale
    more = found["more1"] or found["more2"]
    return Quantity(
        text=source.text[start : found.end()],
        start=start,
        end=found.end(),
        number=negative(number) if start < begin else number,
        decimals=decimals,
        scale=scale,
        unit=unit,
        qualifier=Qualifier.OVER if more else qualifier_around(folded, start, found.end(), unit),
        qualifier_misplaced=bool(found["more1"] and found["scale"] and decimals),
    )


def _at_capital(source: _Source, begin: int) -> _Found:
    found = grammar.CAPITAL.match(source.folded, begin)
    amount = capital_amount(found[0]) if found else None
    if found is None or amount is None:
        return match_end(grammar.CAPITAL_RUN, source.folded, begin), None
    qualifier = qualifier_around(source.folded, begin, found.end(), "元")
    words = source.text[begin : found.end()]
    # A capital amount is written down to the 分, whether or not it has any.
    number = amount.quantize(Decimal("0.01"))
    return found.end(), Quantity(words, begin, found.end(), number, 2, ONE, "元", qualifier, form="capital")


def _at_numeral(source: _Source, begin: int) -> _Found:
    folded = source.folded
    mention = match_date(folded, begin)
    if mention:
        return mention.end, None
    fraction = grammar.FRACTION.match(folded, begin)
    if fraction and match_date(folded, fraction.start("above")) is None:
        return fraction.end(), _fraction(source, fraction)
    end = match_end(grammar.CHINESE_RUN, folded, begin)
    tail = grammar.CHINESE_TAIL.match(folded, end)
    numeral = folded[begin:end]
    if tail is None or _inside_word(numeral, folded[begin - 1 : begin]) or not _counts(numeral, tail, folded):
        return end, None
    quantity = _numeral_quantity(source, begin, numeral, tail)
    return (tail.end(), quantity) if quantity else (end, None)


def _inside_word(numeral: str, previous: str) -> bool:
    """Tell whether the character before makes the numeral part of a word: 第三, 统一, 数十家."""
    if not previous:
        return False
    return (
        previous in _NEVER_BEFORE_NUMERAL
        or (numeral == "一" and previous in _NEVER_BEFORE_ONE)
        or (numeral[0] == "十" and previous == "数")
    )


def _counts(numeral: str, tail: re.Match[str], folded: str) -> bool:
    """Tell whether a numeral before a measure word counts: 两个 does, 一次, 十分 and 千家 do not."""
    unit, following = tail["unit"], folded[tail.end() : tail.end() + 1]
    if following == "式" or (unit == "日" and not grammar.LIMIT.match(folded, tail.end())):
        return False
    if numeral == "一":
        set_phrase = following == "一" or (unit == "件" and following == "事")
        return unit not in _NOT_ONE_OF and not set_phrase
    if numeral == "二":
        return canonical_unit(unit)[0] in _TWO_OF
    return len(numeral) > 1 or unit != "分"


def _numeral_quantity(source: _Source, begin: int, numeral: str, tail: re.Match[str]) -> Quantity | None:
    parsed = _scaled_numeral(numeral)
    if parsed is None:
        return None
    number, decimals, scale = parsed
    unit, own_scale = canonical_unit(tail["unit"].replace(" ", ""))
    return Quantity(
        text=source.text[begin : tail.end()],
        start=begin,
        end=tail.end(),
        number=number,
        decimals=decimals,
        scale=scale * own_scale * SCALES.get(tail["scale"] or "", ONE),
        unit=unit,
        qualifier=Qualifier.OVER if tail["more"] else qualifier_around(source.folded, begin, tail.end(), unit),
        form="chinese",
    )


def _scaled_numeral(numeral: str) -> tuple[Decimal, int, Decimal] | None:
    """Split 三点五万 into number, decimals and scale; 一亿二千万 is 12 000 of 万."""
    scale = SCALES[numeral[-1]] if numeral[-1] in "万亿" else ONE
    parsed = chinese_number(numeral) if "点" not in numeral else chinese_number(numeral.rstrip("万亿"))
    if parsed is None:
        return None
    number, decimals = parsed
    return (number, decimals, scale) if decimals else (_QUOTIENT.divide(number, scale), 0, scale)


def _fraction(source: _Source, found: re.Match[str]) -> Quantity | None:
    """Read 百分之九十五 as a percentage and 三分之一 as a ratio."""
    below, above = found["below"], found["above"]
    parsed = printed_number(above) if found["digits"] else chinese_number("一百" if above == "百" else above)
    if parsed is None:
        return None
    number, decimals = parsed
    form = "digits" if found["digits"] else "chinese"
    scale, unit = PARTS.get(below, ONE), PERCENT if below in PARTS else ""
    if not unit:
        divisor = chinese_number(below)
        if divisor is None or divisor[0] == 0:
            return None
        number, decimals, form = _QUOTIENT.divide(number, divisor[0]), 0, "fraction"
    qualifier = qualifier_around(source.folded, *found.span(), unit)
    words = source.text[found.start() : found.end()]
    return Quantity(words, *found.span(), number, decimals, scale, unit, qualifier, form=form)
