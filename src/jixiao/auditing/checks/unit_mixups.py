"""Units mixed up among figures on end of which two give the third: 人 and 人次, 万元 and 元."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from jixiao.auditing.arithmetic import scale_word
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.prose import exact_enough, sentences
from jixiao.auditing.registry import check
from jixiao.recognition import Dossier, Figure

_FAMILY = "单位"
_PERSONS = ("人", "人次")
_AMONG = "其中"
_LEAST = 1000
_FIGURES = 3


@check(
    "person-units",
    title="人和人次不混用",
    family=_FAMILY,
    basis="人数与人次不是同一个量，不能相减，也不能一个占另一个的比例",
    severity=Severity.ERROR,
    explanation="同一句里连着写的三个数，前后相减或相除恰好得第三个，单位却有的写“人”、有的写“人次”的，有一处单位写错。",
)
def person_units(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Three figures on end of which two give the third count persons, or person-times, all of them."""
    for figures in _on_end(dossier):
        counted = [figure for figure in figures if figure.quantity.unit in _PERSONS]
        if len({figure.quantity.unit for figure in counted}) == len(_PERSONS) and _gives(figures, counted):
            units = [figure.quantity.unit for figure in counted]
            odd = min(counted, key=lambda figure: (units.count(figure.quantity.unit), -figure.start))
            other = next(figure for figure in counted if figure.quantity.unit != odd.quantity.unit)
            right = f"{odd.quantity.number:f}{other.quantity.unit}"
            yield from _mixed("person-units", "有的写人、有的写人次", odd, figures, right)


@check(
    "scale-in-rate",
    title="同一句里算比率的两个数单位一致",
    family=_FAMILY,
    basis="比率＝分子÷分母，分子、分母应以同一单位计",
    severity=Severity.ERROR,
    explanation="连着写的两个金额（人数）和比率，数字相除恰好等于比率，单位却一个有“万”、一个没有的，漏写了“万”。",
)
def scale_in_rate(dossier: Dossier) -> Iterator[Relation | Finding]:
    """The two figures before a rate that their numbers give to the last digit are on one scale."""
    for figures in _on_end(dossier):
        first, second, rate = figures
        mixed = first.quantity.unit == second.quantity.unit and first.quantity.scale != second.quantity.scale
        if rate.quantity.unit == "%" and first.quantity.unit and mixed and _gives(figures, [first, second]):
            small, large = sorted((first, second), key=lambda figure: figure.quantity.scale)
            right = f"{small.quantity.number:f}{scale_word(large.quantity)}{small.quantity.unit}"
            yield from _mixed("scale-in-rate", "单位不一致", small, figures, right)


def _on_end(dossier: Dossier) -> Iterator[Sequence[Figure]]:
    """Yield every three exact figures on end of one sentence."""
    for sentence in sentences(dossier, least=_FIGURES):
        for at in range(len(sentence.figures) - _FIGURES + 1):
            figures = sentence.figures[at : at + _FIGURES]
            if exact_enough(*figures):
                yield figures


def _gives(figures: Sequence[Figure], counted: Sequence[Figure]) -> bool:
    """Tell whether the numbers of two figures give the third, or the rate, where chance would hardly have it."""
    numbers = sorted(figure.quantity.number for figure in counted)
    if numbers[0] <= 0 or sum(len(figure.quantity.text) for figure in counted) < 2 * _FIGURES:
        return False
    if len(counted) == _FIGURES:
        return numbers[-1] >= _LEAST and numbers[0] + numbers[1] == numbers[2]
    rates = [figure.quantity for figure in figures if figure.quantity.unit == "%"]
    # Persons may well be told as a share of visits; what stands behind 其中 is of the same unit.
    within = figures[0].quantity.unit == figures[1].quantity.unit or _AMONG in _between(figures[0], figures[1])
    if len(rates) != 1 or rates[0].decimals < 1 or not within:
        return False
    places = Decimal(1).scaleb(-rates[0].decimals)
    return (100 * numbers[0] / numbers[1]).quantize(places, rounding=ROUND_HALF_UP) == rates[0].number


def _between(first: Figure, second: Figure) -> str:
    return first.passage.clean[first.end : second.start]


def _mixed(
    check_id: str, why: str, odd: Figure, figures: Sequence[Figure], expected: str
) -> Iterator[Relation | Finding]:
    excerpts = (odd.excerpt(), *(figure.excerpt() for figure in figures if figure is not odd))
    expression = "、".join(figure.quantity.text for figure in figures)
    yield Relation(check_id, expression, odd.quantity.text, False, Match.NONE, excerpts)
    yield Finding(
        check_id,
        Severity.ERROR,
        f"“{expression}”的数字正好相符，{why}，“{odd.quantity.text}”应为“{expected}”",
        excerpts,
        expected=expected,
        reported=odd.quantity.text,
    )
