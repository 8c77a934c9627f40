"""Relations over printed figures: worked out with intervals, judged by rounding and by cutting off.

A printed number with *d* decimals stands for an interval. A relation holds when some choice inside the intervals of
its operands gives a value inside the interval of the printed result; never within a flat tolerance.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from functools import reduce
from operator import add

from jixiao.auditing.model import Match
from jixiao.quantities import EXACT, Interval, IntervalDivisionError, Quantity

Formula = Callable[[Sequence[Interval]], Interval]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a printed result can follow from printed operands: how, in which interval, and the face value."""

    match: Match
    interval: Interval
    computed: Decimal

    @property
    def holds(self) -> bool:
        """Tell whether the relation holds."""
        return self.match is not Match.NONE


def judge(formula: Formula, operands: Sequence[Quantity], reported: Quantity) -> Verdict | None:
    """Judge ``reported = formula(operands)``; all in base units. ``None`` where the formula divides by zero.

    Results of more digits than :data:`~jixiao.quantities.EXACT` holds are not printed anywhere: ``None`` as well.
    """
    try:
        with localcontext(EXACT):
            return _judged(formula, operands, reported)
    except (IntervalDivisionError, InvalidOperation):
        return None


def can_be_quotient(part: Quantity, whole: Quantity, reported: Quantity) -> bool:
    """Tell roughly whether PART ÷ WHOLE can be printed as REPORTED: a quick test before :func:`judge`.

    Never says no where the relation holds, be it by rounding or by cutting off: each number is taken to be off by as
    much as one in its last place.
    """
    (a, da), (b, db), (c, dc) = _roughly(part), _roughly(whole), _roughly(reported)
    if a < da or b <= db:
        return True
    return (a - da) / (b + db) <= (c + dc) * _ROUGH + _TINY and (c - dc) <= (a + da) / (b - db) * _ROUGH + _TINY


# What plain floating-point numbers may be off by.
_ROUGH = 1 + 1e-9
_TINY = 1e-30


def _roughly(quantity: Quantity) -> tuple[float, float]:
    """Return the value and the worth of one in its last place."""
    return float(quantity.value), float(quantity.scale) * 10.0**-quantity.decimals


def _judged(formula: Formula, operands: Sequence[Quantity], reported: Quantity) -> Verdict:
    face = formula([Interval.point(q.value) for q in operands]).low
    rounded = formula([q.rounding() for q in operands])
    if _printed(face, reported, ROUND_HALF_UP) == reported.number:
        return Verdict(Match.FACE, rounded, face)
    if rounded.meets(reported.rounding()):
        return Verdict(Match.ROUNDING, rounded, face)
    match = Match.TRUNCATION if _by_cutting(formula, operands, reported, face) else Match.NONE
    return Verdict(match, rounded, face)


def _by_cutting(formula: Formula, operands: Sequence[Quantity], reported: Quantity, face: Decimal) -> bool:
    """Tell whether the printed result can come from operands that were cut off, or by cutting off the result."""
    if _printed(face, reported, ROUND_DOWN) == reported.number:
        return True
    try:
        return formula([q.truncation() for q in operands]).meets(reported.truncation())
    except IntervalDivisionError:
        return False


def _printed(value: Decimal, like: Quantity, rounding: str) -> Decimal:
    """Return VALUE (base units) as it would be printed with the scale and decimals of LIKE."""
    return (value / like.scale).quantize(Decimal(1).scaleb(-like.decimals), rounding=rounding)


def total(operands: Sequence[Interval]) -> Interval:
    """Add up."""
    return reduce(add, operands)


def quotient(operands: Sequence[Interval]) -> Interval:
    """First ÷ second."""
    return operands[0] / operands[1]


def product(operands: Sequence[Interval]) -> Interval:
    """First × second."""
    return operands[0] * operands[1]


def difference(operands: Sequence[Interval]) -> Interval:
    """First − second."""
    return operands[0] - operands[1]


def relative_change(operands: Sequence[Interval]) -> Interval:
    """(first − second) ÷ second: the change from the second to the first."""
    return operands[0] / operands[1] - Interval.point(Decimal(1))


def shown(value: Decimal, like: Quantity, decimals: int | None = None) -> str:
    """Print VALUE (base units) in the scale and unit of LIKE, such as ``99.74%`` or ``1707.30万元``."""
    places = like.decimals if decimals is None else decimals
    with localcontext(EXACT):
        number = (value / like.scale).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{number:f}{scale_word(like)}{like.unit}"


def scale_word(quantity: Quantity) -> str:
    """Return 万 or 亿 where the quantity is printed in them."""
    return {Decimal(10**4): "万", Decimal(10**8): "亿"}.get(quantity.scale, "")


def plain(value: Decimal) -> str:
    """Print a number without exponent and without trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
