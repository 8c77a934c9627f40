"""Made-up indicators that fit the form of any pack: targets of every kind, reached or missed with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from jixiao.evaluations import IndicatorRow
from jixiao.packs import FormTable, IndicatorRule, Pack
from jixiao.recognition import Column, column_of

REASONS = ("一批费用年底尚未审结", "个别乡镇上报延迟", "系统升级停办三周", "第三方合同延后签订")
_AREAS = ("城东", "城西", "城南", "城北", "河东", "河西", "山前", "山后", "沿江", "临港", "高新")
_CENT = Decimal("0.01")
_MISSED = 20  # per cent
_HEAVY = 15  # points that a target in words should not carry


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of indicator: names to choose from, the sign of its target, the bounds of the number, its unit."""

    names: tuple[str, ...]
    sign: str
    low: int
    high: int
    unit: str
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class _Worded:
    """A kind of indicator whose target is words or a day: names, target and what was reached; ``vague`` or not."""

    names: tuple[str, ...]
    target: str
    reached: str
    vague: bool = False


_QUANTITY = (
    _Kind(
        ("现场检查定点医药机构", "签订服务协议的机构", "开展飞行检查的机构", "接入结算系统的药店"), "≥", 40, 600, "家"
    ),
    _Kind(("直接救助人次", "门诊慢特病待遇享受人次", "窗口受理业务人次"), "≥", 2000, 40000, "人次"),
    _Kind(("资助参保人数", "接受政策培训人数", "慢特病鉴定人数"), "≥", 300, 9000, "人"),
    _Kind(("举办政策宣传活动", "组织业务培训", "召开联席会议"), "≥", 4, 60, "场"),
    _Kind(("印制宣传册", "发放办事指南"), "≥", 2000, 90000, "份"),
)
_QUALITY = (
    _Kind(("费用审核准确率", "救助对象认定准确率", "系统正常运行率", "档案归档完整率"), "≥", 950, 990, "%", 1),
    _Kind(("违规线索办结率", "困难群众回访率", "协议考核覆盖率"), "≥", 900, 960, "%", 1),
    _Worded(("经办流程规范程度", "内控制度健全程度"), "达到规范要求", "达到规范要求", True),
)
_TIMELINESS = (
    _Kind(("救助申请平均办结时间", "费用平均审核时间", "异地备案平均办理时间"), "≤", 10, 30, "天"),
    _Kind(("待遇按时支付率", "资金按期拨付率"), "≥", 940, 980, "%", 1),
    _Worded(("年度任务完成时间", "资金下达完成时间"), "12月31日前完成", "12月20日完成"),
)
_COST = (
    _Kind(("人均宣传成本", "单册印制成本"), "≤", 300, 900, "元", 2),
    _Kind(("单次检查成本", "单场培训成本"), "≤", 800, 2000, "元"),
    _Worded(("预算控制情况",), "不超预算", "未超预算"),
)
_BENEFIT = (
    _Kind(("住院费用报销比例", "重点对象救助比例", "跨省费用直接结算率"), "≥", 650, 800, "%", 1),
    _Kind(("高额费用预警核查率", "电子凭证激活率", "集采药品使用率"), "≥", 700, 960, "%", 1),
    _Worded(("困难群众看病负担", "群众看病支出压力"), "有效减轻", "有效减轻", True),
    _Worded(("医保服务便利程度", "经办服务水平"), "有所提升", "有所提升", True),
)
_SATISFACTION = (
    _Kind(("参保群众满意度", "救助对象满意度", "定点机构满意度", "办事企业满意度"), "≥", 880, 930, "%", 1),
)
_BANKS: dict[str, tuple[_Kind | _Worded, ...]] = {
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


class IndicatorWriter:
    """Makes up the indicators of one evaluation; each lowest indicator has a name of its own."""

    def __init__(self, pack: Pack, form: FormTable | None, random: Random, leaves: int, rate: str) -> None:
        """LEAVES is about how many lowest indicators there are to be, RATE the execution rate of the year."""
        self._pack = pack
        self._random = random
        self._used: set[str] = set()
        self._columns = {column_of(head) for head in form.indicator_columns} if form is not None else set()
        self._whole = self._points()
        self._leaves = leaves
        self._rate = rate
        self._vague = 0

    def _points(self) -> Decimal:
        execution = self._pack.execution.weight if self._pack.execution is not None else Decimal(0)
        return (self._pack.full.value if self._pack.full is not None else Decimal(100)) - execution

    def tree(self) -> Iterator[IndicatorRow]:
        """Yield the branches; their weights add up to the full points, less those of budget execution."""
        nodes = self._pack.indicators
        if nodes and all(node.weight is not None for node in nodes):
            for node in nodes:
                yield self._fixed(node, node.weight or Decimal(0))
            return
        weights = self._shares(self._whole, len(_FREE_TREE))
        for (name, categories), weight in zip(_FREE_TREE, weights, strict=True):
            yield self._dimension(name, categories, weight)

    def _fixed(self, node: IndicatorRule, weight: Decimal) -> IndicatorRow:
        """Return a part of the tree that the form fixes; below it, what the bureau sets."""
        if node.children and all(child.weight is not None for child in node.children):
            children = tuple(self._fixed(child, child.weight or Decimal(0)) for child in node.children)
            return IndicatorRow(name=node.name, weight=weight, children=children)
        if Column.EXPLANATION in self._columns:
            return self._managed(node, weight)
        categories = tuple(child.name for child in node.children)
        if categories:
            return self._dimension(node.name, categories, weight)
        return IndicatorRow(name=node.name, weight=weight, children=tuple(self._lowest(node.name, weight)))

    def _managed(self, node: IndicatorRule, weight: Decimal) -> IndicatorRow:
        """Return a management indicator: judged, with what was done in the column for reasons."""
        if node.children:
            shares = self._shares(weight, len(node.children))
            children = tuple(self._managed(child, share) for child, share in zip(node.children, shares, strict=True))
            return IndicatorRow(name=node.name, weight=weight, children=children)
        rate = self._rate if "支出率" in node.name else "97.60%"
        cases = self._random.randint(3, 40)
        told = f"数值={rate}" if node.rule is not None else f"抽查{cases}件，全部按规定办理"
        return IndicatorRow(name=node.name, weight=weight, score=weight, reason=told, measure="无扣分")

    def _dimension(self, name: str, categories: Sequence[str], weight: Decimal) -> IndicatorRow:
        groups = (
            IndicatorRow(name=category, children=tuple(self._lowest(category, share)))
            for category, share in zip(categories, self._shares(weight, len(categories)), strict=True)
        )
        return IndicatorRow(name=name, weight=weight, children=tuple(groups))

    def _lowest(self, category: str, weight: Decimal) -> Iterator[IndicatorRow]:
        """Yield the lowest indicators of a category, as many as its part of all points asks for."""
        fair = int(self._leaves * weight / self._whole)
        count = self._random.randint(1, max(1, min(2 * fair, int(weight))))
        for share in self._shares(weight, count):
            yield self._leaf(category, share)

    def _shares(self, whole: Decimal, count: int) -> list[Decimal]:
        """Part WHOLE into COUNT shares, whole points as long as there are enough, the last taking the rest."""
        each = (whole / count).to_integral_value(rounding="ROUND_FLOOR")
        shares = [max(each, Decimal(1))] * (count - 1)
        return [*shares, whole - sum(shares, Decimal(0))]

    def _leaf(self, category: str, weight: Decimal) -> IndicatorRow:
        bank = next((bank for word, bank in _BANKS.items() if word in category), _BENEFIT)
        kind = self._random.choice([kind for kind in bank if self._allows(kind, weight)])
        name = self._name(kind)
        if isinstance(kind, _Worded):
            return self._worded(name, kind, weight)
        target = Decimal(self._random.randint(kind.low, kind.high)).scaleb(-kind.decimals)
        missed = self._random.randint(1, 100) <= _MISSED
        actual = self._actual(kind, target, missed)
        row = self._row(name, kind, f"{target:f}", f"{actual:f}")
        # What the bureau gives itself stands only where the rules leave it to a person.
        judged = {"weight": weight, "score": (weight * 9 / 10).quantize(_CENT) if missed else weight}
        return row.model_copy(update=judged | ({"reason": self._random.choice(REASONS)} if missed else {}))

    def _allows(self, kind: _Kind | _Worded, weight: Decimal) -> bool:
        """Tell whether an indicator of KIND may stand here: few targets are vague, and none of much weight."""
        if isinstance(kind, _Kind) or not kind.vague:
            return True
        return weight < _HEAVY and 4 * self._vague < len(self._used)

    def _worded(self, name: str, kind: _Worded, weight: Decimal) -> IndicatorRow:
        self._vague += kind.vague
        return IndicatorRow(name=name, weight=weight, score=weight, target=kind.target, actual=kind.reached)

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

    def _row(self, name: str, kind: _Kind, target: str, actual: str) -> IndicatorRow:
        if Column.NATURE in self._columns:
            return IndicatorRow(name=name, nature=kind.sign, target=target, unit=kind.unit, actual=actual)
        return IndicatorRow(name=name, target=f"{kind.sign}{target}{kind.unit}", actual=f"{actual}{kind.unit}")

    def _name(self, kind: _Kind | _Worded) -> str:
        free = [name for name in kind.names if name not in self._used]
        if free:
            name = self._random.choice(free)
        else:
            name = f"{_AREAS[len(self._used) % len(_AREAS)]}片区{self._random.choice(kind.names)}"
            if name in self._used:
                name = f"第{len(self._used)}批{name}"
        self._used.add(name)
        return name
