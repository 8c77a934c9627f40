"""Weights and scores of the indicator tree: each within its weight, each level adding up, the total following."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao.auditing.building import (
    as_sum,
    gap_severity,
    incomplete,
    label,
    layout_of,
    point_finding,
    point_relation,
    printed,
    scored_papers,
    short,
    sum_of,
)
from jixiao.auditing.misprint import is_turned
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.auditing.unread_points import may_be_unread
from jixiao.documents import Layout
from jixiao.evaluations import Evaluation, FundLine, Indicator, Points
from jixiao.recognition import Dossier
from jixiao.recognition.score_wording import GOT

_BASIS = "财预〔2020〕10号：绩效指标权重统一按百分制设置，得分最高不能超过该指标分值上限"
_FAMILY = "分值与得分"
_SUMMED = re.compile(r"(?:合计|小计|共计|总计|共)$")


def execution_line(evaluation: Evaluation) -> FundLine | None:
    """Return the fund row that carries the points of the execution rate, if the form has one."""
    return next((line for line in evaluation.funds if line.weight is not None), None)


@check(
    "score-within-weight",
    title="得分不超过分值",
    family=_FAMILY,
    basis=_BASIS,
    severity=Severity.ERROR,
    explanation="逐项比较得分与分值，得分大于分值即为错误。",
)
def score_within_weight(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Each printed score is at most its weight (财预〔2020〕10号)."""
    for evaluation, _ in scored_papers(dossier):
        for node in (n for root in evaluation.indicators for n in root.walk()):
            if node.weight is not None and node.score is not None:
                yield from _within(node.weight, node.score, label(node), short(node.name))
        for line in evaluation.funds:
            if line.weight is not None and line.score is not None:
                yield from _within(line.weight, line.score, "预算执行率", line.label)


def _within(weight: Points, score: Points, name: str, *more: object) -> Iterator[Relation | Finding]:
    holds = score.value <= weight.value
    excerpts = (score.excerpt, weight.excerpt, *(e for e in more if hasattr(e, "start")))
    yield Relation(
        "score-within-weight",
        f"{printed(score)} ≤ {printed(weight)}",
        printed(score),
        holds,
        Match.FACE if holds else Match.NONE,
        excerpts,  # type: ignore[arg-type]
    )
    if not holds:
        yield Finding(
            "score-within-weight",
            Severity.ERROR,
            f"“{name}”得{printed(score)}分，超过了分值{printed(weight)}分",
            (score.excerpt, weight.excerpt),
            expected=f"不超过{printed(weight)}",
            reported=printed(score),
            working=f"{printed(score)} > {printed(weight)}",
        )


@check(
    "weight-sum",
    title="下级分值之和等于上级分值",
    family=_FAMILY,
    basis=_BASIS,
    severity=Severity.ERROR,
    explanation="一级指标的分值应等于所属二级、三级指标分值之和。表格在转成文本时丢了行的，只提示可能缺行，不判错。",
)
def weight_sum(dossier: Dossier) -> Iterator[Relation | Finding]:
    """The weights of the children of a node add up to the node's own weight."""
    for evaluation, whole in scored_papers(dossier):
        for node in (n for root in evaluation.indicators for n in root.walk()):
            parts = [w for child in node.children if (w := weight_of(child)) is not None]
            if node.weight is None or not parts or len(parts) != len(node.children):
                continue
            total = sum_of(parts)
            places = [p.excerpt for p in parts]
            far = abs(total - node.weight.value) * 10 > node.weight.value * 3
            doubtful = len(parts) < 2 or (far and not _mistyped(node.weight, parts, total))
            doubtful = doubtful and not evaluation.form.is_table
            if total != node.weight.value and (
                doubtful or may_be_unread(dossier, evaluation, node.weight.value - total)
            ):
                continue
            yield point_relation("weight-sum", as_sum(parts), node.weight, total, places)
            if total != node.weight.value:
                yield _weight_fault(node, node.weight, parts, total, whole)


def _mistyped(whole: Points, parts: list[Points], total: Decimal) -> bool:
    """Tell whether one mistyped number, the whole or a part, explains why the parts do not make the whole."""
    gap = whole.value - total
    return is_turned(whole.value, total) or any(is_turned(part.value, part.value + gap) for part in parts)


