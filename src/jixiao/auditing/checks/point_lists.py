"""Points told in prose: lists of them with their total, and points got that are more than there are to get."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.auditing.arithmetic import plain
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.prose import Sentence, sentences
from jixiao.auditing.registry import check
from jixiao.documents import Excerpt
from jixiao.recognition import Dossier, Figure

_FAMILY = "分值与得分"
_BASIS = "财预〔2020〕10号：绩效指标权重统一按百分制设置，得分最高不能超过该指标分值上限"
_POINTS = "分"
_FEWEST = 3
_BELOW = re.compile(r"其中|即|包括|含")
_NO_PART = re.compile(r"得|扣|失|加|每|合计|共|小计|总|满分|以上|以下|以内|不足|低于|高于|超过|少于|目标")
_GOT = re.compile(r"(?:自评|实际|实)?得分?(?:为)?$")
_TOTAL_BEHIND = re.compile(
    r"(?:[三四五六](?:个?部分|项|类))?(?:组成|构成|设置)?[，、；]?(?:权重|分值|满分)?(?:合计|共计?|小计|总计|总分)(?:为|是)?"
)
_TOTAL_BEFORE = re.compile(r"(?:满分|总分|分值|权重)(?:值)?(?:为|是|共计?|合计)?$|(?:合计|共计?)$")
_LIST_OPENS = re.compile(r"[，：（]?(?:其中|由|包括|分为|设|：)?")
_JOINED = re.compile(r"[，、；和及]")
_CLOSES = re.compile(r"[。；）]|$|[，]?(?:组成|构成|共|合计|四|五|三)")
_GOT_OF = re.compile(r"）?[，（、：]?(?:本项|该项)?(?:自评|实际|实)?得分?(?:为)?")
_HUNDRED = Decimal(100)
_OVERALL = re.compile(
    r"(?:自评|综合|评价|考核)(?:综合)?(?:总)?(?:得分|评分|总分|分)(?:为|：|是)?$|(?:总得分|合计|小计|共计|自评)(?:为|：|是|得)?$"
)


@check(
    "points-listed",
    title="逐项列出的分值与合计相符",
    family=_FAMILY,
    basis="文中写明的分值构成：各项分值相加等于总分（合计、小计）",
    severity=Severity.ERROR,
    explanation="“满分100分，其中预算执行率10分、产出50分……”“数量20分、质量20分，小计40分”，逐项相加核对。",
)
def points_listed(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Weights told one after another make the total told right before or behind them."""
    for sentence in sentences(dossier, least=_FEWEST):
        figures = [f for f in sentence.figures if f.quantity.unit == _POINTS]
        for run, before, behind in _runs(sentence, figures):
            whole = _whole(sentence, run, before, behind)
            parts = _top_parts(run)
            if whole is not None and parts:
                yield from _judge(whole, parts)


_Run = tuple[list[Figure], Figure | None, Figure | None]


def _runs(sentence: Sentence, figures: Sequence[Figure]) -> Iterator[_Run]:
    """Yield the runs of three weights or more, with the points that stand before and behind them."""
    at = 0
    while at < len(figures):
        last = at
        while last < len(figures) and _is_part(figures[last]) and (last == at or _follows(sentence, figures, last)):
            last += 1
        if last - at >= _FEWEST:
            yield (
                list(figures[at:last]),
                figures[at - 1] if at else None,
                figures[last] if last < len(figures) else None,
            )
        at = max(last, at + 1)


def _top_parts(run: Sequence[Figure]) -> list[Figure]:
    """Return the parts of RUN without those that make up another of them: 产出65分，其中数量20分、质量45分.

    Where such a list does not come to the part that it makes up, nobody knows how far it goes: nothing is returned.
    """
    parts: list[Figure] = []
    left = Decimal(0)
    for figure in run:
        if _BELOW.match(figure.subject) and parts and left == 0:
            left = parts[-1].quantity.value
        if left == 0:
            parts.append(figure)
            continue
        left -= figure.quantity.value
        if left < 0:
            return []
    return parts if left == 0 else []


def _is_part(figure: Figure) -> bool:
    named = re.search(r"[\u4e00-\u9fa5]{2}", figure.subject)
    return named is not None and not _NO_PART.search(figure.subject) and figure.quantity.value > 0


