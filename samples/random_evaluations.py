"""Made-up self-evaluations in the form of any pack: sound, of realistic size, the same for the same seed.

Every point that is lost has its reason, every budget that was changed too, and the figures agree with one another, so
that a form printed from one of them must be read back as it was and must not be found fault with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from jixiao.evaluations import Department, FundRow, IndicatorRow, OverallGoal, SelfEvaluation, Subject
from jixiao.packs import IndicatorRule, Pack
from jixiao.recognition import Column, column_of
from jixiao.scoring import score
from jixiao.scoring.completing import completed

_COUNTIES = ("临溪县", "望澜区", "青渡县", "云栖县", "沅浦区", "岚山县", "霞浦湾区", "石溪县")
_PROJECTS = (
    *("城乡医疗救助补助", "医保基金监管专项", "医保信息化运行维护", "居民医保参保征缴", "离休干部医疗保障"),
    *("医保经办服务能力提升", "长期护理保险试点", "药品集中采购监测", "医保政策宣传", "定点医药机构考核"),
)
_REASONS = ("一批费用年底尚未审结", "个别乡镇上报延迟", "系统升级停办三周", "第三方合同延后签订")
_AREAS = ("城东", "城西", "城南", "城北", "河东", "河西", "山前", "山后", "沿江", "临港", "高新")
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of indicator: names to choose from, the sign of its target, the bounds of the number, its unit."""

    names: tuple[str, ...]
    sign: str
    low: int
    high: int
    unit: str
    decimals: int = 0


_QUANTITY = (
    _Kind(("现场检查定点医药机构", "签订服务协议的机构", "开展飞行检查的机构"), "≥", 40, 600, "家"),
    _Kind(("直接救助人次", "门诊慢特病待遇享受人次"), "≥", 2000, 40000, "人次"),
    _Kind(("资助参保人数", "接受政策培训人数"), "≥", 300, 9000, "人"),
    _Kind(("举办政策宣传活动", "组织业务培训"), "≥", 4, 60, "场"),
)
_QUALITY = (
    _Kind(("费用审核准确率", "救助对象认定准确率", "系统正常运行率"), "≥", 950, 990, "%", 1),
    _Kind(("违规线索办结率", "困难群众回访率"), "≥", 900, 960, "%", 1),
)
_TIMELINESS = (
    _Kind(("救助申请平均办结时间", "费用平均审核时间"), "≤", 10, 30, "天"),
    _Kind(("待遇按时支付率", "资金按期拨付率"), "≥", 940, 980, "%", 1),
)
_COST = (
    _Kind(("人均宣传成本", "单册印制成本"), "≤", 300, 900, "元", 2),
    _Kind(("单次检查成本",), "≤", 800, 2000, "元"),
)
_BENEFIT = (
    _Kind(("住院费用报销比例", "重点对象救助比例", "跨省费用直接结算率"), "≥", 650, 800, "%", 1),
    _Kind(("高额费用预警核查率", "电子凭证激活率"), "≥", 700, 960, "%", 1),
)
_SATISFACTION = (_Kind(("参保群众满意度", "救助对象满意度"), "≥", 880, 930, "%", 1),)
_BANKS = {
    "数量": _QUANTITY,
    "质量": _QUALITY,
    "时效": _TIMELINESS,
    "成本": _COST,
    "满意": _SATISFACTION,
    "知晓": _SATISFACTION,
    "效益": _BENEFIT,
    "可持续": _BENEFIT,
}
_FREE_TREE = (
    ("产出指标", ("数量指标", "质量指标", "时效指标")),
    ("效益指标", ("社会效益指标",)),
    ("满意度指标", ("服务对象满意度指标",)),
)


def random_evaluation(pack: Pack, seed: int) -> SelfEvaluation:
    """Return a scored evaluation of the form of PACK; its subject is the first that has a form with indicators."""
    return completed(score(_Writer(pack, Random(seed)).evaluation(), pack))