def weight_of(node: Indicator) -> Points | None:
    """Return the weight of a node: its own, or the sum of its children's where only those are printed."""
    if node.weight is not None or not node.children:
        return node.weight
    parts = [weight_of(child) for child in node.children]
    known = [p for p in parts if p is not None]
    return Points(value=sum_of(known), excerpt=node.name) if len(known) == len(parts) else None


def score_of(node: Indicator) -> Points | None:
    """Return the score of a node: its own, or the sum of its children's where only those are printed."""
    if node.score is not None or not node.children:
        return node.score
    parts = [score_of(child) for child in node.children]
    known = [p for p in parts if p is not None]
    return Points(value=sum_of(known), excerpt=node.name) if len(known) == len(parts) else None


def _weight_fault(node: Indicator, weight: Points, parts: list[Points], total: Decimal, whole: bool) -> Finding:
    working = f"{as_sum(parts)} = {total:f}，与{printed(weight)}相差{abs(total - weight.value):f}"
    if not whole:
        return incomplete(
            "weight-sum",
            f"“{label(node)}”分值{printed(weight)}分，看得到的下级分值合计{total:f}分，可能有行缺失或错位",
            [short(node.name), weight.excerpt],
            printed(weight),
            f"{total:f}",
            working,
        )
    return point_finding(
        "weight-sum",
        Severity.ERROR,
        f"“{label(node)}”分值{printed(weight)}分，下级指标分值合计{total:f}分",
        weight,
        total,
        [p.excerpt for p in parts],
        working,
    )


@check(
    "weight-total",
    title="全部分值合计100分",
    family=_FAMILY,
    basis=_BASIS,
    severity=Severity.ERROR,
    explanation="预算执行率与各一级指标的分值合计应等于表上写的总分值（一般为100分）。",
)
def weight_total(dossier: Dossier) -> Iterator[Relation | Finding]:
    """All weights add up to the printed total weight."""
    for evaluation, whole in scored_papers(dossier):
        tops = top_weights(evaluation)
        full = evaluation.total_weight
        if full is None or not tops:
            if tops and sum_of(tops) == 100:
                full_weight = Points(value=sum_of(tops), excerpt=tops[0].excerpt)
                yield point_relation(
                    "weight-total", as_sum(tops), full_weight, full_weight.value, [p.excerpt for p in tops]
                )
            continue
        total = matching_total(evaluation, tops, full.value)
        if whole and total != full.value and may_be_unread(dossier, evaluation, full.value - total):
            continue
        yield point_relation("weight-total", as_sum(tops), full, total, [p.excerpt for p in tops])
        if total == full.value:
            continue
        working = f"{as_sum(tops)} = {total:f}"
        if whole:
            message = f"各项分值合计{total:f}分，总分值写{printed(full)}分"
            yield point_finding(
                "weight-total", Severity.ERROR, message, full, total, [p.excerpt for p in tops], working
            )
        else:
            gap = abs(full.value - total)
            message = f"看得到的分值合计{total:f}分，总分值为{printed(full)}分，相差{gap:f}分，可能有行缺失"
            places = [full.excerpt, *([evaluation.total_label] if evaluation.total_label else [])]
            severity = gap_severity(dossier, evaluation)
            yield incomplete("weight-total", message, places, printed(full), f"{total:f}", working, severity)


def top_weights(evaluation: Evaluation) -> list[Points]:
    """Return the weights of the top of the tree and of the execution rate; empty when one of them is not printed."""
    line = execution_line(evaluation)
    tops = [weight_of(node) for node in evaluation.indicators]
    known = [p for p in tops if p is not None]
    if not known or len(known) != len(tops):
        return []
    return [*([line.weight] if line is not None and line.weight is not None else []), *known]


def matching_total(evaluation: Evaluation, tops: list[Points], full: Decimal) -> Decimal:
    """Return the sum of TOPS; without the execution points where the indicators alone make the full weight."""
    total = sum_of(tops)
    line = execution_line(evaluation)
    if line is not None and line.weight is not None and total - line.weight.value == full:
        return full
    return total


