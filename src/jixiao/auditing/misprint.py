"""How a printed number differs from the true one when mistyped: a digit, two digits swapped, the point, the unit."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from enum import StrEnum

from jixiao.quantities import Quantity

_ROUGH = Context(prec=18, rounding=ROUND_HALF_UP)
_MOST_PLACES = 14
_WAN, _YI = Decimal(10**4), Decimal(10**8)
_POINTS = (Decimal(100), Decimal(10), Decimal("0.1"), Decimal("0.01"))
_CLOSE = Decimal("0.0006")
_SCALED = frozenset(("元", "人", "人次", "户", "户次", "件", "次", "笔", "份", "条", "张", "元/人"))


class Slip(StrEnum):
    """The ways in which a number is mistyped; the value is what a message says of it (Chinese)."""

    DIGIT = "只差一位数字"
    SWAP = "相邻两位数字颠倒"
    POINT = "小数点错了位"
    SCALE = "单位差了“万”或“亿”"


_ONE_DIGIT = frozenset(digit * 10**place for digit in range(1, 10) for place in range(_MOST_PLACES))
_SWAPPED = frozenset(9 * digit * 10**place for digit in range(1, 10) for place in range(_MOST_PLACES))


def slip_between(printed: Quantity, computed: Decimal) -> Slip | None:
    """Return how PRINTED was mistyped for COMPUTED (base units); ``None`` where no single slip leads from one to other.

    Both are compared with the decimals that are printed, rounded or cut off.
    """
    if computed <= 0 or not printed.number:
        return None
    wrong = in_last_place(printed, abs(printed.value))
    for rounding in (ROUND_HALF_UP, ROUND_DOWN):
        right = in_last_place(printed, computed, rounding)
        gap = abs(right - wrong)
        if gap in _ONE_DIGIT or gap in _SWAPPED:
            found = _by_digits(str(right), str(wrong))
            if found is not None:
                return found
    return _by_size(printed, computed)


def is_turned(printed: Decimal, right: Decimal) -> bool:
    """Tell whether points (no unit, no scale) are RIGHT with two neighbouring digits swapped or the point moved."""
    if printed <= 0 or right <= 0 or printed == right:
        return False
    places = max(_places(printed), _places(right))
    digits = [str(int(value.scaleb(places))) for value in (right, printed)]
    return _by_digits(*digits) is Slip.SWAP or any(printed * factor == right for factor in _POINTS)


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def in_last_place(printed: Quantity, value: Decimal, rounding: str = ROUND_HALF_UP) -> int:
    """Return VALUE (base units) as a whole number of the last printed place of PRINTED."""
    unit = printed.scale.scaleb(-max(printed.decimals, 0))
    return int(_ROUGH.divide(value, unit).to_integral_value(rounding))


def _by_digits(right: str, wrong: str) -> Slip | None:
    if len(right) != len(wrong):
        return None
    unlike = [at for at, (a, b) in enumerate(zip(right, wrong, strict=True)) if a != b]
    if len(unlike) == 1:
        return Slip.DIGIT
    swapped = len(unlike) == len("ab") and unlike[1] - unlike[0] == 1
    return (
        Slip.SWAP if swapped and right[unlike[0]] == wrong[unlike[1]] and right[unlike[1]] == wrong[unlike[0]] else None
    )


def _by_size(printed: Quantity, computed: Decimal) -> Slip | None:
    ratio = _ROUGH.divide(computed, abs(printed.value))
    if printed.unit in _SCALED and any(_is_near(ratio, factor) for factor in (_WAN, _YI, 1 / _WAN, 1 / _YI)):
        return Slip.SCALE
    moved = printed.decimals > 0 and any(_is_near(ratio, factor) for factor in _POINTS)
    return Slip.POINT if moved else None


def _is_near(ratio: Decimal, factor: Decimal) -> bool:
    return abs(ratio - factor) <= _CLOSE * factor


def weight_of_digits(printed: Quantity, computed: Decimal) -> int:
    """Return how many digits speak for a slip: the fewer of the printed and the true number, zeros at the end aside."""
    right, wrong = in_last_place(printed, computed), in_last_place(printed, abs(printed.value))
    return min(len(str(right).rstrip("0")), len(str(wrong).rstrip("0")))
