"""Where a pack asks for a reason and the evaluation gives none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.evaluations import FundRow, IndicatorRow, SelfEvaluation
from jixiao.packs import Denominator, Kind, Occasion, Pack, Trigger
from jixiao.quantities import plain
from jixiao.scoring.measures import measure
from jixiao.scoring.model import Line, ReasonDue

_NO_REASON = frozenset({"", "无", "—", "-", "——", "/", "无偏差", "暂无", "没有", "不适用", "否"})
_FLOORS = (Kind.MORE_IS_BETTER, Kind.EQUAL)


def reasons_due(
    evaluation: SelfEvaluation, pack: Pack, lines: Sequence[Line], execution_row: IndicatorRow | None
) -> Iterator[ReasonDue]:
    """Yield every occasion of PACK on which a reason is due and not written."""
    fund = evaluation.main_fund
    funds_explained = _told(fund.reason if fund else None) or _explained(execution_row)
    for trigger in pack.triggers:
        if trigger.occasion is Occasion.POINTS_LOST:
            yield from _points_lost(lines)
        elif trigger.occasion is Occasion.OVERSHOOT:
            yield from _overshoot(lines, trigger)
        elif not funds_explained and fund is not None:
            yield from _low_execution(fund, pack, trigger)
            yield from _budget_changed(fund, trigger)


def _told(text: str | None) -> bool:
    return text is not None and "".join(text.split()).rstrip("。") not in _NO_REASON


def _explained(row: IndicatorRow | None) -> bool:
    return row is not None and any(_told(text) for text in (row.reason, row.explanation))


def _points_lost(lines: Sequence[Line]) -> Iterator[ReasonDue]:
    for line in lines:
        if line.row is None or line.weight is None or line.score is None or _explained(line.row):
            continue
        if line.score < line.weight:
            lost = plain(line.weight - line.score)
            yield ReasonDue(Occasion.POINTS_LOST, line.path, f"“{line.name}”扣了{lost}分，要写明原因和改进措施")


def _overshoot(lines: Sequence[Line], trigger: Trigger) -> Iterator[ReasonDue]:
    for line in lines:
        if line.row is None or line.weight is None or line.kind not in _FLOORS or _explained(line.row):
            continue
        measured = measure(line.row, line.weight, line.kind)
        if not measured.reached or not measured.aim or measured.aim <= 0 or trigger.limit is None:
            continue
        if measured.reached >= measured.aim * trigger.limit:
            times = plain((measured.reached / measured.aim * 100).quantize(Decimal("0.1")))
            message = f"“{line.name}”完成值是目标的{times}%，要说明原因，并核对目标是否定得太低"
            yield ReasonDue(trigger.occasion, line.path, message)


def _low_execution(fund: FundRow, pack: Pack, trigger: Trigger) -> Iterator[ReasonDue]:
    if trigger.occasion is not Occasion.LOW_EXECUTION or trigger.limit is None:
        return
    initial = pack.execution is not None and pack.execution.denominator is Denominator.INITIAL
    budget = fund.initial if initial or not isinstance(fund.adjusted, Decimal) else fund.adjusted
    if not isinstance(budget, Decimal) or not isinstance(fund.executed, Decimal) or budget <= 0:
        return
    rate = fund.executed / budget
    if rate < trigger.limit:
        shown, limit = plain((rate * 100).quantize(Decimal("0.01"))), plain(trigger.limit * 100)
        message = f"执行率{shown}%，低于{limit}%，要写明原因"
        yield ReasonDue(trigger.occasion, (fund.label,), message)


def _budget_changed(fund: FundRow, trigger: Trigger) -> Iterator[ReasonDue]:
    if trigger.occasion is not Occasion.BUDGET_CHANGED:
        return
    if isinstance(fund.initial, Decimal) and isinstance(fund.adjusted, Decimal) and fund.initial != fund.adjusted:
        message = f"预算由{fund.initial:f}万元调整为{fund.adjusted:f}万元，要写明原因"
        yield ReasonDue(trigger.occasion, (fund.label,), message)