@check(
    "score-sum",
    title="下级得分之和等于上级得分",
    family=_FAMILY,
    basis=_BASIS,
    severity=Severity.ERROR,
    explanation="一级指标写明的得分应等于所属下级指标得分之和。",
)
def score_sum(dossier: Dossier) -> Iterator[Relation | Finding]:
    """The scores of the children of a node add up to the node's own score."""
    for evaluation, whole in scored_papers(dossier):
        for node in (n for root in evaluation.indicators for n in root.walk()):
            parts = [s for child in node.children if (s := score_of(child)) is not None]
            if not parts or len(parts) != len(node.children):
                continue
            if node.score is None:
                yield from _within_branch(node, parts)
                continue
            total = sum_of(parts)
            told = _all_told(node) or (len(parts) > 1 and _mistyped(node.score, parts, total))
            told = told or evaluation.form.is_table
            if total != node.score.value and (
                not told or may_be_unread(dossier, evaluation, node.score.value - total, parts)
            ):
                continue
            yield point_relation("score-sum", as_sum(parts), node.score, total, [p.excerpt for p in parts])
            if total != node.score.value:
                yield point_finding(
                    "score-sum",
                    Severity.ERROR if whole else Severity.WARNING,
                    f"“{label(node)}”写得{printed(node.score)}分，下级指标得分合计{total:f}分",
                    node.score,
                    total,
                    [p.excerpt for p in parts],
                    f"{as_sum(parts)} = {total:f}，与{printed(node.score)}相差{abs(total - node.score.value):f}",
                )


def _all_told(node: Indicator) -> bool:
    """Tell whether prose tells all children of a node: their weights make the node's own, or none has a weight."""
    weights = [child.weight for child in node.children]
    known = [w for w in weights if w is not None]
    if not known:
        return len(weights) >= 2 and len(_scores_in_words(node)) <= len(weights)
    return len(known) == len(weights) and node.weight is not None and sum_of(known) == node.weight.value


def _scores_in_words(node: Indicator) -> list[Decimal]:
    """Return the scores that the words below a node tell besides its own: one of each part, if all were read."""
    text = node.body.text if node.body is not None else ""
    told = [Decimal(found["s"]) for found in GOT.finditer(text) if not _SUMMED.search(text[: found.start()])]
    return [value for value in told if node.score is None or value != node.score.value]


def _within_branch(node: Indicator, parts: list[Points]) -> Iterator[Relation]:
    if node.weight is not None:
        total = sum_of(parts)
        holds = total <= node.weight.value
        match = Match.FACE if holds else Match.NONE
        places = (short(node.name), *(p.excerpt for p in parts))
        yield Relation(
            "score-sum", f"{as_sum(parts)} ≤ {printed(node.weight)}", printed(node.weight), holds, match, places
        )


@check(
    "score-total",
    title="总分等于各项得分之和",
    family=_FAMILY,
    basis=_BASIS,
    severity=Severity.ERROR,
    explanation="总分应等于预算执行率得分与各项指标得分之和，按最低一级和按一级指标各算一次。",
)
def score_total(dossier: Dossier) -> Iterator[Relation | Finding]:
    """The total equals the sum of the lowest scores, and the sum of the scores printed at the top."""
    for evaluation, whole in scored_papers(dossier):
        total, leaves, tops = evaluation.total, leaf_scores(evaluation), _top_scores(evaluation)
        leaves = leaves or tops  # where a lowest indicator has no score of its own, the level above may tell all
        if total is None or not leaves:
            continue
        complete = weights_complete(evaluation) or (whole and evaluation.form.is_table)
        if not evaluation.form.is_table and not complete and not _unweighted(evaluation):
            continue
        if sum_of(leaves) != total.value and may_be_unread(dossier, evaluation, total.value - sum_of(leaves), leaves):
            continue
        complete = complete or not evaluation.form.is_table
        severity = gap_severity(dossier, evaluation)
        yield from _compare_total(evaluation, total, leaves, complete, severity, "各项得分")
        if tops and len(tops) != len(leaves) and sum_of(tops) != sum_of(leaves):
            yield from _compare_total(evaluation, total, tops, complete, severity, "按一级指标写的得分")


def _unweighted(evaluation: Evaluation) -> bool:
    """Tell whether a report tells several scores and no weights at all, so that all of them may be told."""
    leaves = list(evaluation.leaves())
    return len(leaves) >= 4 and all(leaf.weight is None for leaf in leaves)


def leaf_scores(evaluation: Evaluation) -> list[Points]:
    """Return the execution score and the scores of all lowest indicators; empty when one of these prints no score."""
    line = execution_line(evaluation)
    if evaluation.form.is_table:
        scores = [leaf.score for leaf in evaluation.leaves() if leaf.weight is not None or leaf.score is not None]
    else:
        scores = [score for node in evaluation.indicators for score in _lowest_scores(node)]
    known = [s for s in scores if s is not None]
    if not known or len(known) != len(scores):
        return []
    return [*([line.score] if line is not None and line.score is not None else []), *known]