class _Writer:
    """Makes up one evaluation."""

    def __init__(self, pack: Pack, random: Random) -> None:
        self._pack = pack
        self._random = random
        self._form = pack.evaluation_forms()[0]
        self._used: set[str] = set()
        self._columns = {column_of(head) for head in self._form.indicator_columns}

    def evaluation(self) -> SelfEvaluation:
        """Return the evaluation, not yet scored."""
        county = self._random.choice(_COUNTIES)
        subject = self._form.subjects[0]
        project = self._random.choice(_PROJECTS) if subject is Subject.PROJECT else None
        return SelfEvaluation(
            subject=subject,
            year=self._pack.years.first,
            place=county,
            department=Department(name=f"{county}医疗保障局"),
            project=project,
            funds=tuple(self._funds()),
            goals=self._goals(project or "医保各项工作"),
            indicators=tuple(self._tree()),
        )

    def _funds(self) -> Iterator[FundRow]:
        """Yield the total and its parts, which add up to it in every column."""
        if not self._form.fund_rows or self._pack.execution is None:
            return
        names = self._form.fund_rows
        budgets = [Decimal(self._random.randint(2000, 90000)) / 100 for _ in names[1:]] or [Decimal("88.60")]
        spent = [(budget * self._random.randint(930, 1000) / 1000).quantize(_CENT) for budget in budgets]
        low = sum(spent, Decimal(0)) < sum(budgets, Decimal(0))
        yield self._fund(names[0], sum(budgets, Decimal(0)), sum(spent, Decimal(0)), low, part=False)
        for name, budget, executed in zip(names[1:], budgets, spent, strict=False):
            yield self._fund(name, budget, executed, low=False, part=True)

    def _fund(self, name: str, budget: Decimal, executed: Decimal, low: bool, *, part: bool) -> FundRow:
        columns = {column_of(head) for head in self._form.fund_columns}
        reason = self._random.choice(_REASONS) if low and Column.REASON in columns else None
        return FundRow(
            label=name,
            part=part,
            initial=budget if Column.INITIAL in columns else None,
            adjusted=budget if Column.ADJUSTED in columns else None,
            executed=executed,
            reason=reason,
        )

    def _goals(self, topic: str) -> tuple[OverallGoal, ...]:
        number = self._random.randint(3, 9)
        return (
            OverallGoal(
                expected=f"按计划完成{topic}，办好{number}件实事，群众满意度保持在88%以上。",
                reached=f"{topic}已按计划完成，{number}件实事全部办结，问卷显示群众满意度在88%以上。",
            ),
        )

    def _tree(self) -> Iterator[IndicatorRow]:
        execution = self._pack.execution.weight if self._pack.execution is not None else Decimal(0)
        whole = (self._pack.full.value if self._pack.full is not None else Decimal(100)) - execution
        nodes = self._pack.indicators
        if nodes and all(node.weight is not None for node in nodes):
            for node in nodes:
                yield self._fixed(node, node.weight or Decimal(0))
            return
        weights = self._shares(whole, len(_FREE_TREE))
        for (name, categories), weight in zip(_FREE_TREE, weights, strict=True):
            yield self._dimension(name, categories, weight)

    def _fixed(self, node: IndicatorRule, weight: Decimal) -> IndicatorRow:
        """Return a part of the tree that the form fixes; below it, what the bureau sets."""
        if node.children and all(child.weight is not None for child in node.children):
            children = tuple(self._fixed(child, child.weight or Decimal(0)) for child in node.children)
            return IndicatorRow(name=node.name, weight=weight, children=children)
        if Column.EXPLANATION in self._columns:
            return self._managed(node, weight)
        categories = tuple(child.name for child in node.children) or (node.name,)
        return self._dimension(node.name, categories, weight)

    def _managed(self, node: IndicatorRule, weight: Decimal) -> IndicatorRow:
        """Return a management indicator: judged, with what was done in the column for reasons."""
        if node.children:
            shares = self._shares(weight, len(node.children))
            children = tuple(self._managed(child, share) for child, share in zip(node.children, shares, strict=True))
            return IndicatorRow(name=node.name, weight=weight, children=children)
        told = "本年平均为97.60%" if node.rule is not None else "已按规定办理，检查没有发现问题"
        told = "数值=97.60%" if node.rule is not None else told
        return IndicatorRow(name=node.name, weight=weight, score=weight, reason=told, measure="无扣分")

    def _dimension(self, name: str, categories: Sequence[str], weight: Decimal) -> IndicatorRow:
        groups = []
        for category, share in zip(categories, self._shares(weight, len(categories)), strict=True):
            count = self._random.randint(1, 3) if share >= 9 else 1
            leaves = tuple(self._leaf(category, part) for part in self._shares(share, count))
            groups.append(IndicatorRow(name=category, children=leaves))
        return IndicatorRow(name=name, weight=weight, children=tuple(groups))

    def _shares(self, whole: Decimal, count: int) -> list[Decimal]:
        """Part WHOLE into COUNT shares of at least one point each, the last taking the rest."""
        each = max((whole / count).to_integral_value(), Decimal(1))
        shares = [each] * (count - 1)
        return [*shares, whole - sum(shares, Decimal(0))]

    def _leaf(self, category: str, weight: Decimal) -> IndicatorRow:
        kind = self._random.choice(next((bank for word, bank in _BANKS.items() if word in category), _BENEFIT))
        name = self._name(kind)
        target = Decimal(self._random.randint(kind.low, kind.high)).scaleb(-kind.decimals)
        missed = self._random.random() < 0.2
        actual = self._actual(kind, target, missed)
        reason = self._random.choice(_REASONS) if missed else None
        return self._row(name, kind, weight, f"{target:f}", f"{actual:f}", reason)

    def _actual(self, kind: _Kind, target: Decimal, missed: bool) -> Decimal:
        """Return a value that reaches the target by little or misses it by little; a rate stays below 100 %."""
        step = Decimal(self._random.randint(1, 6)) / 100
        better = (kind.sign == "≥") is not missed
        value = target * (1 + step) if better else target * (1 - step)
        value = value.quantize(Decimal(1).scaleb(-kind.decimals))
        if kind.unit == "%":
            value = min(value, Decimal("99.9"))
        if missed and value == target:
            value += Decimal(1).scaleb(-kind.decimals) * (-1 if kind.sign == "≥" else 1)
        return value

    def _row(
        self, name: str, kind: _Kind, weight: Decimal, target: str, actual: str, reason: str | None
    ) -> IndicatorRow:
        if Column.NATURE in self._columns:
            return IndicatorRow(
                name=name, weight=weight, nature=kind.sign, target=target, unit=kind.unit, actual=actual, reason=reason
            )
        told = f"{kind.sign}{target}{kind.unit}"
        return IndicatorRow(name=name, weight=weight, target=told, actual=f"{actual}{kind.unit}", reason=reason)

    def _name(self, kind: _Kind) -> str:
        free = [name for name in kind.names if name not in self._used]
        if free:
            name = self._random.choice(free)
        else:
            name = f"{_AREAS[len(self._used) % len(_AREAS)]}片区{self._random.choice(kind.names)}"
            if name in self._used:
                name = f"第{len(self._used)}批{name}"
        self._used.add(name)
        return name
