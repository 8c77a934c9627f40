"""Satisfaction told without the survey that it rests on: as a bound, as nearly everybody's, or scored all the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jixiao.auditing.building import actual_of, label, same_kind, short, target_of
from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.papers import Paper, papers, with_notes
from jixiao.auditing.registry import check
from jixiao.documents import Excerpt
from jixiao.evaluations import Indicator
from jixiao.recognition import Dossier, Figure, Passage, clean_text

_SATISFACTION = re.compile(r"满意[度率]|满意")
_SURVEY = re.compile(
    r"调查|问卷|回访|抽样|样本|发放|收回|测评|走访|好差评|评价器|抽取|抽查\d+[人户名]|访谈|访问|随机|表示满意|\d[人份户名]满意"
)
_SHEETS = re.compile(r"问卷|满意度(?:调查|测评)")
_NEARLY_ALL = Decimal("0.99")
_BOUND_BEFORE = re.compile(r"(?:超过?|高于|大于|>)$")
_BOUND_BEHIND = re.compile(r"^(?:及?以上|左右)")
_BOUND_CELL = re.compile(r"^[≥>＞≧]|^(?:超过?|高于|大于|不低于)|以上$")
_TARGET_BEHIND = re.compile(r"^(?:以上)?的?(?:年度|年初|预期|绩效)*(?:目标|指标值|要求)")
_TARGET_BEFORE = re.compile(r"目标|不低于|年初|计划|要求|设定|≥$")
_OTHER_MATTER = re.compile(r"上年|去年|同期|比|较")
_NAMED_WITHIN = 30


@dataclass(frozen=True, slots=True)
class _Told:
    """A satisfaction that a paper tells: its place, its value, and whether only a bound is told."""

    excerpt: Excerpt
    value: Decimal
    bound: bool


@check(
    "satisfaction-without-survey",
    title="满意度应有确切数值和调查依据",
    family="指标是否可衡量",
    basis="财预〔2020〕10号：满意度指标反映服务对象的认可程度，应有调查数据支撑",
    severity=Severity.WARNING,
    explanation="满意度只写“超90%”“95%以上”，或者写99%以上，或者在报告里计了分，全文却没有调查方法和样本数。"
    "自评表里低于99%的确切数值不判。",
)
def satisfaction_without_survey(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A satisfaction told only as a bound, as nearly everybody's, or scored in a report, without a survey."""
    surveyed_reports = [paper for paper in papers(dossier) if paper.is_report and _surveyed(paper)]
    for paper in papers(dossier):
        told = _told_in_report(paper) if paper.is_report else _told_in_form(paper)
        if told and not _surveyed(paper) and (paper.is_report or not surveyed_reports):
            yield from _judge(paper, told)


def _judge(paper: Paper, told: Sequence[_Told]) -> Iterator[Finding]:
    scored = [
        leaf for leaf in paper.evaluation.leaves() if _SATISFACTION.search(label(leaf)) and leaf.score is not None
    ]
    bounds = [each for each in told if each.bound and (any(map(_full, scored)) or not paper.is_report)]
    extremes = [each for each in told if not each.bound and each.value >= _NEARLY_ALL]
    others = [each for each in told if not each.bound and scored and paper.is_report]
    found = bounds or extremes or others
    if not found:
        return
    yield Finding(
        "satisfaction-without-survey",
        Severity.WARNING,
        f"“{clean_text(found[0].excerpt.text)}”"
        + ("没有确切数值，也" if bounds else "")
        + "没有调查方法和样本数"
        + ("，却得满分" if bounds and any(map(_full, scored)) else "，无法核对"),
        tuple(short(e) for e in (*(each.excerpt for each in found), *_titles(paper))),
        expected="满意度数值、调查方法和样本数",
        reported=clean_text(found[0].excerpt.text)[-12:],
    )


def _full(leaf: Indicator) -> bool:
    return leaf.weight is not None and leaf.score is not None and leaf.score.value >= leaf.weight.value > 0


def _told_in_form(paper: Paper) -> list[_Told]:
    """Return the actual values of the satisfaction indicators of a form."""
    return [each for leaf in paper.evaluation.leaves() for each in _of_leaf(leaf)]


def _of_leaf(leaf: Indicator) -> Iterator[_Told]:
    actual, target = actual_of(leaf), target_of(leaf)
    if leaf.actual is None or not _SATISFACTION.search(label(leaf)):
        return
    words = clean_text(leaf.actual.text)
    if actual is not None and target is not None and target.quantity is not None:
        actual = same_kind(target.quantity, actual)
    if actual is not None and actual.unit == "%":
        yield _Told(leaf.actual, actual.value, bool(_BOUND_CELL.search(words)))
    elif _BOUND_CELL.search(words) and any(c.isdigit() for c in words):
        yield _Told(leaf.actual, Decimal(0), bound=True)


def _told_in_report(paper: Paper) -> list[_Told]:
    """Return the satisfaction figures of a report: of its prose, and of its indicators."""
    told = [each for placed in paper.placed if not placed.plans for each in _in_passage(placed.passage)]
    return told or _told_in_form(paper)


def _in_passage(passage: Passage) -> Iterator[_Told]:
    clean = passage.clean
    for figure in passage.figures if "满意" in clean else ():
        start = passage.sentence_of(figure.start)[0]
        before = clean[max(start, figure.start - _NAMED_WITHIN) : figure.start]
        if figure.quantity.unit != "%" or not _SATISFACTION.search(before) or not _is_result(passage, figure):
            continue
        behind = _BOUND_BEHIND.match(clean[figure.end :])
        end = figure.end + (behind.end() if behind else 0)
        bound = bool(behind) or bool(_BOUND_BEFORE.search(figure.subject))
        yield _Told(passage.excerpt(figure.start - len(figure.subject), end), figure.quantity.value, bound)


def _is_result(passage: Passage, figure: Figure) -> bool:
    """Tell a satisfaction that was reached from a target, an earlier one, and a rate of something else."""
    if _TARGET_BEFORE.search(figure.subject) or _OTHER_MATTER.search(figure.subject):
        return False
    named = _SATISFACTION.search(figure.subject) or re.search(r"实际|达到?|完成|为", figure.subject)
    return named is not None and not _TARGET_BEHIND.match(passage.clean[figure.end :])


def _titles(paper: Paper) -> Iterator[Excerpt]:
    """Yield the titles of paragraphs on satisfaction that tell a figure in their own text."""
    for placed in paper.placed if paper.is_report else ():
        title = placed.titles[-1] if placed.titles else ""
        at = placed.passage.clean.find(title)
        if title and _SATISFACTION.search(title) and at >= 0 and placed.passage.figures:
            yield placed.passage.excerpt(at, at + len(title))


def _surveyed(paper: Paper) -> bool:
    """Tell whether a paper says how satisfaction was found out: in a paragraph on it, or by naming a questionnaire."""
    texts = [p.clean for p in with_notes(paper)]
    if not paper.is_report:
        texts += [clean_text(leaf.reason.text) for leaf in paper.evaluation.leaves() if leaf.reason is not None]
    return any(_SHEETS.search(t) or (_SATISFACTION.search(t) and _SURVEY.search(t)) for t in texts)
