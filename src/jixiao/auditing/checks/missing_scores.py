"""Cells of a form left blank that the others call for: a score, an actual value, the total of all scores."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from jixiao.auditing.building import as_sum, label, printed, short, sum_of
from jixiao.auditing.checks.scores import execution_line, leaf_scores
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.documents import Cell, Excerpt, Layout, Table
from jixiao.evaluations import Evaluation, Indicator, Points
from jixiao.quantities import parse_number
from jixiao.recognition import Dossier, FormTable, clean_text
from jixiao.recognition.columns import is_blank

_FEWEST_SCORED = 3


@check(
    "score-missing",
    title="有分值、有完成值的指标不能没有得分",
    family="必填项",
    basis="各地自评表：每个指标逐行填写得分",
    severity=Severity.ERROR,
    explanation="同一张表其余指标都填了得分，只有一两行空着。总分已写明的，算出这一行应有的得分。",
)
def score_missing(dossier: Dossier) -> Iterator[Relation | Finding]:
    """In a form that scores its indicators, a row with weight and actual value has a score."""
    for form in dossier.forms():
        leaves = list(form.evaluation.leaves())
        blank = [leaf for leaf in leaves if _unscored(leaf, _in_words_only(form, leaves))]
        scored = [leaf for leaf in leaves if leaf.score is not None]
        if blank and len(scored) >= max(_FEWEST_SCORED, 3 * len(blank)):
            yield from (_finding(form.evaluation, leaf, len(blank)) for leaf in blank)


def _in_words_only(form: FormTable, leaves: Sequence[Indicator]) -> bool:
    """Tell whether a form has no column for actual values at all; only a full grid shows that surely."""
    return form.layout is Layout.GRID and all(leaf.actual is None for leaf in leaves)


def _unscored(leaf: Indicator, in_words_only: bool) -> bool:
    filled = in_words_only or (leaf.actual is not None and not is_blank(clean_text(leaf.actual.text)))
    return leaf.score is None and leaf.weight is not None and filled


def _finding(evaluation: Evaluation, leaf: Indicator, blanks: int) -> Finding:
    due = _due(evaluation, leaf) if blanks == 1 else None
    words = f"，按总分推算应为{due}分" if due else ""
    places = [leaf.weight.excerpt] if leaf.weight is not None else []
    return Finding(
        "score-missing",
        Severity.ERROR,
        f"“{label(leaf)}”有分值{'和完成值' if leaf.actual is not None else ''}，得分空着{words}",
        (short(leaf.name), *places, *([leaf.actual] if leaf.actual is not None else [])),
        expected=due or "填写得分",
        reported="（空）",
    )


def _due(evaluation: Evaluation, leaf: Indicator) -> str | None:
    """Return the score that the total leaves for a row, when it lies between nothing and the row's weight."""
    if evaluation.total is None or leaf.weight is None:
        return None
    line = execution_line(evaluation)
    told = [other.score for other in evaluation.leaves()] + [line.score if line is not None else None]
    rest = evaluation.total.value - sum((p.value for p in told if p is not None), Decimal(0))
    return f"{rest:f}" if Decimal(0) <= rest <= leaf.weight.value else None


_FEWEST_FILLED = 5
_MOST_BLANK = 2


@check(
    "actual-missing",
    title="个别指标的完成值不能空着",
    family="必填项",
    basis="各地自评表：每个指标逐行填写实际完成值",
    severity=Severity.ERROR,
    explanation="同一张表其余指标都填了完成值，只有一两行空着。没有列明行列的文本表格，只在有目标值而完成值一格确为空格子时才判。",
)
def actual_missing(dossier: Dossier) -> Iterator[Relation | Finding]:
    """In a form that fills in its actual values, a row with a target has one too."""
    for form in dossier.forms():
        yield from (_no_actual(leaf, leaf.target) for leaf in blank_actuals(form) if leaf.target is not None)


def blank_actuals(form: FormTable) -> list[Indicator]:
    """Return the one or two rows of a form whose actual value is blank while all others fill it in."""
    leaves = list(form.evaluation.leaves()) if form.layout is not Layout.FLAT else []
    blank = [leaf for leaf in leaves if _unreached(leaf)]
    filled = sum(1 for leaf in leaves if leaf.actual is not None and not is_blank(clean_text(leaf.actual.text)))
    return blank if len(blank) <= _MOST_BLANK and filled >= _FEWEST_FILLED else []


def _unreached(leaf: Indicator) -> bool:
    """Tell whether a row has a target and an empty cell for its actual value, and not even a word on it elsewhere."""
    aimed = leaf.target is not None and not is_blank(clean_text(leaf.target.text))
    empty = leaf.actual is not None and not clean_text(leaf.actual.text)
    told = leaf.reason is not None and any(c.isdigit() for c in leaf.reason.text)
    return aimed and empty and not told


def _no_actual(leaf: Indicator, target: Excerpt) -> Finding:
    scored = f"，却得{printed(leaf.score)}分" if leaf.score is not None else ""
    return Finding(
        "actual-missing",
        Severity.ERROR,
        f"“{label(leaf)}”目标{clean_text(target.text)}，完成值空着{scored}",
        (short(leaf.name), short(target)),
        expected="填写实际完成值",
        reported="（空）",
    )


