"""Marks over text: overlapping spans are cut at each other's ends, so that every piece nests in the next element."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from html import escape

from jixiao.documents import Span
from jixiao.rendering.report import LONGEST_SPAN
from jixiao.rendering.words import CATEGORIES


class Part(Enum):
    """What a marked span is in the finding or relation that it belongs to."""

    MENDED = "mended"
    RELATED = "related"
    HELD = "held"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to be marked. ``key`` names its finding or relation; ``anchor`` is the element id to give it, if any.

    ``number`` is what the badge of a place to be mended says; an empty span marks a point, such as a blank cell.
    """

    span: Span
    part: Part
    key: str
    category: str = ""
    number: int = 0
    anchor: str = ""


@dataclass(slots=True)
class Marker:
    """Prints pieces of one document's text with the marks that fall into them; every anchor is printed once."""

    text: str
    marks: Sequence[Mark]
    anchored: set[str] = field(default_factory=set)
    _starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.marks = sorted(self.marks, key=lambda mark: (mark.span.start, mark.span.end))
        self._starts = [mark.span.start for mark in self.marks]

    def within(self, span: Span) -> list[Mark]:
        """Return the marks that share text with SPAN, and the points in it or at its ends."""
        first = bisect.bisect_left(self._starts, span.start - LONGEST_SPAN)
        last = bisect.bisect_right(self._starts, span.end)
        return [mark for mark in self.marks[first:last] if _touches(mark.span, span)]

    def html(self, span: Span) -> str:
        """Return the text of SPAN as HTML with its marks."""
        marks = self.within(span)
        if not marks:
            return escape(self.text[span.start : span.end])
        return "".join(self._pieces(span, marks))

    def _pieces(self, span: Span, marks: Sequence[Mark]) -> Iterable[str]:
        opening: dict[int, list[Mark]] = {}
        closing: dict[int, list[Mark]] = {}
        for mark in marks:
            opening.setdefault(max(mark.span.start, span.start), []).append(mark)
            closing.setdefault(min(mark.span.end, span.end), []).append(mark)
        active: dict[Mark, None] = {}
        cuts = sorted({span.start, span.end, *opening, *closing})
        for at, after in zip(cuts, [*cuts[1:], span.end], strict=True):
            for mark in opening.get(at, ()):
                active[mark] = None
                yield self._anchor(mark)
            for mark in closing.get(at, ()):
                active.pop(mark, None)
                yield self._badge(mark)
            yield _piece(self.text[at:after], list(active))

    def _anchor(self, mark: Mark) -> str:
        if mark.part is not Part.RELATED or not mark.anchor or mark.anchor in self.anchored:
            return ""
        self.anchored.add(mark.anchor)
        return f'<span id="{mark.anchor}"></span>'

    def _badge(self, mark: Mark) -> str:
        if mark.part is not Part.MENDED or mark.anchor in self.anchored:
            return ""
        self.anchored.add(mark.anchor)
        return (
            f'<a class="badge {mark.category}" id="{mark.anchor}" href="#f-{mark.key}" data-f="{mark.key}" '
            f'aria-label="看问题{mark.number}">{mark.number}</a>'
        )


def _touches(mark: Span, piece: Span) -> bool:
    if mark.start == mark.end:
        return piece.start <= mark.start <= piece.end
    return mark.overlaps(piece)


def _piece(text: str, active: Sequence[Mark]) -> str:
    if not active or not text:
        return escape(text)
    found = [mark for mark in active if mark.part in (Part.MENDED, Part.RELATED)]
    checked = [mark for mark in active if mark.part in (Part.HELD, Part.FAILED)]
    classes = [*_finding_classes(found), *_checked_classes(checked)]
    data = "".join(
        f' data-{name}="{" ".join(dict.fromkeys(mark.key for mark in marks))}"'
        for name, marks in (
            ("f", [mark for mark in found if mark.part is Part.MENDED]),
            ("o", [mark for mark in found if mark.part is Part.RELATED]),
            ("r", checked),
        )
        if marks
    )
    return f'<span class="{" ".join(classes)}"{data}>{escape(text)}</span>'


def _finding_classes(found: Sequence[Mark]) -> list[str]:
    mended = [mark.category for mark in found if mark.part is Part.MENDED]
    if mended:
        return ["m", min(mended, key=CATEGORIES.index)]
    return ["o"] if found else []


def _checked_classes(checked: Sequence[Mark]) -> list[str]:
    if not checked:
        return []
    return ["v", "failed" if any(mark.part is Part.FAILED for mark in checked) else "held"]
