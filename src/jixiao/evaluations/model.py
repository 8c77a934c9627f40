"""The domain: an evaluation with its funds, goals, indicator tree, total and grade.

Every printed value keeps the :class:`~jixiao.documents.Excerpt` that it was read from. ``None`` means that the
document does not print the value; it never means zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from pydantic import BaseModel, ConfigDict

from jixiao.documents import Excerpt
from jixiao.quantities import Quantity


class Form(StrEnum):
    """What kind of paper it is."""

    BASE_DATA_TABLE = "base-data-table"
    DEPARTMENT_TABLE = "department-table"
    PROJECT_TABLE = "project-table"
    DEPARTMENT_REPORT = "department-report"
    PROJECT_REPORT = "project-report"

    @property
    def is_table(self) -> bool:
        """Tell a form filled into a table from a report in prose."""
        return self in (Form.BASE_DATA_TABLE, Form.DEPARTMENT_TABLE, Form.PROJECT_TABLE)


class Subject(StrEnum):
    """What is evaluated: a department's whole budget (部门整体支出) or one project (项目支出)."""

    DEPARTMENT = "department"
    PROJECT = "project"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Points(_Model):
    """Points as printed: a weight (分值) or a score (得分)."""

    value: Decimal
    excerpt: Excerpt


class Amount(_Model):
    """A printed amount or rate with its place; ``quantity.value`` is in 元, persons or as a ratio."""

    quantity: Quantity
    excerpt: Excerpt


class FundLine(_Model):
    """A row of the fund table: initial budget, adjusted budget, executed amount, rest, execution rate and its points.

    ``part`` tells an 其中 row, or a source of money, from the total row. ``marks`` are what stands in place of amounts
    (``—``, ``无``, ``不适用``), by the name of the field; a blank cell has none.
    """

    label: Excerpt
    part: bool
    initial: Amount | None = None
    adjusted: Amount | None = None
    executed: Amount | None = None
    balance: Amount | None = None
    rate: Amount | None = None
    weight: Points | None = None
    score: Points | None = None
    reason: Excerpt | None = None
    marks: tuple[tuple[str, str], ...] = ()


class Goal(_Model):
    """An overall goal of the year: what was expected (预期目标) and what was reached (实际完成情况)."""

    expected: Excerpt | None = None
    reached: Excerpt | None = None


class Indicator(_Model):
    """A node of the indicator tree: level 1 dimension (一级), 2 category (二级), 3 indicator (三级)."""

    level: int
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
    body: Excerpt | None = None
    children: tuple[Indicator, ...] = ()

    def leaves(self) -> Iterator[Indicator]:
        """Yield the lowest nodes of the branch, itself when it has no children."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()

    def walk(self) -> Iterator[Indicator]:
        """Yield the node and all below it, top down."""
        yield self
        for child in self.children:
            yield from child.walk()


class GradeBand(_Model):
    """A printed grade band: ``lower`` ≤ or < score < or ≤ ``upper``; ``None`` where the band is open."""

    name: str
    lower: Decimal | None
    lower_included: bool
    upper: Decimal | None
    upper_included: bool
    excerpt: Excerpt

    def holds(self, score: Decimal) -> bool:
        """Tell whether SCORE lies in the band."""
        above = self.lower is None or (score >= self.lower if self.lower_included else score > self.lower)
        below = self.upper is None or (score <= self.upper if self.upper_included else score < self.upper)
        return above and below


class Grade(_Model):
    """The grade that the document gives (优, 良, 中, 差, or 一等…四等)."""

    name: str
    excerpt: Excerpt


class Heading(_Model):
    """A section heading: level 1 for 一、, 2 for （一）, 3 for 1., 4 for （1）; ``number`` counts within its level."""

    level: int
    number: int
    title: str
    excerpt: Excerpt
    empty: bool = False


class Restatement(_Model):
    """Points that a paper prints twice: ``first`` where they belong, ``again`` in its text."""

    name: str
    first: Points
    again: Points


class Evaluation(_Model):
    """One self-evaluation, or one part of a bundle, as the document prints it."""

    form: Form
    subject: Subject
    source: int
    start: int
    end: int
    title: Excerpt | None = None
    department: Excerpt | None = None
    project: Excerpt | None = None
    place: str | None = None
    year: int | None = None
    signed: date | None = None
    funds: tuple[FundLine, ...] = ()
    goals: tuple[Goal, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    total_weight: Points | None = None
    total: Points | None = None
    total_label: Excerpt | None = None
    restatements: tuple[Restatement, ...] = ()
    grade: Grade | None = None
    bands: tuple[GradeBand, ...] = ()
    outline: tuple[Heading, ...] = ()

    def leaves(self) -> Iterator[Indicator]:
        """Yield the lowest nodes of the indicator tree in reading order."""
        return iter(self.lowest)

    @cached_property
    def lowest(self) -> tuple[Indicator, ...]:
        """The lowest nodes of the indicator tree in reading order."""
        return tuple(leaf for node in self.indicators for leaf in node.leaves())
