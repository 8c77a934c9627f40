"""What a paper and a place in it are about: which papers evaluate the same, which indicator a place belongs to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jixiao.auditing.building import label
from jixiao.documents import Excerpt
from jixiao.evaluations import Evaluation, Indicator, Subject
from jixiao.recognition import Dossier, clean_text

_KIND_OF_PAPER = re.compile(
    r"20\d\d年度?|年度|项目|支出|经费|资金|绩效|自我?评价?|评价|报告|情况|表|[（(].*[）)]|关于|的|《|》|.*?(?:医疗保障局|医保局)"
)
_LABEL = re.compile(r"\s*(?:\d{1,2}[.．、])?(?:其中[：:]?)?(?P<label>[\u4e00-\u9fa5“”、]{3,24})[：:]")


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
    return _project_in(told.text) if told is not None else ""


@lru_cache(maxsize=4096)
def _project_in(words: str) -> str:
    return _KIND_OF_PAPER.sub("", clean_text(words))


@dataclass(frozen=True, slots=True)
class _Range:
    """Where an indicator and all that is told of it stand."""

    start: int
    end: int
    name: str


def told_of_different_things(dossier: Dossier, one: Excerpt, other: Excerpt) -> bool:
    """Tell whether two places are in papers on different projects, or belong to indicators or lines of other names."""
    papers = [_paper_of(dossier, place) for place in (one, other)]
    if papers[0] is not None and papers[1] is not None and _of_two_projects(papers[0], papers[1]):
        return True
    labels = [label_of(dossier, place) for place in (one, other)]
    if all(labels) and labels[0] not in labels[1] and labels[1] not in labels[0]:
        return True
    first, second = (_range_of(dossier, place) for place in (one, other))
    return first is not None and second is not None and first.name != second.name


def is_of_indicator(dossier: Dossier, place: Excerpt) -> bool:
    """Tell whether a place belongs to the row or the paragraph of an indicator."""
    return _range_of(dossier, place) is not None


def _of_two_projects(one: Evaluation, other: Evaluation) -> bool:
    return one.subject is other.subject is Subject.PROJECT and not same_subject(one, other)


def label_of(dossier: Dossier, place: Excerpt) -> str:
    """Return the name that the line of a place begins with, up to its colon; nothing where it begins with none."""
    text = dossier.recognitions[place.source].document.text
    found = _LABEL.match(text, text.rfind("\n", 0, place.start) + 1)
    return found["label"] if found is not None and found.end() <= place.start else ""


def _paper_of(dossier: Dossier, place: Excerpt) -> Evaluation | None:
    """Return the paper in which a place stands: the last that begins before it."""
    papers = dossier.recognitions[place.source].evaluations
    at = bisect_right(papers, place.start, key=lambda each: each.start) - 1
    return papers[at] if at >= 0 else None


def _range_of(dossier: Dossier, place: Excerpt) -> _Range | None:
    ranges = dossier.once("ranges of indicators", lambda: _ranges(dossier))[place.source]
    at = bisect_right(ranges, place.start, key=lambda each: each.start) - 1
    return ranges[at] if at >= 0 and place.start < ranges[at].end else None


def _ranges(dossier: Dossier) -> list[Sequence[_Range]]:
    return [
        sorted(
            (
                _Range(leaf.name.start, max(each.end for each in _excerpts(leaf)), label(leaf))
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
