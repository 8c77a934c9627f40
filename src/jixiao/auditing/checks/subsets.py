"""Counts that cannot be larger than the count they were taken from: found among checked, returned among sent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.prose import Sentence, comparable, exact_enough, sentences
from jixiao.auditing.registry import check
from jixiao.recognition import Dossier, Figure

_UNITS = frozenset({"家", "份", "件", "条", "个", "例", "人", "人次", "户", "笔", "起", "项", "台", "所"})
_TAKEN_FROM = re.compile(
    r"(?:检查|抽查|巡查|稽核|核查|筛查|抽取|抽样|发放|受理|收到|收回|回收|访问|回访|应参保|应资助|符合条件|应付|应收|申请)"
    r"[\u4e00-\u9fa5“”]{0,12}$"
)
_TAKEN = re.compile(
    r"(?:发现(?:存在)?|查出|查实|存在|收回|回收|办结|合格|满意|整改|违规|问题|不合格|实际参保|实际资助|有效|接通|通过)"
    r"[\u4e00-\u9fa5“”]{0,12}$"
)
_NOT_OF_IT = re.compile(r"累计|历年|上年|去年|另|其他|共处理|问题数|处问题|条问题|个问题|疑点|线索|线索数|涉及人|扣")


@check(
    "subset-exceeds",
    title="部分的个数不大于全体",
    family="合计与分项",
    basis="检查、发放、受理的个数是全体，发现问题、收回、办结的个数是其中一部分",
    severity=Severity.ERROR,
    explanation="“检查412家，发现问题418家”“发放400份，收回405份”，部分大于全体的判错；单位相同才比较。",
)
def subset_exceeds(dossier: Dossier) -> Iterator[Relation | Finding]:
    """What was found among things checked, or returned of things sent, is at most as many."""
    for sentence in sentences(dossier):
        for at, part in enumerate(sentence.figures):
            if part.quantity.unit in _UNITS and _TAKEN.search(part.subject) and exact_enough(part):
                yield from _judge(sentence, sentence.figures[max(0, at - 3) : at], part)


def _judge(sentence: Sentence, before: Sequence[Figure], part: Figure) -> Iterator[Relation | Finding]:
    wholes = [f for f in before if comparable(f.quantity, part.quantity)]
    whole = wholes[-1] if wholes else None
    if whole is None or not _TAKEN_FROM.search(whole.subject) or not exact_enough(whole):
        return
    larger = max((f.quantity.value for f in wholes), default=whole.quantity.value)
    words = sentence.between(whole.end, part.end + 4)
    if _NOT_OF_IT.search(words) or "；" in words or part.quantity.value <= larger > whole.quantity.value:
        return
    holds = part.quantity.value <= whole.quantity.value
    excerpts = (part.excerpt(), whole.excerpt())
    expression = f"{part.quantity} ≤ {whole.quantity}"
    match = Match.FACE if holds else Match.NONE
    yield Relation("subset-exceeds", expression, part.quantity.text, holds, match, excerpts)
    if not holds:
        yield Finding(
            "subset-exceeds",
            Severity.ERROR,
            f"“{part.subject[-10:]}{part.quantity.text}”多于“{whole.subject[-10:]}{whole.quantity.text}”，部分不会大于全体",
            excerpts,
            expected=f"不多于{whole.quantity.text}",
            reported=part.quantity.text,
        )
