"""Which submissions to read first. The order is a house rule to save a reviewer's time; it judges nobody.

Five signs count, each with a reason in words: a high score beside low execution, doubts, errors that a word was said
to, a score far above those of its peers, big money.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from jixiao.quantities import plain

_HUNDRED = Decimal(100)
_HIGH_SCORE, _LOW_EXECUTION = Decimal(90), Decimal(80)
_FAR_ABOVE = Decimal(8)
_FEWEST_PEERS = 3
_BIG_SHARE = Decimal("0.2")
_MOST_DOUBTS = 5


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a submission; amounts in 万元, ``None`` where not known. Peers share a ``group``."""

    pk: int
    group: str
    total: Decimal | None
    budget: Decimal | None
    executed: Decimal | None
    errors: int
    warnings: int

    @property
    def execution(self) -> Decimal | None:
        """Execution in per cent of the budget."""
        if self.budget is None or self.executed is None or self.budget <= 0:
            return None
        return self.executed / self.budget * _HUNDRED


@dataclass(frozen=True, slots=True)
class Risk:
    """How urgently a submission should be read, and why; without reasons the points are 0."""

    pk: int
    points: int
    reasons: tuple[str, ...]


def ranked(submissions: Sequence[Facts]) -> tuple[Risk, ...]:
    """Return the risk of each of SUBMISSIONS, the greatest first; equals keep their order."""
    totals: dict[str, list[Decimal]] = {}
    for each in submissions:
        if each.total is not None:
            totals.setdefault(each.group, []).append(each.total)
    money = sum((each.budget for each in submissions if each.budget is not None), Decimal(0))
    risks = (_risk(each, totals.get(each.group, ()), money) for each in submissions)
    return tuple(sorted(risks, key=lambda risk: -risk.points))


def _risk(facts: Facts, peers: Sequence[Decimal], money: Decimal) -> Risk:
    signs = [*_score_and_execution(facts), *_findings(facts), *_beside_peers(facts, peers), *_big_money(facts, money)]
    return Risk(facts.pk, sum(points for points, _ in signs), tuple(reason for _, reason in signs))


_Signs = Iterable[tuple[int, str]]


def _score_and_execution(facts: Facts) -> Iterator[tuple[int, str]]:
    execution = facts.execution
    if facts.total is None or execution is None:
        return
    if facts.total >= _HIGH_SCORE and execution < _LOW_EXECUTION:
        yield 40, f"得分{plain(facts.total)}，执行率只有{execution:.1f}%"
    if execution > _HUNDRED:
        yield 30, f"执行数超过预算（执行率{execution:.1f}%）"


def _findings(facts: Facts) -> _Signs:
    if facts.errors:
        yield 50, f"还有{facts.errors}处错误"
    if facts.warnings:
        yield 5 * min(facts.warnings, _MOST_DOUBTS), f"{facts.warnings}处疑点没有说明"


def _beside_peers(facts: Facts, peers: Sequence[Decimal]) -> _Signs:
    if facts.total is None or len(peers) < _FEWEST_PEERS:
        return
    middle = median(peers)
    if facts.total - middle >= _FAR_ABOVE:
        yield 20, f"得分比同类的中位数{plain(middle)}高{plain(facts.total - middle)}分"


def _big_money(facts: Facts, money: Decimal) -> _Signs:
    if facts.budget is not None and money > 0 and facts.budget / money >= _BIG_SHARE:
        yield 15, f"预算{plain(facts.budget)}万元，占这批的{facts.budget / money * _HUNDRED:.0f}%"
