"""What was there, came in and went out: 年初＋新增－报废＝年末, 净增＝新增－退出, 年初预算＋追加＝调整后预算."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jixiao.auditing.arithmetic import Verdict, judge, shown
from jixiao.auditing.derivation import one_digit_off, significant
from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.prose import Sentence, comparable, exact_enough, prose_relation, sentences
from jixiao.auditing.registry import check
from jixiao.quantities import Interval
from jixiao.recognition import Dossier, Figure

_FAMILY = "增减变动"
_IN = re.compile(r"(?:新增|新购|新进|新招|购置|购入|增加|增置|调入|转入|录用|纳入)(?:了|资产|人员)?$")
_OUT = re.compile(r"(?:减少|退出|退休|报废|处置|调出|转出|辞职|离职|注销|死亡|核销|清退|核减)(?:了|资产|人员)?$")
_NET = re.compile(r"净(?:增加?|减少?)(?:了|额)?$")
_OPENING = re.compile(r"年初|期初|上年末|上年年末|上年底|去年底")
_CLOSING = re.compile(r"年末|年底|期末|现有")
_NOT_ALL = re.compile(r"^(?:等|左右)")
_LEAST_DIGITS = 3
_INITIAL = re.compile(r"年初(?!预算的)[^，]{0,10}(?:预算|批复|安排)")
_ADJUSTED = re.compile(
    r"(?:调整后?(?:的)?(?:全年|年度)?预算|全年(?:部门|项目)?预算|预算调整为|调整为)(?:数|总额)?(?:为|是|达)?$"
)
_ADDED = re.compile(r"(?:追加|调增|增拨|增加|下达|动用|加上|盘活|上年结转|调入|转入)[^，。；\d]{0,14}$")
_CUT = re.compile(r"(?:调减|核减|压减|收回)[^，。；\d]{0,14}$")
_AMONG = re.compile(r"其中|包括|（")
_MOST_CHANGES = 5


@check(
    "flow-balance",
    title="年初数加新增减退出等于年末数",
    family=_FAMILY,
    basis="年末数＝年初数＋本年增加－本年减少；净增数＝增加数－减少数",
    severity=Severity.ERROR,
    explanation="同一句里写了新增和退出（报废、调出等）的，与净增数、年初年末数核对；恰好相等的记为已核对，只差一位数字的判错。",
)
def flow_balance(dossier: Dossier) -> Iterator[Relation | Finding]:
    """What came in less what went out is the change on balance, and leads from the opening to the closing figure."""
    for sentence in sentences(dossier, least=3):
        came = [f for f in sentence.figures if _IN.search(f.subject) and not _NET.search(f.subject)]
        went = [f for f in sentence.figures if _OUT.search(f.subject) and not _NET.search(f.subject)]
        if len(came) != 1 or len(went) != 1 or not comparable(came[0].quantity, went[0].quantity):
            continue
        pool = [f for f in sentence.figures if comparable(f.quantity, came[0].quantity) and exact_enough(f)]
        yield from _net(pool, came[0], went[0])
        yield from _closing(pool, came[0], went[0])


def _net(pool: Sequence[Figure], came: Figure, went: Figure) -> Iterator[Relation | Finding]:
    for figure in (f for f in pool if _NET.search(f.subject)):
        ends = [went, came] if "净减" in figure.subject[-4:] else [came, went]
        verdict = judge(lambda v: v[0] - v[1], [f.quantity for f in ends], figure.quantity)
        yield from _told("flow-balance", figure, ends, verdict, " － ".join(str(f.quantity) for f in ends))


def _closing(pool: Sequence[Figure], came: Figure, went: Figure) -> Iterator[Relation | Finding]:
    first = [f for f in pool if _OPENING.search(f.subject)]
    last = [f for f in pool if _CLOSING.search(f.subject) and not _OPENING.search(f.subject)]
    if len(first) != 1 or len(last) != 1:
        return
    verdict = judge(lambda v: v[0] + v[1] - v[2], [f.quantity for f in (first[0], came, went)], last[0].quantity)
    expression = f"{first[0].quantity} ＋ {came.quantity} － {went.quantity}"
    yield from _told("flow-balance", last[0], [first[0], came, went], verdict, expression)


@check(
    "adjusted-budget",
    title="年初预算加追加（减调减）等于调整后预算",
    family=_FAMILY,
    basis="全年（调整后）预算数＝年初预算数＋年中追加数－年中调减数",
    severity=Severity.ERROR,
    explanation="同一句里依次写了年初预算、各次追加（调减）和调整后预算的，重算调整后预算；只差一位数字的判错。",
)
def adjusted_budget(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Initial budget and the changes told behind it make the adjusted budget."""
    for sentence in sentences(dossier, least=3):
        for at, figure in enumerate(sentence.figures):
            if figure.quantity.unit == "元" and _ADJUSTED.search(figure.subject) and exact_enough(figure):
                yield from _from_initial(sentence, at, figure)


