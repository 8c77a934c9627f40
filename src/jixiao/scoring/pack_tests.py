"""The tests of a pack: situations with the points or the grade that they must give, written by and for finance clerks.

Each stands in ``….tests.yaml`` beside the pack: an indicator, or amounts, or a total, and what must come out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from jixiao.evaluations import Attainment, Deduction, FundRow, IndicatorRow, SelfEvaluation
from jixiao.evaluations.self_evaluation import Entry, Text
from jixiao.packs import Pack
from jixiao.scoring.engine import score
from jixiao.scoring.model import Line

_ABOVE = "/"


class _Item(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class DeductionCase(_Item):
    """A deduction of a test case."""

    reason: Text = Field(alias="事项")
    each: Annotated[Decimal, Field(ge=0)] = Field(alias="每项扣")
    cases: int = Field(default=1, alias="项数", ge=0)


class IndicatorCase(_Item):
    """The indicator of a test case; ``above`` are the names of the levels above it, parted by ``/``."""

    name: Text = Field(alias="名称")
    above: Text | None = Field(default=None, alias="上级")
    weight: Decimal | None = Field(default=None, alias="分值")
    target: Text | None = Field(default=None, alias="目标")
    unit: Text | None = Field(default=None, alias="单位")
    nature: Text | None = Field(default=None, alias="性质")
    actual: Text | None = Field(default=None, alias="完成")
    attainment: Attainment | None = Field(default=None, alias="达成程度")
    judged: Decimal | None = Field(default=None, alias="评定得分")
    reason: Text | None = Field(default=None, alias="原因")
    explanation: Text | None = Field(default=None, alias="说明")
    deductions: tuple[DeductionCase, ...] | None = Field(default=None, alias="扣分")


class FundCase(_Item):
    """The amounts of a test case (万元)."""

    initial: Entry = Field(default=None, alias="年初预算数")
    adjusted: Entry = Field(default=None, alias="全年预算数")
    arrived: Entry = Field(default=None, alias="到位资金")
    executed: Entry = Field(default=None, alias="全年执行数")
    rate: Text | None = Field(default=None, alias="执行率")
    judged: Decimal | None = Field(default=None, alias="评定得分")
    reason: Text | None = Field(default=None, alias="原因")


class PackTest(_Item):
    """One situation, and what must come out of it."""

    case: Text = Field(alias="情形", min_length=1)
    year: int | None = Field(default=None, alias="年度")
    indicator: IndicatorCase | None = Field(default=None, alias="指标")
    fund: FundCase | None = Field(default=None, alias="资金")
    total: Decimal | None = Field(default=None, alias="总分")
    points: Decimal | None = Field(default=None, alias="得分")
    grade: Text | None = Field(default=None, alias="等级")
    refused: Text | None = Field(default=None, alias="不能计分")
    reason_due: bool | None = Field(default=None, alias="须说明原因")
    cap: Decimal | None = Field(default=None, alias="总分不超过")

    @model_validator(mode="after")
    def _expects_something(self) -> Self:
        if self.total is not None:
            if self.grade is None or self.points is not None or self.refused is not None:
                raise ValueError("写“总分”的情形要写应得的“等级”，不写别的")
            return self
        if self.indicator is None and self.fund is None:
            raise ValueError("情形里要写“指标”“资金”或“总分”中的一样")
        expected = (self.points, self.refused, self.reason_due, self.cap)
        if all(each is None for each in expected) or self.grade is not None:
            raise ValueError("写“指标”“资金”的情形要写应当怎样：得分、不能计分、须说明原因或总分不超过")
        return self


class PackTestFile(_Item):
    """The tests of one pack."""

    tests: tuple[PackTest, ...] = Field(alias="测试", min_length=1)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a test passed; ``told`` says what was expected and what came out instead."""

    test: PackTest
    told: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether everything came out as expected."""
        return not self.told


def run_tests(pack: Pack, file: PackTestFile) -> tuple[Outcome, ...]:
    """Run the tests of PACK in the order of the file."""
    return tuple(Outcome(test, tuple(_faults(pack, test))) for test in file.tests)


def _faults(pack: Pack, test: PackTest) -> Iterator[str]:
    if test.total is not None:
        band = pack.grade_of(test.total)
        got = band.name if band is not None else "没有等级"
        if test.grade != got:
            yield f"总分{test.total:f}应为“{test.grade}”，得出“{got}”"
        return
    card = score(evaluation_of(test, pack), pack)
    line = card.execution if test.indicator is None else next(iter(card.lines), None)
    yield from _line_faults(test, line)
    if test.reason_due is not None and test.reason_due is not bool(card.due):
        told = "；".join(due.message for due in card.due) or "没有要说明的"
        yield f"{'应当' if test.reason_due else '不应'}要求说明原因，得出：{told}"
    if test.cap is not None and card.cap != test.cap:
        yield f"总分应不超过{test.cap:f}，得出{card.cap if card.cap is not None else '不设上限'}"


def _line_faults(test: PackTest, line: Line | None) -> Iterator[str]:
    if test.points is None and test.refused is None:
        return
    if line is None:
        yield "规则包没有给这一项计分的规定"
        return
    how = f"（{line.explanation.because}）"
    if test.points is not None and line.score != test.points:
        yield f"应得{test.points:f}分，得出{'不能计分' if line.score is None else format(line.score, 'f') + '分'}{how}"
    if test.refused is not None and (line.score is not None or test.refused not in line.explanation.because):
        got = f"{line.score:f}分" if line.score is not None else "不能计分"
        yield f"应当不能计分，理由含“{test.refused}”，得出{got}{how}"


def evaluation_of(test: PackTest, pack: Pack) -> SelfEvaluation:
    """Return the evaluation that a test describes."""
    funds = (_fund(test.fund),) if test.fund is not None else ()
    rows = (_tree(test.indicator),) if test.indicator is not None else ()
    return SelfEvaluation(subject=pack.subjects[0], year=test.year, funds=funds, indicators=rows)


def _fund(case: FundCase) -> FundRow:
    return FundRow(
        label="年度资金总额",
        initial=case.initial,
        adjusted=case.adjusted,
        arrived=case.arrived,
        executed=case.executed,
        rate=case.rate,
        score=case.judged,
        reason=case.reason,
    )


def _tree(case: IndicatorCase) -> IndicatorRow:
    deductions = None if case.deductions is None else tuple(_deduction(each) for each in case.deductions)
    row = IndicatorRow(
        name=case.name,
        weight=case.weight,
        target=case.target,
        unit=case.unit,
        nature=case.nature,
        actual=case.actual,
        attainment=case.attainment,
        score=case.judged,
        reason=case.reason,
        explanation=case.explanation,
        deductions=deductions,
    )
    for name in reversed(case.above.split(_ABOVE) if case.above else []):
        row = IndicatorRow(name=name.strip(), children=(row,))
    return row


def _deduction(case: DeductionCase) -> Deduction:
    return Deduction(reason=case.reason, each=case.each, cases=case.cases)


def passed(outcomes: tuple[Outcome, ...]) -> int:
    """Count the tests that passed."""
    return sum(outcome.passed for outcome in outcomes)


__all__ = ["Outcome", "PackTest", "PackTestFile", "evaluation_of", "passed", "run_tests"]
