"""Short ways to say a relation or a finding over points, amounts and targets, shared by the checks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from jixiao.auditing.arithmetic import plain
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.documents import Excerpt, Layout
from jixiao.evaluations import Evaluation, Indicator, Points
from jixiao.quantities import Interval, Quantity, Target, stated_actual, stated_target
from jixiao.recognition import Dossier, FormTable, clean_text

NO_REASON = frozenset({"", "无", "—", "-", "——", "/", "无。", "无偏差", "暂无", "没有", "否", "不适用", "无原因"})


def scored_papers(dossier: Dossier) -> Iterator[tuple[Evaluation, bool]]:
    """Yield every evaluation with an indicator tree, and whether nothing of it can have been lost in reading."""
    for evaluation in dossier.once("evaluations", lambda: list(dossier.evaluations())):
        if evaluation.indicators or evaluation.funds:
            form = form_of(dossier, evaluation)
            yield evaluation, form is None or form.complete or form.layout is Layout.GRID


def layout_of(dossier: Dossier, evaluation: Evaluation) -> Layout:
    """Return the layout of the table that EVALUATION was read from; ``GRID`` for prose, where nothing is lost."""
    form = form_of(dossier, evaluation)
    return form.layout if form is not None else Layout.GRID


def gap_severity(dossier: Dossier, evaluation: Evaluation) -> Severity:
    """Return how grave a gap is: in a table misread or without rows, or two forms read as one, it is ours."""
    form = form_of(dossier, evaluation)
    overlaid = sum(1 for line in evaluation.funds if line.weight is not None) > 1
    doubtful = form is not None and form.doubtful
    ours = overlaid or doubtful or layout_of(dossier, evaluation) is Layout.FLAT
    return Severity.INFO if ours else Severity.WARNING


def form_of(dossier: Dossier, evaluation: Evaluation) -> FormTable | None:
    """Return the form that EVALUATION was read from, ``None`` for a report."""
    return dossier.once("forms", lambda: {id(f.evaluation): f for f in dossier.forms()}).get(id(evaluation))


def sum_of(points: Iterable[Points]) -> Decimal:
    """Add up points exactly."""
    return sum((p.value for p in points), Decimal(0))


def as_sum(points: Sequence[Points]) -> str:
    """Write points as a sum: ``9+10+15+14``."""
    return "+".join(printed(p) for p in points)


def printed(points: Points) -> str:
    """Return points as printed, without what stands around the number."""
    return f"{points.value:f}"


def point_relation(
    check: str, expression: str, reported: Points, computed: Decimal, parts: Iterable[Excerpt]
) -> Relation:
    """Return the exact relation ``computed == reported`` over points."""
    holds = computed == reported.value
    return Relation(
        check=check,
        expression=expression,
        reported=printed(reported),
        holds=holds,
        match=Match.FACE if holds else Match.NONE,
        excerpts=(reported.excerpt, *parts),
        interval=Interval.point(computed),
        computed=plain(computed),
    )


def point_finding(
    check: str,
    severity: Severity,
    message: str,
    reported: Points,
    computed: Decimal,
    parts: Iterable[Excerpt],
    working: str,
) -> Finding:
    """Return the finding that printed points do not equal what they are made of."""
    return Finding(
        check=check,
        severity=severity,
        message=message,
        excerpts=(reported.excerpt, *parts),
        expected=plain(computed),
        reported=printed(reported),
        interval=Interval.point(computed),
        working=working,
    )


def incomplete(
    check: str,
    message: str,
    excerpts: Sequence[Excerpt],
    expected: str,
    reported: str,
    working: str = "",
    severity: Severity = Severity.WARNING,
) -> Finding:
    """Return a finding that something seems to be missing, so that nothing can be judged."""
    return Finding(
        check=check,
        severity=severity,
        message=message,
        excerpts=tuple(excerpts),
        expected=expected,
        reported=reported,
        kind="incomplete",
        working=working,
    )


def label(node: Indicator) -> str:
    """Return an indicator's name for a message, without its points and numbering."""
    return _label(clean_text(node.name.text))


@lru_cache(maxsize=4096)
def _label(name: str) -> str:
    name = re.sub(r"^(?:\d+[.、]|（[一二三四五六七八九十\d]+）|[一二三四五六七八九十]+、|指标\d+[：:]?)", "", name)
    name = re.split(r"[（：，]", name)[0] or name
    return re.sub(r"(?<=.{2})(?:(?:满分|分值|权重|得|未得|不得)?[\d.]*分|分值|满分|权重|。)$", "", name)[:24]


def target_of(node: Indicator) -> Target | None:
    """Return the target of an indicator, put together from its nature, value and unit where the form parts them."""
    if node.target is None:
        return None
    nature, unit = (clean_text(part.text) if part else "" for part in (node.nature, node.unit))
    return stated_target(clean_text(node.target.text), nature, unit)


def actual_of(node: Indicator) -> Quantity | None:
    """Return the actual value of an indicator as a quantity; ``None`` when it is told in words."""
    if node.actual is None:
        return None
    return stated_actual(clean_text(node.actual.text), clean_text(node.unit.text) if node.unit else "")


def same_kind(target: Quantity, actual: Quantity) -> Quantity:
    """Give an actual without a unit the unit and scale of its target, as forms often print the unit once."""
    if not actual.unit and target.unit:
        return replace(actual, unit=target.unit, scale=target.scale if actual.scale == 1 else actual.scale)
    return actual


def says_no_reason(reason: Excerpt | None) -> bool:
    """Tell whether a reason cell is there and gives no reason."""
    return reason is not None and clean_text(reason.text) in NO_REASON


def short(excerpt: Excerpt, most: int = 60) -> Excerpt:
    """Cut an excerpt to MOST characters."""
    if excerpt.end - excerpt.start <= most:
        return excerpt
    return Excerpt(excerpt.text[:most], excerpt.start, excerpt.start + most, excerpt.source)
