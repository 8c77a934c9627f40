"""A self-evaluation as data: everything that a bureau fills in, free of any file that it was read from or goes into.

Amounts are in 万元, areas in ㎡. A field can be filled in five ways, and they stay apart: ``None`` (left blank),
``0``, ``—``, ``无`` and ``不适用``. Targets and actual values are kept as written (``≥95%``, ``有效缓解``).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema, field_validator

from jixiao.datafiles import FromNewerVersionError
from jixiao.evaluations.model import Subject

SCHEMA_VERSION = 1
_TOTALS = ("总额", "合计", "总计", "总金额")


class Mark(StrEnum):
    """What is written in place of a number; a blank is ``None``, and none of them is zero."""

    DASH = "—"
    NONE = "无"
    NOT_APPLICABLE = "不适用"


class Attainment(StrEnum):
    """How far a qualitative indicator was reached, in the words of 财预〔2020〕10号 art. 18."""

    REACHED = "达成预期指标"
    PARTLY = "部分达成预期指标并具有一定效果"
    MISSED = "未达成预期指标且效果较差"


def _as_text(value: object) -> object:
    # In YAML a target may be written as a bare number; its digits are kept as they stand.
    return f"{value:f}" if isinstance(value, Decimal) else value


def _as_entry(value: object) -> object:
    if isinstance(value, str):
        stripped = value.strip()
        if stripped in set(Mark):
            return Mark(stripped)
        if stripped == "":
            return None
    return value


def _plain_number(value: Decimal) -> str:
    return f"{value:f}"


Number = Annotated[Decimal, PlainSerializer(_plain_number, return_type=str, when_used="json")]
NonNegative = Annotated[Number, Field(ge=0)]
Entry = Annotated[Number | Mark | None, BeforeValidator(_as_entry)]
Text = Annotated[str, BeforeValidator(_as_text), WithJsonSchema({"type": ["string", "number"]})]


class _Facts(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class FundRow(_Facts):
    """A row of the fund table (万元): ``part`` tells an 其中 row from the total; ``rate``, ``score`` are as stated."""

    label: Text
    part: bool = False
    initial: Entry = None
    adjusted: Entry = None
    arrived: Entry = None
    executed: Entry = None
    rate: Text | None = None
    weight: NonNegative | None = None
    score: Number | None = None
    reason: Text | None = None
    place: str | None = None


class OverallGoal(_Facts):
    """A goal of the year: what was expected (预期目标), what was reached (实际完成情况), and why it was not (原因)."""

    expected: Text | None = None
    reached: Text | None = None
    reason: Text | None = None


class Deduction(_Facts):
    """Points taken off a management indicator for ``cases`` cases, ``each`` point apiece."""

    reason: Text
    each: NonNegative
    cases: int = Field(default=1, ge=0)


class EvidenceReference(_Facts):
    """A paper that proves an actual value: its title and where it is kept."""

    title: Text
    location: Text | None = None


class IndicatorRow(_Facts):
    """A node of the indicator tree, up to three levels deep.

    ``score`` is the score as stated by the bureau: a person's judgement where the rule leaves one, else to be compared
    with the computed score. ``last_year`` is last year's actual value. ``explanation`` is what a management indicator
    tells in place of target and actual. ``meaning`` is what the form says that it measures (指标解释). ``label`` is the
    name as the form has it, with its points (``产出指标(30分)``), where that is not the usual print.
    ``place`` says where it was read (``表2第5行第4列``).
    """

    name: Text = Field(min_length=1)
    weight: NonNegative | None = None
    target: Text | None = None
    unit: Text | None = None
    nature: Text | None = None
    actual: Text | None = None
    attainment: Attainment | None = None
    score: Number | None = None
    reason: Text | None = None
    measure: Text | None = None
    explanation: Text | None = None
    meaning: Text | None = None
    label: Text | None = None
    last_year: Text | None = None
    core: bool = False
    deductions: tuple[Deduction, ...] | None = None
    evidence: tuple[EvidenceReference, ...] = ()
    place: str | None = None
    children: tuple[IndicatorRow, ...] = ()

    def leaves(self) -> Iterator[IndicatorRow]:
        """Yield the lowest nodes of the branch, itself when it has no children."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()

    def walk(self) -> Iterator[IndicatorRow]:
        """Yield the node and all below it, top down."""
        yield self
        for child in self.children:
            yield from child.walk()


