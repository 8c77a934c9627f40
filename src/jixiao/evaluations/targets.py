"""A target in one piece (``≥95%``) or parted into sign, number and unit, as forms have columns for it."""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.evaluations.self_evaluation import IndicatorRow
from jixiao.quantities import Direction, Quantity, comparable_values, parse_quantity, parse_target

_SIGNS = {
    Direction.AT_LEAST: "≥",
    Direction.AT_MOST: "≤",
    Direction.MORE_THAN: ">",
    Direction.LESS_THAN: "<",
    Direction.EQUAL: "=",
}


@dataclass(frozen=True, slots=True)
class PartedTarget:
    """Sign, target and unit of an indicator, and its actual value without the unit; a target in words has no sign."""

    sign: str
    target: str
    unit: str
    actual: str


def parted(row: IndicatorRow) -> PartedTarget:
    """Part the target of ROW; one that the form has parted already, and one in words, stay as they are."""
    target, actual = row.target or "", row.actual or ""
    if row.nature is not None or row.unit is not None:
        return PartedTarget(row.nature or "", target, row.unit or "", actual)
    read = parse_target(target)
    sign = _SIGNS.get(read.direction)
    if read.quantity is None or sign is None or read.upper is not None:
        return PartedTarget("", target, "", actual)
    unit = str(read.quantity).removeprefix(f"{read.quantity.number:f}")
    bare = actual.strip().removesuffix(unit) if unit else actual
    if not _counted_in(unit, bare, read.quantity):
        return PartedTarget("", target, "", actual)
    return PartedTarget(sign, f"{read.quantity.number:f}", unit, bare)


def _counted_in(unit: str, actual: str, aim: Quantity) -> bool:
    """Tell whether ACTUAL, printed without UNIT, is the same with it.

    630000 beside 60万 is not 630000万, and 0.4 beside 1% may be 40%.
    """
    alone, together = parse_quantity(actual), parse_quantity(actual + unit)
    if alone is None or alone.unit or together is None:
        return True
    return comparable_values(aim, alone) == [together.value]


def joined_target(row: IndicatorRow) -> str:
    """Return the target of ROW in one piece."""
    target = row.target or ""
    unit = row.unit if row.unit and target[-1:].isdigit() else ""
    sign = row.nature if row.nature and target[:1] not in "≥≤<>=" and not row.nature[:1].isalpha() else ""
    return f"{sign}{target}{unit}"


def joined_actual(row: IndicatorRow) -> str:
    """Return the actual value of ROW with its unit."""
    actual = row.actual or ""
    return f"{actual}{row.unit}" if row.unit and actual[-1:].isdigit() else actual
