"""A sum that names its two parts, told elsewhere: 住院和门诊救助共25102人次; 基本支出 and 项目支出 of one year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jixiao.auditing.arithmetic import Verdict, judge, shown, total
from jixiao.auditing.derivation import one_digit_off, significant
from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.prose import exact_enough, is_level, prose_relation
from jixiao.auditing.registry import check
from jixiao.recognition import Dossier, Figure

_NAMED = re.compile(
    r"(?P<a>[\u4e00-\u9fa5]{2,8})(?:和|与|及)(?P<b>[\u4e00-\u9fa5]{2,4}?)(?:救助|支出|人员|机构|人次|费用|两项|合计|总计|一共|共计?|为)*$"
)
_COMMON = re.compile(r"(?:救助|支出|人员|机构|费用|资金|经费|对象|补助|人次)+$")
_LEAD = re.compile(r"^(?:全年|全县|全市|全区|其中|共|上年|今年|年)+")
_OTHER_TIME = re.compile(r"上年|去年|目标|计划|不少于|不低于|比|较")
_BACK = 60
_LEAST_DIGITS = 4


@check(
    "named-sum",
    title="“甲和乙共多少”等于前面写的甲、乙之和",
    family="合计与分项",
    basis="文中以“甲和乙（合计、共）”写明的合计，等于别处写的甲、乙两数相加",
    severity=Severity.ERROR,
    explanation="“住院和门诊救助共25102人次”，住院、门诊的人次写在前面几句的，相加核对；恰好相等的记为已核对，只差一位数字的判错。",
)
def named_sum(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A figure that names two things is the sum of the figures told of each before it."""
    for recognition in dossier.recognitions:
        figures = recognition.figures()
        for at, figure in enumerate(figures):
            found = _NAMED.search(figure.subject) if significant(figure.quantity.number) >= _LEAST_DIGITS else None
            if found is None or not is_level(figure) or not exact_enough(figure) or _OTHER_TIME.search(figure.subject):
                continue
            pool = [f for f in figures[max(0, at - _BACK) : at] if _comparable(f, figure)]
            parts = [_nearest(pool, key) for key in (_key(found["a"])[-2:], _key(found["b"])[:2])]
            if parts[0] is not None and parts[1] is not None and parts[0] is not parts[1]:
                yield from _judge(figure, [parts[0], parts[1]])


def _comparable(figure: Figure, whole: Figure) -> bool:
    like = figure.quantity.unit == whole.quantity.unit and figure.quantity.value < whole.quantity.value
    return like and is_level(figure) and exact_enough(figure) and not _OTHER_TIME.search(figure.subject)


def _key(name: str) -> str:
    """Return a part's name without the words that lead to it and those that all such names end with."""
    return _COMMON.sub("", _LEAD.sub("", name))


def _nearest(pool: Sequence[Figure], key: str) -> Figure | None:
    """Return the last figure that stands under KEY alone, and not under a sum of several names."""
    named = (f for f in reversed(pool) if len(key) == len("住院") and key in f.subject and not _NAMED.search(f.subject))
    return next(named, None)


def _judge(figure: Figure, parts: Sequence[Figure]) -> Iterator[Relation | Finding]:
    verdict = judge(total, [p.quantity for p in parts], figure.quantity)
    if verdict is None or not (verdict.holds or one_digit_off(figure.quantity, verdict.computed)):
        return
    expression = "＋".join(str(p.quantity) for p in parts)
    computed = shown(verdict.computed, figure.quantity, max(p.quantity.decimals for p in (figure, *parts)))
    yield prose_relation("named-sum", expression, figure, verdict, parts, computed)
    if not verdict.holds:
        yield _finding(figure, parts, verdict, expression, computed)


def _finding(figure: Figure, parts: Sequence[Figure], verdict: Verdict, expression: str, computed: str) -> Finding:
    return Finding(
        "named-sum",
        Severity.ERROR,
        f"{figure.subject[-10:]}应为{computed}（{expression}），写的是{figure.quantity.text}，只差一位数字，疑为抄错",
        (figure.excerpt(), *(p.excerpt() for p in parts)),
        expected=computed,
        reported=figure.quantity.text,
        interval=verdict.interval,
        working=f"{expression} = {computed}",
    )
