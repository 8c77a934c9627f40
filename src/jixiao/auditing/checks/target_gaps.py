"""How far a result is from its target, told away from both: 救助人次比目标少331人次, 占比低于目标1.61个百分点."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jixiao.auditing.arithmetic import Verdict, judge, shown
from jixiao.auditing.building import actual_of, short, target_of
from jixiao.auditing.derivation import telling_pairs
from jixiao.auditing.misprint import slip_between
from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.prose import exact_enough
from jixiao.auditing.registry import check
from jixiao.documents import Excerpt
from jixiao.quantities import Interval, Quantity
from jixiao.recognition import Dossier, Figure, Recognition, clean_text

_GAP = re.compile(
    r"(?:[比较与]|低于|高于|少于|多于|超)(?:年初|年度|预期|计划|绩效)?(?:设定的?)?(?:目标|计划数?|任务数?|指标值)[值数]?(?:相比)?(?:的)?"
    r"(?:[，]?(?:少|多|低|高|相差|差|超出?|超过)(?:了|出)?)?$|距(?:离)?目标(?:还)?差$"
)
_TARGET = re.compile(r"目标|计划|任务")
_REACHED = re.compile(r"实际|完成|达到?|救助|参保")
_POINTS = "个百分点"
_LEAST_SHARED = 1
_AROUND = 60


@dataclass(frozen=True, slots=True)
class _Aim:
    """A target and what was reached, with the words that both stand under."""

    target: Quantity
    actual: Quantity
    words: str
    places: tuple[Excerpt, Excerpt]


@check(
    "target-gap",
    title="与目标相差的数等于目标与实际之差",
    family="增减变动",
    basis="文中或表中写明的目标值和实际完成值",
    severity=Severity.ERROR,
    explanation="“救助人次比目标少331人次”，目标和实际写在表里或别的段落的，相减核对；名称相合、只差一位数字的判错。",
)
def target_gap(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A gap to the target that is told apart is the difference of a target and its result."""
    for recognition in dossier.recognitions:
        aims: Mapping[str, list[_Aim]] | None = None
        for figure in recognition.figures():
            if not _GAP.search(figure.subject) or not exact_enough(figure) or figure.quantity.value <= 0:
                continue
            aims = aims if aims is not None else _aims(recognition)
            unit = "%" if figure.quantity.unit == _POINTS else figure.quantity.unit
            yield from _judge(figure, _near(figure, aims.get(unit, [])))


def _aims(recognition: Recognition) -> Mapping[str, list[_Aim]]:
    """Return the targets with their results, of forms and prose, by unit."""
    found: dict[str, list[_Aim]] = defaultdict(list)
    for aim in sorted((*_of_forms(recognition), *_of_prose(recognition)), key=_place):
        found[aim.target.unit].append(aim)
    return found


def _near(figure: Figure, aims: Sequence[_Aim]) -> Sequence[_Aim]:
    """Return the aims around a figure, so that a file of many papers is not compared with itself throughout."""
    at = bisect_left(aims, figure.passage.start, key=_place)
    return aims[max(0, at - _AROUND) : at + _AROUND]


def _place(aim: _Aim) -> int:
    return aim.places[0].start


def _of_forms(recognition: Recognition) -> Iterator[_Aim]:
    for evaluation in recognition.evaluations:
        for leaf in evaluation.leaves():
            target, actual = target_of(leaf), actual_of(leaf)
            if (
                target is None
                or target.quantity is None
                or actual is None
                or leaf.target is None
                or leaf.actual is None
            ):
                continue
            if target.quantity.unit == actual.unit:
                places = (short(leaf.target), short(leaf.actual))
                yield _Aim(target.quantity, actual, clean_text(leaf.name.text), places)


def _of_prose(recognition: Recognition) -> Iterator[_Aim]:
    for target, actual in pairwise(recognition.figures()):
        if target.passage is not actual.passage or target.quantity.unit != actual.quantity.unit:
            continue
        if _TARGET.search(target.subject) and _REACHED.search(actual.subject) and not _TARGET.search(actual.subject):
            start = target.passage.sentence_of(target.start)[0]
            words = target.passage.clean[start : actual.start]
            yield _Aim(target.quantity, actual.quantity, words, (target.excerpt(), actual.excerpt()))


def _judge(figure: Figure, aims: Sequence[_Aim]) -> Iterator[Relation | Finding]:
    near: list[tuple[_Aim, Relation]] = []
    for aim in aims:
        verdict = _verdict(figure, aim)
        if verdict is None:
            continue
        relation = Relation(
            "target-gap",
            f"{aim.target} 与 {aim.actual} 之差",
            figure.quantity.text,
            verdict.holds,
            verdict.match,
            (figure.excerpt(), *aim.places),
            verdict.interval,
            shown(verdict.computed, figure.quantity),
        )
        if verdict.holds:
            yield relation
            return
        if slip_between(figure.quantity, verdict.computed) is not None and _named_alike(figure, aim):
            near.append((aim, relation))
    if len({relation.computed for _, relation in near}) == 1:
        yield near[0][1]
        yield _finding(figure, *near[0])


def _verdict(figure: Figure, aim: _Aim) -> Verdict | None:
    """Judge the gap; a target is set, so that it is exact as printed."""
    target = Interval.point(aim.target.value)
    above = aim.actual.value >= aim.target.value
    return judge(lambda v: v[0] - target if above else target - v[0], [aim.actual], figure.quantity)


def _named_alike(figure: Figure, aim: _Aim) -> bool:
    """Tell whether the sentence of a gap names what the target is of."""
    start = figure.passage.sentence_of(figure.start)[0]
    words = figure.passage.clean[start : figure.start]
    return sum(pair in words for pair in telling_pairs(aim.words)) >= _LEAST_SHARED


def _finding(figure: Figure, aim: _Aim, relation: Relation) -> Finding:
    return Finding(
        "target-gap",
        Severity.ERROR,
        f"目标{aim.target.text}，实际{aim.actual.text}，相差{relation.computed}，写的是{figure.quantity.text}",
        relation.excerpts,
        expected=relation.computed,
        reported=figure.quantity.text,
        interval=relation.interval,
        working=f"{relation.expression} = {relation.computed}",
    )
