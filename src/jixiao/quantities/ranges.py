"""Ranges of two printed quantities: 90%-95%, 80～90分, 1-2天."""

from __future__ import annotations

from dataclasses import replace

from jixiao.quantities.folding import fold
from jixiao.quantities.quantity import Quantity, QuantityRange
from jixiao.quantities.scanner import find_quantities

_DASHES = frozenset(("-", "~", "—", "——", "--"))
_WORDS = frozenset(("至", "到"))
# 从10人到20人 tells a change, not a range.
_CHANGE = frozenset("从由自")


def find_ranges(text: str) -> list[QuantityRange]:
    """Return the ranges in ``text``; the ends have the same unit, and the low end is not above the high one."""
    folded, quantities, found = fold(text), find_quantities(text), []
    at = 0
    while at + 1 < len(quantities):
        pair = _range(text, folded, quantities[at], quantities[at + 1])
        if pair:
            found.append(pair)
        at += 2 if pair else 1
    return found


def _range(text: str, folded: str, low: Quantity, high: Quantity) -> QuantityRange | None:
    joint = folded[low.end : high.start].strip(" ")
    if joint not in _DASHES and (joint not in _WORDS or folded[max(0, low.start - 1) : low.start] in _CHANGE):
        return None
    low = _like(low, high)
    if low.unit != high.unit or low.value > high.value:
        return None
    return QuantityRange(low, high, text[low.start : high.end], low.start, high.end)


def _like(low: Quantity, high: Quantity) -> Quantity:
    """Give the low end the unit, and where it has none of its own the scale, that only the high end states.

    In 3-5万元 both ends are 万元; in 3000至2万元 the low end is written out in full.
    """
    if low.unit:
        return low
    shared = replace(low, unit=high.unit, scale=high.scale)
    return shared if low.scale == 1 and shared.value <= high.value else replace(low, unit=high.unit)
