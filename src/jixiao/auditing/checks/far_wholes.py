"""Rates whose part stands beside them and whose whole is told far off, under a name of the same words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from jixiao.auditing.arithmetic import Verdict, judge, quotient, shown
from jixiao.auditing.checks.rates import own_operands
from jixiao.auditing.derivation import surroundings
from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.papers import shared_words
from jixiao.auditing.prose import exact_enough, is_level, prose_relation
from jixiao.auditing.registry import check
from jixiao.recognition import Dossier, Figure, Recognition

_RATE = re.compile(
    r"^(?:实际)?(?:完成率|覆盖率|完成比例|接入率|办结率|开通率|签约率|改造率|检查率)(?:为|是|达到?|：)?$"
)
_BESIDE = re.compile(r"[，（](?:实际)?")
_NO_WHOLE = re.compile(r"目标|计划|不少于|不低于|上年|去年|同期|比|其中|未")
_GRAM = 4
_SECOND = 3
_MOST_ALIKE = 12
_BEHIND = 20
_NEAR = Decimal("0.03")
_Index = Mapping[tuple[str, str], list[Figure]]


@check(
    "rate-of-far-whole",
    title="完成率的总数写在别处时也算得对",
    family="比率与占比",
    basis="文中写明的完成数与别处写明的同名总数",
    severity=Severity.ERROR,
    explanation="“完成接口改造318家，完成率98.15%”，总数“326家定点医药机构……接口改造”写在前面章节：名称有两处词语相同、全文只有这一个总数时重算。",
)
def rate_of_far_whole(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A rate beside its part is of the only whole that is named with the same two words elsewhere."""
    for recognition in dossier.recognitions:
        index: _Index | None = None
        figures = recognition.figures()
        for part, figure in pairwise(figures):
            if not _is_rate_of(part, figure):
                continue
            index = index if index is not None else _wholes(recognition)
            found = _whole_of(part, index)
            verdict = _wrong(dossier, part, found, figure) if found is not None else None
            if found is not None and verdict is not None:
                yield from _told(figure, part, found, verdict)


def _is_rate_of(part: Figure, figure: Figure) -> bool:
    """Tell whether a rate stands right behind a count and has no other count of that unit in its sentence."""
    if figure.quantity.unit != "%" or figure.passage is not part.passage or not _RATE.match(figure.subject):
        return False
    start = part.passage.sentence_of(part.start)[0]
    alone = not any(
        f is not part and start <= f.start < part.start and f.quantity.unit == part.quantity.unit
        for f in part.passage.figures
    )
    beside = _BESIDE.fullmatch(part.passage.clean, part.end, figure.start - len(figure.subject))
    return alone and beside is not None and _is_count(part)


def _is_count(figure: Figure) -> bool:
    unit = figure.quantity.unit
    return unit not in ("", "%", "‰", "分", "元", "个百分点") and is_level(figure) and exact_enough(figure)


def _wholes(recognition: Recognition) -> _Index:
    """Return the counts of a document by their unit and every four characters of their names."""
    index: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in recognition.figures():
        if _is_count(figure) and not _NO_WHOLE.search(figure.subject):
            words = _named(figure)
            for gram in {words[at : at + _GRAM] for at in range(len(words) - _GRAM + 1)}:
                if len(known := index[figure.quantity.unit, gram]) < _MOST_ALIKE:
                    known.append(figure)
    return index


def _named(figure: Figure) -> str:
    """Return the words right before a count and those behind it in its clause."""
    behind = re.split(r"[，。；：（]", figure.passage.clean[figure.end : figure.end + _BEHIND])[0]
    return f"{figure.subject[-_BEHIND:]}{behind}"


def _whole_of(part: Figure, index: _Index) -> Figure | None:
    """Return the one count larger than PART that is named with two of its words; ``None`` where they are several."""
    name = part.subject
    grams = {name[at : at + _GRAM] for at in range(len(name) - _GRAM + 1)}
    alike = {id(f): f for gram in grams for f in index.get((part.quantity.unit, gram), ())}
    wholes = [f for f in alike.values() if f.quantity.value > part.quantity.value and _twice_alike(name, _named(f))]
    return wholes[0] if wholes and len({f.quantity.value for f in wholes}) == 1 else None


def _twice_alike(name: str, other: str) -> bool:
    """Tell whether two names share four characters in a row, and three more in what is left."""
    length = shared_words(name, other)
    run = next((name[at : at + length] for at in range(len(name)) if name[at : at + length] in other), "")
    return length >= _GRAM and shared_words(name.replace(run, "　"), other.replace(run, "＿")) >= _SECOND


def _wrong(dossier: Dossier, part: Figure, whole: Figure, figure: Figure) -> Verdict | None:
    """Return the verdict on a rate that is near part ÷ whole and neither of it nor of other counts near by."""
    verdict = judge(quotient, [part.quantity, whole.quantity], figure.quantity)
    if verdict is None or verdict.holds or abs(verdict.computed - figure.quantity.value) > _NEAR:
        return None
    for other in surroundings(dossier, figure):
        if other.quantity.unit == part.quantity.unit and other.quantity.value > 0:
            known = judge(quotient, [part.quantity, other.quantity], figure.quantity)
            if known is not None and known.holds:
                return None
    return None if own_operands(figure) else verdict


def _told(figure: Figure, part: Figure, whole: Figure, verdict: Verdict) -> Iterator[Relation | Finding]:
    computed = shown(verdict.computed, figure.quantity, max(2, figure.quantity.decimals))
    expression = f"{part.quantity} ÷ {whole.quantity}"
    yield prose_relation("rate-of-far-whole", expression, figure, verdict, [part, whole], computed)
    yield Finding(
        "rate-of-far-whole",
        Severity.ERROR,
        f"“{figure.subject[-8:]}”按{part.quantity.text}÷{whole.quantity.text}应为{computed}，写的是{figure.quantity.text}",
        (figure.excerpt(), part.excerpt(), whole.excerpt()),
        expected=computed,
        reported=figure.quantity.text,
        interval=verdict.interval,
        working=f"{expression} = {computed}",
    )
