"""Figures that follow from those beside them but for one slip: a digit, two digits swapped, the point, the unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jixiao.auditing.arithmetic import Verdict, judge, shown
from jixiao.auditing.misprint import Slip, in_last_place, slip_between, weight_of_digits
from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.prose import Sentence, prose_relation, sentences
from jixiao.auditing.registry import check
from jixiao.auditing.workings import Claim, Working, claim_of, listed_behind, workings
from jixiao.recognition import Dossier, Figure

_LEAST_ONLY = 1
_LEAST_NEAR = 3
_LEAST_FAR = 4
_FAR_BACK = 14
_LARGEST_SHARE = 2
_OTHER_TIME = re.compile(r"上年|去年|同期|20\d\d年")
_TOLD_FAR = frozenset((Claim.SHARE, Claim.SUM, Claim.REST))
_TO_BE_HAD = re.compile(r"预算|安排|下达|到位|收入|可用|资金总额|调整|压减|应|受理|目标|筹集")
_USED = re.compile(r"支出|执行|支付|使用|拨付|合计|实际|已|完成|参保|办结|资助")


@check(
    "worked-out",
    title="由旁边的数算出的数没有写错一位",
    family="前后一致",
    basis="同一句话里写明的比率、占比、增减、平均、合计、结余，应能由句中的数算出",
    severity=Severity.ERROR,
    explanation="比率、占比、增减幅度、平均数、合计、结余由同一句里的数重算：正好差一位数字、两位颠倒、小数点错位或者单位差“万”的判错。",
)
def worked_out(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A figure that its words derive from others of its sentence is not one slip away from them."""
    for sentence in sentences(dossier, least=1):
        for at, figure in enumerate(sentence.figures):
            claim = claim_of(figure)
            if claim is not None:
                yield from _judge(sentence, at, figure, claim)


@dataclass(frozen=True, slots=True)
class _Near:
    working: Working
    slip: Slip
    verdict: Verdict


def _judge(sentence: Sentence, at: int, figure: Figure, claim: Claim) -> Iterator[Relation | Finding]:
    found: _Near | None = None
    for working in _offered(sentence, at, figure, claim):
        if _can_hold(figure, working) and (verdict := _verdict(figure, working)) is not None and verdict.holds:
            return
        found = found or _near(figure, working)
    further = list(_further_off(sentence, figure, claim))
    if any(_holds(figure, working) for working in further):
        return
    if found is None and claim in _TOLD_FAR and not _OTHER_TIME.search(figure.subject):
        found = _near_by_far(figure, claim, further)
    if found is not None:
        yield from _fault(figure, found)


def _holds(figure: Figure, working: Working) -> bool:
    verdict = _verdict(figure, working) if _can_hold(figure, working) else None
    return verdict is not None and verdict.holds


def _near_by_far(figure: Figure, claim: Claim, further: Sequence[Working]) -> _Near | None:
    """Return the one working with the figure nearest by that gives the figure but for a slip of many digits.

    A rest is not of what stands nearest, but of what was to be had and what was used.
    """
    meant = [w for w in further if (_by_roles(w) if claim is Claim.REST else w.nearest)]
    near = [found for working in meant if (found := _near(figure, working, far=True)) is not None]
    return near[0] if len({found.verdict.computed for found in near}) == 1 else None


def _by_roles(working: Working) -> bool:
    whole, used = working.operands
    return bool(_TO_BE_HAD.search(whole.subject) and _USED.search(used.subject) and not _TO_BE_HAD.search(used.subject))


def _offered(sentence: Sentence, at: int, figure: Figure, claim: Claim) -> Iterator[Working]:
    if figure.quantity.unit != "%":
        yield from listed_behind(figure)
    if claim is not Claim.WHOLE:
        yield from workings(claim, figure, sentence.figures[:at])


def _can_hold(figure: Figure, working: Working) -> bool:
    """Tell roughly whether a working can give the figure: within one in a hundred, or a unit of its last place."""
    printed = figure.quantity
    gap = abs(working.rough - printed.value)
    return (
        gap * 100 <= printed.value * 3
        or abs(in_last_place(printed, working.rough) - in_last_place(printed, printed.value)) <= 2
    )


def _verdict(figure: Figure, working: Working) -> Verdict | None:
    return judge(working.formula, [f.quantity for f in working.operands], figure.quantity)


def _near(figure: Figure, working: Working, far: bool = False) -> _Near | None:
    slip = slip_between(figure.quantity, working.rough)
    if slip is None:
        return None
    weight = weight_of_digits(figure.quantity, working.rough)
    near = working.nearest and not far and _one_segment(figure, working.operands)
    moved = slip in (Slip.POINT, Slip.SCALE)
    least = (_LEAST_ONLY if working.only else _LEAST_NEAR) if near else _LEAST_FAR
    if far and len(working.operands) == len("ab") and _by_roles(working):
        least = _LEAST_NEAR
    least -= slip is Slip.SWAP  # a swap is met by chance far more seldom than a wrong digit
    if (moved and not near and not _out_of_range(figure)) or (not moved and weight < least):
        return None
    verdict = _verdict(figure, working)
    return _Near(working, slip, verdict) if verdict is not None and not verdict.holds else None


def _out_of_range(figure: Figure) -> bool:
    """Tell whether a share cannot be as large as it is printed."""
    return figure.quantity.unit == "%" and figure.quantity.value > _LARGEST_SHARE


def _one_segment(figure: Figure, operands: Sequence[Figure]) -> bool:
    """Tell whether no semicolon parts a figure from the nearest of its operands."""
    nearest = min(operands, key=lambda f: abs(f.start - figure.start))
    first, last = sorted((figure, nearest), key=lambda f: f.start)
    return "；" not in figure.passage.clean[first.end : last.start]


def _further_off(sentence: Sentence, figure: Figure, claim: Claim) -> Iterator[Working]:
    """Yield the workings with figures of the sentences before, too."""
    passage = sentence.passage
    at = passage.position(figure)
    return iter(()) if claim is Claim.WHOLE else workings(claim, figure, passage.figures[max(0, at - _FAR_BACK) : at])


def _fault(figure: Figure, found: _Near) -> Iterator[Relation | Finding]:
    operands: Sequence[Figure] = found.working.operands
    computed = _as_printed(figure, found)
    expression = found.working.expression
    yield prose_relation("worked-out", expression, figure, found.verdict, operands, computed)
    yield Finding(
        "worked-out",
        Severity.ERROR,
        f"{expression.replace(' ', '')}应为{computed}，写的是{figure.quantity.text}，{found.slip.value}",
        (figure.excerpt(), *(f.excerpt() for f in operands)),
        expected=computed,
        reported=figure.quantity.text,
        interval=found.verdict.interval,
        working=f"{expression} = {computed}",
    )


def _as_printed(figure: Figure, found: _Near) -> str:
    """Print the true result like the figure; where its 万 was lost, like the operands."""
    alike = [f.quantity for f in found.working.operands if f.quantity.unit == figure.quantity.unit]
    like = alike[0] if found.slip is Slip.SCALE and alike else figure.quantity
    places = 2 if like.unit == "%" else max((q.decimals for q in alike if q.scale == like.scale), default=0)
    return shown(found.verdict.computed, like, max(like.decimals, places))
