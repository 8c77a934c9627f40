"""Slips that arithmetic lays bare: a lost 万, and lists above a threshold that hold something below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.auditing.arithmetic import plain, scale_word
from jixiao.auditing.derivation import significant
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.prose import comparable, is_level
from jixiao.auditing.registry import check
from jixiao.quantities import parse_quantity
from jixiao.recognition import Dossier, Figure, Passage, Recognition

_WAN = Decimal(10**4)
_LEAST_TEXT = 6
_LEAST_DIGITS = 4
_BEHIND = 5
_ANNOUNCED = re.compile(r"其中|包括|（")
_RESULT = re.compile(r"(?:结余|合计|共计|总计|累计|余额|剩余|总额|相差|增加|减少)[\u4e00-\u9fa5]{0,4}$")
_OVER = re.compile(
    r"(?<![\d.])(?P<floor>\d++(?:\.\d++)?[万亿]?元)(?:（含）)?以上的?(?P<noun>[\u4e00-\u9fa5]{2,6}?)(?:共?有|共|为)?(?P<n>\d+|[一二两三四五六七八九十])个"
)
_LISTED = re.compile(r"分别[是为：]|如下：|包括|即")


@check(
    "scale-slip",
    title="结果漏写“万”“亿”",
    family="单位",
    basis="同一句中各数单位应当一致：分项以万元计，结果不能以元计",
    severity=Severity.ERROR,
    explanation="结余、合计等数的数字恰好等于前面两个数之和或差，或者一个数恰好等于后面几项之和，单位却少了“万”或“亿”。",
)
def scale_slip(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A result whose digits follow from two figures in 万 is itself in 万."""
    for passage in dossier.passages():
        for at, figure in enumerate(passage.figures):
            if figure.quantity.unit == "元" and figure.quantity.scale == 1 and figure.quantity.decimals:
                same = [f for f in passage.figures if f.quantity.number == figure.quantity.number]
                scaled = [f for f in same if f.quantity.unit == "元" and f.quantity.scale > 1]
                if scaled and len(figure.quantity.text) >= _LEAST_TEXT:
                    yield from _slip(figure, scaled[0], scaled[0])
                    continue
                parts = _parts_behind(figure, passage.figures[at + 1 : at + 1 + _BEHIND])
                if parts:
                    yield from _slip(figure, parts[0], parts[1])
                    continue
            if figure.quantity.scale == 1 and figure.quantity.unit and _RESULT.search(figure.subject):
                yield from _judge_slip(figure, passage.figures[max(0, at - 6) : at])


def _parts_behind(figure: Figure, behind: Sequence[Figure]) -> list[Figure]:
    """Return the amounts in 万 right behind an amount in 元 whose numbers make its number to the last digit."""
    pool = [f for f in behind if comparable(f.quantity, figure.quantity) and is_level(f)]
    if not pool or _ANNOUNCED.search(figure.passage.clean, figure.end, pool[0].start):
        return []  # 其中 and brackets are looked at by another check
    for count in range(2, len(pool) + 1):
        run = pool[:count]
        one_scale = len({f.quantity.scale for f in run}) == 1 and run[0].quantity.scale > 1
        if one_scale and sum(f.quantity.number for f in run) == figure.quantity.number:
            return run if significant(figure.quantity.number) >= _LEAST_DIGITS else []
    return []


def _judge_slip(figure: Figure, before: Sequence[Figure]) -> Iterator[Relation | Finding]:
    pool = [f for f in before if comparable(f.quantity, figure.quantity) and f.quantity.scale > 1]
    for i in range(len(pool) - 1, 0, -1):
        for j in range(i - 1, -1, -1):
            a, b = pool[i].quantity, pool[j].quantity
            if a.scale == b.scale and figure.quantity.number in (a.number + b.number, abs(a.number - b.number)):
                yield from _slip(figure, pool[i], pool[j])
                return


def _slip(figure: Figure, first: Figure, second: Figure) -> Iterator[Relation | Finding]:
    quantity = figure.quantity
    right = f"{quantity.number:f}{scale_word(first.quantity)}{quantity.unit}"
    excerpts = (figure.excerpt(), first.excerpt(), second.excerpt())
    expression = f"{second.quantity} 与 {first.quantity}"
    yield Relation("scale-slip", expression, quantity.text, False, Match.NONE, excerpts)
    yield Finding(
        "scale-slip",
        Severity.ERROR,
        (f"由{second.quantity.text}和{first.quantity.text}算出的" if first is not second else "同一个数前面写的")
        + f"是{right}，此处写成{quantity.text}，漏了“{scale_word(first.quantity)}”",
        excerpts,
        expected=right,
        reported=quantity.text,
    )