class Office(_Facts):
    """An inner office (内设机构) or subordinate unit, with its staff where told."""

    name: Text
    staff: Entry = None


class BudgetLine(_Facts):
    """Money of one nature or source (万元): 基本支出, 人员经费, 一般公共预算财政拨款, 上级专项."""

    label: Text
    last_year: Entry = None
    initial: Entry = None
    adjusted: Entry = None
    executed: Entry = None
    parts: tuple[BudgetLine, ...] = ()


class Procurement(_Facts):
    """Government procurement (万元): last year's, plan, what was bought, and the share set aside for small firms."""

    last_year: Entry = None
    planned: Entry = None
    actual: Entry = None
    for_small_firms: Entry = None


class Building(_Facts):
    """A building of 楼堂馆所控制: approved and actual floor area (㎡) and investment (万元)."""

    name: Text
    approved_area: Entry = None
    actual_area: Entry = None
    approved_investment: Entry = None
    actual_investment: Entry = None


class Department(_Facts):
    """The department: what it is for, its budget units (单位数), its people and its money by nature and by source."""

    name: Text | None = None
    functions: tuple[Text, ...] = ()
    offices: tuple[Office, ...] = ()
    units: Entry = None
    posts: Entry = None
    staff: Entry = None
    by_nature: tuple[BudgetLine, ...] = ()
    by_source: tuple[BudgetLine, ...] = ()
    three_public: tuple[BudgetLine, ...] = ()
    operating: tuple[BudgetLine, ...] = ()
    procurement: Procurement | None = None
    buildings: tuple[Building, ...] = ()
    projects: tuple[BudgetLine, ...] = ()
    saving_measures: Text | None = None


class ReportSection(_Facts):
    """The bureau's own words for one section of the report, found by the section's title in the pack's outline.

    With ``alone`` the section is these words and nothing else; otherwise what the data tells follows them. ``number``
    is the heading's number as the bureau has it (``6、``; empty for none); ``None`` has the sections counted.
    """

    title: Text = Field(min_length=1)
    text: Text
    alone: bool = False
    number: Text | None = None


class Signature(_Facts):
    """A word of the line below a form (填表人, 填报日期) and what is written behind it."""

    label: Text = Field(min_length=1)
    value: Text


class SelfEvaluation(_Facts):
    """One self-evaluation of a department's whole budget or of one project.

    ``total`` and ``grade`` are as stated. ``pack`` is the id of the rules by which it is scored, ``edition`` the
    printing of its form (版式) where the pack has several. ``supervising`` (主管部门) and ``implementing`` (实施单位)
    are the department itself where they are ``None``; an empty word leaves the box of the form blank. ``reported`` is
    the day at the foot of the report.
    """

    schema_version: int = SCHEMA_VERSION
    subject: Subject
    year: int | None = Field(default=None, ge=1990, le=2100)
    place: Text | None = None
    pack: Text | None = None
    edition: Text | None = None
    source: str | None = None
    department: Department = Department()
    project: Text | None = None
    supervising: Text | None = None
    implementing: Text | None = None
    responsible: Text | None = None
    funds: tuple[FundRow, ...] = ()
    goals: tuple[OverallGoal, ...] = ()
    indicators: tuple[IndicatorRow, ...] = ()
    total: Number | None = None
    grade: Text | None = None
    problems: tuple[Text, ...] = ()
    measures: tuple[Text, ...] = ()
    sections: tuple[ReportSection, ...] = ()
    signatures: tuple[Signature, ...] = ()
    reported: Text | None = None

    @field_validator("schema_version", mode="before")
    @classmethod
    def _known_version(cls, value: object) -> object:
        if isinstance(value, int | Decimal) and value > SCHEMA_VERSION:
            raise FromNewerVersionError(
                f"这份数据是更新版本的 jixiao 写的（格式版本 {value}，本程序只认到 {SCHEMA_VERSION}），请升级后再用"
            )
        return value

    def leaves(self) -> Iterator[IndicatorRow]:
        """Yield the lowest indicators in order."""
        for node in self.indicators:
            yield from node.leaves()

    @property
    def main_fund(self) -> FundRow | None:
        """The total row of the fund table: that which is called so, else the only row that is no part.

        ``None`` where several rows could be it.
        """
        whole = [row for row in self.funds if not row.part and not row.label.strip().startswith("其中")]
        called = [row for row in whole if any(word in row.label for word in _TOTALS)]
        found = called or whole
        return found[0] if len(found) == 1 or called else None
