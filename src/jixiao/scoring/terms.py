"""Numbers that remember how they arose: arithmetic on them is done and recorded in one stroke.

A scoring method is written once, as a formula. Run over plain decimals it gives the score; run over terms it gives the
score together with the formula as a person would write it, ``10 × 22.1万人 ÷ 23万人``. So no explanation can differ
from the sum that it explains.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from jixiao.quantities import EXACT

_RANK = {"−": 1, "×": 2, "÷": 2, "": 3}


@dataclass(frozen=True, slots=True)
class Term:
    """A number with its words: an input, or what an operator made of two other terms.

    ``value`` is in base units (元, 人, a ratio for %). ``text`` is an input as it is written; ``name`` says what the
    input is (分值, 目标值) and ``place`` where it stands.
    """

    value: Decimal
    text: str = ""
    name: str = ""
    place: str | None = None
    operator: str = ""
    operands: tuple[Term, ...] = ()

    def __mul__(self, other: Term) -> Term:
        return Term(EXACT.multiply(self.value, other.value), operator="×", operands=(self, other))

    def __truediv__(self, other: Term) -> Term:
        return Term(EXACT.divide(self.value, other.value), operator="÷", operands=(self, other))

    def __sub__(self, other: Term) -> Term:
        return Term(EXACT.subtract(self.value, other.value), operator="−", operands=(self, other))

    def formula(self) -> str:
        """Write the term out, with brackets only where they are needed."""
        if not self.operator:
            return self.text
        left, right = self.operands
        return f"{self._bracketed(left, closer=False)} {self.operator} {self._bracketed(right, closer=True)}"

    def _bracketed(self, operand: Term, *, closer: bool) -> str:
        rank, own = _RANK[operand.operator], _RANK[self.operator]
        weak = rank < own or (closer and rank == own and self.operator in ("−", "÷"))
        return f"（{operand.formula()}）" if weak else operand.formula()

    def inputs(self) -> tuple[Term, ...]:
        """Return the inputs in the order of the formula, each once."""
        if not self.operator:
            return (self,)
        found: dict[Term, None] = {}
        for operand in self.operands:
            found.update(dict.fromkeys(operand.inputs()))
        return tuple(found)


Operand = TypeVar("Operand", Decimal, Term)
