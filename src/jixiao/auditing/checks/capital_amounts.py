"""Amounts in capitals (大写) against the figures beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.auditing.arithmetic import plain
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.auditing.texts import all_texts
from jixiao.quantities import Interval, Quantity
from jixiao.recognition import Dossier, Passage

# All that may stand between an amount and the same amount in capitals.
_BESIDE = re.compile(
    r"[（，、：]*(?:大写|小写)?(?:金额)?[：为]?(?:人民币)?[：¥￥]*(?:即|计)?[（：]?(?:大写|小写|人民币)?[：¥￥]*"
)
_SAYS_SAME = re.compile(r"大写|小写|人民币|[（即¥￥]")
_IN_CAPITALS = re.compile("[壹贰叁肆伍陆柒捌玖零][拾佰仟万元圆亿]")
_FIGURES = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")


@check(
    "capital-amount",
    title="大写金额与小写不符",
    family="大写金额",
    basis="《会计基础工作规范》第五十二条：大写金额与小写金额必须相符",
    severity=Severity.ERROR,
    explanation="“153.60万元（大写：壹佰伍拾叁万陆仟元整）”，把大写换算成数字，与旁边的小写核对。",
)
def capital_amount(dossier: Dossier) -> Iterator[Relation | Finding]:
    """An amount in capitals equals the figures beside it (会计基础工作规范 art. 52)."""
    for passage in all_texts(dossier):
        if not _IN_CAPITALS.search(passage.clean):
            continue
        quantities = passage.quantities
        for at, capital in enumerate(quantities):
            if capital.form == "capital":
                figure = _beside(passage, quantities, at)
                if figure is not None:
                    yield from _compare(passage, capital, figure)


def _beside(passage: Passage, quantities: Sequence[Quantity], at: int) -> Quantity | None:
    """Return the figures that the capitals repeat: beside them, with nothing but 大写, 小写 or a bracket between."""
    for other in (*quantities[max(0, at - 1) : at], *quantities[at + 1 : at + 2]):
        first, second = sorted((other, quantities[at]), key=lambda quantity: quantity.start)
        between = passage.clean[first.end : second.start]
        money = other.unit == "元" and other.form == "digits"
        if money and _BESIDE.fullmatch(between) and _SAYS_SAME.search(between):
            return other
    return None


def _compare(passage: Passage, capital: Quantity, figure: Quantity) -> Iterator[Relation | Finding]:
    exact = Interval.point(capital.value)
    holds = exact.meets(figure.rounding()) or exact.meets(figure.truncation())
    face = Match.FACE if capital.value == figure.value else Match.ROUNDING
    places = (passage.excerpt(capital.start, capital.end), passage.excerpt(figure.start, figure.end))
    expression = f"{capital.text} = {figure.text}"
    yield Relation("capital-amount", expression, figure.text, holds, face if holds else Match.NONE, places, exact)
    if not holds:
        right = in_capitals(figure.value)
        yield Finding(
            "capital-amount",
            Severity.ERROR,
            f"大写“{capital.text}”是{plain(capital.value)}元，小写是{figure.text}，两者不符；按小写，大写应为{right}",
            places,
            expected=right,
            reported=capital.text,
            interval=figure.rounding(),
        )


def in_capitals(amount: Decimal) -> str:
    """Return an amount in 元 in capitals, such as 壹仟零伍元叁角; cents are rounded off below 分."""
    cents = int((abs(amount) * 100).to_integral_value())
    whole, tenth, cent = cents // 100, cents // 10 % 10, cents % 10
    words = _whole_in_capitals(whole) + "元" if whole or not cents else ""
    if not tenth and not cent:
        return words + "整"
    words += f"{_FIGURES[tenth]}角" if tenth else ("零" if whole else "")
    return words + (f"{_FIGURES[cent]}分" if cent else "")


def _whole_in_capitals(number: int) -> str:
    if number == 0:
        return "零"
    sections = []
    while number:
        number, section = divmod(number, 10**4)
        sections.append(section)
    words, gap = "", False
    for at in range(len(sections) - 1, -1, -1):
        section = sections[at]
        if section:
            zero = words and (gap or section < 1000)
            words += ("零" if zero else "") + _section_in_capitals(section) + ("", "万", "亿", "万亿")[at]
        gap = section == 0
    return words


def _section_in_capitals(section: int) -> str:
    words, zero = "", False
    for place in range(3, -1, -1):
        digit = section // 10**place % 10
        if digit:
            words += ("零" if zero and words else "") + _FIGURES[digit] + _PLACES[place]
        zero = digit == 0
    return words
