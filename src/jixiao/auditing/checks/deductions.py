"""Points taken off in prose: that the listed deductions make the whole one, and that each has its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao.auditing.arithmetic import plain
from jixiao.auditing.building import label, printed, scored_papers, short
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.recognition import Dossier, Passage

_FAMILY = "分值与得分"
_RULE = re.compile(r"每|按|规定|如|若|则|不得分")
_DEDUCTION = re.compile(r"(?:扣减|扣除|扣)(?:了)?(?P<d>\d+(?:\.\d+)?)分")
_CAUSE = re.compile(r"原因|因|由于|系|主要|为(?=[\d一-龥])|未|不足|不全|不齐|逾期|延|迟|超|缺|错|少|没有|按|每")


@check(
    "deduction-sum",
    title="逐项扣分之和等于总扣分",
    family=_FAMILY,
    basis="文中写明总扣分、又逐项列出扣分的，应当相等",
    severity=Severity.ERROR,
    explanation="“扣3分。其中甲扣1分，乙扣1分”，逐项相加与总扣分核对。",
)
def deduction_sum(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Deductions listed behind 其中 add up to the deduction told before it."""
    for passage in dossier.passages():
        if passage.clean.count("扣") < 3 or "其中" not in passage.clean:
            continue
        found = list(_DEDUCTION.finditer(passage.clean))
        among = passage.clean.find("其中")
        before = [m for m in found if m.end() <= among]
        behind = [m for m in found if m.start() > among]
        if len(before) == 1 and len(behind) >= 2:
            yield from _compare(passage, before[0], behind)


def _compare(passage: Passage, whole: re.Match[str], parts: list[re.Match[str]]) -> Iterator[Relation | Finding]:
    told = Decimal(whole["d"])
    total = sum((Decimal(m["d"]) for m in parts), Decimal(0))
    excerpts = (passage.excerpt(*whole.span()), *(passage.excerpt(*m.span()) for m in parts))
    expression = "＋".join(m["d"] for m in parts)
    match = Match.FACE if total == told else Match.NONE
    yield Relation("deduction-sum", expression, whole["d"], total == told, match, excerpts)
    if total != told:
        yield Finding(
            "deduction-sum",
            Severity.ERROR,
            f"写扣{whole['d']}分，逐项扣分合计{plain(total)}分",
            excerpts,
            expected=plain(total),
            reported=whole["d"],
            working=f"{expression} = {plain(total)}",
        )


@check(
    "deduction-score",
    title="得分等于分值减扣分",
    family=_FAMILY,
    basis="文中或表中写明“扣几分”的，应等于分值减得分",
    severity=Severity.WARNING,
    explanation="一项指标的说明里只写了一处扣分的，核对分值－扣分＝得分。",
)
def deduction_score(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Weight less the one deduction told for an indicator is its score."""
    for evaluation, _ in scored_papers(dossier):
        for node in evaluation.leaves():
            texts = [e.text for e in (node.body, node.reason) if e is not None]
            told = [re.sub(r"\s", "", text) for text in texts]
            found = [m for text in told for m in _DEDUCTION.finditer(text) if not _is_rule(text, m.start())]
            if node.weight is None or node.score is None or len(found) != 1:
                continue
            computed = node.weight.value - Decimal(found[0]["d"])
            holds = computed == node.score.value
            excerpts = (node.score.excerpt, node.weight.excerpt, short(node.name))
            expression = f"{printed(node.weight)} － {found[0]['d']}"
            match = Match.FACE if holds else Match.NONE
            yield Relation("deduction-score", expression, printed(node.score), holds, match, excerpts)
            if not holds and node.score.value < node.weight.value:
                yield Finding(
                    "deduction-score",
                    Severity.WARNING,
                    f"“{label(node)}”分值{printed(node.weight)}分，写扣{found[0]['d']}分，得分却是{printed(node.score)}分",
                    excerpts,
                    expected=plain(computed),
                    reported=printed(node.score),
                    working=f"{expression} = {plain(computed)}",
                )


def _is_rule(text: str, at: int) -> bool:
    """Tell whether the clause before AT says how points would be taken off, not that they were."""
    clause = re.split(r"[，。；]", text[:at])[-2:]
    return any(_RULE.search(words) for words in clause)
