"""Comparisons spelt out in one breath: 20.70%，比上年的22.4%下降1.7个百分点; 由5120元降到4864元，下降5%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jixiao.auditing.arithmetic import Formula, Verdict, difference, judge, relative_change, shown
from jixiao.auditing.misprint import slip_between
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.prose import Sentence, exact_enough, prose_relation, sentences
from jixiao.auditing.registry import check
from jixiao.quantities import Interval
from jixiao.recognition import Dossier, Figure

_UP = re.compile(
    r"(?:增加|增长|提高|上升|提升|多|高|高出|超出|超|上涨|增幅|涨幅|升幅)(?:了|出|到|为|达)?$|^多[\u4e00-\u9fa5]{1,3}$"
)
_DOWN = re.compile(
    r"(?:减少|下降|降低|少|低|缩短|压减|压缩|节约|节省|回落|降幅|减幅|降)(?:了|出|到|为|达)?$|^少[\u4e00-\u9fa5]{1,3}$"
)
_WORDS_ONLY = re.compile(r"[，、]?(?:相比|的目标|目标)?[，]?(?:净|共|多?支出|多|少|同比)?[\u4e00-\u9fa5]{1,4}")
_COMPARED_WITH = re.compile(r"(?:^|[，（；。])?(?:比|较|与)[^，。；、]{0,14}$")
_LED_TO = re.compile(r"(?:提高|上升|增加|增长|提升|下降|降低|减少|降|升|缩短|压缩|压减|减|增)(?:到|至|为)$")
_FROM = re.compile(r"(?:由|从)[^，。；、]{0,16}$")
_OTHER_TIME = re.compile(r"目标|计划|上年|去年|年初")
_MOVED = re.compile(r"增|减|多|少|节约|节省|下降|提高|降低|上升|低|高")
_BACK = 8
_LONGEST_WORD = 4


@check(
    "compared-figures",
    title="写明和哪个数相比的，增减数算得对",
    family="增减变动",
    basis="“甲数，比乙数增加（减少）多少”“由甲数提高到乙数，提高多少”，三个数应相符",
    severity=Severity.ERROR,
    explanation="比较的两个数紧挨着写在增减数前面的，重算增减数、幅度、百分点和方向，不论差多少都判错。",
)
def compared_figures(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A change told right behind the two figures that it compares is the change from one to the other."""
    for sentence in sentences(dossier, least=3):
        for at in range(2, len(sentence.figures)):
            yield from _judge(_comparisons(sentence, at))


@dataclass(frozen=True, slots=True)
class _Comparison:
    figure: Figure
    later: Figure
    earlier: Figure
    rising: bool


def _comparisons(sentence: Sentence, at: int) -> list[_Comparison]:
    """Return the comparisons that the figure AT can end: with the figure right before it, of each one before that."""
    last, figure = sentence.figures[at - 1 : at + 1]
    rising = _UP.search(figure.subject) is not None
    if not rising and _DOWN.search(figure.subject) is None:
        return []
    if not _WORDS_ONLY.fullmatch(sentence.between(last.end, figure.start)) or not exact_enough(figure, last):
        return []
    nearest = sentence.figures[at - 2]
    if _FROM.search(nearest.subject) and _LED_TO.search(last.subject) and _fits(figure, nearest, last):
        return [_Comparison(figure, last, nearest, rising)]
    lead = sentence.between(nearest.end, last.start)
    if not _COMPARED_WITH.search(lead) or _MOVED.search(last.subject):
        return []
    start = sentence.passage.clean.rfind("；", sentence.start, last.start) + 1
    before = [f for f in sentence.figures[max(0, at - 1 - _BACK) : at - 1] if f.start >= start and _is_told(f)]
    return [_Comparison(figure, f, last, rising) for f in reversed(before) if _fits(figure, f, last)]


def _is_told(figure: Figure) -> bool:
    """Tell whether a figure tells what was reached, and no change of it."""
    moved = _UP.search(figure.subject) or _DOWN.search(figure.subject)
    return not moved and exact_enough(figure) and not _OTHER_TIME.search(figure.subject)


def _fits(figure: Figure, one: Figure, other: Figure) -> bool:
    """Tell whether two figures can be compared, and the third can be what lies between them."""
    unit = figure.quantity.unit
    if one.quantity.unit != other.quantity.unit or not one.quantity.value or not other.quantity.value:
        return False
    if one.quantity.unit == "%":
        return unit == "个百分点"
    alike = unit == one.quantity.unit and figure.quantity.scale == one.quantity.scale
    return (unit == "%" or alike) and one.quantity.unit not in ("", "个百分点")


def _fall(values: Sequence[Interval]) -> Interval:
    return -difference(values)


