"""Changes of the budget in prose: spending far above the initial budget, and 追加X万元 given as the explanation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from jixiao.auditing.arithmetic import Verdict, difference, judge, shown
from jixiao.auditing.budgets import Budget, accounts_of, whole
from jixiao.auditing.building import short
from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.papers import Paper
from jixiao.auditing.prose import WINDOW, comparable
from jixiao.auditing.registry import check
from jixiao.evaluations import Amount
from jixiao.quantities import Quantity
from jixiao.recognition import Dossier, Figure, Passage

_FAMILY = "预算执行"
_FAR_ABOVE = Decimal("1.2")

_ADJUSTMENT_WORDS = re.compile(
    r"调整后?预算|预算调整|全年预算|调整为|追加|调增|增拨|上级(?:下达|补助|转移|专款)|转移支付|中途下达|年中"
)


@check(
    "spending-above-initial",
    title="支出远大于年初预算应当说明",
    family=_FAMILY,
    basis="《预算法》第六十七条以下：预算调整须有依据；四川等地自评表要求预算调整说明原因",
    severity=Severity.WARNING,
    explanation="支出是年初预算的1.2倍以上，全文又没有调整预算数，也没有说明追加的原因。",
)
def spending_above_initial(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Spending far above the first budget needs an adjusted budget or a reason somewhere in the dossier."""
    accounts = accounts_of(dossier)
    for paper in accounts.papers:
        if not paper.is_report or _ADJUSTMENT_WORDS.search(paper.text):
            continue
        known = accounts.related(paper)
        if any(b.adjusted is not None for b in known):
            continue
        for budget in accounts.of(paper):
            if budget.topic in ("", "项目支出", "基本支出"):
                yield from _far_above(budget)


def _far_above(budget: Budget) -> Iterator[Finding]:
    times, executed, first = budget.times_first, budget.executed, budget.first
    if times is None or times <= _FAR_ABOVE or executed is None or first is None:
        return
    more = executed.quantity.value - first.quantity.value
    ratio = times.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    excess = shown(more, executed.quantity)
    yield Finding(
        "spending-above-initial",
        Severity.WARNING,
        f"支出{executed.quantity.text}是预算{first.quantity.text}的{ratio}倍，多{excess}，没有调整预算数，也没有说明原因",
        (short(executed.excerpt), short(first.excerpt)),
        expected=f"{first.quantity.text}，或者写明调整预算数和原因",
        reported=executed.quantity.text,
        working=f"{executed.quantity.text} ÷ {first.quantity.text} = {ratio}",
    )


_ADDED = re.compile(r"(?:追加|调增|增拨)[^，。；\d]{0,16}$")
_CUT_BY = re.compile(r"(?:调减|核减|压减)[^，。；\d]{0,16}$")
_NOT_ALL = re.compile(r"^(?:等|左右|以上)")


@check(
    "addition-explains",
    title="追加（调减）数应等于预算的增减",
    family=_FAMILY,
    basis="全年预算数－年初预算数＝年中追加（调减）数",
    severity=Severity.WARNING,
    explanation="文中用“追加X万元”解释预算或支出的变化，核对X是否等于全年预算减年初预算，或者支出减年初预算。",
)
def addition_explains(dossier: Dossier) -> Iterator[Relation | Finding]:
    """The amount said to have been added equals the change of the budget, or of spending, over the initial budget."""
    accounts = accounts_of(dossier)
    for paper in accounts.papers:
        changes = [(p, f) for p in paper.passages for f in p.figures if _is_change(p, f)]
        if len({f.quantity.value for _, f in changes}) != 1:
            continue
        known = [b for b in whole(accounts.related(paper)) if b.initial is not None]
        for passage, figure in changes:
            yield from _explain(passage, figure, known, paper)
            break


def _is_change(passage: Passage, figure: Figure) -> bool:
    stated = _ADDED.search(figure.subject) or _CUT_BY.search(figure.subject)
    return bool(stated) and figure.quantity.unit == "元" and not _NOT_ALL.match(passage.clean[figure.end :])


