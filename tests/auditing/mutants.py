"""Documents of the corpus spoilt at random: figures, dates, signs, units and the borders of cells."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

Mutation = Callable[[str, random.Random], str]

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_FIGURES = ["0", "00", "0.00", "-1", "100", "9" * 20, "0.000000001", "1.2.3", "5,00", "．", "１２", "十", ""]
_DATE = re.compile(r"(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日)?")
_DATES = [
    "2月29日",
    "2023年2月30日",
    "13月1日",
    "0月0日",
    "2000年2月29日",
    "9999年12月31日",
    "4月31日",
    "月",
    "99月99日",
]
_SIGN = re.compile(r"[≥≤<>=÷×＋－+\-—%％。，；：、（）()“”|\t]")
_SIGNS = ["", "。", "，", "÷", "=", "≥", "%", "-", "（", "）", "“", "|", "\t", "\n", "＝", "≤", "：", "、"]
_UNIT = re.compile(r"万元|亿元|元|人次|人|家|个百分点|%|分|个|项|天|日|月|年")
_UNITS = ["", "元", "万元", "亿元", "人", "人次", "%", "个百分点", "分", "分钟", "㎡", "元/人", "‰", "倍", "年"]
_BORDER = re.compile(r"[|\t]|\n| ")
_BORDERS = ["", " ", "|", "\t", "\n", "\n\n", "||", " | ", "\u3000"]
_LONGEST_CUT = 200
_HOW_MANY = [1, 3, 10, 40]


def _replacing(pattern: re.Pattern[str], choices: Sequence[str]) -> Mutation:
    def spoilt(text: str, chance: random.Random) -> str:
        found = list(pattern.finditer(text))
        if not found:
            return text
        one = chance.choice(found)
        return text[: one.start()] + chance.choice(choices) + text[one.end() :]

    return spoilt


def _exchanged(text: str, chance: random.Random) -> str:
    found = list(_NUMBER.finditer(text))
    if len(found) < 2:
        return text
    a, b = sorted(chance.sample(found, 2), key=lambda one: one.start())
    return text[: a.start()] + b[0] + text[a.end() : b.start()] + a[0] + text[b.end() :]


def _without_line(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    del lines[chance.randrange(len(lines))]
    return "\n".join(lines)


def _with_line_twice(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    return "\n".join([*lines[:at], lines[at], *lines[at:]])


def _cut(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[at + chance.randrange(_LONGEST_CUT) :]


MUTATIONS: list[Mutation] = [
    _replacing(_NUMBER, _FIGURES),
    _replacing(re.compile(r"\d"), "0123456789"),
    _replacing(_DATE, _DATES),
    _replacing(_SIGN, _SIGNS),
    _replacing(_UNIT, _UNITS),
    _replacing(_BORDER, _BORDERS),
    _exchanged,
    _without_line,
    _with_line_twice,
    _cut,
]


def mutant(text: str, seed: int) -> str:
    """Return TEXT spoilt at up to forty places; one SEED always gives the same."""
    chance = random.Random(seed)
    for _ in range(chance.choice(_HOW_MANY)):
        text = chance.choice(MUTATIONS)(text, chance)
    return text
