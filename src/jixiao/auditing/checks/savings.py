"""Money saved or overspent: 预算186.54万元，实际支付177.21万元，节约9.33万元; amount and direction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jixiao.auditing.arithmetic import difference, judge, shown
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.prose import comparable, exact_enough, prose_relation, sentences
from jixiao.auditing.registry import check
from jixiao.recognition import Dossier, Figure

_SAVED = re.compile(
    r"(?:节约|节省|节支|结余|超支|超出|超预算)(?:了)?(?:资金|预算|经费|支出|费用|财政资金)?(?:共|为|达)?$"
)
_OVER = re.compile(r"超支|超出|超预算")
_PLANNED = re.compile(r"(?:预算|计划|概算|控制价|限价)(?:金额|安排|价|数|总额)?(?:为|是|共)?$")
_PAID = re.compile(r"(?:支付|支出|执行|使用|成交|中标|采购|结算|花费)(?:金额|价|数|总额|资金)?(?:为|是|共|了)?$")
_FIGURES = 3


@check(
    "saving",
    title="节约（超支）数等于预算减实际支出",
    family="增减变动",
    basis="文中依次写明的预算、实际支出和节约（超支）：节约＝预算－支出，支出大于预算的才是超支",
    severity=Severity.ERROR,
    explanation="紧挨着写的预算、实际支付和节约（超支）三个数，重算差额；支出比预算少写成超支、支出比预算多写成节约的，判方向写反。",
)
def saving(dossier: Dossier) -> Iterator[Relation | Finding]:
    """What is called saved or overspent right behind a budget and what was paid of it is the difference of the two."""
    for sentence in sentences(dossier, least=_FIGURES):
        for at in range(_FIGURES - 1, len(sentence.figures)):
            planned, paid, rest = sentence.figures[at - _FIGURES + 1 : at + 1]
            if _SAVED.search(rest.subject) and _PLANNED.search(planned.subject) and _PAID.search(paid.subject):
                alike = all(comparable(figure.quantity, rest.quantity) for figure in (planned, paid))
                if alike and rest.quantity.unit == "元" and exact_enough(planned, paid, rest):
                    yield from _judge(planned, paid, rest)


def _judge(planned: Figure, paid: Figure, rest: Figure) -> Iterator[Relation | Finding]:
    larger, smaller = sorted((planned, paid), key=lambda figure: figure.quantity.value, reverse=True)
    verdict = judge(difference, [larger.quantity, smaller.quantity], rest.quantity)
    if verdict is None:
        return
    computed = shown(verdict.computed, rest.quantity, max(2, rest.quantity.decimals))
    expression = f"{larger.quantity} － {smaller.quantity}"
    operands = [planned, paid]
    turned = verdict.holds and bool(_OVER.search(rest.subject)) is (planned is larger) and verdict.computed != 0
    if not turned:
        yield prose_relation("saving", expression, rest, verdict, operands, computed)
    if not verdict.holds:
        yield _finding(rest, operands, computed, f"{expression}应为{computed}，写的是{rest.quantity.text}")
    elif turned:
        right = "节约" if planned is larger else "超支"
        excerpts = (rest.excerpt(), *(figure.excerpt() for figure in operands))
        yield Relation("saving", f"{right}{computed}", rest.quantity.text, False, Match.NONE, excerpts)
        compared = f"预算{planned.quantity.text}，支出{paid.quantity.text}"
        yield _finding(rest, operands, f"{right}{rest.quantity.text}", f"{compared}，是{right}，方向写反了")


def _finding(rest: Figure, operands: Sequence[Figure], expected: str, message: str) -> Finding:
    return Finding(
        "saving",
        Severity.ERROR,
        message,
        (rest.excerpt(), *(figure.excerpt() for figure in operands)),
        expected=expected,
        reported=rest.quantity.text,
    )
