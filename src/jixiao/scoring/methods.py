"""The formulas of the scoring methods, and how each is undone: from a score back to the actual value that earns it.

W is the weight, A the target, B the actual value, all in base units. A formula is asked only where the target is
missed; who reaches it earns W. Sources: 财预〔2020〕10号 art. 18 and published forms; packs name them one by one.
"""

from __future__ import annotations

from decimal import Decimal

from jixiao.quantities import EXACT
from jixiao.scoring.terms import Operand


def by_ratio(weight: Operand, target: Operand, actual: Operand) -> Operand:
    """W × B ÷ A, for targets from which upwards is better."""
    return weight * actual / target


def by_inverse_ratio(weight: Operand, target: Operand, actual: Operand) -> Operand:
    """W × A ÷ B, for targets from which downwards is better."""
    return weight * target / actual


def by_linear_loss(weight: Operand, target: Operand, actual: Operand) -> Operand:
    """W − W × (B − A) ÷ A, for targets from which downwards is better; below zero from B = 2A on."""
    return weight - weight * (actual - target) / target


def by_rate(weight: Operand, rate: Operand) -> Operand:
    """W × rate."""
    return weight * rate


def less_deductions(weight: Operand, deductions: list[tuple[Operand, Operand]]) -> Operand:
    """W less points × cases for each deduction."""
    for each, cases in deductions:
        weight = weight - each * cases
    return weight


def actual_by_ratio(weight: Decimal, target: Decimal, score: Decimal) -> Decimal:
    """Return the B with W × B ÷ A = score."""
    return EXACT.divide(EXACT.multiply(score, target), weight)


def actual_by_inverse_ratio(weight: Decimal, target: Decimal, score: Decimal) -> Decimal:
    """Return the B with W × A ÷ B = score; ``score`` is above zero."""
    return EXACT.divide(EXACT.multiply(weight, target), score)


def actual_by_linear_loss(weight: Decimal, target: Decimal, score: Decimal) -> Decimal:
    """Return the B with W − W × (B − A) ÷ A = score."""
    return EXACT.add(target, EXACT.divide(EXACT.multiply(EXACT.subtract(weight, score), target), weight))
