"""Intervals of exact decimals: what a printed number can stand for.

A number printed with *d* decimals stands for ±0.5·10⁻ᵈ around it when it was rounded (closed at both ends), and for
[v, v+10⁻ᵈ) when it was cut off, as in XBRL Calculations 1.1. The arithmetic is that of sets: the result holds every
value that some choice inside the operands gives, and its ends are closed exactly where they can be reached.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal

_HALF = Decimal("0.5")
# Wide enough that sums and products of printed numbers are exact; a quotient that is not exact is widened outwards.
_DOWN = Context(prec=80, rounding=ROUND_FLOOR)
_UP = Context(prec=80, rounding=ROUND_CEILING)

EXACT = Context(prec=80)

_End = tuple[Decimal, bool]


class IntervalDivisionError(ArithmeticError):
    """The divisor can be zero, so that the quotient has no bounds."""


class EmptyIntervalError(ValueError):
    """The ends given leave no value between them, or are not finite numbers."""


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from ``low`` to ``high``; an end belongs to it when its ``…_closed`` flag is true.

    Raises :class:`EmptyIntervalError` for ends out of order, for a single value that is not closed at both ends, and
    for ends that are not finite.
    """

    low: Decimal
    high: Decimal
    low_closed: bool = True
    high_closed: bool = True

    def __post_init__(self) -> None:
        if not (self.low.is_finite() and self.high.is_finite()):
            raise EmptyIntervalError("区间的两端必须是有限的数")
        if self.low > self.high or (self.low == self.high and not (self.low_closed and self.high_closed)):
            raise EmptyIntervalError(f"区间下限{self.low}与上限{self.high}之间没有任何数")

    @classmethod
    def point(cls, value: Decimal) -> Interval:
        """Return the interval that holds ``value`` alone."""
        return cls(value, value)

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            _DOWN.add(self.low, other.low),
            _UP.add(self.high, other.high),
            self.low_closed and other.low_closed,
            self.high_closed and other.high_closed,
        )

    def __neg__(self) -> Interval:
        return Interval(self.high.copy_negate(), self.low.copy_negate(), self.high_closed, self.low_closed)

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        if self.low >= 0 <= other.low:
            return _from_pairs(Context.multiply, (_low(self), _low(other)), (_high(self), _high(other)))
        return _span(self, other, lambda context, a, b: context.multiply(a, b))

    def __truediv__(self, other: Interval) -> Interval:
        if other.low <= 0 <= other.high:
            raise IntervalDivisionError(f"除数的区间{other}含有0，不能相除")
        if self.low >= 0 < other.low:
            return _from_pairs(Context.divide, (_low(self), _high(other)), (_high(self), _low(other)))
        return _span(self, other, lambda context, a, b: context.divide(a, b))

    def scaled(self, factor: Decimal) -> Interval:
        """Return this interval multiplied by the exact number ``factor``."""
        if factor > 0:
            low, high = _DOWN.multiply(self.low, factor), _UP.multiply(self.high, factor)
            return Interval(low, high, self.low_closed, self.high_closed)
        return self * Interval.point(factor)

    def meets(self, other: Interval) -> bool:
        """Tell whether the two intervals share at least one value; open ends are not shared."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return low < high or (low == high and self.contains(low) and other.contains(low))

    def contains(self, value: Decimal) -> bool:
        """Tell whether ``value`` lies in the interval."""
        if value == self.low:
            return self.low_closed
        if value == self.high:
            return self.high_closed
        return self.low < value < self.high

    def __str__(self) -> str:
        left, right = "[" if self.low_closed else "(", "]" if self.high_closed else ")"
        return f"{left}{plain(self.low)}, {plain(self.high)}{right}"


def plain(number: Decimal) -> str:
    """Print ``number`` without exponent and without trailing zeros after the point."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def rounding_interval(number: Decimal, decimals: int) -> Interval:
    """Return what ``number``, printed with ``decimals`` decimals, stands for when it was rounded to the nearest."""
    half = _HALF.scaleb(-decimals)
    return Interval(_DOWN.subtract(number, half), _UP.add(number, half))


def truncation_interval(number: Decimal, decimals: int) -> Interval:
    """Return what ``number``, printed with ``decimals`` decimals, stands for when the rest was cut off towards zero."""
    step = Decimal(1).scaleb(-decimals)
    if number == 0:
        return Interval(-step, step, low_closed=False, high_closed=False)
    if number > 0:
        return Interval(number, _UP.add(number, step), high_closed=False)
    return Interval(_DOWN.subtract(number, step), number, low_closed=False)


def _span(left: Interval, right: Interval, combine: Callable[[Context, Decimal, Decimal], Decimal]) -> Interval:
    """Combine two intervals by an operation whose extremes lie at the ends: multiplication or division."""
    pairs = [(a, b) for a in _ends(left) for b in _ends(right)]
    low, low_closed = _extreme(((combine(_DOWN, a[0], b[0]), _reached(a, b)) for a, b in pairs), min)
    high, high_closed = _extreme(((combine(_UP, a[0], b[0]), _reached(a, b)) for a, b in pairs), max)
    return Interval(low, high, low_closed, high_closed)


def _from_pairs(
    combine: Callable[[Context, Decimal, Decimal], Decimal], lowest: tuple[_End, _End], highest: tuple[_End, _End]
) -> Interval:
    """Combine two intervals without negative numbers, where it is known which ends give the extremes."""
    low, high = combine(_DOWN, lowest[0][0], lowest[1][0]), combine(_UP, highest[0][0], highest[1][0])
    return Interval(low, high, _reached(*lowest), _reached(*highest))


def _low(interval: Interval) -> _End:
    return interval.low, interval.low_closed


def _high(interval: Interval) -> _End:
    return interval.high, interval.high_closed


def _ends(interval: Interval) -> tuple[_End, _End]:
    return (interval.low, interval.low_closed), (interval.high, interval.high_closed)


def _reached(a: _End, b: _End) -> bool:
    # A factor of exactly zero gives zero with every value of the other side, even where the other end is open.
    return (a[1] and b[1]) or (a[0] == 0 and a[1]) or (b[0] == 0 and b[1])


def _extreme(ends: Iterable[_End], choose: Callable[[Iterable[Decimal]], Decimal]) -> _End:
    found = list(ends)
    value = choose(end[0] for end in found)
    return value, any(closed for number, closed in found if number == value)
