"""Takes a number format of a workbook apart: sections, and in each its placeholders and literal text.

The language is that of ECMA-376 part 1, 18.8.31; format numbers that depend on a place mean what a Chinese Excel shows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

GENERAL = "General"
_YEAR_MONTH = 'yyyy"年"m"月"'
_MONTH_DAY = 'm"月"d"日"'
_HALF_DAY_TIME = '上午/下午h"时"mm"分"'
_HALF_DAY_SECONDS = '上午/下午h"时"mm"分"ss"秒"'
# Formats that a file names by number only.
BUILT_IN = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0',
    6: '"¥"#,##0;"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00',
    8: '"¥"#,##0.00;"¥"-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: _YEAR_MONTH,
    28: _MONTH_DAY,
    29: _MONTH_DAY,
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: _HALF_DAY_TIME,
    35: _HALF_DAY_SECONDS,
    36: _YEAR_MONTH,
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"',
    42: '"¥"#,##0;"¥"-#,##0;"¥""-"',
    43: '#,##0.00;-#,##0.00;"-"',
    44: '"¥"#,##0.00;"¥"-#,##0.00;"¥""-"',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    50: _YEAR_MONTH,
    51: _MONTH_DAY,
    52: _YEAR_MONTH,
    53: _MONTH_DAY,
    54: _MONTH_DAY,
    55: _HALF_DAY_TIME,
    56: _HALF_DAY_SECONDS,
    57: _YEAR_MONTH,
    58: _MONTH_DAY,
}


class Part(StrEnum):
    """What one piece of a format stands for."""

    LITERAL = "literal"
    DIGIT = "digit"
    POINT = "point"
    COMMA = "comma"
    PERCENT = "percent"
    EXPONENT = "exponent"
    GENERAL = "general"
    TEXT = "text"
    DATE = "date"
    HALF_DAY = "half-day"
    ELAPSED = "elapsed"
    FRACTION = "fraction"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a format with its own spelling; for a literal, the text to print."""

    part: Part
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a format: its pieces, when it applies if it says so, and which Chinese numerals it asks for.

    ``numerals`` is 0 for none, 1 for 一二三, 2 for capital 壹贰叁.
    """

    pieces: tuple[Piece, ...]
    condition: tuple[str, Decimal] | None = None
    numerals: int = 0

    def has(self, *parts: Part) -> bool:
        """Tell whether the section has a piece of one of these kinds."""
        return any(piece.part in parts for piece in self.pieces)


_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"?
    | [\\!](?P<escaped>.?)
    | (?P<padding>[_*].?)
    | \[(?P<bracket>[^\]]*)\]?
    | (?P<section>;)
    | (?P<general>General|G/通用格式)
    | (?P<half_day>AM/PM|A/P|上午/下午)
    | (?P<exponent>E[+-]0+)
    | (?P<fraction>(?<=[?#\d])\s?/(?=[?#\d]))
    | (?P<date>y+|e+|m+|d+|h+|s+|aaaa?)
    | (?P<digit>[0#?])
    | (?P<point>\.)
    | (?P<comma>,)
    | (?P<percent>%)
    | (?P<text>@)
    | (?P<literal>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_PARTS = {
    "quoted": Part.LITERAL,
    "escaped": Part.LITERAL,
    "literal": Part.LITERAL,
    "general": Part.GENERAL,
    "half_day": Part.HALF_DAY,
    "exponent": Part.EXPONENT,
    "fraction": Part.FRACTION,
    "date": Part.DATE,
    "digit": Part.DIGIT,
    "point": Part.POINT,
    "comma": Part.COMMA,
    "percent": Part.PERCENT,
    "text": Part.TEXT,
}
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d{1,20}(?:\.\d{1,20})?)$")
_ELAPSED = re.compile(r"h+$|m+$|s+$", re.IGNORECASE)
_CURRENCY = re.compile(r"\$([^-]*)")
# Formats that Windows itself fills in with its long date and its time.
_SYSTEM = {"$-F800": 'yyyy"年"m"月"d"日"', "$-F400": "h:mm:ss"}
_NUMERALS = re.compile(r"DBNum([12])$", re.IGNORECASE)


@lru_cache(maxsize=512)
def sections(code: str) -> tuple[Section, ...]:
    """Return the sections of a format code; any text is a format, so nothing is ever refused."""
    found = []
    pieces: list[Piece] = []
    brackets: list[str] = []
    for token in _TOKEN.finditer(code):
        kind = token.lastgroup or ""
        if kind == "section":
            found.append(_section(pieces, brackets))
            pieces, brackets = [], []
        elif kind == "bracket":
            brackets.append(token["bracket"])
            pieces += _bracket_pieces(token["bracket"])
        elif kind in _PARTS:
            pieces.append(Piece(_PARTS[kind], token[kind]))
    return (*found, _section(pieces, brackets))


def _bracket_pieces(content: str) -> list[Piece]:
    """Return what a bracket prints: a currency sign or elapsed time; colours and conditions print nothing."""
    if _ELAPSED.match(content):
        return [Piece(Part.ELAPSED, content)]
    currency = _CURRENCY.match(content)
    return [Piece(Part.LITERAL, currency[1])] if currency and currency[1] else []


def _section(pieces: list[Piece], brackets: list[str]) -> Section:
    system = next((_SYSTEM[content.upper()] for content in brackets if content.upper() in _SYSTEM), None)
    if system is not None:
        return sections(system)[0]
    condition = next((found for content in brackets if (found := _CONDITION.match(content))), None)
    numerals = next((int(found[1]) for content in brackets if (found := _NUMERALS.match(content))), 0)
    return Section(tuple(pieces), (condition[1], Decimal(condition[2])) if condition else None, numerals)
