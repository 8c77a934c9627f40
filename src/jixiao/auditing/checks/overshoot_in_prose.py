"""Targets told in prose that were far exceeded, without a word on why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from jixiao.auditing.building import scored_papers
from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.quantities import Quantity, find_quantities, parse_target
from jixiao.recognition import Dossier, Figure, Passage

_OVERSHOOT = Decimal("1.3")
_PAIR = re.compile(
    r"(?:目标(?:值|任务)?(?:为|是|：)?|年度计划[\u4e00-\u9fa5]{2,14}?)(?P<target>(?:不低于|不少于|≥|>)?\d[\d.]*[^，。；：\d]{1,5})(?:以上)?，"
    r"(?:全年|年内)?(?:实际|完成|达到)[\u4e00-\u9fa5]{0,6}?(?P<actual>\d[\d.]*[^，。；：\d]{1,5})"
)
_TIMES = re.compile(
    r"(?:完成|达到|为|是|占)[^，。；\d]{0,8}(?:目标|任务|计划)[^，。；]{0,12}的$|^(?:目标|任务)?完成率(?:为|达到?|：)?$"
)
_COUNTED = frozenset(["人", "人次", "家", "家次", "场", "场次", "次", "台", "份", "期", "件", "户", "户次", "个", "条"])
_LESS_IS_BETTER = re.compile(r"投诉|差错|事故|违规|逾期|拖欠|超期|退回|下降|减少|控制")
_REASON = re.compile(
    r"原因|因为|由于|因[^此而]|主要|系|得益|受.{1,12}影响|新增|扩大|提标|目标[^，。；]{0,6}(?:偏低|过低|保守)|超额"
)
_REASON_WITHIN = 80


@check(
    "overshoot-in-prose",
    title="正文中大幅超额应当说明",
    family="目标、完成与得分",
    basis="广西等地规定：完成值达到目标130%以上的按偏差处理，须说明原因（各地比例不一，请核对当地规定）",
    severity=Severity.WARNING,
    explanation="正文写“目标24场，实际52场”“完成年度目标的149.39%”，达到目标的1.3倍以上，后面又没有说明原因的，可能是目标定得太低。",
)
def overshoot_in_prose(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A result of 130 % of the target or more, told in prose outside the indicators of a form, needs a reason."""
    known = {
        leaf.actual.start
        for evaluation, _ in scored_papers(dossier)
        for leaf in evaluation.leaves()
        if leaf.actual is not None and leaf.target is not None
    }
    for passage in dossier.passages():
        if "目标" in passage.clean or "完成率" in passage.clean or "计划" in passage.clean:
            for told in (*_pairs(passage), *_shares(passage)):
                if passage.raw(told.start) not in known and not _explained(passage, told):
                    yield _finding(passage, told)


@dataclass(frozen=True, slots=True)
class _Told:
    """A result in the clean text of its passage, and how many times its target it is."""

    start: int
    end: int
    text: str
    times: Decimal
    share: bool = False


def _pairs(passage: Passage) -> Iterator[_Told]:
    """Yield the results told beside their target."""
    for found in _PAIR.finditer(passage.clean):
        target, reached = parse_target(found["target"]).quantity, _first(found["actual"])
        if target is None or reached is None or reached.unit != target.unit or target.value <= 0:
            continue
        bare = found["target"][:1].isdigit()
        lead = passage.clean[max(passage.sentence_of(found.start())[0], found.start() - 16) : found.start()]
        if (bare and target.unit not in _COUNTED) or _LESS_IS_BETTER.search(lead):
            continue
        times = reached.value / target.value
        if times >= _OVERSHOOT:
            start = found.start("actual") + reached.start
            yield _Told(start, start + len(reached.text), reached.text, times)


def _shares(passage: Passage) -> Iterator[_Told]:
    """Yield the results told as a multiple of their target: 完成年度目标的149.39%."""
    for figure in passage.figures:
        if figure.quantity.unit == "%" and figure.quantity.value >= _OVERSHOOT and _TIMES.search(_words(figure)):
            yield _Told(figure.start, figure.end, figure.quantity.text, figure.quantity.value, share=True)


def _words(figure: Figure) -> str:
    """Return the words before a figure up to the last comma, a number among them or not: 为年初目标200万元的."""
    clean = figure.passage.clean
    return re.split(r"[，。；：]", clean[max(0, figure.start - 24) : figure.start])[-1]


def _first(text: str) -> Quantity | None:
    return next(iter(find_quantities(text)), None)


def _explained(passage: Passage, told: _Told) -> bool:
    """Tell whether a reason stands in the same sentence, or follows it."""
    start, end = passage.sentence_of(told.start)
    first, last = max(start, told.start - _REASON_WITHIN), min(end, told.end + _REASON_WITHIN) + _REASON_WITHIN
    return _REASON.search(passage.clean, first, min(last, len(passage.clean))) is not None


def _finding(passage: Passage, told: _Told) -> Finding:
    percent = f"{(told.times * 100).quantize(Decimal('0.1'), rounding=ROUND_HALF_UP)}%"
    words = f"完成目标的{told.text}" if told.share else f"“{told.text}”是目标的{percent}"
    return Finding(
        "overshoot-in-prose",
        Severity.WARNING,
        f"{words}，没有说明原因，请核对目标是否定得太低",
        (passage.excerpt(told.start, told.end),),
        expected="说明超额原因",
        reported=told.text,
    )
