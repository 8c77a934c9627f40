"""Words that the budget was never changed, or all used up, against the budgets and rests of the same paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao.auditing.budgets import Budget, accounts_of, whole
from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.papers import Claim, claims, clause_before, contradicted
from jixiao.auditing.registry import check
from jixiao.documents import Excerpt
from jixiao.recognition import Dossier

_FAMILY = "文字与数字"
_BASIS = "财预〔2020〕10号：绩效自评应当内容完整、数据真实、结果客观，文字结论与数据相符"
_UNCHANGED = re.compile(
    r"(?:没有|未曾?|从未|无|不存在)(?:再)?(?:发生|出现|进行|作|做|有)?(?:过)?(?:任何|其他)?(?:年中)?(?:预算)?的?"
    r"(?:追加|调整|调增|调剂)(?:过)?(?:预算)?(?:事项|情况|行为)?(?=[，。；、]|$)"
)
_OF_BUDGET = re.compile(r"预算|追加|年中|年内|年度内|资金|经费")
_OF_OTHERS = re.compile(r"三公|采购|公用经费|会议费|培训费|目标|指标|标准|政策|待遇|人员|连续|计划")
_USED_UP = re.compile(
    r"(?:已|均|都)*(?:全部|全额|足额|悉数)(?:已)?(?:使用|支出|执行|支付|拨付|用)(?:完毕|完成|完|到位)(?=[，。；、]|$)"
    r"|(?:没有|未|无)(?:形成|出现|产生)?(?:任何)?(?:资金)?(?:沉淀|闲置)(?:资金)?(?=[，。；、]|$)"
)
_OF_MONEY = re.compile(r"(?:资金|经费|预算|补助|款)")
_PART = re.compile(
    r"第[一二三四]?[批季次]|[一二三四]季度|上半年|每|\d|上级|中央|省级|市级|县级|结转|尾款|合同|工资|基金|其中|采购|该|已(?:下达|到位|拨付)"
)
_USED = Decimal("0.99")


@check(
    "claim-no-addition",
    title="称预算未追加、未调整应与预算数相符",
    family=_FAMILY,
    basis=_BASIS,
    severity=Severity.WARNING,
    explanation="文中说“没有发生预算追加”“预算未作调整”，同一份材料里年初预算与全年（调整后）预算却不一样。只说“三公”等单项经费的不判。",
)
def claim_no_addition(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A claim that the budget was not changed is held against an initial and an adjusted budget that differ."""
    accounts = accounts_of(dossier)
    for paper in accounts.papers:
        told = [c for c in claims(paper, _UNCHANGED) if _speaks_of_budget(c)]
        changed = [b for b in whole(accounts.related(paper)) if _changed(b)][:1] if told else []
        for budget in changed:
            yield from (contradicted("claim-no-addition", claim, budget.told(), _ends(budget)) for claim in told)


def _speaks_of_budget(claim: Claim) -> bool:
    """Tell whether budgets are said not to have changed; a clause without a subject goes on with the one before it."""
    clean = claim.placed.passage.clean
    before = "" if claim.clause else clause_before(clean, max(claim.start - 1, 0))
    about = before + claim.clause + claim.words
    return _OF_BUDGET.search(about) is not None and _OF_OTHERS.search(about) is None


def _changed(budget: Budget) -> bool:
    if budget.initial is None or budget.adjusted is None:
        return False
    return not budget.initial.quantity.rounding().meets(budget.adjusted.quantity.rounding())


def _ends(budget: Budget) -> list[Excerpt]:
    return [a.excerpt for a in (budget.adjusted, budget.initial) if a is not None]


@check(
    "claim-used-up",
    title="称资金全部用完应与执行情况相符",
    family=_FAMILY,
    basis=_BASIS,
    severity=Severity.WARNING,
    explanation="文中说资金“已全部使用完毕”“没有形成沉淀”，而同一笔钱的各处执行率都在99%以下。只说某一批、某一项资金的不判。",
)
def claim_used_up(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A claim that all money was used is held against execution rates that all lie below 99 %."""
    accounts = accounts_of(dossier)
    for paper in accounts.papers:
        told = [c for c in claims(paper, _USED_UP) if _OF_MONEY.search(c.clause) and not _PART.search(c.clause)]
        known = [b for b in whole(accounts.related(paper)) if b.spent is not None] if told else []
        if known and all(b.spent is not None and b.spent < _USED for b in known):
            yield contradicted("claim-used-up", told[0], known[0].told(), known[0].excerpts[:2])
