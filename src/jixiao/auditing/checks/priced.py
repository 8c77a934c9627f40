"""Count × price = amount, one slip away: 8533人，按每人180元支出153.59元; 3期，每期40人，共210人次."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jixiao.auditing.arithmetic import Verdict, judge, shown
from jixiao.auditing.misprint import Slip, slip_between, weight_of_digits
from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.prose import Sentence, exact_enough, prose_relation, sentences
from jixiao.auditing.registry import check
from jixiao.quantities import Interval
from jixiao.recognition import Dossier, Figure

_EACH = re.compile(
    r"(?<!平均)每(?P<unit>人次|人|名|份|户|家|次|件|个|台|套|期|场|例|条|村|笔|批|站点|点|村|组)"
    r"(?:村|乡镇|医院|机构|站点|服务点|代办点|网点|行政村)?(?:每[年月]|一?年)?[\u4e00-\u9fa5]{0,5}$"
)
_SAME = {"名": ("人", "人次"), "人": ("人", "人次"), "站点": ("个",), "点": ("个",), "次": ("次", "场")}
_PER_PERIOD = re.compile(r"每[年月天周季]|[年月]每")
_PLAIN = frozenset(("元", "人", "人次", "份", "册", "次", "卷", "台", "件", "场", "家次"))
_BACK, _AHEAD = 3, 3
_LEAST = 3


@check(
    "priced",
    title="数量乘以单价等于金额，没有写错一位",
    family="乘积与算式",
    basis="同一句里写明的数量、每人（每家、每期）标准和合计",
    severity=Severity.ERROR,
    explanation="数量、单价、金额写在一起的，不论先后都重算；正好差一位数字、两位颠倒、小数点错位或者单位差“万”的判错。",
)
def priced(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A count and the price of one give the amount beside them, or a number that is one slip away from it."""
    for sentence in sentences(dossier, least=3):
        for at, price in enumerate(sentence.figures):
            found = _EACH.search(price.subject) if price.quantity.unit in _PLAIN else None
            if found is not None and exact_enough(price) and price.quantity.value > 0:
                yield from _judge(sentence, at, price, _SAME.get(found["unit"], (found["unit"],)))


@dataclass(frozen=True, slots=True)
class _Near:
    count: Figure
    amount: Figure
    slip: Slip
    verdict: Verdict


def _judge(sentence: Sentence, at: int, price: Figure, counted: Sequence[str]) -> Iterator[Relation | Finding]:
    around = [*sentence.figures[max(0, at - _BACK) : at][::-1], *sentence.figures[at + 1 : at + 1 + _AHEAD]]
    around = [f for f in around if exact_enough(f) and f.quantity.value > 0 and not _EACH.search(f.subject)]
    counts = [f for f in around if f.quantity.unit in counted]
    amounts = [f for f in around if f.quantity.unit == price.quantity.unit or _are_visits(price, f)]
    near: _Near | None = None
    for count in counts:
        for amount in (f for f in amounts if f is not count):
            verdict = _times(count, price, amount)
            if verdict is None or verdict.holds:
                return
            nearest = count is counts[0] and amount in amounts[:2]
            near = near or (_near(count, amount, verdict) if nearest else None)
    if near is not None and _PER_PERIOD.search(price.subject) is None:
        yield from _fault(price, near)


def _are_visits(price: Figure, amount: Figure) -> bool:
    """Tell whether persons per course make the visits told of all courses."""
    return price.quantity.unit == "人" and amount.quantity.unit == "人次"


def _times(count: Figure, price: Figure, amount: Figure) -> Verdict | None:
    """Judge the product; the price is a set one, so that it is exact as printed."""
    one = Interval.point(price.quantity.value)
    return judge(lambda operands: operands[0] * one, [count.quantity], amount.quantity)


def _near(count: Figure, amount: Figure, verdict: Verdict) -> _Near | None:
    slip = slip_between(amount.quantity, verdict.computed)
    if slip is None or _parted(count, amount):
        return None
    sure = slip in (Slip.POINT, Slip.SCALE) or weight_of_digits(amount.quantity, verdict.computed) >= _LEAST
    return _Near(count, amount, slip, verdict) if sure else None


def _parted(one: Figure, other: Figure) -> bool:
    first, last = sorted((one, other), key=lambda f: f.start)
    return "；" in one.passage.clean[first.end : last.start]


def _fault(price: Figure, near: _Near) -> Iterator[Relation | Finding]:
    amount, computed_value = near.amount, near.verdict.computed
    like = amount.quantity
    computed = shown(computed_value, like, max(like.decimals, 2 if like.scale > Decimal(1) else 0))
    expression = f"{near.count.quantity} × {price.quantity}"
    operands = [near.count, price]
    yield prose_relation("priced", expression, amount, near.verdict, operands, computed)
    yield Finding(
        "priced",
        Severity.ERROR,
        f"{near.count.quantity.text}×{price.quantity.text}应为{computed}，写的是{like.text}，{near.slip.value}",
        (amount.excerpt(), *(f.excerpt() for f in operands)),
        expected=computed,
        reported=like.text,
        interval=near.verdict.interval,
        working=f"{expression} = {computed}",
    )
