"""Flat indicator rows → the tree of dimensions, categories and indicators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from jixiao.documents import Excerpt
from jixiao.evaluations import Amount, Indicator, Points


@dataclass(slots=True)
class LeafRow:
    """A row of an indicator table as read: the lowest indicator with its values."""

    name: Excerpt
    weight: Points | None = None
    score: Points | None = None
    target: Excerpt | None = None
    unit: Excerpt | None = None
    nature: Excerpt | None = None
    actual: Excerpt | None = None
    completion: Amount | None = None
    coefficient: Amount | None = None
    deviation: Amount | None = None
    reason: Excerpt | None = None
    measure: Excerpt | None = None
    explanation: Excerpt | None = None

    def node(self) -> Indicator:
        """Return the row as a leaf of the tree."""
        return Indicator(
            level=3,
            name=self.name,
            weight=self.weight,
            score=self.score,
            target=self.target,
            unit=self.unit,
            nature=self.nature,
            actual=self.actual,
            completion=self.completion,
            coefficient=self.coefficient,
            deviation=self.deviation,
            reason=self.reason,
            measure=self.measure,
            explanation=self.explanation,
        )


@dataclass(slots=True)
class Branch:
    """A dimension or category while it is being filled; ``name`` is ``None`` where the table does not print one."""

    name: Excerpt | None
    weight: Points | None = None
    score: Points | None = None
    rows: list[LeafRow] = field(default_factory=list)
    branches: list[Branch] = field(default_factory=list)


def build_tree(dimensions: Sequence[Branch], torn: bool) -> tuple[Indicator, ...]:
    """Return the tree; in a TORN table (merged cells lost) rows move between categories where both then add up."""
    if torn:
        _mend_borders([category for dimension in dimensions for category in dimension.branches])
    return tuple(node for dimension in dimensions for node in _dimension(dimension))


def _dimension(branch: Branch) -> list[Indicator]:
    children = [node for category in branch.branches for node in _category(category)]
    children += [row.node() for row in branch.rows]
    if branch.name is None:
        return children
    if not children and branch.weight is None and branch.score is None:
        return []
    return [Indicator(level=1, name=branch.name, weight=branch.weight, score=branch.score, children=tuple(children))]


def _category(branch: Branch) -> list[Indicator]:
    leaves = [row.node() for row in branch.rows]
    if branch.name is None:
        return leaves
    return [Indicator(level=2, name=branch.name, weight=branch.weight, score=branch.score, children=tuple(leaves))]


def _mend_borders(categories: Sequence[Branch]) -> None:
    """Where two neighbouring categories both fail to add up, try whether moving rows across their border mends both.

    A label of a vertically merged cell may stand beside any of its rows, so the rows before it may belong to it.
    """
    for left, right in pairwise(categories):
        if left.weight is None or right.weight is None or _sum(left.rows) in (None, left.weight.value):
            continue
        for moved in range(1, len(left.rows)):
            stay, go = left.rows[:-moved], left.rows[-moved:]
            if _sum(stay) == left.weight.value and _sum([*go, *right.rows]) == right.weight.value:
                left.rows, right.rows = stay, [*go, *right.rows]
                break


def _sum(rows: Sequence[LeafRow]) -> Decimal | None:
    weights = [row.weight.value for row in rows if row.weight is not None]
    return sum(weights, Decimal(0)) if len(weights) == len(rows) else None