@check(
    "scale-against-fund",
    title="正文金额与资金栏单位一致",
    family="单位",
    basis="正文引用资金栏的数，单位应当一致",
    severity=Severity.ERROR,
    explanation="正文里的金额数字与本表资金栏的万元数完全相同，单位却写成了元。",
)
def scale_against_fund(dossier: Dossier) -> Iterator[Relation | Finding]:
    """An amount in 元 with the very digits of a fund row in 万元 lost its 万."""
    for recognition in dossier.recognitions:
        funds = {
            amount.quantity.number: amount
            for form in recognition.forms
            for line in form.evaluation.funds
            for amount in (line.initial, line.adjusted, line.executed)
            if amount is not None and amount.quantity.scale == _WAN and amount.quantity.decimals
        }
        for figure in recognition.figures() if funds else ():
            amount = funds.get(figure.quantity.number)
            if amount is None or figure.quantity.scale != 1 or figure.quantity.unit != "元":
                continue
            right = f"{figure.quantity.number:f}万元"
            yield Finding(
                "scale-against-fund",
                Severity.ERROR,
                f"资金栏是{right}，此处写成{figure.quantity.text}，漏了“万”",
                (figure.excerpt(), amount.excerpt),
                expected=right,
                reported=figure.quantity.text,
            )


@check(
    "over-threshold",
    title="“多少万元以上的项目有几个”与所列相符",
    family="计数",
    basis="文中写明的起点金额、个数和逐个列出的金额",
    severity=Severity.ERROR,
    explanation="逐个核对列出的金额是否达到起点，达到的个数是否等于写明的个数。",
)
def over_threshold(dossier: Dossier) -> Iterator[Relation | Finding]:
    """The items listed as above a threshold are above it, and as many as told."""
    for recognition in dossier.recognitions:
        for at, passage in enumerate(recognition.passages):
            for found in _OVER.finditer(passage.clean):
                yield from _judge_list(recognition, at, passage, found)


def _judge_list(
    recognition: Recognition, at: int, passage: Passage, found: re.Match[str]
) -> Iterator[Relation | Finding]:
    floor, told = parse_quantity(found["floor"]), parse_quantity(found["n"] + "个")
    if floor is None or told is None:
        return
    amounts = _amounts(passage, found.end()) or _amounts_below(recognition, at, found["noun"])
    if len(amounts) != int(told.value):
        return
    over = [f for f in amounts if f.quantity.value >= floor.value]
    holds = len(over) == len(amounts)
    excerpts = (passage.excerpt(*found.span()), *(f.excerpt() for f in amounts))
    expression = f"达到{found['floor']}的{len(over)}个"
    match = Match.FACE if holds else Match.NONE
    yield Relation("over-threshold", expression, plain(told.value), holds, match, excerpts)
    if not holds:
        below = next(f for f in amounts if f not in over)
        yield Finding(
            "over-threshold",
            Severity.ERROR,
            f"写{found['floor']}以上的有{plain(told.value)}个，所列“{below.subject[-12:]}”只有{below.quantity.text}",
            (excerpts[0], below.excerpt()),
            expected=str(len(over)),
            reported=plain(told.value),
        )


def _amounts(passage: Passage, start: int) -> list[Figure]:
    """Return the amounts listed behind START up to the end of the sentence, when words announce a list."""
    stop = passage.clean.find("。", start)
    stop = len(passage.clean) if stop < 0 else stop
    if not _LISTED.search(passage.clean, start, min(stop, start + 12)):
        return []
    return [f for f in passage.figures if start <= f.start < stop and f.quantity.unit == "元" and is_level(f)]


def _amounts_below(recognition: Recognition, at: int, noun: str) -> list[Figure]:
    """Return the amounts of the list that one of the next paragraphs announces for the same noun."""
    for passage in recognition.passages[at + 1 : at + 4]:
        opened = re.search(rf"以上的?{re.escape(noun)}[^。]{{0,10}}(?:如下|分别|包括)", passage.clean)
        if opened is not None:
            return _amounts(passage, opened.start())
    return []
