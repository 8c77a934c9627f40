"""A made-up department: its people, its offices, its money by nature and by source, all of it adding up."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from random import Random

from jixiao.evaluations import BudgetLine, Building, Department, Office, Procurement
from samples.random_evaluations import random_amount, random_share

_OFFICES = ("办公室", "待遇保障股", "医药服务股", "基金监管股", "规划财务股", "医保事务中心", "信息中心", "法规股")
_FUNCTIONS = (
    "拟订全县医疗保障规划和标准并组织实施",
    "组织实施医疗保障筹资和待遇政策",
    "监督管理医疗保障基金",
    "指导医疗保障经办和公共服务",
    "组织实施药品和医用耗材招标采购",
)
_OPERATING = ("办公经费", "水费、电费、差旅费", "会议费、培训费", "印刷费")
_THREE = ("公务用车购置和维护经费", "出国经费", "公务接待")
_SAVINGS = "会议能合并的合并，公务用车统一调度，办公用品集中采购"
_LARGEST = Decimal(300)  # 万元, of what offices themselves use


def random_department(
    county: str, random: Random, projects: Sequence[BudgetLine], changes: Sequence[str]
) -> Department:
    """Return the department of COUNTY, whose project expenditure is PROJECTS; CHANGES are lines that were not used."""
    posts = random.randint(12, 160)
    operating = tuple(_line(label, random, last=True) for label in _OPERATING[: random.randint(1, len(_OPERATING))])
    basic = _whole("基本支出", (_line("人员经费", random), _whole("公用经费", operating, told=False)))
    natures = (basic, _whole("项目支出", projects, told=False))
    return Department(
        name=f"{county}医疗保障局",
        functions=_FUNCTIONS[: random.randint(1, len(_FUNCTIONS))],
        offices=tuple(Office(name=name) for name in _OFFICES[: random.randint(1, len(_OFFICES))]),
        posts=Decimal(posts),
        staff=Decimal(random.randint(posts // 2, posts)),
        by_nature=(*natures, *map(_nothing, changes)),
        by_source=_sources(natures, random),
        three_public=(_three_public(random),),
        operating=operating,
        procurement=_procurement(random),
        buildings=tuple(_building(number, random) for number in range(random.randint(0, 2))),
        projects=tuple(projects),
        saving_measures=_SAVINGS,
    )


def whole_budget(department: Department) -> tuple[Decimal, Decimal]:
    """Return the initial budget and the executed amount (万元) of all lines by nature."""
    return _sum(department.by_nature, "initial"), _sum(department.by_nature, "executed")


def _line(label: str, random: Random, *, last: bool = False) -> BudgetLine:
    budget = random_amount(random, high=_LARGEST)
    spent = random_share(random, budget)
    return BudgetLine(
        label=label, last_year=random_share(random, spent, 750, 1400) if last else None, initial=budget, executed=spent
    )


def _whole(label: str, parts: Sequence[BudgetLine], *, told: bool = True) -> BudgetLine:
    """Return the sum of PARTS, with the parts themselves where they are TOLD."""
    sums = {field: _sum(parts, field) for field in ("initial", "executed")}
    return BudgetLine(label=label, parts=tuple(parts) if told else (), **sums)


def _sum(lines: Sequence[BudgetLine], field: str) -> Decimal:
    values = (getattr(line, field) for line in lines)
    return sum((value for value in values if isinstance(value, Decimal)), Decimal(0))


def _sources(natures: Sequence[BudgetLine], random: Random) -> tuple[BudgetLine, ...]:
    """Return the same money by source; part of it may be from government funds."""
    initial, executed = _sum(natures, "initial"), _sum(natures, "executed")
    share = random.choice((0, 0, 100))
    funds, spent = (random_share(random, whole, share, share) for whole in (initial, executed))
    return (
        BudgetLine(label="一般公共预算财政拨款", initial=initial - funds, executed=executed - spent),
        BudgetLine(label="政府性基金预算", initial=funds, executed=spent),
        _nothing("国有资本经营预算"),
    )


def _nothing(label: str) -> BudgetLine:
    return BudgetLine(label=label, initial=Decimal(0), executed=Decimal(0))


def _three_public(random: Random) -> BudgetLine:
    """Return the three kinds of expenses, of which each may be nothing; spending stays below budget and last year."""
    parts = []
    for label in _THREE:
        budget = Decimal(random.randint(0, 1200)) / 100
        spent = random_share(random, budget, 300)
        before = random_share(random, budget, 1000, 1400)
        parts.append(BudgetLine(label=label, last_year=before, initial=budget, executed=spent))
    return _whole("三公经费", parts).model_copy(update={"last_year": _sum(parts, "last_year")})


def _procurement(random: Random) -> Procurement:
    planned = random_amount(random, high=_LARGEST)
    actual = random_share(random, planned, 600)
    return Procurement(planned=planned, actual=actual, for_small_firms=random_share(random, actual, 300))


def _building(number: int, random: Random) -> Building:
    area, money = Decimal(random.randint(200, 9000)), random_amount(random)
    return Building(
        name=("政务服务大厅", "档案库房")[number],
        approved_area=area,
        actual_area=Decimal(random.randint(int(area * 9 / 10), int(area))),
        approved_investment=money,
        actual_investment=random_share(random, money, 800),
    )
