"""Figures of a sentence and how they hang together: the windows in which prose relations are looked for.

A relation is only drawn where words state it. Windows are bounded, so that the work grows with the text and not with
the square of its figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jixiao.auditing.arithmetic import Verdict
from jixiao.auditing.model import Match, Relation
from jixiao.documents import Excerpt
from jixiao.quantities import Qualifier, Quantity
from jixiao.recognition import Dossier, Figure, Passage

WINDOW = 14
_STOP = re.compile(r"[。！？]")
_BEYOND = re.compile(r"(?:高于|低于|超出|超过|少于|多于)[^，。]{0,14}$")
_LEVEL_NOISE = re.compile(
    r"(?:增加|增长|减少|缩短|延长|下降|降低|提高|上升|高于|低于|超出|超过|多出?|少于?|净增|净减|新增|追加|调增|调减|人均|次均|平均|单价"
    r"|每[人个家份名期次场台套户件篇只辆年月天村所处座条张站点校]?(?:补助|补贴|奖补|支付|安排)?(?:每[年月])?"
    r"|每[人个家名处台套户][\u4e00-\u9fa5]{1,4}|按照?)$|满分|得分|得$|扣$|分值"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a passage with its figures."""

    passage: Passage
    start: int
    end: int
    figures: tuple[Figure, ...]

    @property
    def text(self) -> str:
        """The cleaned words of the sentence."""
        return self.passage.clean[self.start : self.end]

    def between(self, start: int, end: int) -> str:
        """Return the cleaned words between two offsets of the passage."""
        return self.passage.clean[start:end]

    def bracketed(self, figure: Figure) -> bool:
        """Tell whether a figure stands in brackets, where it explains what is told before them."""
        before = self.between(self.start, figure.start)
        return before.rfind("（") > before.rfind("）")


def sentences(dossier: Dossier, least: int = 2) -> Iterator[Sentence]:
    """Yield the sentences (up to a full stop) that hold at least LEAST figures."""
    yield from dossier.once(f"sentences {least}", lambda: list(_sentences(dossier, least)))


def _sentences(dossier: Dossier, least: int) -> Iterator[Sentence]:
    for passage in dossier.passages():
        yield from sentences_of(passage, least)


def sentences_of(passage: Passage, least: int = 2) -> Iterator[Sentence]:
    """Yield the sentences of PASSAGE with LEAST figures or more; a semicolon does not end one here."""
    figures = passage.figures
    if len(figures) < least:
        return
    start, at = 0, 0
    for stop in [m.end() for m in _STOP.finditer(passage.clean)] + [len(passage.clean)]:
        first = at
        while at < len(figures) and figures[at].start < stop:
            at += 1
        if at - first >= least:
            yield Sentence(passage, start, stop, tuple(figures[first:at]))
        start = stop


def paragraphs(dossier: Dossier) -> Iterator[Sentence]:
    """Yield whole paragraphs as one stretch: a total may stand in one sentence and its parts in the next."""
    yield from dossier.once("paragraphs", lambda: list(_paragraphs(dossier)))


def _paragraphs(dossier: Dossier) -> Iterator[Sentence]:
    for passage in dossier.passages():
        if len(passage.figures) >= 2:
            yield Sentence(passage, 0, len(passage.clean), tuple(passage.figures))


def comparable(a: Quantity, b: Quantity) -> bool:
    """Tell whether two quantities measure the same thing in the same unit (万元 and 元 do, 人 and 人次 do not)."""
    return a.unit == b.unit


def exact_enough(*figures: Figure) -> bool:
    """Tell whether no figure is printed as 约, 余 or 不足: a near number proves nothing."""
    return all(f.quantity.qualifier in (Qualifier.NONE,) or f.quantity.unit == "%" for f in figures)


def is_level(figure: Figure) -> bool:
    """Tell a level (支出100万元) from a change, an average, the price that a thing is paid by (按350元), or points."""
    if figure.quantity.unit == "分" or _BEYOND.search(figure.subject):
        return False
    return not _LEVEL_NOISE.search(figure.subject[-8:])


def levels_before(figures: Sequence[Figure], at: int, like: Quantity | None = None) -> list[Figure]:
    """Return the level figures before position AT, nearest last, WINDOW figures back at the most."""
    near = figures[max(0, at - WINDOW) : at]
    return [
        f
        for f in near
        if is_level(f) and f.quantity.unit not in ("%", "个百分点") and (like is None or comparable(f.quantity, like))
    ]


def prose_relation(
    check: str, expression: str, reported: Figure, verdict: Verdict, operands: Sequence[Figure], computed: str
) -> Relation:
    """Return the relation of a printed figure to the figures it follows from."""
    return Relation(
        check=check,
        expression=expression,
        reported=reported.quantity.text,
        holds=verdict.holds,
        match=verdict.match,
        excerpts=(reported.excerpt(), *(f.excerpt() for f in operands)),
        interval=verdict.interval,
        computed=computed,
    )


def stated(check: str, expression: str, reported: str, holds: bool, excerpts: tuple[Excerpt, ...]) -> Relation:
    """Return a relation that was judged by words or by whole numbers."""
    return Relation(check, expression, reported, holds, Match.FACE if holds else Match.NONE, excerpts)