def _follows(sentence: Sentence, figures: Sequence[Figure], at: int) -> bool:
    """Tell whether a weight stands right behind the one before it, but for its own name."""
    between = sentence.between(figures[at - 1].end, figures[at].start - len(figures[at].subject))
    return _JOINED.fullmatch(between) is not None


def _whole(sentence: Sentence, run: Sequence[Figure], before: Figure | None, behind: Figure | None) -> Figure | None:
    """Return the total that words give to a run of weights: that behind it, else the one right before it."""
    if behind is not None and _TOTAL_BEHIND.fullmatch(sentence.between(run[-1].end, behind.start).lstrip("（）")):
        return behind
    if before is None or not _TOTAL_BEFORE.search(before.subject):
        return None
    lead = sentence.between(before.end, run[0].start - len(run[0].subject)) + run[0].subject[:2]
    opens = _LIST_OPENS.match(lead)
    closed = _CLOSES.match(sentence.passage.clean, run[-1].end)
    return before if opens is not None and opens[0] and closed is not None else None


def _judge(whole: Figure, run: Sequence[Figure]) -> Iterator[Relation | Finding]:
    summed = sum((f.quantity.value for f in run), Decimal(0))
    expression = "＋".join(plain(f.quantity.number) for f in run)
    holds = summed == whole.quantity.value
    excerpts: tuple[Excerpt, ...] = (whole.excerpt(), *(f.excerpt() for f in run))
    reported = whole.quantity.text
    yield Relation(
        "points-listed", expression, reported, holds, Match.FACE if holds else Match.NONE, excerpts, None, plain(summed)
    )
    if not holds:
        yield Finding(
            "points-listed",
            Severity.ERROR,
            f"各项分值合计{plain(summed)}分，写的是{reported}",
            excerpts,
            expected=f"{plain(summed)}分",
            reported=reported,
            working=f"{expression} = {plain(summed)}",
        )


@check(
    "points-beyond",
    title="得分不超过紧挨着写的分值",
    family=_FAMILY,
    basis=_BASIS,
    severity=Severity.ERROR,
    explanation="“产出50分，得498.8分”“效益指标（30分，得285分）”，得分大于分值即为错误；自评总分大于满分的也是。",
)
def points_beyond(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Points got are no more than the points told right before them, an overall score no more than the full score."""
    for sentence in sentences(dossier, least=1):
        points = [f for f in sentence.figures if f.quantity.unit == _POINTS]
        for at, figure in enumerate(points):
            if _OVERALL.search(figure.subject) and "满分" not in figure.subject:
                yield from _beyond(figure, None, max(_HUNDRED, _full_score(dossier)))
            elif at and _is_got_of(sentence, points[at - 1], figure):
                yield from _beyond(figure, points[at - 1], points[at - 1].quantity.value)


def _is_got_of(sentence: Sentence, weight: Figure, got: Figure) -> bool:
    of_weight = not _GOT.search(weight.subject) and not re.search(r"扣|加|每|得", weight.subject)
    return of_weight and _GOT_OF.fullmatch(sentence.between(weight.end, got.start)) is not None and "得" in got.subject


def _full_score(dossier: Dossier) -> Decimal:
    """Return the largest full score that the dossier tells, 0 where it tells none."""
    return dossier.once("full score", lambda: _largest_full(dossier))


def _largest_full(dossier: Dossier) -> Decimal:
    told = (f for p in dossier.passages() if "分" in p.clean for f in p.figures if f.quantity.unit == _POINTS)
    return max((f.quantity.value for f in told if re.search(r"满分|总分值|权重", f.subject)), default=Decimal(0))


def _beyond(got: Figure, weight: Figure | None, most: Decimal) -> Iterator[Finding]:
    if got.quantity.value <= most:
        return
    places = (got.excerpt(), *([weight.excerpt()] if weight is not None else []))
    yield Finding(
        "points-beyond",
        Severity.ERROR,
        f"得{got.quantity.text}，超过了{'分值' if weight is not None else '满分'}{plain(most)}分",
        places,
        expected=f"不超过{plain(most)}分",
        reported=got.quantity.text,
        working=f"{plain(got.quantity.number)} > {plain(most)}",
    )
