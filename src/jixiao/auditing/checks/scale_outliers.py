"""Amounts and counts whose 万 cannot be right: 支出341.26元 among amounts in 万元, 减少2393万人 in a county."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from heapq import nlargest

from jixiao.auditing.misprint import Slip
from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.prose import exact_enough
from jixiao.auditing.registry import check
from jixiao.quantities import Quantity
from jixiao.recognition import Dossier, Figure

_FAMILY = "计量单位"
_BASIS = "同一段文字里同类金额、人数的计量单位应当一致"
_WAN, _YI = Decimal(10**4), Decimal(10**8)
_BACK, _AHEAD = 4, 3
_FEWEST = 2
_TOTAL = re.compile(
    r"(?:支出|支付|执行|合计|共计?|结余|剩余|追回|退回|收回|追加|核减|节约|金额|经费|费用?|资金|投入|拨付|到位|补助|预算|决算|收入|安排|下达|配套)"
    r"(?:了|数|额|为|是|共|达|的)*$"
)
_BY_PIECE = re.compile(r"每|均|单价|标准|定额|限额|[×*÷/]|投入1元|分别|由[^，。]*到|起付|封顶|单次|单笔|一次性")
_COUNTED = frozenset(("人", "人次", "户", "户次", "家", "家次", "件", "次", "份", "笔", "条", "张", "例", "台", "个"))
_IMPLAUSIBLE = Decimal(3_000_000)
_APART = 20
_FAR_APART = 5


@check(
    "amount-scale",
    title="金额漏写“万”（或把“亿”写成“万”）",
    family=_FAMILY,
    basis=_BASIS,
    severity=Severity.ERROR,
    explanation="“全年支出341.26元”前后的金额都以“万元”计，这一处是带小数的“元”，又不是单价、人均，判为漏写“万”。",
)
def amount_scale(dossier: Dossier) -> Iterator[Relation | Finding]:
    """An amount of a year told in 元 with decimals among amounts in 万元 has lost its 万; so has 万 among 亿."""
    for recognition in dossier.recognitions:
        figures = recognition.figures()
        for at, figure in enumerate(figures):
            if _looks_small(figure):
                near = [*figures[max(0, at - _BACK) : at], *figures[at + 1 : at + 1 + _AHEAD]]
                yield from _without_scale(figure, near)


def _looks_small(figure: Figure) -> bool:
    quantity = figure.quantity
    small = (
        quantity.unit == "元" and quantity.scale in (1, _WAN) and quantity.decimals > 0 and 0 < quantity.number < _WAN
    )
    if not small or not exact_enough(figure) or not (_TOTAL.search(figure.subject) or _listed(figure)):
        return False
    clean = figure.passage.clean
    start, end = figure.passage.sentence_of(figure.start)
    return not _BY_PIECE.search(clean, max(start, figure.start - 24), min(end, figure.end + 3))


def _listed(figure: Figure) -> bool:
    """Tell whether a figure is an item of a list whose items 、 parts: 墙体标语9.60万元、电视广播9.00元."""
    passage = figure.passage
    at = passage.position(figure)
    before = passage.clean[figure.start - len(figure.subject) - 1 : figure.start - len(figure.subject)]
    alike = at > 0 and passage.figures[at - 1].quantity.unit == "元"
    return before == "、" and alike and passage.figures[at - 1].end == figure.start - len(figure.subject) - 1


def _without_scale(figure: Figure, near: Sequence[Figure]) -> Iterator[Finding]:
    """Raise a fault where all amounts near by are of the next larger scale, and the figure is of their size in it."""
    own = figure.quantity.scale
    amounts = [f.quantity for f in near if f.passage is figure.passage and f.quantity.unit == "元" and f.quantity.value]
    larger = _WAN if own == 1 else _YI
    if len(amounts) < _FEWEST or any(q.scale != larger for q in amounts):
        return
    if figure.quantity.number > max(q.number for q in amounts) * _APART:
        return
    yield _finding("amount-scale", figure, f"{figure.quantity.number:f}{'万' if larger == _WAN else '亿'}元", amounts)


def _finding(check_id: str, figure: Figure, right: str, beside: Sequence[Quantity]) -> Finding:
    others = "、".join(q.text for q in beside[:2])
    return Finding(
        check_id,
        Severity.ERROR,
        f"“{figure.subject[-8:]}{figure.quantity.text}”与同处的{others}不是一个量级，{Slip.SCALE.value}，应为{right}",
        (figure.excerpt(),),
        expected=right,
        reported=figure.quantity.text,
    )


@check(
    "count-scale",
    title="人数、件数多写了“万”",
    family=_FAMILY,
    basis=_BASIS,
    severity=Severity.ERROR,
    explanation="“比上年减少2393万人”：以“万”计却是三位以上的整数，材料里其他人数都小得多，判为多写了“万”。",
)
def count_scale(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A whole number of three digits or more in 万人 is a number of persons, where all others are far smaller."""
    for recognition in dossier.recognitions:
        told: Mapping[str, list[Figure]] | None = None
        for figure in recognition.figures():
            quantity = figure.quantity
            if quantity.scale != _WAN or quantity.unit not in _COUNTED or quantity.value < _IMPLAUSIBLE:
                continue
            if quantity.decimals > 0 or not exact_enough(figure):
                continue
            told = told if told is not None else _largest(recognition.figures())
            others = [f.quantity for f in told[quantity.unit] if f is not figure]
            if others and others[0].value * _FAR_APART < quantity.value:
                yield _finding("count-scale", figure, f"{quantity.number:f}{quantity.unit}", others)


def _largest(figures: Sequence[Figure]) -> Mapping[str, list[Figure]]:
    """Return the three largest figures of every unit, the largest first."""
    by_unit: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_unit[figure.quantity.unit].append(figure)
    return {unit: nlargest(3, told, key=lambda f: f.quantity.value) for unit, told in by_unit.items()}
