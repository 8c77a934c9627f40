"""Changes with the earlier figure left out, and per cent where percentage points are meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from jixiao.auditing.arithmetic import Verdict, judge, quotient, shown
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.prose import Sentence, comparable, is_level, prose_relation, sentences
from jixiao.auditing.registry import check
from jixiao.quantities import Interval
from jixiao.recognition import Dossier, Figure

_FAMILY = "增减变动"
_UP = re.compile(r"(?:增加|增长|上升|提高|增幅|调增|净增)(?:了|额|约|为)?$")
_DOWN = re.compile(r"(?:减少|下降|降低|降幅|减幅|调减)(?:了|额|约|为)?$")
_POINTS = re.compile(r"(?:提高|上升|增加|下降|降低|减少)(?:了)?$")
_BASE_NAMED = re.compile(r"[比较与由从]|上年|去年|同期")
_COMPARED = re.compile(r"[比较]|同期|相比")
_LATER = re.compile(r"本年|今年|当年|年中|20\d\d年")
_EARLIER = re.compile(r"^由|年初|^原|上年|去年")
_SLIP = Decimal("0.2")


@check(
    "change-base",
    title="增减幅度以上年数为分母",
    family=_FAMILY,
    basis="增减幅度＝增减额÷上年数，上年数＝本年数∓增减额",
    severity=Severity.ERROR,
    explanation="“支出8.62万元，比上年增加0.36万元，增长4.36%”，上年数没写出来也能算。",
)
def change_base(dossier: Dossier) -> Iterator[Relation | Finding]:
    """level, change and rate told one after another: rate = change ÷ (level ∓ change)."""
    for sentence in sentences(dossier):
        figures = sentence.figures
        for at in range(2, len(figures)):
            rate, change = figures[at], figures[at - 1]
            rising, falling = bool(_UP.search(rate.subject)), bool(_DOWN.search(rate.subject))
            if rate.quantity.unit != "%" or rising is falling or change.quantity.unit in ("%", "个百分点"):
                continue
            changed = _UP if rising else _DOWN
            if not changed.search(change.subject):
                yield from _opposite_words(sentence, at, rate, change, rising)
                continue
            yield from _judge_triple(sentence, at, rate, change, rising)


def _judge_triple(
    sentence: Sentence, at: int, rate: Figure, change: Figure, rising: bool
) -> Iterator[Relation | Finding]:
    levels = [
        f for f in sentence.figures[max(0, at - 6) : at - 1] if comparable(f.quantity, change.quantity) and is_level(f)
    ]
    named = [
        f
        for f in levels
        if re.search(r"(?:上年|去年|20\d\d年)[^，。]{0,8}$", f.subject) and _BASE_NAMED.search(f.subject)
    ]
    if len(named) == 1 and named[0].quantity.value and named[0] is levels[-1]:
        yield from _against_base(rate, change, named[0])
        return
    base = _start_of(levels, change, rising) or next(
        (f for f in reversed(levels) if _is_base(sentence, f, change, rate)), None
    )
    if base is not None:
        yield from _against_base(rate, change, base)
        return
    levels = [f for f in levels if not _BASE_NAMED.search(f.subject)]
    if not levels or "较年初" in change.subject:
        return

    def formula(values: Sequence[Interval]) -> Interval:
        level, moved = values
        return moved / (level - moved if rising else level + moved)

    verdicts = [(f, v) for f in reversed(levels) if (v := judge(formula, [f.quantity, change.quantity], rate.quantity))]
    held = next(((f, v) for f, v in verdicts if v.holds), None)
    if held is not None:
        expression = _words(held[0], change, rising)
        computed = shown(held[1].computed, rate.quantity, 4)
        yield prose_relation("change-base", expression, rate, held[1], [held[0], change], computed)
    elif len(verdicts) == 1:
        yield from _wrong_base(sentence, rate, change, *verdicts[0], rising)


def _start_of(levels: Sequence[Figure], change: Figure, rising: bool) -> Figure | None:
    """Return the level from which the change leads to the level told right behind it: 612万元调整为765.40万元."""
    for first, last in pairwise(levels):
        moved = last.quantity.value - first.quantity.value
        if first.quantity.value and moved == (change.quantity.value if rising else -change.quantity.value):
            return first
    return None


def _opposite_words(
    sentence: Sentence, at: int, rate: Figure, change: Figure, rising: bool
) -> Iterator[Relation | Finding]:
    """减少4人，增长4.44%: where the change is just that share of the level before it, one of the two words is wrong."""
    level = sentence.figures[at - 2]
    told = (_DOWN if rising else _UP).search(change.subject)
    between = sentence.between(change.end, rate.start - len(rate.subject))
    compared = _COMPARED.search(sentence.between(level.end, change.start))
    if told is None or compared or between.strip("，") or not is_level(level):
        return
    if not comparable(level.quantity, change.quantity):
        return
    verdict = judge(quotient, [change.quantity, level.quantity], rate.quantity) if level.quantity.value else None
    if verdict is None or verdict.match is not Match.FACE:
        return
    excerpts = (rate.excerpt(), change.excerpt(), level.excerpt())
    yield Relation(
        "change-base", f"{change.quantity} ÷ {level.quantity}", rate.quantity.text, False, Match.JUDGED, excerpts
    )
    yield Finding(
        "change-base",
        Severity.ERROR,
        f"前面写{change.subject[-2:]}{change.quantity.text}，后面写{rate.subject[-2:]}{rate.quantity.text}，方向相反",
        excerpts,
        expected=("下降" if rising else "增长") + rate.quantity.text,
        reported=rate.quantity.text,
        working=f"{change.quantity} ÷ {level.quantity} = {rate.quantity.text}",
    )


def _is_base(sentence: Sentence, level: Figure, change: Figure, rate: Figure) -> bool:
    """Tell whether the change sets out from this level: 2022年支出463.20万元，本年增加35.15万元.

    Where words compare with another time (比上年增加), the level is the later figure.
    """
    between = sentence.between(level.end, change.start)
    year = re.search(r"(20\d\d)年", level.subject)
    if year is not None and re.search(rf"[比较]{year[0]}", between):
        return True
    if year is not None and _later_year_told(sentence, level, change, int(year[1])):
        return True
    if _COMPARED.search(between) or level.quantity.value == 0:
        return False
    if _LATER.search(change.subject) or _EARLIER.search(level.subject):
        return True
    verdict = judge(quotient, [change.quantity, level.quantity], rate.quantity)
    return verdict is not None and verdict.holds and "。" not in between


def _later_year_told(sentence: Sentence, level: Figure, change: Figure, year: int) -> bool:
    """Tell whether a later year is compared with the level right before it: 2022年支出…，2023年比上年增加…."""
    behind = (f for f in sentence.figures if level.end <= f.start < change.start)
    alike = any(comparable(f.quantity, level.quantity) for f in behind)
    told = re.findall(r"(20\d\d)年(?=[^，。]{0,6}[比较])", sentence.between(level.end, change.start))
    return not alike and any(int(later) > year for later in told)


def _against_base(rate: Figure, change: Figure, base: Figure) -> Iterator[Relation | Finding]:
    """Change ÷ the earlier figure that is named = rate; where it fails, one of the two is wrong."""
    verdict = judge(quotient, [change.quantity, base.quantity], rate.quantity)
    if verdict is None:
        return
    computed = shown(verdict.computed, rate.quantity, max(2, rate.quantity.decimals))
    expression = f"{change.quantity} ÷ {base.quantity}"
    yield prose_relation("change-base", expression, rate, verdict, [change, base], computed)
    if verdict.holds or abs(verdict.computed - rate.quantity.value) > Decimal("0.35") * abs(verdict.computed):
        return
    yield Finding(
        "change-base",
        Severity.ERROR,
        f"{change.quantity.text}÷{base.quantity.text}应为{computed}，写的是{rate.quantity.text}，增减额和幅度至少有一个写错",
        (rate.excerpt(), change.excerpt(), base.excerpt()),
        expected=computed,
        reported=rate.quantity.text,
        interval=verdict.interval,
        working=f"{expression} = {computed}",
    )


def _wrong_base(
    sentence: Sentence, rate: Figure, change: Figure, level: Figure, verdict: Verdict, rising: bool
) -> Iterator[Relation | Finding]:
    figures = [
        f for f in sentence.passage.figures if f.start < change.start and comparable(f.quantity, change.quantity)
    ]
    values = {f.quantity.value for f in figures[-8:] if is_level(f)}
    if any(abs(v - change.quantity.value) in values or v + change.quantity.value in values for v in values):
        return
    earlier_told = _BASE_NAMED.search(sentence.between(level.end, change.start - len(change.subject)))
    of_level = judge(quotient, [change.quantity, level.quantity], rate.quantity)
    misused = of_level is not None and of_level.holds
    if (earlier_told and not misused) or abs(verdict.computed - rate.quantity.value) > _SLIP * abs(verdict.computed):
        return
    computed = shown(verdict.computed, rate.quantity, max(2, rate.quantity.decimals))
    expression = _words(level, change, rising)
    yield prose_relation("change-base", expression, rate, verdict, [level, change], computed)
    word = "减" if rising else "加"
    yield Finding(
        "change-base",
        Severity.ERROR,
        f"{level.quantity.text}{word}{change.quantity.text}得上年数，变动幅度应为{computed}，写的是{rate.quantity.text}",
        (rate.excerpt(), change.excerpt(), level.excerpt()),
        expected=computed,
        reported=rate.quantity.text,
        interval=verdict.interval,
        working=f"{expression} = {computed}",
    )


def _words(level: Figure, change: Figure, rising: bool) -> str:
    return f"{change.quantity} ÷（{level.quantity} {'－' if rising else '＋'} {change.quantity}）"


@check(
    "points-not-percent",
    title="百分数之差应写“个百分点”",
    family="单位",
    basis="两个百分数相减得百分点；相除才得百分之几",
    severity=Severity.WARNING,
    explanation="“由58.12%提高到60.45%，提高2.33%”，应写提高2.33个百分点。",
)
def points_not_percent(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A change in % that is the difference of two rates was meant in percentage points."""
    for sentence in sentences(dossier):
        for at, figure in enumerate(sentence.figures):
            if figure.quantity.unit != "%" or not _POINTS.search(figure.subject):
                continue
            rates = [f for f in sentence.figures[max(0, at - 3) : at] if f.quantity.unit == "%"]
            pairs = [(a, b) for i, a in enumerate(rates) for b in rates[i + 1 :]]
            found = next(
                ((a, b) for a, b in pairs if abs(a.quantity.value - b.quantity.value) == figure.quantity.value), None
            )
            if found is not None:
                yield from _points(figure, found)


def _points(figure: Figure, pair: tuple[Figure, Figure]) -> Iterator[Relation | Finding]:
    excerpts = (figure.excerpt(), pair[0].excerpt(), pair[1].excerpt())
    right = figure.quantity.text.removesuffix("%") + "个百分点"
    yield Relation("points-not-percent", right, figure.quantity.text, False, Match.JUDGED, excerpts)
    yield Finding(
        "points-not-percent",
        Severity.WARNING,
        f"{pair[0].quantity.text}与{pair[1].quantity.text}相差{right}，写成了{figure.quantity.text}",
        excerpts,
        expected=right,
        reported=figure.quantity.text,
    )
