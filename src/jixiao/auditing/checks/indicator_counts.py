"""Numbers of indicators told in a report against the indicators that it lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice

from jixiao.auditing.building import short
from jixiao.auditing.checks.scores import top_weights
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.documents import Excerpt
from jixiao.evaluations import Evaluation, Indicator
from jixiao.quantities import parse_quantity
from jixiao.recognition import Dossier, Recognition

_FAMILY = "计数"
_TOLD = re.compile(
    r"(?P<n>\d+|[一二两三四五六七八九十]+)个(?P<level>[一二三])级(?:绩效)?指标|(?P<level2>[一二三])级(?:绩效)?指标(?:共|有|为)?(?P<n2>\d+|[一二两三四五六七八九十]+)个"
)
_LOWEST = re.compile(
    r"(?:共设|设置|设定|设)(?:了|有|共)?(?:绩效|考核|评价|自评)*指标(?:共|合计)?(?P<n>\d+|[一二三四五六七八九十]+)[个项]"
)
_FEWEST_LISTED = 5
_MISCOUNTED = 2
_LEVELS = "一二三"
_HUNDRED = Decimal(100)


@check(
    "indicator-count",
    title="写明的指标个数与列出的一致",
    family=_FAMILY,
    basis="报告写明“几个一级指标、几个二级指标”的，应与正文或评分表列出的相符",
    severity=Severity.ERROR,
    explanation="只在正文把指标列全（分值合计100分）时判断；预算执行率算不算一级指标，两种数法都认。只写“共设指标12个”的，与逐项得分的指标核对。",
)
def indicator_count(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Told numbers of indicators of each level equal the numbers in the tree."""
    for recognition in dossier.recognitions:
        for report in recognition.reports:
            tree = _complete_tree(report, dossier)
            if tree is not None:
                yield from _report(recognition, report, tree)
                yield from _lowest(recognition, report, tree)


_IN_FORM = re.compile(
    r"(?:设置|设定|设)(?:了|有)?(?:绩效|考核|评价)?(?:三级)?指标(?:共)?(?P<n>\d+)[个项]|(?P<n2>\d+)[个项]三级(?:绩效)?指标"
)


