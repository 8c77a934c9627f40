"""One lowest indicator made ready for scoring: its kind, its target and actual value in one unit, met or missed."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from jixiao.evaluations import IndicatorRow
from jixiao.packs import Kind
from jixiao.quantities import (
    DateMention,
    Direction,
    Qualifier,
    Quantity,
    Target,
    comparable_values,
    find_dates,
    find_quantities,
    parse_quantity,
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
_LAST_MONTH = 12
_FAULTS = re.compile(r"投诉|事故|差错|失误|逾期|拖欠|违规率|超支|缺陷|等候|差评|退回率|死亡率")
_SAVED = re.compile(r"节约|降低|下降|减少|压减|降幅|节省")
_TIMES = ("天", "日", "小时", "分钟", "工作日", "个工作日", "月")
_DOWN = re.compile(r"下降|减少|降低|压减|负增长|缩短|减亏")
_NEXT_YEAR = re.compile(r"次年|翌年|第二年|下一?年")


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


def kind_of(row: IndicatorRow, above: Sequence[str]) -> Kind:
    """Return the kind of an indicator by its target; ABOVE are the names of the levels above it.

    A bare number is something to be reached, but a ceiling for costs, delays and faults, unless saving is measured.
    """
    target = _target(row)
    if target is None or target.direction in (Direction.BLANK, Direction.NOT_APPLICABLE):
        return Kind.UNTARGETED
    kind = _KINDS[target.direction]
    if kind is not Kind.EQUAL or target.operator or _SAVED.search(row.name):
        return kind
    slow = target.quantity is not None and target.quantity.unit in _TIMES and any("时效" in name for name in above)
    cost = any("成本" in name for name in (*above, row.name))
    return Kind.LESS_IS_BETTER if slow or cost or _FAULTS.search(row.name) else kind


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
    if bool(_DOWN.search(row.target or "")) is not bool(_DOWN.search(row.actual or "")):
        return _with(told, obstacle=f"完成值“{told.told}”与目标值“{told.asked}”一升一降，不能直接比较")
    actual = _actual(row)
    if actual is None:
        return _with(told, obstacle=f"完成值“{told.told}”不是一个数，不能与目标值“{told.asked}”比较")
    if actual.qualifier is Qualifier.ABOUT:
        return _with(told, obstacle=f"完成值“{told.told}”是约数，不能断定是否达到“{told.asked}”")
    told = replace(told, actual=actual)
    values = _values(row, aim, actual)
    if not values:
        return _with(told, obstacle=f"完成值“{told.told}”与目标值“{told.asked}”的单位不同，不能比较")
    if len(values) > 1:
        return _with(told, obstacle=f"完成值“{row.actual}”可以有两种读法，请写清单位")
    reached = values.pop()
    met = _met(target, aim, actual, reached, kind)
    if met is None:
        return _with(told, reached=reached, obstacle=f"完成值“{told.told}”是约数，不能断定是否达到“{told.asked}”")
    return _with(told, reached=reached, met=met)


def _values(row: IndicatorRow, aim: Quantity, actual: Quantity) -> set[Decimal]:
    """Return what the actual value can amount to; one that takes its unit from a column may be meant without it."""
    values = set(comparable_values(aim, actual))
    bare = parse_quantity(_joined(row.actual).lstrip("="))
    if bare is not None and not bare.unit and actual.unit:
        values.update(comparable_values(aim, bare))
    return values


def _met(target: Target, aim: Quantity, actual: Quantity, reached: Decimal, kind: Kind) -> bool | None:
    met = target.met_by(actual)
    if target.direction is not Direction.EQUAL:
        return met
    if kind is Kind.LESS_IS_BETTER:
        return reached <= aim.value
    # W × B ÷ A never gives more than W: above the mark the points are full, and a reason may be due. Above a mark of
    # zero, as in “= 0 cases”, they are not.
    return reached == aim.value or reached > aim.value > 0


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
    text = _joined(told.told)
    dates = [date for date in find_dates(text) if date.valid and date.month]
    if len(dates) != 1 or not due.valid or find_quantities(text):
        return _with(told, obstacle=f"完成值“{told.told}”不是一个日期，不能与期限“{told.asked}”比较")
    known = year or due.year or dates[0].year or 0
    later = 1 if _NEXT_YEAR.search(text) and dates[0].year is None else 0
    early, late = _days(dates[0], known + later)
    _, last = _days(due, known)
    if early <= last < late:
        return _with(told, obstacle=f"完成值“{told.told}”没有写到日，不能断定是否在“{told.asked}”")
    return _with(told, met=late <= last)


def _days(date: DateMention, year: int) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """Return the first and the last day that DATE can mean, in YEAR where it states none; 底 is the end of a month."""
    year, month = date.year or year, date.month or _LAST_MONTH
    last = date.day or calendar.monthrange(max(year, 1), month)[1]
    first = date.day or (last if date.end_of else 1)
    return (year, month if date.month else 1, first), (year, month, last)
