"""Scoring: an evaluation and a pack give a scorecard, in which every point carries the record of how it arose."""

from jixiao.scoring.engine import NotScoredError, score
from jixiao.scoring.model import Basis, Clause, Explanation, LevelSum, Line, ReasonDue, Scorecard, rounded
from jixiao.scoring.terms import Term

__all__ = [
    "Basis",
    "Clause",
    "Explanation",
    "LevelSum",
    "Line",
    "NotScoredError",
    "ReasonDue",
    "Scorecard",
    "Term",
    "rounded",
    "score",
]