def _explain(passage: Passage, figure: Figure, known: Sequence[Budget], paper: Paper) -> Iterator[Relation | Finding]:
    """Judge the change against every budget; raise a fault only where its own words set it beside these amounts."""
    cut = _CUT_BY.search(figure.subject) is not None
    pairs = list(dict.fromkeys(pair for b in known for pair in _pairs(b, paper.is_report)))
    judged = [(pair, _judge(pair, figure.quantity, cut)) for pair in pairs]
    held = next((j for j in judged if j[1] is not None and j[1].holds), None)
    if held is not None and held[1] is not None:
        yield _relation(figure, held[0], held[1])
    elif any(_told_beside(passage, figure, verdict) for _, verdict in judged):
        return
    elif any(verdict is not None for _, verdict in judged) and (
        not paper.is_report or _beside_totals(passage, figure, pairs)
    ):
        failed = [(pair, verdict) for pair, verdict in judged if verdict is not None]
        yield from (_relation(figure, pair, verdict) for pair, verdict in failed)
        yield _unexplained(figure, failed)


_Pair = tuple[Amount, Amount]


def _pairs(budget: Budget, with_spending: bool) -> Iterator[_Pair]:
    """Yield (later, initial) amounts that a change can lie between."""
    if budget.initial is not None and budget.adjusted is not None:
        yield budget.adjusted, budget.initial
    if budget.initial is not None and budget.executed is not None and with_spending:
        yield budget.executed, budget.initial


def _judge(pair: _Pair, stated: Quantity, cut: bool) -> Verdict | None:
    later, initial = pair
    if not comparable(later.quantity, initial.quantity) or not comparable(initial.quantity, stated):
        return None
    ends = [initial, later] if cut else [later, initial]
    return judge(difference, [end.quantity for end in ends], stated)


def _told_beside(passage: Passage, figure: Figure, verdict: Verdict | None) -> bool:
    """Tell whether the sentence tells the whole change as well: then the figure is one of several reasons for it."""
    start = passage.clean.rfind("。", 0, figure.start) + 1
    stop = passage.clean.find("。", figure.end)
    last = stop if stop >= 0 else len(passage.clean)
    others = [f for f in passage.figures if start <= f.start < last and f is not figure]
    return verdict is not None and any(f.quantity.value == abs(verdict.computed) for f in others)


def _beside_totals(passage: Passage, figure: Figure, pairs: Sequence[_Pair]) -> bool:
    start = passage.clean.rfind("。", 0, figure.start) + 1
    stop = passage.clean.find("。", figure.end)
    totals = {amount.quantity.value for pair in pairs for amount in pair}
    last = stop if stop >= 0 else len(passage.clean)
    return any(f.quantity.value in totals for f in passage.figures if start <= f.start < last)


def _relation(figure: Figure, pair: _Pair, verdict: Verdict) -> Relation:
    later, initial = pair
    return Relation(
        check="addition-explains",
        expression=f"{later.quantity} 与 {initial.quantity} 之差",
        reported=figure.quantity.text,
        holds=verdict.holds,
        match=verdict.match,
        excerpts=(figure.excerpt(), short(later.excerpt), short(initial.excerpt)),
        interval=verdict.interval,
        computed=shown(verdict.computed, figure.quantity),
    )


def _unexplained(figure: Figure, failed: Sequence[tuple[_Pair, Verdict]]) -> Finding:
    """Say by how much the stated change falls short of, or goes beyond, each change that the amounts show."""
    stated = figure.quantity
    told = []
    for (later, initial), verdict in failed:
        gap = abs(verdict.computed - stated.value)
        more = f"，还差{shown(gap, stated)}没有说明" if verdict.computed > stated.value else ""
        told.append(f"{later.quantity}与年初预算{initial.quantity}相差{shown(verdict.computed, stated)}{more}")
    first = failed[0][1]
    places = dict.fromkeys(short(amount.excerpt) for pair, _ in failed for amount in pair)
    return Finding(
        "addition-explains",
        Severity.WARNING,
        f"文中说{figure.subject[-6:]}{stated.text}，但{'；'.join(told)}",
        (figure.excerpt(), *places),
        expected=shown(first.computed, stated),
        reported=stated.text,
        interval=first.interval,
        working="；".join(f"{p[0].quantity} － {p[1].quantity} = {shown(v.computed, stated)}" for p, v in failed),
    )