@check(
    "form-indicator-count",
    title="写明的指标个数与表内所列一致",
    family=_FAMILY,
    basis="材料写明设置几个（三级）指标的，应与自评表所列相符",
    severity=Severity.ERROR,
    explanation="只在文件里只有一张自评表、且分值列全时判断。",
)
def form_indicator_count(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A told number of indicators equals the rows of the one form of a document."""
    for recognition in dossier.recognitions:
        forms = [f.evaluation for f in recognition.forms if f.evaluation.indicators]
        if len(forms) != 1 or not _all_read(forms[0]):
            continue
        nodes = list(forms[0].leaves())
        counts = {len(nodes)}
        for passage in (*recognition.passages, *recognition.cell_passages):
            for found in _IN_FORM.finditer(passage.clean):
                told = int(found["n"] or found["n2"])
                yield from _compare("form-indicator-count", passage.excerpt(*found.span()), told, 3, nodes, counts)


def _all_read(form: Evaluation) -> bool:
    """Tell whether the weights of the lowest indicators make 80, 90 or 100 points, so that no row is missing."""
    weights = [leaf.weight for leaf in form.leaves()]
    known = [w.value for w in weights if w is not None]
    return len(known) == len(weights) and sum(known, Decimal(0)) in (80, 90, _HUNDRED)


def _complete_tree(report: Evaluation, dossier: Dossier) -> Evaluation | None:
    """Return the paper whose tree the report speaks of: itself when complete, else the one form of the dossier."""
    if sum((w.value for w in top_weights(report)), Decimal(0)) == _HUNDRED:
        return report
    if report.indicators:
        return None
    same = (e for e in dossier.evaluations() if e.form.is_table and e.subject is report.subject and e.indicators)
    forms = list(islice(same, 2))
    complete = [f for f in forms if sum((w.value for w in top_weights(f)), Decimal(0)) == _HUNDRED]
    return complete[0] if len(complete) == 1 and len(forms) == 1 else None


def _report(recognition: Recognition, report: Evaluation, tree: Evaluation) -> Iterator[Relation | Finding]:
    levels = _levels(tree)
    second_wrong: int | None = None
    for passage in recognition.passages_in(report):
        for found in _TOLD.finditer(passage.clean):
            level = _LEVELS.index(found["level"] or found["level2"]) + 1
            told = _number(found["n"] or found["n2"])
            if told is None:
                continue
            excerpt = passage.excerpt(*found.span())
            nodes = levels[level]
            if level == 3 and not nodes:
                yield from _unlisted(excerpt, told, second_wrong, len(levels[2]))
                continue
            alone = sum(1 for root in tree.indicators if not root.children and "执行" not in root.name.text)
            counts = {len(nodes), len([n for n in nodes if "执行率" not in n.name.text])}
            if level > 1:  # a dimension without any below it may be told as its own category and indicator
                counts.add(len(nodes) + alone)
            second_wrong = told if level == 2 and told not in counts else second_wrong
            yield from _compare("indicator-count", excerpt, told, level, nodes, counts)


def _lowest(recognition: Recognition, report: Evaluation, tree: Evaluation) -> Iterator[Relation | Finding]:
    """Compare 共设指标12个, told without a level, with the scored indicators listed; a far number counts others."""
    nodes = list(tree.leaves())
    if len(nodes) < _FEWEST_LISTED or any(node.score is None for node in nodes):
        return
    counts = {len(nodes), len([n for n in nodes if "执行率" not in n.name.text])}
    for passage in recognition.passages_in(report):
        for found in _LOWEST.finditer(passage.clean) if "指标" in passage.clean else ():
            told = _number(found["n"])
            if told is not None and min(abs(told - count) for count in counts) <= _MISCOUNTED:
                with_rate = {len(nodes)} if _WITH_RATE.match(passage.clean, found.end()) else counts
                yield from _compare("indicator-count", passage.excerpt(*found.span()), told, 0, nodes, with_rate)


_WITH_RATE = re.compile(r"（含预算执行")


def _levels(tree: Evaluation) -> dict[int, list[Indicator]]:
    levels: dict[int, list[Indicator]] = {1: [], 2: [], 3: []}
    for root in tree.indicators:
        for node in root.walk():
            if node.level in levels:
                levels[node.level].append(node)
    return levels


def _number(text: str) -> int | None:
    quantity = parse_quantity(text + "个")
    return int(quantity.value) if quantity is not None else None


def _compare(
    check_id: str, excerpt: Excerpt, told: int, level: int, nodes: list[Indicator], counts: set[int]
) -> Iterator[Relation | Finding]:
    holds = told in counts
    places = (excerpt, *(short(n.name) for n in nodes))
    name = f"{_LEVELS[level - 1]}级指标" if level else "指标"
    match = Match.FACE if holds else Match.NONE
    yield Relation(check_id, f"列出的{name}{min(counts)}个", str(told), holds, match, places)
    if not holds:
        yield Finding(
            check_id,
            Severity.ERROR,
            f"写{told}个{name}，文中列出的是{min(counts)}个",
            places,
            expected=str(min(counts)),
            reported=str(told),
            working="＋".join("1" for _ in range(min(counts))) + f" = {min(counts)}",
        )


def _unlisted(excerpt: Excerpt, told: int, second_wrong: int | None, seconds: int) -> Iterator[Relation | Finding]:
    """Indicators of the third level that are told but not listed: doubtful where the second level is miscounted too."""
    if second_wrong is None or told <= seconds:
        return
    yield Relation(
        "indicator-count", f"二级指标只有{seconds}个，三级指标没有列出", str(told), False, Match.NONE, (excerpt,)
    )
    yield Finding(
        "indicator-count",
        Severity.WARNING,
        f"写{told}个三级指标，文中没有逐个列出，二级指标也只有{seconds}个",
        (excerpt,),
        expected=f"至多{seconds}",
        reported=str(told),
        kind="incomplete",
    )
