"""The placeholders of the templates: every name that a template may use, and what stands there when it is printed.

The list is the contract: the context is tested to hold exactly these names, the checker refuses any other, and the
page for clerks is written from it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from jixiao.packs import Pack


class Kind(StrEnum):
    """What a template is for."""

    FORM = "自评表"
    REPORT = "自评报告"
    SIGNING = "签发摘要"


@dataclass(frozen=True, slots=True)
class Name:
    """A placeholder that is a word or a number, printed as it is."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Loop:
    """A list: a row of a table or a paragraph is repeated for each of its items.

    ``item`` is the word by which our own templates call an item. Without ``fields`` the item itself is printed.
    """

    name: str
    item: str
    meaning: str
    fields: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Facts of one sort that the pack's forms ask for by name: the name stands behind the dot.

    With ``fields`` one of them stands behind a second dot.
    """

    name: str
    example: str
    meaning: str
    fields: tuple[Name, ...] = ()


NAMES = (
    Name("标题", "表或报告的名称"),
    Name("年度", "自评的年度，如 2023"),
    Name("上年度", "前一年，如 2022"),
    Name("部门名称", "填报的部门或单位"),
    Name("项目名称", "项目的名称；部门整体支出没有"),
    Name("主管部门", "项目的主管部门"),
    Name("实施单位", "项目的实施单位"),
    Name("负责人", "项目负责人"),
    Name("单位数", "部门的预算单位数"),
    Name("报告日期", "报告落款的日期"),
    Name("预期目标", "年度总体目标，几条合在一起"),
    Name("实际完成情况", "目标的实际完成情况，几条合在一起"),
    Name("未完成原因", "目标没有完成的原因"),
    Name("总分", "各项得分合计；算不出时为空"),
    Name("满分", "规则包的满分，多为100"),
    Name("等级", "按规则包评定的等级"),
    Name("等级勾选", "各等级及其分数段，评定的一级打勾"),
    Name("执行率", "预算执行率，如 99.74%"),
    Name("执行率得分", "预算执行率得的分"),
    Name("编制数", "财政供养人员编制数"),
    Name("实有人数", "实际在职人数"),
    Name("人员控制率", "实有人数占编制数的百分比"),
    Name("节约措施", "厉行节约保障措施"),
)

_FUNDS = Loop(
    "资金",
    "行",
    "资金表的各行（年度资金总额、其中：当年财政拨款……），金额单位是万元",
    (
        Name("名称", "这一行资金的名称"),
        Name("年初预算数", "年初预算数"),
        Name("全年预算数", "调整后的全年预算数"),
        Name("全年执行数", "全年执行数"),
        Name("执行率", "这一行的执行率"),
        Name("分值", "执行率的分值，只在总额一行有"),
        Name("得分", "执行率的得分，只在总额一行有"),
        Name("原因", "偏差原因"),
    ),
)
_GOALS = Loop(
    "目标",
    "行",
    "年度总体目标，一条一行",
    (Name("预期目标", "年初定的目标"), Name("实际完成情况", "完成得怎样")),
)
_INDICATORS = Loop(
    "指标",
    "行",
    "最低一级的指标，一个一行；上级名称相同的几行，打印时自动合并成一格",
    (
        Name("一级指标", "一级指标的名称；表上分值不另成一栏的，名称后带分值"),
        Name("一级分值", "一级指标的分值"),
        Name("二级指标", "二级指标的名称"),
        Name("二级分值", "二级指标的分值"),
        Name("三级指标", "最低一级指标的名称"),
        Name("指标解释", "指标的含义，或评分说明"),
        Name("性质", "≥、≤、＝、定性等；表上没有这一栏的，写在指标值里"),
        Name("指标值", "年度指标值"),
        Name("单位", "计量单位；表上没有这一栏的，写在指标值里"),
        Name("完成值", "实际完成值"),
        Name("分值", "分值"),
        Name("得分", "得分"),
        Name("偏差原因", "扣分或偏差的原因"),
        Name("改进措施", "改进措施"),
        Name("上年完成值", "上年的完成值"),
    ),
)
_AMOUNTS = Loop(
    "经费",
    "行",
    "基础数据表的经费各行（三公经费、项目支出、公用经费……），金额单位是万元",
    (
        Name("名称", "这一行经费的名称"),
        Name("上年决算数", "上年决算数"),
        Name("年初预算数", "本年预算数"),
        Name("全年预算数", "调整后的预算数"),
        Name("本年决算数", "本年决算数"),
    ),
)
_BUILDINGS = Loop(
    "楼堂馆所",
    "行",
    "基础数据表的楼堂馆所控制情况",
    (
        Name("名称", "楼堂馆所的名称"),
        Name("批复规模", "批复的面积（㎡）"),
        Name("实际规模", "实际的面积（㎡）"),
        Name("规模控制率", "实际面积占批复面积的百分比"),
        Name("预算投资", "预算投资（万元）"),
        Name("实际投资", "实际投资（万元）"),
        Name("投资控制率", "实际投资占预算投资的百分比"),
    ),
)
LOOPS = (_FUNDS, _GOALS, _INDICATORS, _AMOUNTS, _BUILDINGS)

GROUPS = (
    Group(
        "预算项",
        "基本支出",
        "表头、资金附行里单列的一项资金（万元），名称照规则包里的“项”",
        (
            Name("年初预算数", "年初预算数"),
            Name("全年预算数", "调整后的全年预算数"),
            Name("全年执行数", "全年执行数"),
        ),
    ),
    Group("署名", "填表人", "署名行里填的内容，名称照规则包里的“署名”；没有填的留空"),
)

_TEXT = Loop(
    "正文",
    "段",
    "报告的各段，从上到下；每段只有下面的一种（图的三种同时有）",
    (
        Name("标题", "章的标题，如 一、项目基本情况"),
        Name("小标题", "节的标题，如 （一）主要职能"),
        Name("文字", "一段正文"),
        Name("待补写", "数据里没有、要自己补写的地方"),
        Name("图说", "引出图的一句话，如 各项得分与分值见图1。"),
        Name("图", "图本身"),
        Name("图题", "图的编号和名称"),
    ),
)
_LISTS = (
    Loop("失分", "行", "失分的指标，失得多的在前，附原因；写不下的只留个数"),
    Loop("缺项", "行", "不能计分、应当说明而没有说明、报告里要补写的"),
    Loop("核查发现", "行", "核查发现的错误和疑点，错误在前"),
    Loop("与上年比", "行", "有上年数的，与上年相比"),
)
_SIGNING_NAMES = (
    Name("摘要对象", "单位、年度和项目"),
    Name("得分和等级", "总分、满分和等级，一句话"),
    Name("离等级线", "离上一级还差几分、再少几分落到下一级"),
    Name("预算执行率", "执行率和它的得分"),
    Name("各项得分", "各一级指标的得分和分值"),
    Name("送签材料", "一起送签的表和报告"),
)


def names_for(kind: Kind) -> tuple[Name, ...]:
    """Return the plain placeholders that a template of KIND may use."""
    return (*NAMES, *_SIGNING_NAMES) if kind is Kind.SIGNING else NAMES


def group_keys(pack: Pack) -> dict[str, tuple[str, ...]]:
    """Return the names that each group has in the forms of PACK, as they are written behind the dot."""
    words = (word for form in pack.forms for word in form.signatures)
    return {"预算项": tuple(named_lines(pack)), "署名": tuple(dict.fromkeys(map(key_of, words)))}


def named_lines(pack: Pack) -> dict[str, str]:
    """Return the lines of money that the forms of PACK ask for by name, by what is written behind the dot."""
    cells = (cell for form in pack.forms for row in (*form.head, *form.fund_foot) for cell in row)
    return {key_of(cell.line): cell.line for cell in cells if cell.line is not None}


def key_of(words: str) -> str:
    """Return WORDS as they can be written behind a dot."""
    return re.sub(r"\W", "", words)


def loops_for(kind: Kind) -> tuple[Loop, ...]:
    """Return the lists that a template of KIND may use."""
    own: Mapping[Kind, tuple[Loop, ...]] = {Kind.REPORT: (_TEXT,), Kind.SIGNING: _LISTS}
    return (*LOOPS, *own.get(kind, ()))
