"""Budget execution: which row of the tree stands for it, its rate, and its points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from jixiao.evaluations import (
    EXECUTION_NAME,
    FundRow,
    IndicatorRow,
    Mark,
    SelfEvaluation,
    joined_actual,
    plain_name,
)
from jixiao.packs import Cap, Denominator, ExecutionRule, Method
from jixiao.quantities import parse_quantity, plain
from jixiao.scoring.judging import Judgement, by_steps, rated, weight_term
from jixiao.scoring.terms import Term

_TEN_THOUSAND = Decimal(10_000)
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Execution:
    """What is known of budget execution: the total of the fund table, and the row of the tree that stands for it."""

    rule: ExecutionRule
    fund: FundRow | None
    row: IndicatorRow | None

    @property
    def _told(self) -> tuple[IndicatorRow | FundRow, ...]:
        """Where something may be stated of it: its row in the tree before the fund table."""
        return tuple(each for each in (self.row, self.fund) if each is not None)

    @property
    def weight(self) -> Decimal:
        """The points that it is worth: as the form states them, else as the pack fixes them."""
        return next((each.weight for each in self._told if each.weight is not None), self.rule.weight)

    @property
    def stated(self) -> Decimal | None:
        """The score as stated."""
        return next((each.score for each in self._told if each.score is not None), None)

    @property
    def place(self) -> str | None:
        """Where it stands."""
        return next((each.place for each in self._told if each.place is not None), None)

    def rate(self) -> Term | str:
        """Return the execution rate, as a quotient of amounts or as stated; a sentence where there is none."""
        return execution_rate(self.fund, self.row, self.rule.denominator, self.place)

    def judgement(self) -> Judgement:
        """Return its points before rounding."""
        rule, weight = self.rule, self.weight
        if rule.method is Method.MANUAL:
            return Judgement("由人评定" + (f"：{rule.clause}" if rule.clause else ""), low=_ZERO, high=weight)
        rate = self.rate()
        if isinstance(rate, str):
            return Judgement(rate)
        if rule.method is Method.STEPS:
            return by_steps(weight, max(rate.value, _ZERO), rule.steps, "执行率", rate.inputs())
        return _rated_amounts(weight, rate) if rate.operator else rated(weight, rate)

    def cap(self, caps: Sequence[Cap]) -> Cap | None:
        """Return the cap of CAPS that its rate brings about."""
        rate = self.rate()
        if isinstance(rate, str):
            return None
        return next((cap for cap in caps if cap.at_least <= max(rate.value, _ZERO) < cap.below), None)


def execution_of(evaluation: SelfEvaluation, rule: ExecutionRule | None) -> Execution | None:
    """Return what EVALUATION says of budget execution; ``None`` where the form does not score it."""
    if rule is None:
        return None
    row = next((leaf for leaf in evaluation.leaves() if EXECUTION_NAME.search(plain_name(leaf.name))), None)
    return Execution(rule, evaluation.main_fund, row)


def without(rows: Sequence[IndicatorRow], row: IndicatorRow | None) -> tuple[IndicatorRow, ...]:
    """Return the tree without ROW, and without the branches that held nothing else."""
    kept = []
    for each in rows:
        if each is row:
            continue
        if not each.children or all(leaf is not row for leaf in each.leaves()):
            kept.append(each)
            continue
        children = without(each.children, row)
        if children:
            weight = each.weight - (row.weight or _ZERO) if each.weight is not None and row is not None else None
            kept.append(each.model_copy(update={"children": children, "weight": weight}))
    return tuple(kept)


def _rated_amounts(weight: Decimal, rate: Term) -> Judgement:
    points, (executed, budget) = weight_term(weight), rate.operands
    if rate.value >= 1:
        return Judgement("执行数不少于预算数，得满分", weight, inputs=(points, executed, budget))
    if rate.value < 0:
        return Judgement(f"全年执行数{executed.text}是负数，得0分", _ZERO, inputs=(points, executed, budget))
    term = points * executed / budget
    return Judgement(f"分值乘以执行率（执行数÷{budget.name}）", term.value, term, term.inputs())


def execution_rate(
    fund: FundRow | None, row: IndicatorRow | None, denominator: Denominator, place: str | None
) -> Term | str:
    """Return the execution rate, as a quotient of amounts or as stated; a sentence where there is none.

    A budget of zero has no rate: nothing is divided by it. Only a blank adjusted budget is stood in for by the initial
    one; a dash or 不适用 means what it says.
    """
    if fund is not None:
        name, budget = _budget(fund, denominator)
        if isinstance(budget, Mark) or isinstance(fund.executed, Mark):
            told = f"{name}写的是“{budget}”" if isinstance(budget, Mark) else f"全年执行数写的是“{fund.executed}”"
            return f"{told}，算不出执行率，请确认该项是否应当计分"
        if budget is not None and budget <= 0:
            return f"{name}为{plain(budget)}，执行率不适用，请确认该项是否应当计分"
        if budget is not None and fund.executed is not None:
            return amount(fund.executed, "全年执行数", fund) / amount(budget, name, fund)
    return _stated(fund, row, place) or f"没有写{denominator}和全年执行数，也没有写执行率"


def _budget(fund: FundRow, denominator: Denominator) -> tuple[str, Decimal | Mark | None]:
    if denominator is Denominator.ARRIVED:
        return denominator.value, fund.arrived
    if denominator is Denominator.INITIAL or fund.adjusted is None:
        return Denominator.INITIAL.value, fund.initial
    return denominator.value, fund.adjusted


def _stated(fund: FundRow | None, row: IndicatorRow | None, place: str | None) -> Term | str | None:
    told = (fund.rate if fund is not None else None) or (joined_actual(row) if row is not None else None)
    if not told:
        return None
    quantity = parse_quantity("".join(told.split()))
    if quantity is None or quantity.unit != "%":
        return f"执行率写的是“{told}”，不是百分数，请写成 99.74% 这样"
    return Term(quantity.value, quantity.text, "执行率", place)


def amount(value: Decimal, name: str, fund: FundRow) -> Term:
    """Return an amount of the fund table (万元) as an input of a formula."""
    return Term(value * _TEN_THOUSAND, f"{value:f}万元", name, fund.place)
