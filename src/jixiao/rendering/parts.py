"""What the total is made of: budget execution and the first-level indicators, each with its points and its score."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jixiao.evaluations import EXECUTION_NAME, IndicatorRow, SelfEvaluation, plain_name

EXECUTION = "预算执行率"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the total; ``weight`` and ``score`` are ``None`` where the evaluation leaves them open."""

    name: str
    weight: Decimal | None
    score: Decimal | None


def parts_of(evaluation: SelfEvaluation) -> tuple[Part, ...]:
    """Return the parts of the total of EVALUATION, whose scores are filled in, in the order of the form.

    Budget execution counts once: as an indicator where the form has one for it, else by the points of the fund table.
    """
    parts = [Part(top.name, top.weight, sum_of(top)) for top in evaluation.indicators]
    fund = evaluation.main_fund
    told = any(EXECUTION_NAME.search(plain_name(leaf.name)) for leaf in evaluation.leaves())
    if fund is not None and fund.weight is not None and not told:
        parts.insert(0, Part(EXECUTION, fund.weight, fund.score))
    return tuple(parts)


def sum_of(row: IndicatorRow) -> Decimal | None:
    """Return the points of a branch: its lowest scores added up; ``None`` while one is missing."""
    scores = [leaf.score for leaf in row.leaves()]
    return sum((score for score in scores if score is not None), Decimal(0)) if None not in scores else None
