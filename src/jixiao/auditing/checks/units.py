"""Units: amounts without one, a lost 万, yuan mixed with 万元 in one list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from jixiao.auditing.arithmetic import judge, scale_word, total
from jixiao.auditing.checks.two_scales import lost_scales
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.prose import Sentence, exact_enough, sentences_of
from jixiao.auditing.registry import check
from jixiao.auditing.texts import texts_with_figures
from jixiao.documents import Excerpt
from jixiao.quantities import Quantity
from jixiao.recognition import Dossier, Figure, Passage

_FAMILY = "计量单位"
_BASIS = "《中华人民共和国计量法》和 GB/T 15835—2011：量值由数字和计量单位组成"

_MONEY = re.compile(r"(?:金额|资金|经费|支出|收入|费用|预算|拨款|补助|结余|基金)(?:共计|合计|总计|共|为|达|达到|约)?$")
_ENDS_HERE = re.compile(r"[，。；）]|$")
_UNIT_SAID = re.compile(r"单位：?(?:人民币)?[百千万亿]*元|（[百千万亿]*元）|[百千万亿]元为单位")
_SMALLEST = 100
_LOOK_BACK = 3


@check(
    "amount-without-unit",
    title="金额没有单位",
    family=_FAMILY,
    basis=_BASIS,
    severity=Severity.WARNING,
    explanation="文字叙述里“金额”“支出”后面只有数、没有“元”或“万元”。标明了“单位：万元”的段落和表格不算。",
)
def amount_without_unit(dossier: Dossier) -> Iterator[Relation | Finding]:
    """In prose an amount names its unit."""
    for recognition in dossier.recognitions:
        for at, passage in enumerate(recognition.passages):
            near = recognition.passages[max(0, at - _LOOK_BACK) : at + 1]
            following = recognition.passages[at + 1].clean if at + 1 < len(recognition.passages) else ""
            bare = [figure for figure in passage.figures if _is_bare_amount(figure) and not _goes_on(figure, following)]
            if bare and not any(_UNIT_SAID.search(p.clean) for p in near):
                yield from (_without_unit(figure) for figure in bare)


def _goes_on(figure: Figure, following: str) -> bool:
    """Tell whether a line was broken between a number and its unit, which opens the next paragraph."""
    return figure.end == len(figure.passage.clean) and following.startswith(("万元", "亿元", "元"))


def _is_bare_amount(figure: Figure) -> bool:
    quantity, clean = figure.quantity, figure.passage.clean
    large = quantity.decimals > 0 or abs(quantity.number) >= _SMALLEST
    bare = not quantity.unit and quantity.scale == 1 and quantity.form == "digits"
    if not (bare and large and _ENDS_HERE.match(clean, quantity.end)):
        return False
    return _MONEY.search(figure.subject) is not None or _ends_list_of_amounts(figure)


def _ends_list_of_amounts(figure: Figure) -> bool:
    """Tell whether a decimal is an item of a list whose item before is an amount: 违约金74.17万元、行政罚款98.20."""
    passage = figure.passage
    at = passage.position(figure)
    before = passage.figures[at - 1] if at else None
    listed = before is not None and passage.clean[before.end : figure.start] == f"、{figure.subject}"
    return listed and before is not None and before.quantity.unit == "元" and figure.quantity.decimals > 0


def _without_unit(figure: Figure) -> Finding:
    number = figure.quantity.text
    others = sorted({f"{scale_word(q)}元" for q in figure.passage.quantities if q.unit == "元"})
    beside = f"（同段其他金额用{'、'.join(others)}）" if others else ""
    found = _MONEY.search(figure.subject)
    words = found[0] if found else figure.subject
    return Finding(
        "amount-without-unit",
        Severity.WARNING,
        f"“{words}{number}”没有计量单位{beside}，请补写“元”或“万元”",
        (figure.passage.excerpt(figure.start - len(words), figure.end),),
        expected=f"{number}元，或换算为万元",
        reported=number,
    )


@check(
    "scale-missing",
    title="漏写“万”或“亿”",
    family=_FAMILY,
    basis="分项之和应等于合计；只有补上“万”“亿”才相等的，是漏写",
    severity=Severity.ERROR,
    explanation="合计以“万”计，分项有的带“万”、有的不带，补上后正好相等；或分项都带“万”，合计不带。人次、户数带小数而没有“万”的存疑。",
)
def scale_missing(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A list of parts adds up only when 万 is supplied where it is missing (a part, or the total)."""
    proven = {(m.excerpt.source, m.excerpt.end) for m, _ in lost_scales(dossier)}
    for passage in texts_with_figures(dossier):
        told: set[int] = set()
        for sentence in sentences_of(passage):
            for at, whole in enumerate(sentence.figures):
                for result in _slipped(whole, _listed_parts(sentence, at)):
                    told.add(result.excerpts[0].end)
                    yield result
        for figure in passage.figures:
            excerpt = figure.number()
            if _is_broken_count(figure) and excerpt.end not in told and (excerpt.source, excerpt.end) not in proven:
                yield _broken_count(figure, excerpt)


_MOST_PARTS = 12
_WHOLE_NUMBERS = frozenset(("人", "人次", "户", "户次", "家", "家次", "件", "件次", "例"))
_AVERAGE = re.compile(r"均|每|户均|频次|倍")


def _is_broken_count(figure: Figure) -> bool:
    """Tell a count of persons or cases that has decimals and is no average."""
    quantity = figure.quantity
    before = figure.passage.clean[max(0, figure.start - 14) : figure.start]
    counted = quantity.unit in _WHOLE_NUMBERS and quantity.scale == 1 and quantity.form == "digits"
    return counted and quantity.number != int(quantity.number) and not _AVERAGE.search(before)