_TOTAL_FIELD = re.compile(
    r"^(?:项目|绩效)?(?:自评|评价|综合|最终)?(?:总分|总得分|得分合计|合计得分)(?:（(?:满分)?\d*分）)?：?$|^(?:自评|评价)(?:得分|分数)：$"
)


@check(
    "total-field-blank",
    title="各项得分填了，“自评总分”一栏不能空着",
    family="必填项",
    basis="各地自评表设“自评总分”一栏，等于预算执行率得分与各项指标得分之和",
    severity=Severity.ERROR,
    explanation="表中有“自评总分”“总得分”一栏，右边是空格子，而各项得分已经填写；别处写了同一总分的，只作提示。",
)
def total_field_blank(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A field for the total, besides the closing row, is filled in where the scores are."""
    for recognition in dossier.recognitions:
        for form in recognition.forms:
            scores = leaf_scores(form.evaluation)
            if form.layout is Layout.FLAT or len(scores) < _FEWEST_SCORED:
                continue
            for table in recognition.tables_in(form.evaluation):
                for cell in _blank_totals(table, form.evaluation):
                    where = recognition.excerpt(cell.span.start, cell.span.end)
                    yield _no_total(form.evaluation, scores, where)


def _blank_totals(table: Table, evaluation: Evaluation) -> Iterator[Cell]:
    """Yield the labels of totals in the range of EVALUATION with nothing but blanks beside them and below."""
    rows = table.by_row()
    for row, below in pairwise([*rows, []]):
        inside = [cell for cell in row if evaluation.start <= cell.span.start < evaluation.end]
        if evaluation.total_label is not None and any(c.span.start == evaluation.total_label.start for c in inside):
            continue
        for at, cell in enumerate(inside):
            if not _TOTAL_FIELD.match(clean_text(cell.text)):
                continue
            beside = inside[at + 1 :]
            filled = any(clean_text(c.text) for c in beside)
            under = any(c.column == cell.column and parse_number(clean_text(c.text)) is not None for c in below)
            if beside and not filled and not under:
                yield cell


def _no_total(evaluation: Evaluation, scores: list[Points], where: Excerpt) -> Finding:
    due = sum_of(scores)
    told = evaluation.total is not None and evaluation.total.value == due
    return Finding(
        "total-field-blank",
        Severity.INFO if told else Severity.ERROR,
        f"“{clean_text(where.text).rstrip('：')}”一栏空着，各项得分合计{due:f}分",
        (short(where),),
        expected=f"{due:f}",
        reported="（空）",
        working=f"{as_sum(scores)} = {due:f}",
    )


_SCORE_FIELD = re.compile(
    r"^(?:项目|绩效)?(?:(?:自评|评价|综合)(?:得分|分数|总分|总得分)|总得分)(?:（(?:满分)?\d*分?）)?：?$"
)


@check(
    "total-field",
    title="表头的自评得分等于表末的总分",
    family="前后一致",
    basis="同一张自评表只有一个总分，表头、表末两处应当相同",
    severity=Severity.ERROR,
    explanation="表头有“自评得分”一栏的，与表末“总分”“合计”行的得分核对；表末的总分等于各项得分之和的，判表头写错。",
)
def total_field(dossier: Dossier) -> Iterator[Relation | Finding]:
    """The total in a field at the head of a form is that of its closing row, where the scores make the latter."""
    for recognition in dossier.recognitions:
        for form in recognition.forms:
            total, scores = form.evaluation.total, leaf_scores(form.evaluation)
            if form.layout is Layout.FLAT or total is None or len(scores) < _FEWEST_SCORED:
                continue
            for table in recognition.tables_in(form.evaluation):
                for cell in _told_in_head(table, form.evaluation):
                    head = recognition.excerpt(cell.span.start, cell.span.end)
                    yield from _same_total(head, total, sum_of(scores) == total.value)


def _told_in_head(table: Table, evaluation: Evaluation) -> Iterator[Cell]:
    """Yield the numbers beside labels of the total among the fields in front of the first indicator."""
    first = min((leaf.name.start for leaf in evaluation.leaves()), default=evaluation.start)
    for row in table.by_row():
        for name, beside in pairwise(cell for cell in row if evaluation.start <= cell.span.start < first):
            number = parse_number(clean_text(beside.text))
            if _SCORE_FIELD.match(clean_text(name.text)) and number is not None:
                yield beside


def _same_total(head: Excerpt, total: Points, proven: bool) -> Iterator[Relation | Finding]:
    number = parse_number(clean_text(head.text))
    if number is None or total.excerpt.start == head.start:
        return
    told = number[0]
    holds = told == total.value
    match = Match.FACE if holds else Match.NONE
    if holds or proven:
        yield Relation("total-field", f"总分{printed(total)}", head.text, holds, match, (head, total.excerpt))
    if proven and not holds:
        yield Finding(
            "total-field",
            Severity.ERROR,
            f"表头得分写{told:f}，表末总分是{printed(total)}，各项得分合计也是{printed(total)}",
            (head, total.excerpt),
            expected=printed(total),
            reported=f"{told:f}",
        )
