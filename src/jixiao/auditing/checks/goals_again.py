"""Goals told in prose against the targets of the form: the same indicator has one target."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from jixiao.auditing.building import label, target_of
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.prose import comparable
from jixiao.auditing.registry import check
from jixiao.documents import Excerpt
from jixiao.evaluations import Indicator
from jixiao.quantities import Quantity
from jixiao.recognition import Dossier, Figure, clean_text

_AIMED = re.compile(r"(?:不少于|不低于|不高于|不超过|不小于|不大于|控制在|达到|≥|≤)$")
_OTHER_YEAR = re.compile(r"上年|去年|明年|下一?年|力争")
_NAME_END = re.compile(r"(?:人次|人数|家数|份数|场次|次数|个数|数量|数)$")
_LEAST_SHARED = 5
_CONTEXT = 40
_TWO = 2


@check(
    "goal-against-target",
    title="正文的目标与表中同一指标的指标值一致",
    family="前后一致",
    basis="同一套材料里同一指标只有一个目标值",
    severity=Severity.ERROR,
    explanation="正文写“现场检查定点医药机构不少于200家”，附表同名指标的指标值却是180家。名称有五个字以上相同、单位相同才比较。",
)
def goal_against_target(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A goal told in the prose of a dossier is the target of the indicator that it names."""
    index = _by_words(dossier)
    aimed = [f for r in dossier.recognitions for p in r.passages for f in p.figures if _is_goal(f)] if index else []
    for figure in aimed:
        words = _AIMED.sub("", figure.subject)
        named = {id(leaf): leaf for run in _runs(words) for leaf in index.get(run, ())}
        if len(named) == 1:
            yield from _judge(figure, *named.values())


def _by_words(dossier: Dossier) -> dict[str, list[Indicator]]:
    """Return the indicators with a target by every run of five characters of their names, two at the most each."""
    index: dict[str, list[Indicator]] = defaultdict(list)
    for form in dossier.forms():
        for leaf in form.evaluation.leaves():
            target = target_of(leaf) if leaf.target is not None else None
            if target is None or target.quantity is None:
                continue
            for run in _runs(_NAME_END.sub("", label(leaf))):
                if len(index[run]) < _TWO:
                    index[run].append(leaf)
    return index


def _runs(name: str) -> set[str]:
    return {name[at : at + _LEAST_SHARED] for at in range(len(name) - _LEAST_SHARED + 1)}


def _is_goal(figure: Figure) -> bool:
    clean = figure.passage.clean
    if not _AIMED.search(figure.subject) or "实际" in figure.subject or figure.quantity.unit == "":
        return False
    start = figure.passage.sentence_of(figure.start)[0]
    sentence = clean[start : figure.end]
    return "目标" in clean[max(0, start - _CONTEXT) : figure.end] and not _OTHER_YEAR.search(sentence)


def _judge(figure: Figure, leaf: Indicator) -> Iterator[Relation | Finding]:
    target = target_of(leaf)
    if target is None or target.quantity is None or leaf.target is None:
        return
    aim = target.quantity
    if not comparable(_in_unit_of(aim, leaf), figure.quantity):
        return
    holds = aim.value == figure.quantity.value
    excerpts: tuple[Excerpt, ...] = (leaf.target, figure.excerpt())
    match = Match.FACE if holds else Match.NONE
    printed = clean_text(leaf.target.text)
    yield Relation("goal-against-target", f"{figure.quantity} ＝ {printed}", printed, holds, match, excerpts)
    if not holds:
        yield Finding(
            "goal-against-target",
            Severity.ERROR,
            f"“{label(leaf)}”表中指标值是{printed}，正文的目标是{figure.quantity.text}，两处不一致",
            excerpts,
            expected=figure.quantity.text,
            reported=printed,
        )


def _in_unit_of(quantity: Quantity, leaf: Indicator) -> Quantity:
    """Return a bare target in the unit of its unit column."""
    unit = clean_text(leaf.unit.text) if leaf.unit is not None else ""
    return quantity.in_unit(unit) if not quantity.unit and unit else quantity
