"""The domain model: evaluations, indicators, funds, goals, grades. It knows no file and no rule of any place."""

from jixiao.evaluations.model import (
    Amount,
    Evaluation,
    Form,
    FundLine,
    Goal,
    Grade,
    GradeBand,
    Heading,
    Indicator,
    Points,
    Restatement,
    Subject,
)

__all__ = [
    "Amount",
    "Evaluation",
    "Form",
    "FundLine",
    "Goal",
    "Grade",
    "GradeBand",
    "Heading",
    "Indicator",
    "Points",
    "Restatement",
    "Subject",
]
