"""Made-up self-evaluations of projects, the same in every run: one fund row and twelve indicators of all kinds."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal

from jixiao.evaluations import Attainment, FundRow, IndicatorRow, SelfEvaluation, Subject

# What is written as target and as actual value; the actual value misses the target in a third of the rows.
_Written = tuple[str, str]
_MISSED = 1 / 3
_EXPLAINED = 1 / 2
_REASON = "部分参保单位年底前未完成申报，下年提前安排"
_QUALITATIVE = ("有效缓解", "明显提升", "逐步健全", "持续改善")
_SATISFACTION_FLOORS = (85, 90, 95)


def filled_forms(count: int) -> list[SelfEvaluation]:
    """Return COUNT evaluations whose numbers differ."""
    chance = random.Random(20_240_102)
    return [_form(chance, number) for number in range(count)]


def _form(chance: random.Random, number: int) -> SelfEvaluation:
    budget = Decimal(chance.randint(100_00, 90_000_00)) / 100
    executed = (budget * chance.randint(700, 1000) / 1000).quantize(Decimal("0.01"))
    fund = FundRow(label="年度资金总额", initial=budget, adjusted=budget, executed=executed, place="表1第6行第5列")
    rows = (_outputs(chance), _benefits(chance), _satisfaction(chance))
    return SelfEvaluation(subject=Subject.PROJECT, year=2024, project=f"项目{number}", funds=(fund,), indicators=rows)


def _outputs(chance: random.Random) -> IndicatorRow:
    persons, clinics = _leaf(chance, "参保人数", 10, _persons), _leaf(chance, "检查定点医药机构", 8, _clinics)
    covered, paid = _leaf(chance, "参保率", 6, _share), _leaf(chance, "待遇按时发放率", 4, _whole)
    days, due = _leaf(chance, "平均审核天数", 6, _days), _leaf(chance, "资金拨付时间", 6, _date)
    return _level(
        "产出指标",
        _level("数量指标", persons, clinics),
        _level("质量指标", covered, paid),
        _level("时效指标", days, due),
        _level("成本指标", _leaf(chance, "项目总成本", 10, _cost)),
    )


def _benefits(chance: random.Random) -> IndicatorRow:
    return _level(
        "效益指标",
        _level("经济效益指标", _leaf(chance, "住院次均费用增幅", 6, _ceiling)),
        _level("社会效益指标", _judged(chance, "群众就医负担", 8), _leaf(chance, "救助人次", 8, _cases)),
        _level("可持续影响指标", _judged(chance, "基金监管长效机制", 8)),
    )


def _satisfaction(chance: random.Random) -> IndicatorRow:
    return _level("满意度指标", _level("服务对象满意度指标", _leaf(chance, "参保群众满意度", 10, _content)))


def _level(name: str, *children: IndicatorRow) -> IndicatorRow:
    weights = [child.weight for child in children if child.weight is not None]
    return IndicatorRow(name=name, weight=sum(weights, Decimal(0)), children=children)


def _leaf(
    chance: random.Random, name: str, weight: int, write: Callable[[random.Random, bool], _Written]
) -> IndicatorRow:
    missed = chance.random() < _MISSED
    target, actual = write(chance, missed)
    return IndicatorRow(
        name=name,
        weight=Decimal(weight),
        target=target,
        actual=actual,
        score=Decimal(weight),
        reason=_REASON if missed and chance.random() < _EXPLAINED else None,
        place=_place(chance),
    )


def _judged(chance: random.Random, name: str, weight: int) -> IndicatorRow:
    words = chance.choice(_QUALITATIVE)
    return IndicatorRow(
        name=name,
        weight=Decimal(weight),
        target=words,
        actual=words,
        attainment=Attainment.REACHED,
        score=Decimal(weight) - Decimal(chance.randint(0, 15)) / 10,
        place=_place(chance),
    )


def _place(chance: random.Random) -> str:
    return f"表1第{chance.randint(8, 30)}行第5列"


def _persons(chance: random.Random, missed: bool) -> _Written:
    target = chance.randint(500, 9000)
    return f"≥{target / 100:.2f}万人", f"{_off(chance, target, -1 if missed else 1) / 100:.2f}万人"


def _clinics(chance: random.Random, missed: bool) -> _Written:
    target = chance.randint(100, 900)
    return f"{target}家", f"{_off(chance, target, -1) if missed else target}家"


def _share(chance: random.Random, missed: bool) -> _Written:
    target = chance.randint(850, 970)
    return f"≥{target / 10:.1f}%", f"{target / 10 - 1.2 if missed else target / 10 + 2.3:.1f}%"


def _whole(chance: random.Random, missed: bool) -> _Written:
    return "100%", f"{chance.randint(9000, 9999) / 100:.2f}%" if missed else "100%"


def _days(chance: random.Random, missed: bool) -> _Written:
    target = chance.randint(10, 30)
    return f"不超过{target}天", f"{target + chance.randint(1, 5) if missed else target - chance.randint(0, 5)}天"


def _date(chance: random.Random, missed: bool) -> _Written:
    month, day = chance.randint(6, 11), chance.randint(1, 28)
    return f"{month}月{day}日前完成", f"{month + 1 if missed else month}月{chance.randint(1, day)}日完成"


def _cost(chance: random.Random, missed: bool) -> _Written:
    target = chance.randint(100_00, 9000_00)
    return f"{target / 100:.2f}万元", f"{_off(chance, target, 1 if missed else -1) / 100:.2f}万元"


def _ceiling(chance: random.Random, missed: bool) -> _Written:
    target = chance.randint(30, 80)
    return f"≤{target / 10:.1f}%", f"{_off(chance, target, 1 if missed else -1) / 10:.1f}%"


def _cases(chance: random.Random, missed: bool) -> _Written:
    target = chance.randint(1000, 90_000)
    return f"≥{target}人次", f"{_off(chance, target, -1 if missed else 1)}人次"


def _content(chance: random.Random, missed: bool) -> _Written:
    target = chance.choice(_SATISFACTION_FLOORS)
    return f"≥{target}%", f"{target + chance.randint(-90, -1) / 10 if missed else target + chance.random() * 5:.1f}%"


def _off(chance: random.Random, target: int, side: int) -> int:
    """Return a number up to 40 % above (SIDE 1) or below (−1) TARGET, and another than it."""
    return target + side * max(1, target * chance.randint(1, 40) // 100)
