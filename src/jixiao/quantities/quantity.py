"""A quantity as printed: number, scale, unit and qualifier, and the interval of values that it can stand for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from jixiao.quantities.interval import EXACT, Interval, rounding_interval, truncation_interval
from jixiao.quantities.units import (
    DISCRETE,
    ONE,
    PARTS,
    PERCENT,
    POINTS,
    POINTS_OF_PERCENT,
    SCALE_WORDS,
    UnitError,
    parse_unit,
    ratio_between,
)

T = TypeVar("T")


class Qualifier(StrEnum):
    """The words around a number that make it less than exact: 约, 超过 or 余, 不足."""

    NONE = "none"
    ABOUT = "about"
    OVER = "over"
    UNDER = "under"


class _Remembered:
    """What a quantity works out once, since checks ask for it again and again; no part of what it is."""

    __slots__ = ("_rounding", "_truncation", "_value")
    _value: Decimal
    _rounding: Interval
    _truncation: Interval

    def _remember(self, name: str, worked_out: T) -> T:
        object.__setattr__(self, name, worked_out)
        return worked_out


@dataclass(frozen=True, slots=True)
class Quantity(_Remembered):
    """One printed quantity.

    ``text`` is the verbatim slice ``[start:end)`` with its unit; qualifiers around it are not part of it, one inside is
    (1.23余亿元). ``number`` is as printed, with sign and without scale; ``decimals`` counts its printed decimals.
    ``scale`` turns it into base units: 10⁴ for 万, 0.01 for %, 0.001 for ‰, whose unit is % too. ``unit`` is canonical
    and empty for a bare number. ``form`` is ``digits``, ``chinese``, ``capital`` or ``fraction``.
    """

    text: str
    start: int
    end: int
    number: Decimal
    decimals: int
    scale: Decimal = ONE
    unit: str = ""
    qualifier: Qualifier = Qualifier.NONE
    qualifier_misplaced: bool = False
    form: str = "digits"

    @property
    def value(self) -> Decimal:
        """The number in base units: 元, 人, a ratio for %."""
        try:
            return self._value
        except AttributeError:
            return self._remember("_value", EXACT.multiply(self.number, self.scale))

    @property
    def exact(self) -> bool:
        """Whether the number was counted, not measured: whole things and persons without a scale word, and any points.

        7.8天 is an average and therefore rounded; 9.97分 is exact. So is a fraction (三分之一), which is not rounded.
        """
        if self.form == "fraction":
            return True
        return self.scale == 1 and self.unit in DISCRETE and (self.decimals <= 0 or self.unit == POINTS)

    def rounding(self) -> Interval:
        """What it can stand for, in base units, when the printed number was rounded; a point when exact."""
        try:
            return self._rounding
        except AttributeError:
            return self._remember("_rounding", self._stands_for(rounding_interval))

    def truncation(self) -> Interval:
        """What it can stand for, in base units, when the printed number was cut off; a point when exact."""
        try:
            return self._truncation
        except AttributeError:
            return self._remember("_truncation", self._stands_for(truncation_interval))

    def _stands_for(self, interval: Callable[[Decimal, int], Interval]) -> Interval:
        return Interval.point(self.value) if self.exact else interval(self.number, self.decimals).scaled(self.scale)

    def in_unit(self, unit: str) -> Quantity:
        """Give a bare number the unit that stands elsewhere, as in a column head: ``万元``, ``分``, ``%``.

        A number that names its own unit keeps it; a scale word of its own (63万) is kept too. Raises :class:`UnitError`
        when ``unit`` is no unit.
        """
        if self.unit:
            return self
        word = parse_unit(unit)
        if word is None:
            raise UnitError(f"“{unit}”不是能识别的计量单位")
        return replace(self, unit=word.unit, scale=word.scale if self.scale == 1 else self.scale)

    def __str__(self) -> str:
        if self.form == "fraction":
            return self.text
        number = f"{self.number:f}"
        if self.unit in (PERCENT, POINTS_OF_PERCENT):
            return self._in_parts(number)
        return number + SCALE_WORDS.get(self.scale, "") + self.unit

    def _in_parts(self, number: str) -> str:
        if self.scale == PARTS["千"]:
            return number + "‰"
        if self.scale == PARTS["万"]:
            return "万分之" + number
        if self.scale != PARTS["百"]:
            number = f"{EXACT.divide(self.value, PARTS['百']):f}"
        return number + self.unit


@dataclass(frozen=True, slots=True)
class QuantityRange:
    """Two quantities as the ends of a range: 90%-95%, 80～90分.

    A low end without unit has taken that of the high end.
    """

    low: Quantity
    high: Quantity
    text: str
    start: int
    end: int


def convert(quantity: Quantity, unit: str) -> Quantity:
    """Express ``quantity`` in another unit, such as 1.5亿元 in ``万元``: same value, no more precision than before.

    ``decimals`` may become negative: 1.5亿元 is known to 10³ 万元, and 3小时 counts as known to 10² 分钟. Raises
    :class:`UnitError` when the units measure different things (人 and 人次, % and 个百分点) or ``unit`` is no unit.
    """
    word = parse_unit(unit)
    ratio = ratio_between(quantity.unit, word.unit) if word else None
    if word is None or ratio is None:
        raise UnitError(f"“{quantity.text}”不能换算成“{unit}”")
    times, over = quantity.scale * ratio[0], word.scale * ratio[1]
    step = EXACT.divide(times, over)
    # Between powers of ten the coarser one: an interval may grow by converting, never shrink.
    shift = step.adjusted() + (step != Decimal(1).scaleb(step.adjusted()))
    return replace(
        quantity,
        number=EXACT.divide(EXACT.multiply(quantity.number, times), over),
        decimals=quantity.decimals - shift,
        scale=word.scale,
        unit=word.unit,
    )
