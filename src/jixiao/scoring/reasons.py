"""Where a pack asks for a reason and the evaluation gives none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, Decimal

from jixiao.evaluations import FundRow, IndicatorRow
from jixiao.packs import Kind, Occasion, Pack, Trigger
from jixiao.quantities import plain
from jixiao.scoring.execution import Execution
from jixiao.scoring.measures import measure
from jixiao.scoring.model import Line, ReasonDue

_NO_REASON = frozenset({"", "无", "—", "-", "——", "/", "无偏差", "暂无", "没有", "不适用", "否"})
_LEAST_WORDS = 4
_FLOORS = (Kind.MORE_IS_BETTER, Kind.EQUAL)


def reasons_due(pack: Pack, lines: Sequence[Line], execution: Execution | None) -> Iterator[ReasonDue]:
    """Yield every occasion of PACK on which a reason is due and not written."""
    fund = execution.fund if execution is not None else None
    funds_explained = _told(fund.reason if fund else None) or _explained(execution.row if execution else None)
    for trigger in pack.triggers:
        if trigger.occasion is Occasion.POINTS_LOST:
            yield from _points_lost(lines)
        elif trigger.occasion is Occasion.OVERSHOOT:
            yield from _overshoot(lines, trigger)
        elif not funds_explained and fund is not None and execution is not None:
            yield from _low_execution(execution, trigger)
            yield from _budget_changed(fund, trigger)


def _told(text: str | None) -> bool:
    return text is not None and "".join(text.split()).rstrip("。") not in _NO_REASON


def _explained(row: IndicatorRow | None) -> bool:
    """Tell whether a reason is written; in prose only words count, not the number that was reached."""
    if row is None:
        return False
    words = sum("\u4e00" <= char <= "\u9fa5" for char in row.explanation or "")
    return _told(row.reason) or (words >= _LEAST_WORDS and _told(row.explanation))


def _points_lost(lines: Sequence[Line]) -> Iterator[ReasonDue]:
    """Yield the rows that lost points; the fund table has a trigger of its own where a reason is due."""
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


def _low_execution(execution: Execution, trigger: Trigger) -> Iterator[ReasonDue]:
    rate = execution.rate()
    if trigger.occasion is not Occasion.LOW_EXECUTION or trigger.limit is None or isinstance(rate, str):
        return
    if rate.value >= trigger.limit:
        return
    # Cut off, not rounded: 89.995 % must not be shown as 90 %, which would not be below the limit.
    shown = plain((rate.value * 100).quantize(Decimal("0.01"), rounding=ROUND_DOWN))
    message = f"执行率{shown}%，低于{plain(trigger.limit * 100)}%，要写明原因"
    yield ReasonDue(trigger.occasion, (execution.rule.name,), message)


def _budget_changed(fund: FundRow, trigger: Trigger) -> Iterator[ReasonDue]:
    if trigger.occasion is not Occasion.BUDGET_CHANGED:
        return
    if isinstance(fund.initial, Decimal) and isinstance(fund.adjusted, Decimal) and fund.initial != fund.adjusted:
        message = f"预算由{fund.initial:f}万元调整为{fund.adjusted:f}万元，要写明原因"
        yield ReasonDue(trigger.occasion, (fund.label,), message)
