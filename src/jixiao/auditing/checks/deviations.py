"""Deviation columns (偏离度): how far each actual value lies from its target, with its sign."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from jixiao.auditing.building import label, scored_papers
from jixiao.auditing.checks.targets import comparison
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.evaluations import Amount, Evaluation, Indicator
from jixiao.recognition import Dossier, clean_text

_HUNDRED = Decimal(100)
_FEWEST_AGREEING = 3
_LEAST_SHARE = 3  # of four rows that are not nought, three must agree on one way of reckoning

_Reckoning = Callable[[Decimal], Decimal]
_RECKONINGS: tuple[_Reckoning, ...] = (lambda exact: exact, abs, lambda exact: -exact)


@dataclass(frozen=True, slots=True)
class _Row:
    """An indicator with its printed deviation and the exact one, both in per cent."""

    node: Indicator
    printed: Amount
    exact: Decimal

    @property
    def told(self) -> Decimal:
        """The printed deviation in per cent; a share such as 0.14 is one where a per cent sign or 14 is not."""
        quantity = self.printed.quantity
        return quantity.value * _HUNDRED if quantity.unit else quantity.number

    def due(self, reckoning: _Reckoning) -> Decimal:
        """Return the deviation as it ought to be printed."""
        places = max(self.printed.quantity.decimals, 0)
        return reckoning(self.exact).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)

    def agrees(self, reckoning: _Reckoning) -> bool:
        """Tell whether the printed deviation is the one that RECKONING gives."""
        return self.due(reckoning) == self.told


@check(
    "deviation",
    title="偏离度等于完成值与目标值之差除以目标值",
    family="比率与占比",
    basis="自评表“偏离度”栏＝（实际完成值－年度指标值）÷年度指标值；低于目标的带负号",
    severity=Severity.ERROR,
    explanation="表中设有“偏离度（偏差率）”一栏的，逐行重算。先看全表多数行按哪种算法（带正负号、只写大小、符号相反）相符，"
    "再判与多数行不合的行；漏写负号的写明。",
)
def deviation(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Deviations are (actual - target) ÷ target, reckoned in one way all over a form."""
    for evaluation, _ in scored_papers(dossier):
        rows = list(_rows(evaluation))
        reckoning = _in_use([row for row in rows if row.exact])
        for row in rows if reckoning is not None else ():
            if reckoning is not None:
                yield from _judge(row, reckoning)


def _rows(evaluation: Evaluation) -> Iterator[_Row]:
    for node in evaluation.leaves():
        compared = comparison(node) if node.deviation is not None else None
        if node.deviation is None or compared is None or compared[0].quantity is None:
            continue
        aim = compared[0].quantity.value
        if aim:
            yield _Row(node, node.deviation, (compared[1].value - aim) / aim * _HUNDRED)


def _in_use(rows: Sequence[_Row]) -> _Reckoning | None:
    """Return the way of reckoning by which most of ROWS come out, ``None`` where no way is that of the form."""
    counted = [(sum(row.agrees(way) for row in rows), way) for way in _RECKONINGS]
    most, way = max(counted, key=lambda pair: pair[0])
    return way if most >= _FEWEST_AGREEING and most * (_LEAST_SHARE + 1) >= len(rows) * _LEAST_SHARE else None


def _judge(row: _Row, reckoning: _Reckoning) -> Iterator[Relation | Finding]:
    due, told, holds = row.due(reckoning), row.printed.excerpt.text, row.agrees(reckoning)
    node = row.node
    cells = [cell for cell in (node.actual, node.target) if cell is not None]
    excerpts = (row.printed.excerpt, *cells)
    actual, target = (clean_text(cell.text) for cell in cells) if len(cells) > 1 else ("", "")
    expression = f"（{actual}－{target}）÷{target}"
    match = Match.FACE if holds else Match.NONE
    yield Relation("deviation", expression, told, holds, match, excerpts, computed=f"{due:f}")
    if not holds:
        sign = "，正负号写反了" if due == -row.told else ""
        sign = "，漏写了负号" if sign and due < 0 else sign
        yield Finding(
            "deviation",
            Severity.ERROR,
            f"“{label(node)}”目标{target}，完成{actual}，偏离度应为{due:f}，写的是{told}{sign}",
            excerpts,
            expected=f"{due:f}",
            reported=told,
            working=f"{expression} = {due:f}%",
        )