def _broken_count(figure: Figure, excerpt: Excerpt) -> Finding:
    quantity = figure.quantity
    right = f"{quantity.number:f}万{quantity.unit}"
    return Finding(
        "scale-missing",
        Severity.WARNING,
        f"“{quantity.text}”带小数，{quantity.unit}数不会有小数，疑漏写“万”，请核实",
        (excerpt,),
        expected=right,
        reported=quantity.text,
    )


def _listed_parts(sentence: Sentence, at: int) -> list[Figure]:
    """Return the figures of the same unit that 其中 or brackets list behind figure AT; empty where none are listed."""
    whole, rest = sentence.figures[at], sentence.figures[at + 1 : at + 1 + _MOST_PARTS]
    same = [figure for figure in rest if figure.quantity.unit == whole.quantity.unit]
    if not whole.quantity.unit or len(same) < 2 or whole.quantity.unit in ("%", "分"):
        return []
    lead = sentence.between(whole.end, same[0].start)
    if lead.startswith("（"):
        close = sentence.passage.clean.find("）", whole.end)
        return [figure for figure in same if figure.end <= close]
    return same if "其中" in lead or "包括" in lead else []


def _slipped(whole: Figure, parts: Sequence[Figure]) -> Iterator[Relation | Finding]:
    """Try every beginning of the list: one that adds up as printed clears it, one that needs 万 supplied shows it."""
    one_scale = len({figure.quantity.scale for figure in (whole, *parts)}) == 1
    if len(parts) < 2 or one_scale or not exact_enough(whole, *parts):
        return
    runs = [parts[:count] for count in range(2, len(parts) + 1)]
    if any(_adds_up([f.quantity for f in run], whole.quantity) for run in runs):
        return
    for run in runs:
        scale = max(figure.quantity.scale for figure in run)
        repaired = [_with_scale(figure.quantity, scale) for figure in run]
        target = _with_scale(whole.quantity, scale)
        if scale > 1 and _adds_up(repaired, target) and _plausible(whole, run, scale):
            for figure in (whole, *run):
                if figure.quantity.scale == 1:
                    yield from _scale_lost(figure, scale, whole, repaired, target)
            return


def _with_scale(quantity: Quantity, scale: Decimal) -> Quantity:
    return replace(quantity, scale=scale) if quantity.scale == 1 else quantity


def _adds_up(parts: Sequence[Quantity], whole: Quantity) -> bool:
    verdict = judge(total, parts, whole)
    return verdict is not None and verdict.holds


def _plausible(whole: Figure, run: Sequence[Figure], scale: Decimal) -> bool:
    """Either the total lost its scale while all parts have it, or parts lost it while the total and a part have it."""
    scaled = [figure for figure in run if figure.quantity.scale == scale]
    if whole.quantity.scale == 1:
        return len(scaled) == len(run)
    return whole.quantity.scale == scale and bool(scaled) and len(scaled) < len(run)


def _scale_lost(
    figure: Figure, scale: Decimal, whole: Figure, repaired: Sequence[Quantity], target: Quantity
) -> Iterator[Relation | Finding]:
    quantity = figure.quantity
    word = scale_word(replace(quantity, scale=scale))
    right = f"{quantity.number:f}{word}{quantity.unit}"
    working = f"{'＋'.join(map(str, repaired))} = {target}"
    places = (figure.excerpt(), *([] if figure is whole else [whole.excerpt()]))
    yield Relation("scale-missing", working, quantity.text, False, Match.NONE, places)
    yield Finding(
        "scale-missing",
        Severity.ERROR,
        f"“{quantity.text}”漏写“{word}”，应为{right}：补上后分项之和才等于合计{target}",
        places,
        expected=right,
        reported=quantity.text,
        working=working,
    )


_PER_HEAD = re.compile(r"人均|次均|每人|每[月年次件份]|标准|单价|均价|平均|限额|起付|最高|最低")


@check(
    "unit-mixed",
    title="同一组数单位不一",
    family=_FAMILY,
    basis=_BASIS,
    severity=Severity.INFO,
    explanation="“其中”后面并列的几个金额，有的用元、有的用万元，容易看错；人均、单价等不算。",
)
def unit_mixed(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Amounts listed side by side are in one unit."""
    for passage in texts_with_figures(dossier):
        for sentence in sentences_of(passage):
            for at, whole in enumerate(sentence.figures):
                if whole.quantity.unit == "元":
                    yield from _mixed(passage, _listed_parts(sentence, at))


def _mixed(passage: Passage, parts: Sequence[Figure]) -> Iterator[Finding]:
    amounts = [figure for figure in parts if not _PER_HEAD.search(figure.subject + passage.clean[figure.end :][:2])]
    plain = [figure for figure in amounts if figure.quantity.scale == 1]
    scaled = [figure for figure in amounts if figure.quantity.scale > 1]
    if not plain or not scaled:
        return
    odd = plain[0] if len(plain) <= len(scaled) else scaled[0]
    usual = scaled[0] if odd is plain[0] else plain[0]
    yield Finding(
        "unit-mixed",
        Severity.INFO,
        f"并列的金额里“{odd.quantity.text}”与“{usual.quantity.text}”单位不同，宜统一",
        (passage.excerpt(odd.start, odd.end), passage.excerpt(usual.start, usual.end)),
        expected=f"统一用{scale_word(usual.quantity)}元",
        reported=odd.quantity.text,
    )