def _lowest_scores(node: Indicator) -> Iterator[Points | None]:
    """Yield the scores at the bottom of a branch of prose; that of the node itself where not all parts were read."""
    parts = [s for child in node.children for s in _lowest_scores(child)]
    known = [s for s in parts if s is not None]
    lost = node.score is not None and (len(known) != len(parts) or sum_of(known) != node.score.value)
    if not parts or (lost and not _all_told(node)):
        if node.weight is not None or node.score is not None:
            yield node.score
    else:
        yield from parts


def _top_scores(evaluation: Evaluation) -> list[Points]:
    line = execution_line(evaluation)
    tops = [node.score for node in evaluation.indicators]
    known = [s for s in tops if s is not None]
    if len(known) != len(tops):
        return []
    return [*([line.score] if line is not None and line.score is not None else []), *known]


def weights_complete(evaluation: Evaluation) -> bool:
    """Tell whether the weights that were read make the full weight, so that no row can be missing."""
    tops = top_weights(evaluation)
    full = evaluation.total_weight.value if evaluation.total_weight is not None else Decimal(100)
    return bool(tops) and matching_total(evaluation, tops, full) == full


def _compare_total(
    evaluation: Evaluation, total: Points, parts: list[Points], complete: bool, severity: Severity, what: str
) -> Iterator[Relation | Finding]:
    computed = sum_of(parts)
    line = execution_line(evaluation)
    if line is not None and line.score is not None and computed - line.score.value == total.value:
        parts, computed = [p for p in parts if p is not line.score], total.value
    places = [p.excerpt for p in parts]
    yield point_relation("score-total", as_sum(parts), total, computed, places)
    if computed == total.value:
        return
    working = f"{as_sum(parts)} = {computed:f}，与{printed(total)}相差{abs(computed - total.value):f}"
    if complete:
        message = f"{what}合计{computed:f}分，总分写{printed(total)}分"
        yield point_finding("score-total", Severity.ERROR, message, total, computed, places, working)
    else:
        message = f"看得到的得分合计{computed:f}分，总分写{printed(total)}分，表中可能有行缺失，不能判定"
        yield incomplete("score-total", message, [total.excerpt], printed(total), f"{computed:f}", working, severity)


@check(
    "total-missing",
    title="总分栏不能空着",
    family="必填项",
    basis="各地自评表的“总分”行均须填写得分",
    severity=Severity.ERROR,
    explanation="各项得分都填了，总分栏却没有得分。",
)
def total_missing(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A form whose every row has a score has a total too."""
    for evaluation, _ in scored_papers(dossier):
        leaves = leaf_scores(evaluation)
        if evaluation.total_label is None or evaluation.total is not None or len(leaves) < 2:
            continue
        total = sum_of(leaves)
        yield Finding(
            "total-missing",
            Severity.ERROR,
            f"总分栏没有填得分，各项得分合计{total:f}分",
            (evaluation.total_label, *([evaluation.total_weight.excerpt] if evaluation.total_weight else [])),
            expected=f"{total:f}",
            reported="（空）",
            working=f"{as_sum(leaves)} = {total:f}",
        )


@check(
    "duplicate-indicator",
    title="指标不重名",
    family="分值与得分",
    basis="财预〔2020〕10号：指标应当指向明确、不交叉重复",
    severity=Severity.WARNING,
    explanation="同一张表里两个三级指标同名，可能是名称填错，也可能是重复计分。",
)
def duplicate_indicator(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Two indicators of one category do not share a name."""
    for evaluation, _ in scored_papers(dossier):
        if not evaluation.form.is_table or layout_of(dossier, evaluation) is Layout.FLAT:
            continue
        for parent in (n for root in evaluation.indicators for n in root.walk()):
            seen: dict[str, Indicator] = {}
            for node in parent.children:
                name = label(node)
                if node.children or len(name) < 4:
                    continue
                if name in seen:
                    yield Finding(
                        "duplicate-indicator",
                        Severity.WARNING,
                        f"同一类下有两个指标都叫“{name}”，请核对名称或合并",
                        (short(node.name), short(seen[name].name)),
                        reported=name,
                    )
                seen.setdefault(name, node)