def _shrinking(values: Sequence[Interval]) -> Interval:
    return -relative_change(values)


def _judge(comparisons: Sequence[_Comparison]) -> Iterator[Relation | Finding]:
    judged = [(compared, verdict) for compared in comparisons if (verdict := _verdict(compared)) is not None]
    certain = next(((c, v) for c, v in judged if v.holds), None) or _only(judged)
    if certain is None:
        return
    compared, verdict = certain
    figure, later, earlier = compared.figure, compared.later, compared.earlier
    relative = figure.quantity.unit == "%"
    gap = f"{later.quantity} － {earlier.quantity}"
    expression = f"（{gap}）÷ {earlier.quantity}" if relative else gap
    computed = shown(verdict.computed, figure.quantity, max(figure.quantity.decimals, 2 if relative else 0))
    yield prose_relation("compared-figures", expression, figure, verdict, [later, earlier], computed)
    if not verdict.holds:
        yield _finding(compared, verdict, expression)


def _only(judged: Sequence[tuple[_Comparison, Verdict]]) -> tuple[_Comparison, Verdict] | None:
    """Return the comparison that is meant where none holds: the only one, or the one that a slip explains."""
    slipped = [(c, v) for c, v in judged if slip_between(c.figure.quantity, abs(v.computed)) is not None]
    return judged[0] if len(judged) == 1 else slipped[0] if len(slipped) == 1 else None


def _verdict(compared: _Comparison) -> Verdict | None:
    relative = compared.figure.quantity.unit == "%"
    formula: Formula
    if relative:
        formula = relative_change if compared.rising else _shrinking
    else:
        formula = difference if compared.rising else _fall
    return judge(formula, [compared.later.quantity, compared.earlier.quantity], compared.figure.quantity)


def _finding(compared: _Comparison, verdict: Verdict, expression: str) -> Finding:
    figure, later, earlier = compared.figure, compared.later, compared.earlier
    places = max(figure.quantity.decimals, 2 if figure.quantity.unit == "%" else 0)
    size = shown(abs(verdict.computed), figure.quantity, places)
    rose = later.quantity.value > earlier.quantity.value
    right = ("增加" if rose else "减少") + size
    return Finding(
        "compared-figures",
        Severity.ERROR,
        f"由{earlier.quantity.text}到{later.quantity.text}，应为{right}，写的是“{figure.subject[-4:]}{figure.quantity.text}”",
        (figure.excerpt(), later.excerpt(), earlier.excerpt()),
        expected=right,
        reported=figure.quantity.text,
        interval=verdict.interval,
        working=f"{expression} = {shown(verdict.computed, figure.quantity, places)}",
    )


_GREW = re.compile(r"(?:增加|净增加?|多出?|增长|提高|上升)(?:了)?$")
_SHRANK = re.compile(r"(?:减少|净减少?|少|下降|降低|压减|缩短)(?:了)?$")


@check(
    "change-direction",
    title="增减额和增减幅度方向一致",
    family="增减变动",
    basis="同一变动先写增减额、紧接着写幅度，方向只能有一个",
    severity=Severity.ERROR,
    explanation="“比上年增加0.11万人，下降2.77%”：前面写增加，后面写下降，必有一处写反。",
)
def change_direction(dossier: Dossier) -> Iterator[Relation | Finding]:
    """An amount of change and the rate told right behind it go the same way."""
    for sentence in sentences(dossier):
        for amount, rate in pairwise(sentence.figures):
            if rate.quantity.unit != "%" or amount.quantity.unit in ("%", "个百分点"):
                continue
            ways = [_way(amount), _way(rate)]
            alone = len(rate.subject) <= _LONGEST_WORD and sentence.between(amount.end, rate.start)[:1] == "，"
            if alone and sorted(ways) == [-1, 1]:
                yield from _opposed(amount, rate, ways[0] > 0)


def _way(figure: Figure) -> int:
    """Return 1 where the words before a figure say that something grew, -1 where it shrank, 0 where neither."""
    return bool(_GREW.search(figure.subject)) - bool(_SHRANK.search(figure.subject))


def _opposed(amount: Figure, rate: Figure, grew: bool) -> Iterator[Relation | Finding]:
    excerpts = (rate.excerpt(), amount.excerpt())
    right = ("增长" if grew else "下降") + rate.quantity.text
    yield Relation("change-direction", right, rate.quantity.text, False, Match.JUDGED, excerpts)
    yield Finding(
        "change-direction",
        Severity.ERROR,
        f"前面写“{amount.subject[-4:]}{amount.quantity.text}”，后面写“{rate.subject}{rate.quantity.text}”，方向相反",
        excerpts,
        expected=right,
        reported=rate.quantity.text,
    )