def _from_initial(sentence: Sentence, at: int, adjusted: Figure) -> Iterator[Relation | Finding]:
    before = [f for f in sentence.figures[max(0, at - 2 * _MOST_CHANGES) : at] if f.quantity.unit == "元"]
    first = next((i for i in range(len(before) - 1, -1, -1) if _INITIAL.search(before[i].subject)), None)
    if first is None:
        return
    changes = [f for f in before[first + 1 :] if _is_change(sentence, before[first], f)]
    if not changes or len(changes) > _MOST_CHANGES:
        return
    signs = [-1 if _CUT.search(f.subject) else 1 for f in changes]

    def formula(values: Sequence[Interval]) -> Interval:
        result = values[0]
        for sign, value in zip(signs, values[1:], strict=True):
            result = result + value if sign > 0 else result - value
        return result

    operands = [before[first], *changes]
    verdict = judge(formula, [f.quantity for f in operands], adjusted.quantity)
    expression = str(before[first].quantity) + "".join(
        f" {'＋' if sign > 0 else '－'} {f.quantity}" for sign, f in zip(signs, changes, strict=True)
    )
    if verdict is not None and not verdict.holds and _others_between(sentence, before[first:], operands):
        return
    yield from _told("adjusted-budget", adjusted, operands, verdict, expression)


def _others_between(sentence: Sentence, told: Sequence[Figure], operands: Sequence[Figure]) -> bool:
    """Tell whether an amount behind the initial budget is neither a change nor a part of one: it may be either."""
    others = [f for f in told if f not in operands]
    return any(not _AMONG.search(sentence.between(told[0].end, f.start)) for f in others)


def _is_change(sentence: Sentence, initial: Figure, figure: Figure) -> bool:
    """Tell whether a figure adds to the budget or takes from it; what stands behind 其中 is a part of a change."""
    told = _ADDED.search(figure.subject) or _CUT.search(figure.subject)
    return bool(told) and exact_enough(figure) and not _AMONG.search(sentence.between(initial.end, figure.start))


def _told(
    check_id: str, figure: Figure, operands: Sequence[Figure], verdict: Verdict | None, expression: str
) -> Iterator[Relation | Finding]:
    """Record what holds; raise a fault where the printed figure is one digit off."""
    if verdict is None or _NOT_ALL.match(figure.passage.clean[figure.end :]):
        return
    slipped = significant(figure.quantity.number) >= _LEAST_DIGITS and one_digit_off(figure.quantity, verdict.computed)
    if not verdict.holds and not slipped:
        return
    computed = shown(verdict.computed, figure.quantity, max(f.quantity.decimals for f in (figure, *operands)))
    yield prose_relation(check_id, expression, figure, verdict, operands, computed)
    if not verdict.holds:
        yield Finding(
            check_id,
            Severity.ERROR,
            f"{expression}应为{computed}，写的是{figure.quantity.text}，只差一位数字，疑为抄错",
            (figure.excerpt(), *(f.excerpt() for f in operands)),
            expected=computed,
            reported=figure.quantity.text,
            interval=verdict.interval,
            working=f"{expression} = {computed}",
        )
