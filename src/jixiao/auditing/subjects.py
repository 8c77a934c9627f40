"""What a paper and a place in it are about: which papers evaluate the same, which indicator a place belongs to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jixiao.auditing.building import label
from jixiao.documents import Excerpt
from jixiao.evaluations import Evaluation, Indicator, Subject
from jixiao.recognition import Dossier, clean_text

_KIND_OF_PAPER = re.compile(
    r"20\d\d年度?|年度|项目|支出|经费|资金|绩效|自我?评价?|评价|报告|情况|表|[（(].*[）)]|关于|的|《|》|.*?(?:医疗保障局|医保局)"
)


def same_subject(one: Evaluation, other: Evaluation) -> bool:
    """Tell whether two papers can be on the same: the department, or projects whose names do not differ."""
    if one.subject is not other.subject:
        return False
    if one.subject is Subject.DEPARTMENT:
        return True
    left, right = _topic(one), _topic(other)
    return not left or not right or left in right or right in left


def _topic(evaluation: Evaluation) -> str:
    """Return the name of the project that a paper is on: the field of a form, the title of a report."""
    told = evaluation.project if evaluation.form.is_table else evaluation.title
    return _KIND_OF_PAPER.sub("", clean_text(told.text)) if told is not None else ""


@dataclass(frozen=True, slots=True)
class _Range:
    """Where an indicator and all that is told of it stand."""

    start: int
    end: int
    name: str
    evaluation: Evaluation


def told_of_different_things(dossier: Dossier, one: Excerpt, other: Excerpt) -> bool:
    """Tell whether two places belong to two indicators: ones that are called differently, or of different projects."""
    first, second = (_range_of(dossier, place) for place in (one, other))
    if first is None or second is None:
        return False
    return first.name != second.name or not same_subject(first.evaluation, second.evaluation)


def _range_of(dossier: Dossier, place: Excerpt) -> _Range | None:
    ranges = dossier.once("ranges of indicators", lambda: _ranges(dossier))[place.source]
    at = bisect_right(ranges, place.start, key=lambda each: each.start) - 1
    return ranges[at] if at >= 0 and place.start < ranges[at].end else None


def _ranges(dossier: Dossier) -> list[Sequence[_Range]]:
    return [
        sorted(
            (
                _Range(leaf.name.start, max(each.end for each in _excerpts(leaf)), label(leaf), evaluation)
                for evaluation in recognition.evaluations
                for leaf in evaluation.leaves()
            ),
            key=lambda each: each.start,
        )
        for recognition in dossier.recognitions
    ]


def _excerpts(leaf: Indicator) -> Iterator[Excerpt]:
    told = (leaf.name, leaf.target, leaf.actual, leaf.unit, leaf.reason, leaf.body)
    yield from (each for each in told if each is not None)
