"""The money left of a budget, told away from budget and spending: 年末结转26.52万元 two paragraphs behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jixiao.auditing.arithmetic import Verdict, difference, judge, shown
from jixiao.auditing.budgets import Budget, Pair, accounts_of, row_pairs, told_pairs, whole
from jixiao.auditing.building import short
from jixiao.auditing.derivation import one_digit_off, significant
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.papers import Paper, with_notes
from jixiao.auditing.prose import exact_enough
from jixiao.auditing.registry import check
from jixiao.recognition import Dossier, Figure

_LEFT = re.compile(
    r"(?:结转结余|结余|结转|未执行|未支出|未使用|未支付|剩余)(?:的|资金|金额|数|项目)*(?:为|共|是|共计|总计)?$"
)
_OTHER_MONEY = re.compile(r"基金|统筹|累计|滚存|历年|上年|去年|以前年度|年初|其中|个人账户|收回")
_SHORT_OF = re.compile(
    r"(?:少支出?|节约|节省|(?:年末|尚|还|仅)余|(?:比|较)(?:全年|年初)?预算(?:数)?(?:少|减少|节约))(?:了|支出)?$"
)
_SPEAKS = re.compile(r"余|结转|未执行|未支出|未使用|未支付|少|节约|节省")
_LEAST_DIGITS = 4
_MOST_BUDGETS = 24
_FEWEST_DIGITS = 3


@check(
    "unspent",
    title="结余（结转、未执行）数等于预算数减支出数",
    family="预算执行",
    basis="结余数＝全年预算数－全年执行数",
    severity=Severity.ERROR,
    explanation="结余数与预算、支出不在同一句的也核对：相等的记为已核对，只差一位数字的判错；差得多的可能只是其中一部分，不判。",
)
def unspent(dossier: Dossier) -> Iterator[Relation | Finding]:
    """What is said to be left is the paper's budget less its spending, as far as the digits prove what is meant."""
    accounts = accounts_of(dossier)
    for paper in accounts.papers:
        told = list(_rests(paper))
        pairs = list(_pairs(whole(accounts.related(paper)))) if told else []
        more = [*row_pairs(paper), *told_pairs(paper)] if told else []
        for figure in told:
            sure = [pair for pair in pairs if not _beside(figure, pair)] if _LEFT.search(figure.subject) else []
            yield from _judge(figure, sure, [*pairs, *more])


def _rests(paper: Paper) -> Iterator[Figure]:
    for passage in with_notes(paper):
        for figure in passage.figures if _SPEAKS.search(passage.clean) else ():
            left = _LEFT.search(figure.subject) or _SHORT_OF.search(figure.subject)
            if figure.quantity.unit == "元" and left and exact_enough(figure):
                start = max(passage.sentence_of(figure.start)[0], figure.start - 20)
                if not _OTHER_MONEY.search(passage.clean[start : figure.start]):
                    yield figure


def _pairs(budgets: Sequence[Budget]) -> Iterator[Pair]:
    """Yield every (budget, executed amount) of the whole paper, each once."""
    plans = [a for b in budgets for a in (b.adjusted, b.planned, b.initial) if a is not None][:_MOST_BUDGETS]
    spent = [b.executed for b in budgets if b.executed is not None][:_MOST_BUDGETS]
    seen: set[tuple[object, object]] = set()
    for plan in plans:
        for executed in spent:
            key = plan.quantity.value, executed.quantity.value
            if key not in seen and plan.quantity.value > executed.quantity.value:
                seen.add(key)
                yield plan, executed


def _beside(figure: Figure, pair: Pair) -> bool:
    """Tell whether budget and spending stand in the sentence of the rest: then other checks speak of it."""
    passage = figure.passage
    start, end = (passage.raw(at) for at in passage.sentence_of(figure.start))
    return all(a.excerpt.source == passage.source and start <= a.excerpt.start < end for a in pair)


def _judge(figure: Figure, pairs: Sequence[Pair], more: Sequence[Pair]) -> Iterator[Relation | Finding]:
    """Judge a rest by PAIRS; by MORE, of which the words do not tell that they are meant, only record what holds."""
    near: tuple[Pair, Verdict] | None = None
    for pair in pairs:
        verdict = judge(difference, [a.quantity for a in pair], figure.quantity)
        if verdict is None:
            continue
        if verdict.holds:
            yield _relation(figure, pair, verdict)
            return
        telling = significant(figure.quantity.number) >= _LEAST_DIGITS
        if near is None and telling and one_digit_off(figure.quantity, verdict.computed):
            near = pair, verdict
    held = _exact(figure, more)
    if held is not None:
        yield _relation(figure, *held)
    elif near is not None:
        yield _relation(figure, *near)
        yield _finding(figure, *near)


def _exact(figure: Figure, pairs: Sequence[Pair]) -> tuple[Pair, Verdict] | None:
    """Return the first of PAIRS whose difference is the printed rest to the last digit."""
    if significant(figure.quantity.number) < _FEWEST_DIGITS:
        return None
    printed = figure.quantity
    unit = printed.scale.scaleb(-printed.decimals)
    close = (pair for pair in pairs if abs(pair[0].quantity.value - pair[1].quantity.value - printed.value) < unit)
    judged = ((pair, judge(difference, [a.quantity for a in pair], printed)) for pair in close)
    return next(((pair, v) for pair, v in judged if v is not None and v.match is Match.FACE), None)


def _expression(pair: Pair) -> str:
    return f"{pair[0].quantity} － {pair[1].quantity}"


def _relation(figure: Figure, pair: Pair, verdict: Verdict) -> Relation:
    return Relation(
        "unspent",
        _expression(pair),
        figure.quantity.text,
        verdict.holds,
        verdict.match,
        (figure.excerpt(), *(short(a.excerpt) for a in pair)),
        verdict.interval,
        shown(verdict.computed, figure.quantity),
    )


def _finding(figure: Figure, pair: Pair, verdict: Verdict) -> Finding:
    computed = shown(verdict.computed, figure.quantity, max(a.quantity.decimals for a in pair))
    return Finding(
        "unspent",
        Severity.ERROR,
        f"预算{pair[0].quantity}减支出{pair[1].quantity}得{computed}，写的是{figure.quantity.text}，只差一位数字，疑为抄错",
        (figure.excerpt(), *(short(a.excerpt) for a in pair)),
        expected=computed,
        reported=figure.quantity.text,
        interval=verdict.interval,
        working=f"{_expression(pair)} = {computed}",
    )
