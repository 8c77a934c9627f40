"""Sums told by position: batches of money (第一批, 第二批), and weights in per cent that must make 100 %."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao.auditing.arithmetic import judge, plain, shown, total
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.prose import comparable, is_level, prose_relation
from jixiao.auditing.registry import check
from jixiao.recognition import Dossier, Figure, Passage

_BATCH = re.compile(r"第[一二三四五六]批(?:资金|补助)?(?:为|是|下达|拨付)?$|第[一二三四五六]次(?:为|是|下达|拨付)?$")
_WEIGHT = re.compile(r"权重(?:为|占|是)?$")
_HUNDRED = Decimal(100)
_NEAR = Decimal("0.1")


@check(
    "batches",
    title="分批资金之和等于总额",
    family="合计与分项",
    basis="分批下达（拨付）的资金，各批相加应等于写明的总额",
    severity=Severity.ERROR,
    explanation="“共下达2846万元……第一批1960万元，第二批886万元”，各批相加与前面的总额核对。",
)
def batches(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Batches add up to a total told before them in the paragraph."""
    for passage in dossier.passages():
        if "第一" not in passage.clean:
            continue
        parts = [f for f in passage.figures if f.quantity.unit == "元" and _BATCH.search(f.subject)]
        if len(parts) < 2:
            continue
        before = [f for f in passage.figures if f.start < parts[0].start and comparable(f.quantity, parts[0].quantity)]
        yield from _judge(parts, [f for f in before if is_level(f)])


def _judge(parts: list[Figure], wholes: list[Figure]) -> Iterator[Relation | Finding]:
    judged = [(w, v) for w in wholes if (v := judge(total, [p.quantity for p in parts], w.quantity)) is not None]
    held = next(((w, v) for w, v in judged if v.holds), None)
    near = [
        (w, v)
        for w, v in judged
        if w.quantity.value and abs(v.computed - w.quantity.value) <= _NEAR * abs(w.quantity.value)
    ]
    chosen = held or (near[0] if near else None)
    if chosen is None:
        return
    whole, verdict = chosen
    computed = shown(verdict.computed, whole.quantity)
    expression = "＋".join(str(p.quantity) for p in parts)
    yield prose_relation("batches", expression, whole, verdict, parts, computed)
    if not verdict.holds:
        yield Finding(
            "batches",
            Severity.ERROR,
            f"各批合计{computed}，总额写{whole.quantity.text}",
            (whole.excerpt(), *(p.excerpt() for p in reversed(parts))),
            expected=computed,
            reported=whole.quantity.text,
            interval=verdict.interval,
            working=f"{expression} = {computed}",
        )


@check(
    "percent-weights",
    title="各部分权重合计100%",
    family="分值与得分",
    basis="财预〔2020〕10号：绩效指标权重统一按百分制设置",
    severity=Severity.ERROR,
    explanation="一句话里逐个写出“某某权重为百分之几”的，合计应为100%。",
)
def percent_weights(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Weights told in per cent in one sentence make 100 %."""
    for passage in dossier.passages():
        told = [f for f in passage.figures if f.quantity.unit == "%" and _WEIGHT.search(f.subject)]
        if len(told) >= 3:
            yield from _weights(passage, told)


def _weights(passage: Passage, told: list[Figure]) -> Iterator[Relation | Finding]:
    start, end = passage.sentence_of(told[0].start)
    inside = [f for f in told if start <= f.start < end]
    summed = sum((f.quantity.number for f in inside), Decimal(0))
    nested = "其中" in passage.clean[start:end]  # weights of parts do not add to that of their whole
    if len(inside) < 3 or len(inside) != len(told) or nested:
        return
    excerpts = tuple(f.excerpt() for f in inside)
    expression = "＋".join(f.quantity.text for f in inside)
    match = Match.FACE if summed == _HUNDRED else Match.NONE
    yield Relation("percent-weights", expression, "100%", summed == _HUNDRED, match, excerpts)
    if summed != _HUNDRED:
        yield Finding(
            "percent-weights",
            Severity.ERROR,
            f"各部分权重合计{plain(summed)}%，应为100%",
            excerpts,
            expected="100%",
            reported=f"{plain(summed)}%",
            working=f"{expression} = {plain(summed)}%",
        )
