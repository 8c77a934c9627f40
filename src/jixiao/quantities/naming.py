"""Numbers that name, date, number or address something, and therefore are no quantities.

Examples: 3.2024年 (a list number stuck to a year), 附件3.1, 第35段, 〔2022〕160号, telephone and identity numbers.
"""

from __future__ import annotations

import re

from jixiao.quantities import grammar
from jixiao.quantities.dates import match_date
from jixiao.quantities.qualifiers import qualifier_after
from jixiao.quantities.quantity import Qualifier

_LINE_BREAKS = frozenset("\n\r\t")
_CLAUSE_BREAKS = _LINE_BREAKS | frozenset("。；：:;!?！？>]")
_LONGEST_COUNT = 11
_LONGEST_LABEL = 5


def match_end(pattern: re.Pattern[str], folded: str, at: int) -> int:
    """Return where ``pattern`` ends when it matches at ``at``, else the next offset."""
    found = pattern.match(folded, at)
    return found.end() if found else at + 1


def end_of_naming_number(folded: str, begin: int) -> int:
    """Return where a number ends that names, dates or numbers something; 0 when it may be a quantity."""
    mention = match_date(folded, begin)
    if mention:
        return mention.end
    dotted = grammar.LIST_DOT.match(folded, begin)
    if dotted and match_date(folded, dotted.end()):
        return dotted.end()
    gap = _gap_start(folded, begin)
    before = folded[max(0, gap - _LONGEST_LABEL) : gap]
    if before.endswith("第"):
        return match_end(grammar.ORDINAL_REST, folded, begin)
    named = (
        grammar.NOT_A_QUANTITY.match(folded, begin)
        or _list_number(folded, begin, before)
        or _day_of_month(folded, begin, before)
    )
    return named.end() if named else _labelled(folded, begin, before)


def _day_of_month(folded: str, begin: int, before: str) -> re.Match[str] | None:
    return None if grammar.LASTING.search(before) else grammar.DAY.match(folded, begin)


def _gap_start(folded: str, begin: int) -> int:
    """Return where the blanks before ``begin`` start."""
    while begin and folded[begin - 1] == " ":
        begin -= 1
    return begin


def _list_number(folded: str, begin: int, before: str) -> re.Match[str] | None:
    if before.endswith(("〔", "[", "【", "(")):
        return _bracketed(folded, begin, before)
    if before.endswith(("—", "-")) and (len(before) == 1 or before[-2] in _LINE_BREAKS):
        return grammar.PAGE_NUMBER.match(folded, begin)
    if before and before[-1] not in _CLAUSE_BREAKS:
        return None
    return grammar.LIST_MARK.match(folded, begin) or grammar.LIST_PAREN.match(folded, begin)


def _bracketed(folded: str, begin: int, before: str) -> re.Match[str] | None:
    """Recognise 〔2022〕 and the list number (3); 产出指标(50) holds points and is left alone."""
    year = grammar.BRACKETED_YEAR.match(folded, begin)
    if year or before[-1] != "(":
        return year
    number = grammar.LIST_PAREN.match(folded, begin)
    if number is None:
        return None
    after, ahead = folded[number.end() : number.end() + 1], before[-2:-1]
    attached = ahead.isalpha() and not ahead.isascii()
    return number if not attached or after.isalpha() or after in ("《", "“") else None


def _labelled(folded: str, begin: int, before: str) -> int:
    """Step over the number of 附件3.1, 表2, 邮编：… and 指标1：; 附件3份 and 项目5个 are quantities."""
    if before.endswith(grammar.LABEL_WORDS) or grammar.CODE_LABEL.search(before):
        found = grammar.DIGITS.match(folded, begin)
        if found and not (found["unit"] or found["scale"]):
            return match_end(grammar.LABEL_NUMBER, folded, begin)
    elif before.endswith(grammar.ITEM_WORDS):
        end = match_end(grammar.LABEL_NUMBER, folded, begin)
        if grammar.AFTER_ITEM.match(folded, end):
            return end
    return 0


def is_code(folded: str, found: re.Match[str]) -> bool:
    """Recognise codes, telephone and identity numbers: they have no unit and are long, or letters hang on them."""
    if found["unit"] or found["scale"]:
        return False
    following = folded[found.end() : found.end() + 2]
    if following[:1].isascii() and (following[:1].isalpha() or (following[:1] == "." and following[1:].isdecimal())):
        return True
    digits: str = found["number"]
    return digits.isdecimal() and (len(digits) > _LONGEST_COUNT or (len(digits) == _LONGEST_COUNT and digits[0] == "1"))


def is_section(folded: str, begin: int, end: int) -> bool:
    """Recognise the section number in ``3.1 预算执行`` at the beginning of a line."""
    if grammar.SECTION.match(folded, begin) is None or qualifier_after(folded, end)[0] is not Qualifier.NONE:
        return False
    gap = _gap_start(folded, begin)
    return gap == 0 or folded[gap - 1] in _LINE_BREAKS
