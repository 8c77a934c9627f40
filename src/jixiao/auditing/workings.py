"""What a figure in prose says it is worked out from: its claim, and the figures near it that can bear it out.

A claim is read from the words right before the figure (占, 增长, 次均, 合计, 结余 …). Each claim has its formula, and
each formula the operands that the sentence offers, the nearest first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from enum import StrEnum

from jixiao.auditing.arithmetic import Formula, difference, quotient, relative_change, total
from jixiao.auditing.prose import exact_enough, is_level
from jixiao.quantities import Interval, Qualifier
from jixiao.recognition import Figure

_ROUGH = Context(prec=15)
_NO_OPERAND = frozenset(("", "%", "‰", "分", "个百分点"))
_CHANGE = re.compile(
    r"增长|增加|增幅|下降|降低|减少|降幅|提高|上升|提升|同比|环比|变动|增减|升幅|减幅|涨幅|上涨|回落|压减|压缩|缩短|节约|节省|降为"
)
_POLICY = re.compile(
    r"(?:上年|去年|上一年)[末底度]?的$|(?:高于|低于|高出|超过|多于|少于|达到|不足|按)$|目标|不低于|不高于|不少于|不超过|以上|以内|以下|计划|要求|标准|力争|确保|规定|政策范围内|上浮|设定|应达|考核线|最高|最低"
)
_AVERAGE = re.compile(r"(?:均|平均)[\u4e00-\u9fa5]{0,6}$|平均每[\u4e00-\u9fa5]{1,6}$")
_SUM = re.compile(
    r"(?:合计|共计|总计|一共|总共|总额|总数|总金额|累计|共|三级|全部|加总|合起来|相加|小计)[\u4e00-\u9fa5]{0,6}$"
)
_REST = re.compile(
    r"(?:结余|剩余|节余|差额|缺口|尚余|余|未[\u4e00-\u9fa5]{1,4}|收回|其余|余下|剩下|相差|净增|净减)[\u4e00-\u9fa5]{0,8}$"
)
_MOVED = re.compile(
    r"(?:增加|减少|提高|降低|上升|下降|超出|超过|高出|高于|低于|多于|少于|缩短|节约|节省|调增|调减|追加|核减|压减|压缩|净增|净减)"
    r"[\u4e00-\u9fa5]{0,4}$|(?:[比较较]|目标|^|，)[^，]{0,8}[多少高低](?:出|了|支出|支付)?$|^[多少高低](?:出|了|支出|支付)?$"
)
_OPENS_LIST = re.compile(
    r"[^，。；：（）\d]{0,14}(?:，[\u4e00-\u9fa5]{0,6}率(?:为|达到?)?\d+(?:\.\d+)?%)?(?:[，：。]?(?:其中|包括|包含|分别为|由)|中[，：]|（(?:其中)?|：|，按[^，。；：\d]{2,12}(?:分|看)[，：]?)"
)
_NESTED = re.compile(r"包括|其中|包含|含")
_SHARE = re.compile(r"(?<!到位)率|占|比例|比重|满意度|完成|覆盖面|的$")
_LISTED = re.compile(r"[、和及]?")
_LIST_GOES_ON = re.compile(r"、\d")
_COUNTED = re.compile(r"(?P<n>[两二三四五六七八])(?:项|者|类|批|部分|级|期|笔|种)")
_NUMBERS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8}
_QUOTIENT = "{0} ÷ {1}"
_LONGEST_BRACKET = 200
_BACK = 9
_MOST_PARTS = 10


class Claim(StrEnum):
    """What the words around a figure say of it."""

    SHARE = "share"
    CHANGE_RATE = "change rate"
    POINTS = "points"
    AVERAGE = "average"
    SUM = "sum"
    REST = "rest"
    CHANGE = "change"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Working:
    """One way to work a figure out: its formula, its operands, a rough result, and how the sum is written.

    ``form`` has a place for each operand (``{0} ÷ {1}``), and is empty where all are added up. ``nearest`` tells that
    the operands are the ones that stand nearest, ``only`` that there are no others.
    """

    formula: Formula
    operands: tuple[Figure, ...]
    rough: Decimal
    form: str
    nearest: bool
    only: bool = False

    @property
    def expression(self) -> str:
        """The sum with its operands, for a message."""
        words = [str(operand.quantity) for operand in self.operands]
        return self.form.format(*words) if self.form else " ＋ ".join(words)


def claim_of(figure: Figure) -> Claim | None:
    """Return what the words before FIGURE say of it; ``None`` where they tell a plain amount, a rule or a goal."""
    unit, words = figure.quantity.unit, figure.subject
    exact = figure.quantity.qualifier is Qualifier.NONE
    if unit in ("", "分") or not exact or not figure.quantity.value or "分别" in words:
        return None
    if _LISTED.fullmatch(words) or (unit == "%" and _LIST_GOES_ON.match(figure.passage.clean, figure.end)):
        return None
    if unit == "个百分点":
        return Claim.POINTS
    if unit == "%":
        if _POLICY.search(words[-10:]):
            return None
        return Claim.CHANGE_RATE if _CHANGE.search(words) else Claim.SHARE
    for claim, pattern in ((Claim.AVERAGE, _AVERAGE), (Claim.REST, _REST), (Claim.CHANGE, _MOVED), (Claim.SUM, _SUM)):
        if pattern.search(words):
            return claim
    return Claim.WHOLE if _OPENS_LIST.match(figure.passage.clean, figure.end) else None


def listed_behind(figure: Figure) -> Iterator[Working]:
    """Yield the sums of the parts that a list right behind FIGURE tells, the longest first.

    A list may go on behind a semicolon where each item stands in a clause of its own.
    """
    passage = figure.passage
    found = _OPENS_LIST.match(passage.clean, figure.end)
    if found is None:
        return
    at = passage.position(figure) + 1
    closing = passage.clean.find("）", found.end()) if found[0].endswith("（") else -1
    stop = closing if closing >= 0 else passage.sentence_of(found.end())[1]
    full_stop = passage.clean.find("。", found.end())
    last = closing if closing >= 0 else full_stop if full_stop >= 0 else len(passage.clean)
    like = [
        f
        for f in passage.figures[at : at + 3 * _MOST_PARTS]
        if f.end <= last
        and f.quantity.unit == figure.quantity.unit
        and is_level(f)
        and exact_enough(f)
        and not _AVERAGE.search(f.subject)
    ]
    near = [f for f in like if f.end <= stop]
    for parts in (*_lists(near[:_MOST_PARTS]), *(_lists(like[:_MOST_PARTS]) if len(like) > len(near) else ())):
        rough = sum((p.quantity.value for p in parts), Decimal(0))
        whole = len(parts) in (len(near), len(like))
        yield Working(total, tuple(parts), rough, "", whole)


def _lists(like: Sequence[Figure]) -> Iterator[Sequence[Figure]]:
    """Yield the list, the list without what is bracketed or nested in another 其中, and the beginnings of each."""
    outside = [f for f in like if not _bracketed(f)]
    lists = [like, *([outside] if len(outside) < len(like) else [])]
    for items in lists:
        for last in range(len(items), 1, -1):
            yield items[:last]
    yield from _without_nested(outside)


def _without_nested(items: Sequence[Figure]) -> Iterator[Sequence[Figure]]:
    """Yield the list without the parts of one of its parts, which 包括 or 其中 opens."""
    for first in range(1, len(items)):
        if _NESTED.search(items[first].passage.clean, items[first - 1].end, items[first].start):
            for end in range(first + 1, len(items)):
                yield [*items[:first], *items[end:]]


def workings(claim: Claim, figure: Figure, before: Sequence[Figure]) -> Iterator[Working]:
    """Yield the ways in which FIGURE can follow from the figures BEFORE it (reading order), the nearest first."""
    near = [f for f in reversed(before[-3 * _BACK :]) if exact_enough(f) and f.quantity.value > 0]
    if claim is Claim.SHARE:
        return _quotients(figure, _first([f for f in near if _counts(f) and is_level(f)]))
    if claim is Claim.CHANGE_RATE:
        return _changes(_first([f for f in near if _counts(f)]))
    if claim is Claim.POINTS:
        return _differences(_first([f for f in near if f.quantity.unit == "%"]))
    if claim is Claim.AVERAGE:
        return _averages(figure, _first([f for f in near if _counts(f)]))
    like = _first([f for f in near if f.quantity.unit == figure.quantity.unit])
    return _sums(figure, like) if claim is Claim.SUM else _differences(like)


def _first(figures: Sequence[Figure]) -> Sequence[Figure]:
    return figures[:_BACK]


def _counts(figure: Figure) -> bool:
    return figure.quantity.unit not in _NO_OPERAND


def _pairs(figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure, bool]]:
    """Yield two figures of one unit, and whether the nearest figure, or the nearest outside of brackets, is one."""
    outside = next((f for f in figures if not _bracketed(f)), None)
    for at, one in enumerate(figures):
        for other in figures[at + 1 :]:
            if one.quantity.unit == other.quantity.unit:
                yield one, other, at == 0 or one is outside


def _bracketed(figure: Figure) -> bool:
    clean, floor = figure.passage.clean, max(0, figure.start - _LONGEST_BRACKET)
    return clean.rfind("（", floor, figure.start) > clean.rfind("）", floor, figure.start)


def _free(figure: Figure, figures: Sequence[Figure]) -> bool:
    """Tell whether no other percentage stands between FIGURE and the furthest of FIGURES, which would be of these."""
    last = figures[-1].end
    return not any(f.quantity.unit == "%" and last <= f.start < figure.start for f in figure.passage.figures)


def _quotients(figure: Figure, figures: Sequence[Figure]) -> Iterator[Working]:
    only = len(figures) == len("ab") and _SHARE.search(figure.subject) is not None and _free(figure, figures)
    for one, other, nearest in _pairs(figures):
        for part, whole in ((one, other), (other, one)):
            rough = _ROUGH.divide(part.quantity.value, whole.quantity.value)
            yield Working(quotient, (part, whole), rough, _QUOTIENT, nearest, only)


def _fall(values: Sequence[Interval]) -> Interval:
    return -relative_change(values)


def _of_sum(values: Sequence[Interval]) -> Interval:
    return values[0] / (values[1] + values[0])


def _of_rest(values: Sequence[Interval]) -> Interval:
    return values[0] / (values[1] - values[0])


def _changes(figures: Sequence[Figure]) -> Iterator[Working]:
    moved = bool(figures) and bool(_MOVED.search(figures[0].subject))
    near = [f for f in figures[:3] if moved and f.quantity.unit == figures[0].quantity.unit]
    for one, other, nearest in _pairs(figures):
        nearest = nearest or (one in near and other in near)
        for first, base in ((one, other), (other, one)):
            if is_level(first) and not _MOVED.search(first.subject):
                yield _between_levels(first, base, nearest)
            else:
                yield from _of_change(first, base, nearest)


def _between_levels(first: Figure, base: Figure, nearest: bool) -> Working:
    a, b = first.quantity.value, base.quantity.value
    formula, form = (relative_change, "（{0} － {1}）÷ {1}") if a > b else (_fall, "（{1} － {0}）÷ {1}")
    return Working(formula, (first, base), abs(_ROUGH.divide(a, b) - 1), form, nearest)


def _of_change(moved: Figure, base: Figure, nearest: bool) -> Iterator[Working]:
    """Yield the shares that an amount of change is of a level: of the level before, be it told or the level after."""
    a, b = moved.quantity.value, base.quantity.value
    yield Working(quotient, (moved, base), _ROUGH.divide(a, b), _QUOTIENT, nearest)
    yield Working(_of_sum, (moved, base), _ROUGH.divide(a, a + b), "{0} ÷（{1} ＋ {0}）", nearest)
    if b > a:
        yield Working(_of_rest, (moved, base), _ROUGH.divide(a, b - a), "{0} ÷（{1} － {0}）", nearest)


def _differences(figures: Sequence[Figure]) -> Iterator[Working]:
    for one, other, nearest in _pairs(figures):
        large, small = (one, other) if one.quantity.value >= other.quantity.value else (other, one)
        rough = large.quantity.value - small.quantity.value
        yield Working(difference, (large, small), rough, "{0} － {1}", nearest)


def _averages(figure: Figure, figures: Sequence[Figure]) -> Iterator[Working]:
    amounts = [f for f in figures if f.quantity.unit == figure.quantity.unit and is_level(f)]
    counts = [f for f in figures if f.quantity.unit != "元"]
    for amount in amounts:
        for count in (f for f in counts if f is not amount):
            rough = _ROUGH.divide(amount.quantity.value, count.quantity.value)
            nearest = amount in figures[:2] and count in figures[:2]
            yield Working(quotient, (amount, count), rough, _QUOTIENT, nearest)


def _sums(figure: Figure, figures: Sequence[Figure]) -> Iterator[Working]:
    levels = [f for f in figures if is_level(f) and not _AVERAGE.search(f.subject)]
    counted = _COUNTED.search(figure.subject)
    number = _NUMBERS.get(counted["n"], 0) if counted is not None else 0
    for first in (0, 1):
        for last in range(first + 2, len(levels) + 1):
            parts = tuple(reversed(levels[first:last]))
            rough = sum((p.quantity.value for p in parts), Decimal(0))
            named = first == 0 and len(parts) == number
            nearest = named or (first == 0 and not number)
            if number and not named:
                continue
            yield Working(total, parts, rough, "", nearest, named)
