"""The domain model. It knows no file and no rule of any place.

``model`` holds an evaluation as a document prints it, each value with its excerpt; ``self_evaluation`` holds the
same as data, to be scored and printed.
"""

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
from jixiao.evaluations.naming import EXECUTION_NAME, core_name, plain_name, pointed_name
from jixiao.evaluations.self_evaluation import (
    SCHEMA_VERSION,
    Attainment,
    BudgetLine,
    Building,
    Deduction,
    Department,
    EvidenceReference,
    FundRow,
    IndicatorRow,
    Mark,
    Office,
    OverallGoal,
    Procurement,
    ReportSection,
    SelfEvaluation,
    Signature,
)
from jixiao.evaluations.targets import PartedTarget, joined_actual, joined_target, parted

__all__ = [
    "EXECUTION_NAME",
    "SCHEMA_VERSION",
    "Amount",
    "Attainment",
    "BudgetLine",
    "Building",
    "Deduction",
    "Department",
    "Evaluation",
    "EvidenceReference",
    "Form",
    "FundLine",
    "FundRow",
    "Goal",
    "Grade",
    "GradeBand",
    "Heading",
    "Indicator",
    "IndicatorRow",
    "Mark",
    "Office",
    "OverallGoal",
    "PartedTarget",
    "Points",
    "Procurement",
    "ReportSection",
    "Restatement",
    "SelfEvaluation",
    "Signature",
    "Subject",
    "core_name",
    "joined_actual",
    "joined_target",
    "parted",
    "plain_name",
    "pointed_name",
]
