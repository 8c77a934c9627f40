"""Units: their spellings, which of them are the same, and which can be converted into each other.

A unit word may carry a scale (万元 is 10⁴ 元). 人 and 人次, 件 and 件次, % and 个百分点 are different units: a slip
between them is exactly what an audit looks for, so nothing here ever turns one into the other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from jixiao.quantities.folding import fold

SCALES: dict[str, Decimal] = {
    "百": Decimal(10) ** 2,
    "千": Decimal(10) ** 3,
    "万": Decimal(10) ** 4,
    "十万": Decimal(10) ** 5,
    "百万": Decimal(10) ** 6,
    "千万": Decimal(10) ** 7,
    "亿": Decimal(10) ** 8,
    "十亿": Decimal(10) ** 9,
    "百亿": Decimal(10) ** 10,
    "千亿": Decimal(10) ** 11,
    "万亿": Decimal(10) ** 12,
    "十万亿": Decimal(10) ** 13,
}
SCALE_WORDS: dict[Decimal, str] = {scale: word for word, scale in SCALES.items()}

ONE = Decimal(1)
PERCENT = "%"
POINTS = "分"
POINTS_OF_PERCENT = "个百分点"
PARTS: dict[str, Decimal] = {"百": Decimal("0.01"), "千": Decimal("0.001"), "万": Decimal("0.0001")}

# Spelling → (canonical unit, scale). Only spellings that differ from the canonical form need a line here.
_SPELLINGS: dict[str, tuple[str, Decimal]] = {
    "%": (PERCENT, PARTS["百"]),
    "百分比": (PERCENT, PARTS["百"]),
    "‰": (PERCENT, PARTS["千"]),
    "个百分点": (POINTS_OF_PERCENT, PARTS["百"]),
    "百分点": (POINTS_OF_PERCENT, PARTS["百"]),
    **dict.fromkeys(("元整", "元人民币", "圆", "圆整", "块钱"), ("元", ONE)),
    **dict.fromkeys(("名", "位"), ("人", ONE)),
    **dict.fromkeys(("人·次", "人.次"), ("人次", ONE)),
    **{f"{word}(次)": (f"{word}次", ONE) for word in "人家户件项场批台例条"},
    **dict.fromkeys(("平方米", "平米", "m²", "m2"), ("㎡", ONE)),
    **dict.fromkeys(("立方米", "m³", "m3"), ("立方米", ONE)),
    **dict.fromkeys(("个工作日", "工作日"), ("个工作日", ONE)),
    **dict.fromkeys(("公斤", "千克", "kg"), ("千克", ONE)),
    **dict.fromkeys(("公里", "千米", "km"), ("公里", ONE)),
    "日": ("天", ONE),
    "个小时": ("小时", ONE),
    "个自然日": ("天", ONE),
    "自然日": ("天", ONE),
}

# What may not follow: with these the word is no unit but the beginning of another word (人员, 项目, 分别, 个体 …).
_NOT_BEFORE: dict[str, str] = {
    "元": "[旦素区谋阳]",
    "人": "员|均|民|社局|大代表|口|才|工|力资源|事局",
    "名": "[称单录义额]",
    "位": "[于列置]|一体",
    "个": "人账|体|性|别|案",
    "家": "[庭长属渠]",
    "件": "数",
    "项": "目(?!标)",
    "户": "[籍均口外]",
    "次": "[性数要品均]|党代会|代表大会|全会|全体|常委会|党委|常务",
    "分": "之[0-9一二三四五六七八九十]|[别数值析布类级局行公配散担管解享期批设院店]|组(?!成)",
    "份": "额",
    "条": "[件例款龙]|目(?!标)",
    "台": "[账帐风湾州北前县山区河]",
    "套": "餐",
    "种": "[植子]",
    "类": "[似推]",
    "批": "[复准示]",
    "场": "[所景地]",
    "起": "[来草始码]",
    "组": "[织成长建合]",
    "队": "伍",
    "班": "子",
    "部": "[门分委署]",
    "所": "[有属以在需得]",
    "处": "[理置罚方于室级]",
    "座": "谈",
    "本": "[年级市区县单项次地人季局报辖院次月期]",
    "片": "区",
    "支": "[付出撑持部]",
    "张": "贴",
    "天": "[津然]",
    "日": "[常均期报]",
    "年": "[度底末初份均月]",
    "周": "[期边转年末]",
    "岁": "月",
    "倍": "增",
    "亩": "均",
    "只": "[有能要是]",
    "头": "[部痛]",
    "盒": "饭",
    "床": "日",
    "期": "[间限初末刊]",
    "吨": "位",
    "秒": "[杀表]",
    "篇": "章",
    "单位": "[职负人的名]",
    "村": "[委民级]",
    "轮": "[换流]",
}
_COUNTED_WORDS = (
    "人 人次 家 家次 个 件 件次 项 项次 户 户次 次 份 张 条 条次 台 台次 套 辆 处 座 所 间 种 类",
    "批 批次 场 场次 期 起 宗 例 例次 笔 本 册 篇 组 队 班 部 支 盒 瓶 袋 粒 颗 只 头 棵 块 床 张床位",
    "剂 剂次 针 针次 针剂 单位 课时 学时 床日 人天 村 轮 岁 分 点位 个工作日 个月 个季度 天 年 周",
)
_MEASURED_WORDS = (
    "元 美元 港元 欧元 ㎡ 立方米 亩 公顷 平方公里 公里 米 吨 千克 克 毫克 升 毫升 小时 分钟 秒",
    "千瓦时 GB TB MB 倍 % 个百分点",
)
_DENOMINATOR_WORDS = (
    "人次 人 户 年 月 日 天 季度 床日 ㎡ 平方米 家 个 件 次 份 台 辆 例 剂次 剂 针 小时 班 村 生",
    "吨 公里 亩 张 套 项 片 支 盒 瓶 粒 袋 辆 只 头 棵 课时 学时 场 学年 轮",
)
COUNTED, MEASURED, _DENOMINATORS = (
    [word for line in lines for word in line.split()] for lines in (_COUNTED_WORDS, _MEASURED_WORDS, _DENOMINATOR_WORDS)
)
DISCRETE = frozenset(COUNTED)

_DENOMINATOR = "|".join(sorted(map(re.escape, _DENOMINATORS), key=len, reverse=True))


def _word_pattern(word: str) -> str:
    bar = _NOT_BEFORE.get(word, "")
    return re.escape(word) + (f"(?!{bar})" if bar else "")


def _unit_pattern() -> str:
    words = {*COUNTED, *MEASURED, *_SPELLINGS}
    ordered = sorted(words, key=lambda word: (-len(word), word))
    simple = "|".join(map(_word_pattern, ordered))
    return rf"(?:(?:{simple})(?: ?/ ?每?(?:{_DENOMINATOR})(?:[·.*/]?(?:{_DENOMINATOR}))?)?)"


UNIT_PATTERN = _unit_pattern()
SCALE_PATTERN = "(?:[十百千]?万亿|[十百千]?亿|[十百千]?万|千(?![克米瓦])|百(?!分[之比点]))"
_UNIT_WORD = re.compile(rf"(?P<scale>{SCALE_PATTERN})?(?P<unit>{UNIT_PATTERN})?")
_COMPOUND = re.compile(rf"(?P<top>[^/ ]+) ?/ ?每?(?P<first>{_DENOMINATOR})(?:[·.*/]?(?P<second>{_DENOMINATOR}))?")


class UnitError(ValueError):
    """Two units that cannot be turned into each other."""


@dataclass(frozen=True, slots=True)
class UnitWord:
    """A unit as written: ``万元`` is ``UnitWord(scale=10000, unit="元")``."""

    scale: Decimal
    unit: str


def canonical_unit(word: str) -> tuple[str, Decimal]:
    """Return the canonical unit of a folded spelling without 万 or 亿, and the scale that lies in it (0.01 for %)."""
    compound = _COMPOUND.fullmatch(word)
    if compound is None:
        return _SPELLINGS.get(word, (word, ONE))
    unit, scale = canonical_unit(compound["top"])
    below = [canonical_unit(part)[0] for part in (compound["first"], compound["second"]) if part]
    return f"{unit}/{'·'.join(below)}", scale


def parse_unit(text: str) -> UnitWord | None:
    """Read a unit as a column head prints it (``万元``, ``(人)``, ``%``); ``None`` when ``text`` is no unit."""
    word = fold(text).strip(" ()\t\r\n")
    if word.startswith("单位") and len(word) > 2:
        word = word[2:].lstrip(":： ")
    found = _UNIT_WORD.fullmatch(word)
    if not word or found is None:
        return None
    unit, own = canonical_unit(found["unit"] or "")
    return UnitWord(SCALES.get(found["scale"] or "", ONE) * own, unit)


def same_unit(a: str, b: str) -> bool:
    """Tell whether two units measure the same thing: 元 and 万元 do, 名 and 人 do, 人 and 人次 do not."""
    return _base(a) == _base(b)


# Unit → (what it is measured in, how many of these it holds). Exact factors only.
_FACTORS: dict[str, tuple[str, Decimal]] = {
    "亩": ("亩", ONE),
    "公顷": ("亩", Decimal(15)),
    "平方公里": ("亩", Decimal(1500)),
    "公里": ("米", Decimal(1000)),
    "吨": ("克", Decimal(10) ** 6),
    "千克": ("克", Decimal(1000)),
    "毫克": ("克", Decimal("0.001")),
    "升": ("毫升", Decimal(1000)),
    "小时": ("秒", Decimal(3600)),
    "分钟": ("秒", Decimal(60)),
    "年": ("个月", Decimal(12)),
    "个季度": ("个月", Decimal(3)),
    "周": ("天", Decimal(7)),
}


def ratio_between(a: str, b: str) -> tuple[Decimal, Decimal] | None:
    """Return what a number of canonical unit ``a`` is multiplied and then divided by to be one of unit ``b``.

    Two numbers, because 36个月 in 年 has to come out as exactly 3. ``None`` when the units cannot be converted.
    """
    if a == b:
        return ONE, ONE
    base_a, held_a = _FACTORS.get(a, (a, ONE))
    base_b, held_b = _FACTORS.get(b, (b, ONE))
    return (held_a, held_b) if base_a == base_b else None


def convertible(a: str, b: str) -> bool:
    """Tell whether a quantity in unit ``a`` can be expressed in unit ``b``."""
    return ratio_between(_base(a), _base(b)) is not None


def _base(unit: str) -> str:
    word = parse_unit(unit)
    return word.unit if word else fold(unit).strip()
