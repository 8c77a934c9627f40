"""Numbers of indicators said to have been reached or missed, against the indicators themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jixiao.auditing.building import label, short
from jixiao.auditing.checks.targets import comparison
from jixiao.auditing.lists import whole_number
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.evaluations import EXECUTION_NAME, Evaluation, Indicator
from jixiao.recognition import Dossier, Passage

_NUMBER = r"\d{1,3}|[一二两三四五六七八九十]{1,3}"
_TOLD = re.compile(
    rf"(?P<all>{_NUMBER})[个项](?:三级|绩效|考核|评价|具体)*指标(?:中|里)?，?(?:其中)?，?(?:有)?"
    rf"(?P<met>(?P<n>{_NUMBER})[个项](?:指标)?(?:均|都|已|全部|全面|按期|超额)*(?:达到|完成|实现|达成|达标)[^，。；、\d]{{0,10}})"
    rf"(?:[，、；]?(?:有|另)?(?P<missed>(?P<k>{_NUMBER})[个项](?:指标)?(?:尚|还|仍)?(?:未|没有|部分)[^，。；、\d]{{0,10}}))?"
)
_FEWEST = 3


@check(
    "met-count",
    title="写明的达标指标个数与逐项结果一致",
    family="计数",
    basis="“几项指标中几项达到目标”应与逐项比较目标值和完成值的结果相符",
    severity=Severity.ERROR,
    explanation="材料写“9项指标中8项达到目标、1项未达到”的，先核对两数之和，再与表内（正文）逐项比较的结果核对；有一项比较不了就不判断。",
)
def met_count(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Told numbers of reached and missed indicators make all of them, and are those that the indicators show."""
    for recognition in dossier.recognitions:
        trees = [e for e in recognition.evaluations if e.indicators]
        for passage in (*recognition.passages, *recognition.cell_passages):
            for found in _TOLD.finditer(passage.clean) if "指标" in passage.clean else ():
                yield from _parts(passage, found)
                yield from _against_indicators(trees, passage, found)


def _parts(passage: Passage, found: re.Match[str]) -> Iterator[Relation | Finding]:
    """All indicators are those reached and those missed."""
    numbers = [whole_number(found[name]) if found[name] else None for name in ("all", "n", "k")]
    whole, met, missed = numbers
    if whole is None or met is None or missed is None:
        return
    holds = met + missed == whole
    excerpts = (passage.excerpt(*found.span("met")), passage.excerpt(*found.span("missed")))
    match = Match.FACE if holds else Match.NONE
    yield Relation("met-count", f"{met} ＋ {missed}", str(whole), holds, match, excerpts)
    if not holds:
        yield Finding(
            "met-count",
            Severity.ERROR,
            f"达到的{met}项、没有达到的{missed}项，合计{met + missed}项，前面写共{whole}项",
            excerpts,
            expected=str(whole),
            reported=str(met + missed),
        )


def _against_indicators(
    trees: Sequence[Evaluation], passage: Passage, found: re.Match[str]
) -> Iterator[Relation | Finding]:
    whole, told = whole_number(found["all"]), whole_number(found["n"])
    if len(trees) != 1 or told is None:
        return
    nodes = [leaf for leaf in trees[0].leaves() if not EXECUTION_NAME.search(label(leaf))]
    if len(nodes) != whole or len(nodes) < _FEWEST:
        return
    results = [_result(node) for node in nodes]
    if any(result is None for result in results):
        return
    counts = {sum(1 for r in results if r and r[0]), sum(1 for r in results if r and r[1])}
    holds = told in counts
    missed = [node for node, result in zip(nodes, results, strict=True) if result is not None and not result[0]]
    excerpts = (passage.excerpt(*found.span("met")), *(short(node.name) for node in missed))
    match = Match.JUDGED if holds else Match.NONE
    yield Relation("met-count", f"逐项比较达到{min(counts)}项", str(told), holds, match, excerpts)
    if not holds:
        names = "、".join(f"“{label(node)}”" for node in missed)
        yield Finding(
            "met-count",
            Severity.ERROR,
            f"写{told}项达到目标，逐项比较有{min(counts)}项达到，没有达到的是{names}",
            excerpts,
            expected=str(min(counts)),
            reported=str(told),
        )


def _result(node: Indicator) -> tuple[bool, bool] | None:
    """Return whether an indicator was reached by its values, and by its points; ``None`` where neither can be told."""
    full = None
    if node.weight is not None and node.score is not None:
        full = node.score.value == node.weight.value
    compared = comparison(node)
    met = compared[2] if compared is not None else full
    return None if met is None else (met, met if full is None else full)
