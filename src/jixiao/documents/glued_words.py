"""Cells of a flat table that came down without a blank between them: parted at the labels that every form has."""

from __future__ import annotations

import re
from itertools import pairwise

_LABEL = re.compile(
    r"(?:单位名称|填报(?:日期|时间|单位|人)|项目名称|主管部门|(?:项目)?实施单位|项目(?:类别|属性|类型)|预算执行情况"
    r"|(?:年初|全年|年度)?预算数|(?:全年|预算)?执行数|(?:预算)?执行率|(?:自评)?得分|分值|[一二三]级指标"
    r"|(?:年初|年度|全年)?(?:目标|指标)值|(?:全年|实际)完成值)(?:\s?[（(][^（）()]{1,12}[)）])?"
)
_CATEGORY = re.compile(
    r"^(?:指标)?(?P<name>(?:数量|质量|时效|成本|经济效益|社会效益|生态效益|可持续影响|满意度|服务对象满意度)指标)(?=[\u4e00-\u9fff“]{5})"
)
_POINTS = re.compile(r"[（(]\d+(?:\.\d+)?分[)）]")
# 18.50年度绩效目标, 96.69%9.67其中: an amount or a share ends where the next cell begins.
# 其中:县级补助762.00: the amount is a cell of its own.
_NEXT = r"年度|其中|[中省市县区][央级]"
_AMOUNT_ENDS = re.compile(rf"\d\.\d\d(?={_NEXT})|\d%(?=\d|{_NEXT})|(?:总额|补助|拨款|资金|配套)(?=[\d,]+\.\d\d$)")
# ≥6200人6328人, 100%100%: a target and its result in one unit; 8分8分: a weight and its score.
_VALUES = re.compile(r"(?P<a>[≥≤<>=]?\d[\d.]*(?P<u>[^\d≥≤<>=.]{1,5}))(?P<b>\d[\d.]*(?P=u))$")
_SCORES = re.compile(r"(?P<a>\d{1,2}(?:\.\d+)?分)(?P<b>\d{1,2}(?:\.\d+)?分)")
_SENTENCE = re.compile(r"[，。；,;]")
_COLON = ("：", ":")
_FEWEST_LABELS = 2


def part_starts(word: str) -> list[int]:
    """Return the offsets at which the cells glued together in WORD begin, the first always 0.

    Points in brackets (``检查家数(10分)≥196家``) end a cell; a label with a colon keeps its value; a name of a category
    is parted from the name of its first indicator.
    """
    if _SENTENCE.search(word):
        return [0]
    ends = {found.end() for pattern in (_POINTS, _AMOUNT_ENDS) for found in pattern.finditer(word)}
    pairs = [found for pattern in (_VALUES, _SCORES) for found in pattern.finditer(word)]
    borders = {at for found in pairs for at in (found.start("a"), found.start("b"), found.end("b"))}
    starts = sorted({0, *(at for at in ends | borders if at < len(word))})
    return [first + at for first, last in pairwise([*starts, len(word)]) for at in _in_part(word[first:last])]


def _in_part(word: str) -> list[int]:
    category = _CATEGORY.match(word)
    if category is not None:
        return sorted({0, category.start("name"), category.end("name")})
    labels = list(_LABEL.finditer(word))
    if len(labels) < _FEWEST_LABELS:
        return [0]
    ends = [found.end() for found in labels if not word.startswith(_COLON, found.end())]
    return sorted({0, *(found.start() for found in labels), *(end for end in ends if end < len(word))})