_BARE_CHANGE = re.compile(
    r"^(?:20\d\d年)?(?:年中|年度中|年度执行中|执行中|年内|全年)(?:(?:县|市|区)?财政局?)?(?:预算)?共?"
    r"(?:追加|调增|增拨|增加|调减|核减|压减)(?:预算|资金|经费)?$"
)
_CHANGE_WORD = re.compile(r"追加|调增|增拨|调减|核减|压减|预算(?:增加|减少|调整)")
_WHY = re.compile(
    r"因|由于|用于|主要|其中(?!项目|基本)|系|包括|依据|根据|按照?|要求|落实|统一|增资|提标|调标|调资|奖励|补助|扩大|下达|文件"
    r"|元(?:均|全部)?为(?![\d一二三四五六七八九十])"
)
_GOES_ON = re.compile(r"其中|主要|原因|增加|追加|调增|调减|一是")
_LEAST_CHANGE = Decimal("0.05")


@check(
    "addition-unexplained",
    title="追加、调减预算应当说明原因和去向",
    family="预算执行",
    basis="《预算法》第六十七条以下：预算调整须有依据；四川等地自评表要求预算调整说明原因",
    severity=Severity.WARNING,
    explanation="文中只写“年中追加（调减）X万元”，达到年初预算的5%以上，全文各处说到追加、调整时都没有写原因、用途和来源。",
)
def addition_unexplained(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A change of the budget told in prose comes with its reason or its use, somewhere in the paper."""
    told: list[tuple[Figure, Figure]] = []
    for passage in dossier.passages():
        told += [(f, base) for f in passage.figures if _is_bare_change(f) and (base := _initial(f)) is not None]
    if not told or any(_gives_cause(passage) for passage in dossier.passages()):
        return
    change, base = told[0]
    if change.quantity.value >= _LEAST_CHANGE * base.quantity.value:
        yield _without_cause(change, base)


def _is_bare_change(figure: Figure) -> bool:
    return figure.quantity.unit == "元" and _BARE_CHANGE.search(figure.subject) is not None


def _initial(change: Figure) -> Figure | None:
    """Return the initial budget that stands before a change in its sentence."""
    passage = change.passage
    start, at = passage.clean.rfind("。", 0, change.start) + 1, passage.position(change)
    before = [f for f in passage.figures[max(0, at - WINDOW) : at] if start <= f.start and f.quantity.unit == "元"]
    return next((f for f in reversed(before) if re.search(r"年初|批复|预算", f.subject)), None)


def _gives_cause(passage: Passage) -> bool:
    """Tell whether a sentence of PASSAGE, or the one behind it, says why a budget was changed or for what."""
    if not _CHANGE_WORD.search(passage.clean):
        return False
    sentences = passage.clean.split("。")
    for sentence, following in zip(sentences, [*sentences[1:], ""], strict=True):
        told = sentence + (following if _GOES_ON.match(following) else "")
        if _CHANGE_WORD.search(sentence) and _WHY.search(told):
            return True
    return False


def _without_cause(figure: Figure, initial: Figure) -> Finding:
    words = re.sub(r"^20\d\d年", "", figure.subject)
    return Finding(
        "addition-unexplained",
        Severity.WARNING,
        f"{words}{figure.quantity.text}，没有说明原因、用途或来源",
        (figure.excerpt(), initial.excerpt()),
        expected="说明调整的原因和去向",
        reported=figure.quantity.text,
    )
