"""The rules and the form of one place and year, as a finance clerk writes and reads them: items in Chinese.

Every figure stands in an item with a ``来源``, which names an entry of the pack's table of sources; the entry tells how
sure the figure is: A read in a published document, B fielded practice or a secondary source, C general knowledge.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema, model_validator

from jixiao.evaluations import Attainment, Subject
from jixiao.packs.forms import FormTable, ReportOutline
from jixiao.packs.items import Item, Subjects

_HUNDRED = Decimal(100)
_ONE = Decimal(1)


class Confidence(StrEnum):
    """How sure a figure is; one of C may warn and never rejects a form."""

    READ = "A"
    PRACTICE = "B"
    GENERAL = "C"


class Method(StrEnum):
    """How an indicator is scored; A is the target, B the actual value, W the weight."""

    MET_OR_RATIO = "按完成比例"
    INVERSE_RATIO = "按反向比例"
    LINEAR_LOSS = "按超出比例扣分"
    ALL_OR_NOTHING = "达标得分"
    THRESHOLD_RATIO = "及格线以上按比例"
    STEPS = "分档"
    QUALITATIVE_BANDS = "定性分档"
    DEDUCT = "逐项扣分"
    RATE = "分值乘比率"
    MANUAL = "人工评定"


class Kind(StrEnum):
    """What kind of indicator a scoring rule is for, told by its target."""

    MORE_IS_BETTER = "正向"
    LESS_IS_BETTER = "反向"
    EQUAL = "等值"
    BETWEEN = "区间"
    BY_DATE = "期限"
    QUALITATIVE = "定性"
    SATISFACTION = "满意度"
    UNTARGETED = "无目标值"


class Denominator(StrEnum):
    """What the executed amount is divided by for the execution rate."""

    ADJUSTED = "全年预算数"
    INITIAL = "年初预算数"
    ARRIVED = "到位资金"


class Occasion(StrEnum):
    """When a reason has to be given; ``limit`` of the trigger says from where on."""

    POINTS_LOST = "得分低于分值"
    OVERSHOOT = "完成值达到目标的比例"
    LOW_EXECUTION = "执行率低于"
    BUDGET_CHANGED = "预算有调整"


class RoundingMode(StrEnum):
    """What happens to digits that are not printed."""

    HALF_UP = "四舍五入"
    DOWN = "舍去"


def _share(value: object) -> object:
    if isinstance(value, str) and value.strip().endswith("%"):
        try:
            return Decimal(value.strip().removesuffix("%")) / _HUNDRED
        except ArithmeticError as fault:
            raise ValueError(f"“{value}”不是百分数，应写成 90% 这样") from fault
    return value


def _percent(value: Decimal) -> str:
    return f"{(value * _HUNDRED).normalize():f}%"


_SHARE_SCHEMA = {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": r"^\d+(\.\d+)?%$"}]}

Share = Annotated[
    Decimal,
    BeforeValidator(_share),
    Field(ge=0),
    PlainSerializer(_percent, when_used="json"),
    WithJsonSchema(_SHARE_SCHEMA),
]
Points = Annotated[Decimal, Field(ge=0), PlainSerializer(lambda value: f"{value:f}", when_used="json")]


class Sourced(Item):
    """An item whose figures rest on the entry of the table of sources that ``source`` names."""

    source: str = Field(alias="来源")


class Source(Item):
    """Where figures are from: a document with its number, and how sure they are."""

    title: str = Field(alias="名称")
    confidence: Confidence = Field(alias="可信度")
    place: str | None = Field(default=None, alias="条款")


class Authority(Item):
    """The paper that orders the evaluation."""

    title: str = Field(alias="名称")
    number: str | None = Field(default=None, alias="文号")
    issuer: str | None = Field(default=None, alias="机关")


class Years(Item):
    """The years that the rules hold for; an open end is left out."""

    first: int = Field(alias="从")
    last: int | None = Field(default=None, alias="到")

    def hold_for(self, year: int) -> bool:
        """Tell whether YEAR is one of them."""
        return self.first <= year and (self.last is None or year <= self.last)


class FullMark(Sourced):
    """The points that all indicators add up to."""

    value: Points = Field(alias="值")


class Rounding(Sourced):
    """How many decimals a score has, and what happens to the rest."""

    decimals: int = Field(alias="位数", ge=0, le=6)
    mode: RoundingMode = Field(alias="方式")


class Step(Item):
    """A step of a table: from ``at_least`` on (a share) the indicator earns ``earns`` of its weight."""

    at_least: Share = Field(alias="不低于")
    earns: Share = Field(alias="得")


class QualitativeBand(Item):
    """The shares of the weight that a qualitative indicator can earn at one degree of attainment."""

    attainment: Attainment = Field(alias="程度")
    low: Share = Field(alias="至少")
    high: Share = Field(alias="至多")


class ScoringRule(Sourced):
    """A scoring method with what it needs; ``kinds`` says for which indicators, where the rule stands in the list."""

    kinds: tuple[Kind, ...] = Field(default=(), alias="适用")
    method: Method = Field(alias="办法")
    pass_mark: Share | None = Field(default=None, alias="及格线")
    steps: tuple[Step, ...] = Field(default=(), alias="档次")
    steps_of: Literal["完成值", "完成比例"] = Field(default="完成值", alias="档次依据")
    bands: tuple[QualitativeBand, ...] = Field(default=(), alias="定性档次")
    clause: str | None = Field(default=None, alias="说明")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        needed = {
            Method.THRESHOLD_RATIO: ("及格线", self.pass_mark is not None),
            Method.STEPS: ("档次", bool(self.steps)),
            Method.QUALITATIVE_BANDS: ("定性档次", bool(self.bands)),
        }
        name, given = needed.get(self.method, ("", True))
        if not given:
            raise ValueError(f"办法“{self.method}”要写明“{name}”")
        for method, (item, there) in needed.items():
            if there and method is not self.method:
                raise ValueError(f"“{item}”只用于办法“{method}”，这里的办法是“{self.method}”")
        _require_falling(self.steps)
        if any(band.low > band.high for band in self.bands):
            raise ValueError("定性档次的“至少”大于“至多”")
        return self


def _require_falling(steps: Sequence[Step]) -> None:
    for upper, lower in pairwise(steps):
        if lower.at_least >= upper.at_least:
            raise ValueError(f"档次应从高到低排列：{_percent(lower.at_least)} 排在 {_percent(upper.at_least)} 之后")
        if lower.earns > upper.earns:
            raise ValueError(f"档次低的反而得分高：{_percent(lower.at_least)} 得 {_percent(lower.earns)}")
    if steps and steps[-1].at_least != 0:
        raise ValueError(f"档次没有写到 0：低于 {_percent(steps[-1].at_least)} 的得多少，请补一档“不低于: 0”")


class ExecutionRule(Sourced):
    """How budget execution is scored: its row, its weight, what it is divided by, and the method."""

    name: str = Field(default="预算执行率", alias="指标")
    weight: Points = Field(alias="分值")
    denominator: Denominator = Field(alias="分母")
    method: Literal[Method.RATE, Method.STEPS, Method.MANUAL] = Field(alias="办法")
    steps: tuple[Step, ...] = Field(default=(), alias="档次")
    clause: str | None = Field(default=None, alias="说明")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if bool(self.steps) is not (self.method is Method.STEPS):
            raise ValueError("办法“分档”要写明“档次”，其他办法不写档次")
        _require_falling(self.steps)
        return self


class IndicatorRule(Sourced):
    """A node that the form fixes; without ``weight`` the bureau sets it, without ``rule`` the kind decides."""

    name: str = Field(alias="指标", min_length=1)
    aliases: tuple[str, ...] = Field(default=(), alias="又称")
    weight: Points | None = Field(default=None, alias="分值")
    required: bool = Field(default=False, alias="必设")
    rule: ScoringRule | None = Field(default=None, alias="计分")
    meaning: str | None = Field(default=None, alias="含义")
    children: tuple[IndicatorRule, ...] = Field(default=(), alias="下级")

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.weight is not None and self.children and all(c.weight is not None for c in self.children):
            total = sum((c.weight for c in self.children if c.weight is not None), Decimal(0))
            if total != self.weight:
                raise ValueError(f"“{self.name}”分值{self.weight:f}，下级分值合计{total:f}，两者应相等")
        return self

    def walk(self) -> Iterator[IndicatorRule]:
        """Yield the node and all below it, top down."""
        yield self
        for child in self.children:
            yield from child.walk()


class Band(Sourced):
    """A grade: ``at_least`` ≤ score < ``below``; the highest has no ``below`` and includes the full mark."""

    name: str = Field(alias="等级")
    at_least: Points = Field(alias="不低于")
    below: Points | None = Field(default=None, alias="低于")

    def holds(self, score: Decimal) -> bool:
        """Tell whether SCORE earns this grade."""
        return self.at_least <= score and (self.below is None or score < self.below)


class Trigger(Sourced):
    """An occasion on which a reason has to be written; ``limit`` is a share."""

    occasion: Occasion = Field(alias="情形")
    limit: Share | None = Field(default=None, alias="界限")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if (self.occasion in (Occasion.OVERSHOOT, Occasion.LOW_EXECUTION)) is not (self.limit is not None):
            raise ValueError(f"情形“{self.occasion}”{'要写明' if self.limit is None else '不写'}“界限”")
        return self


class Cap(Sourced):
    """The highest total of an evaluation whose execution rate is at least ``at_least`` and below ``below``."""

    at_least: Share = Field(default=Decimal(0), alias="执行率不低于")
    below: Share = Field(alias="执行率低于")
    total: Points = Field(alias="总分不超过")


class Pack(Item):
    """The rules and forms of one place and span of years, for departments, projects or both."""

    id: str = Field(alias="编号", pattern=r"^[a-z][a-z0-9-]*/[a-z0-9][a-z0-9-]*$")
    title: str = Field(alias="名称", min_length=1)
    subjects: Subjects = Field(alias="评价对象")
    places: tuple[str, ...] = Field(alias="地区", min_length=1)
    years: Years = Field(alias="年度")
    authorities: tuple[Authority, ...] = Field(default=(), alias="发文")
    sources: dict[str, Source] = Field(alias="来源表", min_length=1)
    scored: bool = Field(default=True, alias="计分")
    full: FullMark | None = Field(default=None, alias="满分")
    rounding: Rounding | None = Field(default=None, alias="小数")
    execution: ExecutionRule | None = Field(default=None, alias="执行率")
    indicators: tuple[IndicatorRule, ...] = Field(default=(), alias="指标体系")
    rules: tuple[ScoringRule, ...] = Field(default=(), alias="计分办法")
    grades: tuple[Band, ...] = Field(default=(), alias="等级")
    triggers: tuple[Trigger, ...] = Field(default=(), alias="须说明原因")
    caps: tuple[Cap, ...] = Field(default=(), alias="总分上限")
    longest_text: int | None = Field(default=None, alias="字数上限", gt=0)
    forms: tuple[FormTable, ...] = Field(default=(), alias="表式")
    outlines: tuple[ReportOutline, ...] = Field(default=(), alias="报告提纲")
    notes: tuple[str, ...] = Field(default=(), alias="注")

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        for sourced in self.sourced():
            if sourced.source not in self.sources:
                known = "、".join(self.sources)
                raise ValueError(f"来源“{sourced.source}”不在来源表里，来源表有 {known}")
        if self.scored and (self.full is None or self.rounding is None or not self.rules):
            raise ValueError("计分的表要写明“满分”“小数”和“计分办法”；不计分的写“计分: false”")
        self._weights_add_up()
        self._grades_meet()
        return self

    def _weights_add_up(self) -> None:
        weights = [node.weight for node in self.indicators]
        if self.full is None or not weights or any(weight is None for weight in weights):
            return
        execution = self.execution.weight if self.execution is not None else Decimal(0)
        total = execution + sum((weight for weight in weights if weight is not None), Decimal(0))
        if total != self.full.value:
            raise ValueError(f"满分{self.full.value:f}，执行率与各一级指标的分值合计{total:f}，两者应相等")

    def _grades_meet(self) -> None:
        if not self.grades:
            return
        if self.grades[0].below is not None or self.grades[-1].at_least != 0:
            raise ValueError("等级从高到低排列：最高一级不写“低于”，最低一级“不低于: 0”")
        for upper, lower in pairwise(self.grades):
            if lower.below != upper.at_least:
                raise ValueError(
                    f"等级“{lower.name}”应写“低于: {upper.at_least:f}”，与“{upper.name}”相接，否则中间有空档或重叠"
                )

    def sourced(self) -> Iterator[Sourced]:
        """Yield every item of the pack that rests on a source."""
        yield from _sourced_in(self)

    def rule_for(self, kind: Kind) -> ScoringRule | None:
        """Return the first rule of the list that is for indicators of KIND."""
        return next((rule for rule in self.rules if kind in rule.kinds), None)

    def source_of(self, item: Sourced) -> Source:
        """Return the source that ITEM rests on."""
        return self.sources[item.source]

    def evaluation_forms(self, subject: Subject | None = None, edition: str | None = None) -> tuple[FormTable, ...]:
        """Return the forms with a table of indicators, those for SUBJECT alone where it is given.

        A form in the EDITION that is named takes the place of the plain one of the same title.
        """
        forms = [
            form for form in self.forms if form.indicator_columns and (subject is None or subject in form.subjects)
        ]
        named = {form.title for form in forms if edition is not None and form.edition == edition}
        return tuple(form for form in forms if form.edition == (edition if form.title in named else None))

    def outline_for(self, subject: Subject) -> ReportOutline | None:
        """Return the outline of the report on SUBJECT; ``None`` where the place sets none."""
        return next((outline for outline in self.outlines if subject in outline.subjects), None)

    def grade_of(self, total: Decimal) -> Band | None:
        """Return the grade of TOTAL; ``None`` where the pack states no grades."""
        return next((band for band in self.grades if band.holds(total)), None)


def _sourced_in(item: Item) -> Iterator[Sourced]:
    if isinstance(item, Sourced):
        yield item
    for name in type(item).model_fields:
        value = getattr(item, name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Item):
                yield from _sourced_in(each)
