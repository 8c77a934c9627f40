"""Sums and differences that words do not announce, found where the printed result is one digit away from the true one.

Lists such as 收入1234.56万元，基本支出800.00万元，项目支出434.65万元 carry no 其中. That their sum meets the total in
every digit but one is no chance: with five digits or more, fewer than one in a thousand unrelated numbers would.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jixiao.auditing.arithmetic import Verdict, difference, judge, shown, total
from jixiao.auditing.checks.parts import told_parts
from jixiao.auditing.derivation import one_digit_off, significant
from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.prose import Sentence, comparable, exact_enough, is_level, paragraphs, prose_relation
from jixiao.auditing.registry import check
from jixiao.recognition import Dossier, Figure

_FAMILY = "合计与分项"
_NO_AMOUNT = frozenset({"", "%", "‰", "分", "个百分点", "年", "月", "日"})
_LEAST_DIGITS = 5
_LEAST_IN_DIFFERENCE = 4
_MOST_PARTS = 6
_MOST_FIGURES = 9
_REST = re.compile(
    r"(?:结余|剩余|结转|差额|缺口|尚余|节余|节约|未支出|未使用|未拨付|未支付|收回|余额)[\u4e00-\u9fa5]{0,4}$"
)
_BREAK = re.compile(r"[。；]")


@check(
    "sum-misprint",
    title="合计只差一位数字，疑为抄错",
    family=_FAMILY,
    basis="前后相邻的分项相加，与合计只有一个数位不同或两个数位对调",
    severity=Severity.ERROR,
    explanation="没有写“其中”“合计”的分项也核对：相邻几个数之和与总数只差一位数字的判错；恰好相等的记为已核对。",
)
def sum_misprint(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A figure is the sum of the run of figures beside it, but for one digit."""
    for stretch in paragraphs(dossier):
        for at, whole in enumerate(stretch.figures):
            if _can_be_whole(whole) and told_parts(dossier, stretch, at) is None:
                judged = list(_judge_sum(stretch, at, whole))
                right = any(isinstance(each, Finding) for each in judged) and _proven(dossier, stretch, whole)
                yield from () if right else judged


def _proven(dossier: Dossier, stretch: Sentence, part: Figure) -> bool:
    """Tell whether a figure is one of the parts of a total of its paragraph that adds up: then it is right."""
    told = (told_parts(dossier, stretch, at) for at, whole in enumerate(stretch.figures) if _can_be_whole(whole))
    return any(found is not None and found[1].holds and part in found[0] for found in told)


def _can_be_whole(figure: Figure) -> bool:
    quantity = figure.quantity
    exact = quantity.unit not in _NO_AMOUNT and is_level(figure) and exact_enough(figure)
    return exact and significant(quantity.number) >= _LEAST_DIGITS


def _judge_sum(stretch: Sentence, at: int, whole: Figure) -> Iterator[Relation | Finding]:
    near: tuple[list[Figure], Verdict] | None = None
    for run in _runs(stretch, at, whole):
        verdict = judge(total, [p.quantity for p in run], whole.quantity)
        if verdict is None or any(p.quantity.value >= whole.quantity.value for p in run):
            continue
        if verdict.holds:
            yield _relation("sum-misprint", whole, run, verdict)
            return
        if near is None and one_digit_off(whole.quantity, verdict.computed):
            near = run, verdict
    if near is not None and not _siblings(stretch, whole, near[0]):
        run, verdict = near
        yield _relation("sum-misprint", whole, run, verdict)
        yield _finding("sum-misprint", "前后几项合计", whole, run, verdict, "＋")


def _siblings(stretch: Sentence, whole: Figure, run: Sequence[Figure]) -> bool:
    """Tell whether a figure and the run beside it are parts of one total told behind them."""
    together = whole.quantity.value + sum(p.quantity.value for p in run)
    last = max(whole.start, run[-1].start)
    return any(f.quantity.value == together for f in stretch.figures if f.start > last)


def _runs(stretch: Sentence, at: int, whole: Figure) -> Iterator[list[Figure]]:
    """Yield the runs of two to six like figures right behind a figure, and right before it, in one sentence."""
    behind = _alike(stretch, whole, stretch.figures[at + 1 : at + 1 + _MOST_FIGURES])
    before = _alike(stretch, whole, stretch.figures[max(0, at - _MOST_FIGURES) : at][::-1])
    for count in range(2, _MOST_PARTS + 1):
        if count <= len(behind):
            yield behind[:count]
        if count <= len(before):
            yield before[:count][::-1]


def _alike(stretch: Sentence, whole: Figure, figures: Sequence[Figure]) -> list[Figure]:
    """Return the level figures of the unit of WHOLE in FIGURES, up to the first full stop between them and it."""
    alike: list[Figure] = []
    for figure in figures:
        first, last = sorted((whole, figure), key=lambda f: f.start)
        if _BREAK.search(stretch.between(first.end, last.start)):
            break
        if comparable(figure.quantity, whole.quantity) and is_level(figure) and exact_enough(figure):
            alike.append(figure)
    return alike


@check(
    "difference-misprint",
    title="结余等差额只差一位数字，疑为抄错",
    family="增减变动",
    basis="前后两数相减，与写明的结余（节约、收回）只有一个数位不同或两个数位对调",
    severity=Severity.ERROR,
    explanation="结余、剩余、节约等数与前面两个数之差只差一位数字的判错；恰好相等的由其他核查项记录。",
)
def difference_misprint(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A rest is the difference of two figures before it, but for one digit."""
    for stretch in paragraphs(dossier):
        for at, figure in enumerate(stretch.figures):
            if _REST.search(figure.subject) and figure.quantity.unit not in _NO_AMOUNT and exact_enough(figure):
                yield from _judge_difference(stretch, at, figure)


def _judge_difference(stretch: Sentence, at: int, figure: Figure) -> Iterator[Relation | Finding]:
    if significant(figure.quantity.number) < _LEAST_IN_DIFFERENCE:
        return
    before = [f for f in stretch.figures[max(0, at - _MOST_FIGURES) : at] if comparable(f.quantity, figure.quantity)]
    near: tuple[list[Figure], Verdict] | None = None
    for i, first in enumerate(before):
        for second in before[i + 1 :]:
            large, small = sorted((first, second), key=lambda f: f.quantity.value, reverse=True)
            verdict = judge(difference, [large.quantity, small.quantity], figure.quantity)
            if verdict is None or verdict.holds:
                return
            if one_digit_off(figure.quantity, verdict.computed):
                near = near or ([large, small], verdict)
    if near is not None:
        yield _relation("difference-misprint", figure, *near, sign="－")
        yield _finding("difference-misprint", "前面两数相减", figure, *near, "－")


def _relation(check_id: str, whole: Figure, parts: Sequence[Figure], verdict: Verdict, sign: str = "＋") -> Relation:
    expression = sign.join(str(p.quantity) for p in parts)
    return prose_relation(check_id, expression, whole, verdict, parts, shown(verdict.computed, whole.quantity))


def _finding(check_id: str, how: str, whole: Figure, parts: Sequence[Figure], verdict: Verdict, sign: str) -> Finding:
    computed = shown(verdict.computed, whole.quantity, max(p.quantity.decimals for p in parts))
    expression = sign.join(str(p.quantity) for p in parts)
    return Finding(
        check_id,
        Severity.ERROR,
        f"{how}得{computed}，写的是{whole.quantity.text}，只差一位数字，疑为抄错",
        (whole.excerpt(), *(p.excerpt() for p in parts)),
        expected=computed,
        reported=whole.quantity.text,
        interval=verdict.interval,
        working=f"{expression} = {computed}",
    )
