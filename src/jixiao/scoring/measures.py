"""One lowest indicator made ready for scoring: its kind, its target and actual value in one unit, met or missed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from jixiao.evaluations import IndicatorRow
from jixiao.packs import Kind
from jixiao.quantities import (
    DateMention,
    Direction,
    Quantity,
    Target,
    comparable_values,
    find_dates,
    find_quantities,
    stated_actual,
    stated_target,
)

_KINDS = {
    Direction.AT_LEAST: Kind.MORE_IS_BETTER,
    Direction.MORE_THAN: Kind.MORE_IS_BETTER,
    Direction.AT_MOST: Kind.LESS_IS_BETTER,
    Direction.LESS_THAN: Kind.LESS_IS_BETTER,
    Direction.EQUAL: Kind.EQUAL,
    Direction.BETWEEN: Kind.BETWEEN,
    Direction.BY_DATE: Kind.BY_DATE,
    Direction.QUALITATIVE: Kind.QUALITATIVE,
    Direction.NONE_STATED: Kind.QUALITATIVE,
}
_LAST_MONTH, _LAST_DAY = 12, 31


@dataclass(frozen=True, slots=True)
class Measure:
    """What a scoring method needs to know of an indicator.

    ``aim``, ``limit`` (the upper end of a range) and ``reached`` are in base units; ``actual`` is as printed. ``met``
    is ``None`` where target and actual value cannot be compared; ``obstacle`` says why, as half a Chinese sentence.
    """

    row: IndicatorRow
    weight: Decimal
    kind: Kind
    target: Target | None = None
    aim: Decimal | None = None
    limit: Decimal | None = None
    reached: Decimal | None = None
    met: bool | None = None
    obstacle: str = ""
    actual: Quantity | None = None

    @property
    def asked(self) -> str:
        """The target with the sign and the unit that the form may print in columns of their own."""
        return self.target.text if self.target is not None else self.row.target or ""

    @property
    def told(self) -> str:
        """The actual value with its unit."""
        return _with_unit(self.row.actual or "", self.row.unit)


def kind_of(row: IndicatorRow, under_cost: bool) -> Kind:
    """Return the kind of an indicator by its target; a bare number under 成本 is a ceiling."""
    target = _target(row)
    if target is None or target.direction in (Direction.BLANK, Direction.NOT_APPLICABLE):
        return Kind.UNTARGETED
    kind = _KINDS[target.direction]
    return Kind.LESS_IS_BETTER if kind is Kind.EQUAL and under_cost else kind


def measure(row: IndicatorRow, weight: Decimal, kind: Kind, year: int | None = None) -> Measure:
    """Compare target and actual value of ROW, worth WEIGHT points; YEAR is that of dates that state none."""
    target = _target(row)
    if target is None or kind is Kind.UNTARGETED:
        return Measure(row, weight, kind, target, obstacle="没有写目标值")
    if row.actual is None or not row.actual.strip():
        return Measure(row, weight, kind, target, obstacle="没有写实际完成值")
    if target.quantity is not None:
        return _compared(row, weight, kind, target, target.quantity)
    if target.date is not None:
        return _by_date(Measure(row, weight, kind, target), target.date, year)
    return Measure(row, weight, kind, target, obstacle="目标值不是数，要由人评定")


def _target(row: IndicatorRow) -> Target | None:
    if row.target is None or not row.target.strip():
        return None
    return stated_target(_joined(row.target), _joined(row.nature), _joined(row.unit))


def _with_unit(text: str, unit: str | None) -> str:
    return text + unit if unit and text[-1:].isdigit() and not text.endswith(unit) else text


def _joined(text: str | None) -> str:
    return "".join(text.split()) if text else ""


def _compared(row: IndicatorRow, weight: Decimal, kind: Kind, target: Target, aim: Quantity) -> Measure:
    told = Measure(row, weight, kind, target, aim.value, target.upper.value if target.upper else None)
    actual = _actual(row)
    if actual is None:
        return _with(told, obstacle=f"完成值“{told.told}”不是一个数，不能与目标值“{told.asked}”比较")
    told = replace(told, actual=actual)
    values = set(comparable_values(aim, actual))
    if not values:
        return _with(told, obstacle=f"完成值“{told.told}”与目标值“{told.asked}”的单位不同，不能比较")
    if len(values) > 1:
        return _with(told, obstacle=f"完成值“{told.told}”没有写单位，可以有两种读法，请补上单位")
    reached = values.pop()
    met = target.met_by(actual)
    if met is None and target.direction is Direction.EQUAL:
        met = reached <= aim.value if kind is Kind.LESS_IS_BETTER else reached >= aim.value
    elif met is False and target.direction is Direction.EQUAL:
        # W × B ÷ A never gives more than W: above the mark the points are full, and a reason may be due. Above a mark
        # of zero, as in “= 0 cases”, they are not.
        met = reached >= aim.value > 0 if kind is Kind.EQUAL else reached <= aim.value
    if met is None:
        return _with(told, reached=reached, obstacle=f"完成值“{told.told}”是约数，不能断定是否达到“{told.asked}”")
    return _with(told, reached=reached, met=met)


def _actual(row: IndicatorRow) -> Quantity | None:
    text = _joined(row.actual)
    quantity = stated_actual(text, _joined(row.unit))
    if quantity is None:
        found = find_quantities(text)
        quantity = found[0] if len(found) == 1 else None
    return quantity


def _with(told: Measure, reached: Decimal | None = None, met: bool | None = None, obstacle: str = "") -> Measure:
    return replace(told, reached=reached, met=met, obstacle=obstacle)


def _by_date(told: Measure, due: DateMention, year: int | None) -> Measure:
    row = told.row
    if _joined(row.actual) == _joined(row.target):
        return _with(told, met=True)
    dates = [date for date in find_dates(_joined(told.told)) if date.valid and date.month]
    if len(dates) != 1 or not due.valid:
        return _with(told, obstacle=f"完成值“{told.told}”不是一个日期，不能与期限“{told.asked}”比较")
    done = dates[0]
    known = year or due.year or done.year or 0
    return _with(told, met=_day(done, known) <= _day(due, known))


def _day(date: DateMention, year: int) -> tuple[int, int, int]:
    """Return the last day that DATE can mean, in YEAR where it states none."""
    return (date.year or year, date.month or _LAST_MONTH, date.day or _LAST_DAY)
