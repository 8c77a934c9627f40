"""The rate of budget execution: what was executed by what was to be spent, in amounts or as stated."""

from __future__ import annotations

from decimal import Decimal

from jixiao.evaluations import FundRow, IndicatorRow, Mark
from jixiao.packs import Denominator
from jixiao.quantities import parse_quantity
from jixiao.scoring.terms import Term

_TEN_THOUSAND = Decimal(10_000)


def execution_rate(
    fund: FundRow | None, own: IndicatorRow | None, denominator: Denominator, place: str | None
) -> Term | str:
    """Return the execution rate, as a quotient of amounts or as stated; a sentence where there is none.

    A budget of zero has no rate: nothing is divided by it.
    """
    if fund is not None:
        budget = {
            Denominator.ADJUSTED: fund.adjusted if isinstance(fund.adjusted, Decimal) else fund.initial,
            Denominator.INITIAL: fund.initial,
            Denominator.ARRIVED: fund.arrived,
        }[denominator]
        if budget == 0 or budget is Mark.NOT_APPLICABLE:
            return f"{denominator}为{budget}，执行率不适用，请确认该项是否应当计分"
        if isinstance(budget, Decimal) and isinstance(fund.executed, Decimal):
            return _amount(fund.executed, "全年执行数", fund) / _amount(budget, denominator.value, fund)
    told = (fund.rate if fund is not None else None) or (own.actual if own is not None else None)
    quantity = parse_quantity("".join(told.split())) if told else None
    if quantity is not None and quantity.unit == "%":
        return Term(quantity.value, quantity.text, "执行率", place)
    return f"没有写{denominator}和全年执行数，也没有写执行率"


def _amount(value: Decimal, name: str, fund: FundRow) -> Term:
    return Term(value * _TEN_THOUSAND, f"{value:f}万元", name, fund.place)
