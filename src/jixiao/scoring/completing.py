"""A scored evaluation with everything filled in that scoring found: scores, execution rate and points, total, grade."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from jixiao.evaluations import FundRow, IndicatorRow, SelfEvaluation
from jixiao.packs import Denominator
from jixiao.scoring.execution import execution_rate
from jixiao.scoring.model import Line, Scorecard

_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)


def completed(card: Scorecard) -> SelfEvaluation:
    """Return the evaluation of CARD with the scores that were worked out; what cannot be scored keeps what was stated.

    Nothing else is touched: blanks that are the bureau's to fill in stay blank.
    """
    evaluation = card.evaluation
    lines = {id(line.row): line for line in card.all_lines if line.row is not None}
    return evaluation.model_copy(
        update={
            "pack": card.pack.id,
            "funds": tuple(_fund(row, card) for row in evaluation.funds),
            "indicators": tuple(_row(row, lines) for row in evaluation.indicators),
            "total": card.total if card.total is not None else evaluation.total,
            "grade": card.grade.name if card.grade is not None else evaluation.grade,
        }
    )


def _row(row: IndicatorRow, lines: dict[int, Line]) -> IndicatorRow:
    if row.children:
        return row.model_copy(update={"children": tuple(_row(child, lines) for child in row.children)})
    line = lines.get(id(row))
    if line is None:
        return row
    return row.model_copy(update={"weight": line.weight, "score": line.score if line.score is not None else row.score})


def _fund(row: FundRow, card: Scorecard) -> FundRow:
    rule = card.pack.execution
    rate = execution_rate(row, None, rule.denominator if rule is not None else Denominator.ADJUSTED, None)
    told = row.rate
    if told is None and not isinstance(rate, str):
        told = f"{(rate.value * _HUNDRED).quantize(_CENT, rounding=ROUND_HALF_UP):f}%"
    if row is not card.evaluation.main_fund or card.execution is None or rule is None:
        return row.model_copy(update={"rate": told})
    score = card.execution.score if card.execution.score is not None else row.score
    return row.model_copy(update={"rate": told, "weight": card.execution.weight, "score": score})
