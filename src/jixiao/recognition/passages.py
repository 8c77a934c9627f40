"""Prose made ready for patterns: blanks and page numbers taken out, full-width signs made half-width, places kept.

A :class:`Passage` is one paragraph. Its ``clean`` text is what patterns are matched against; :meth:`Passage.excerpt`
leads any range of it back to the words as printed.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jixiao.documents import Document, Excerpt, Layout, Paragraph, Role, Span, Table
from jixiao.quantities import DateMention, Quantity, find_dates, find_quantities

_SIGNS = str.maketrans(
    {
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
        "％": "%",
        "．": ".",
        "≧": "≥",
        "≦": "≤",
        "＜": "<",
        "＞": ">",
        "﹤": "<",
        "﹥": ">",
        "＝": "=",
        "(": "（",
        ")": "）",
        ":": "：",
        ";": "；",
        "\u3000": " ",
        "\xa0": " ",
        "／": "/",
        "－": "-",
    }
)
_ANY_SIGN = re.compile(f"[{re.escape(''.join(map(chr, _SIGNS)))}]")
_REMOVED = re.compile(r"\[bookmark[:：][^\]]*\]|\n[ \t]*[—–-]+[ \t]*\d+[ \t]*[—–-]+[ \t]*(?=\n)|\s+")
# What _REMOVED can begin with; the search for it is slow where there is none.
_TO_REMOVE = re.compile(r"[\s\[]")
_WORD_COMMA = re.compile(r"(?<!\d),|,(?!\d)")
_SENTENCE = re.compile(r"[^。；！？]*[。；！？]?")
_SENTENCE_IN_CELL = 10
_FULL_LINE = 14
_PROSE_MARK = re.compile(r"[，,。；;、]")
_SENTENCE_END = re.compile(r"[。；;]$")
_NOT_PROSE = re.compile(
    r"[≥≤<>=＞＜-]?[\d,.]+[%％]?[\u4e00-\u9fa5/]{0,4}$|[—–\-/]+$|[一二三]级|(?:指标)?\d+[.、:：]?$|指标\d+[:：]"
    r"|.{0,8}指标(?:[（(].{0,6})?$|年度总|总?体?目标|绩$|效$|总分|合计$|(?:分值|得分|权重|执行率|预期目标|实际完成情况|偏差原因.*)$|[（(]"
)
_SUBJECT_EDGE = re.compile(r"[，。；：、（）！？“”‘’《》【】,]")


@lru_cache(maxsize=8192)
def clean_text(text: str) -> str:
    """Return TEXT as patterns want it: no white space, half-width digits, full-width brackets and colons."""
    return "".join(_with_usual_signs(text).split())


def _with_usual_signs(text: str) -> str:
    text = text.translate(_SIGNS) if _ANY_SIGN.search(text) else text
    return _WORD_COMMA.sub("，", text) if "," in text else text


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in prose with the words that say what it is; offsets are into the passage's clean text."""

    passage: Passage
    quantity: Quantity
    subject: str

    @property
    def start(self) -> int:
        """Offset of the number in the clean text."""
        return self.quantity.start

    @property
    def end(self) -> int:
        """Offset behind the unit in the clean text."""
        return self.quantity.end

    def excerpt(self) -> Excerpt:
        """Return the figure with its subject, as printed."""
        return self.passage.excerpt(self.start - len(self.subject), self.end)

    def number(self) -> Excerpt:
        """Return the figure alone, as printed."""
        return self.passage.excerpt(self.start, self.end)


class Passage:
    """One paragraph, cleaned, with the way back to its source."""

    __slots__ = (
        "_clean_at",
        "_dates",
        "_figures",
        "_quantities",
        "_raw_at",
        "_starts",
        "clean",
        "index",
        "paragraph",
        "source",
    )

    def __init__(self, paragraph: Paragraph, source: int, index: int) -> None:
        self.paragraph = paragraph
        self.source = source
        self.index = index
        self.clean, self._clean_at, self._raw_at = _clean(paragraph.text)
        self._quantities: Sequence[Quantity] | None = None
        self._figures: Sequence[Figure] | None = None
        self._dates: Sequence[DateMention] | None = None
        self._starts: list[int] | None = None

    def raw(self, at: int) -> int:
        """Return the offset in the document's text of the clean character AT."""
        step = bisect.bisect_right(self._clean_at, at) - 1
        return self.paragraph.span.start + self._raw_at[step] + at - self._clean_at[step]

    def excerpt(self, start: int, end: int) -> Excerpt:
        """Return the printed words behind clean[START:END]."""
        first = self.raw(start)
        last = self.raw(end - 1) + 1 if end > start else first
        base = self.paragraph.span.start
        return Excerpt(self.paragraph.text[first - base : last - base], first, last, self.source)

    def whole(self, most: int = 50) -> Excerpt:
        """Return the beginning of the passage, MOST characters at the most."""
        return self.excerpt(0, min(most, len(self.clean)))

    @property
    def start(self) -> int:
        """Offset of the paragraph in the document's text."""
        return self.paragraph.span.start

    @property
    def quantities(self) -> Sequence[Quantity]:
        """The quantities of the clean text, left to right."""
        if self._quantities is None:
            self._quantities = find_quantities(self.clean) or ()
        return self._quantities

    @property
    def dates(self) -> Sequence[DateMention]:
        """The dates of the clean text, left to right."""
        if self._dates is None:
            self._dates = find_dates(self.clean) or ()
        return self._dates

    @property
    def figures(self) -> Sequence[Figure]:
        """The quantities with their subjects: the words between the last mark or number and the number."""
        if self._figures is None:
            self._figures = self._read_figures() or ()
        return self._figures

    def _read_figures(self) -> list[Figure]:
        figures: list[Figure] = []
        floor = 0
        for quantity in self.quantities:
            edges = [m.end() for m in _SUBJECT_EDGE.finditer(self.clean, floor, quantity.start)]
            start = max([floor, *edges[-1:]])
            figures.append(Figure(self, quantity, self.clean[start : quantity.start]))
            floor = quantity.end
        return figures

    def position(self, figure: Figure) -> int:
        """Return the index of FIGURE among the figures."""
        return bisect.bisect_left(self.figures, figure.start, key=lambda each: each.start)

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Yield the ranges of the sentences in the clean text; a semicolon ends one too."""
        for found in _SENTENCE.finditer(self.clean):
            if found.end() > found.start():
                yield found.start(), found.end()

    def sentence_of(self, at: int) -> tuple[int, int]:
        """Return the range of the sentence in which the clean character AT stands."""
        if self._starts is None:
            self._starts = [start for start, _ in self.sentences()] or [0]
        starts = self._starts
        step = bisect.bisect_right(starts, at) - 1
        end = starts[step + 1] if step + 1 < len(starts) else len(self.clean)
        return starts[step], end


def passages_of(document: Document, source: int) -> list[Passage]:
    """Return the passages of DOCUMENT in reading order; page heads and feet are left out."""
    kept = (p for p in document.paragraphs() if p.role not in (Role.HEADER, Role.FOOTER))
    made = (Passage(paragraph, source, index) for index, paragraph in enumerate(kept))
    return [passage for passage in made if passage.clean]


def cell_texts_of(document: Document, source: int) -> list[tuple[Passage, ...]]:
    """Return for each table of DOCUMENT the passages of the cells that hold anything, in reading order."""
    return [
        tuple(
            Passage(Paragraph(text, span, place), source, at)
            for at, (text, span, place) in enumerate(_cell_words(document, table))
            if text.strip()
        )
        for table in document.tables()
    ]


def _cell_words(document: Document, table: Table) -> Iterator[tuple[str, Span, str]]:
    """Yield words, span and place of every cell; in a flat table the lines of one cell are put together again."""
    if table.layout is not Layout.FLAT:
        yield from ((cell.text, cell.span, table.place_of(cell)) for cell in table.cells)
        return
    first = 0
    for at, cell in enumerate(table.cells):
        following = table.cells[at + 1] if at + 1 < len(table.cells) else None
        if following is None or not _goes_on(cell.text, following.text):
            span = Span(table.cells[first].span.start, cell.span.end)
            yield document.text[span.start : span.end], span, table.place_of(table.cells[first])
            first = at + 1


def _goes_on(line: str, following: str) -> bool:
    """Tell whether a word of a flat table is a line of prose that ends in mid-sentence and goes on with the next."""
    prose = len(line) >= _FULL_LINE and not _NOT_PROSE.match(line) and _PROSE_MARK.search(line + following)
    last = len(following) < _SENTENCE_IN_CELL and not _SENTENCE_END.search(line)
    return bool(prose) and not _NOT_PROSE.match(following) and (len(following) >= _SENTENCE_IN_CELL or last)


def holds_sentence(cell: Passage) -> bool:
    """Tell whether the cell behind a passage is long enough to hold a sentence."""
    return len(cell.paragraph.text) >= _SENTENCE_IN_CELL


_UNBROKEN = (0,)


def _clean(text: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """Return the clean text and the steps that lead its offsets back to TEXT."""
    text = _with_usual_signs(text)
    if _TO_REMOVE.search(text) is None or _REMOVED.search(text) is None:
        return text, _UNBROKEN, _UNBROKEN
    pieces: list[str] = []
    clean_at, raw_at = [0], [0]
    length, last = 0, 0
    for gap in _REMOVED.finditer(text):
        pieces.append(text[last : gap.start()])
        length += gap.start() - last
        if _parts_numbers(text, gap):
            pieces.append(" ")
            length += 1
        last = gap.end()
        clean_at.append(length)
        raw_at.append(last)
    pieces.append(text[last:])
    return "".join(pieces), clean_at, raw_at


def _parts_numbers(text: str, gap: re.Match[str]) -> bool:
    """Tell whether the blank keeps two numbers or words of letters apart; a line break inside a number does not."""
    before, after = text[gap.start() - 1 : gap.start()], text[gap.end() : gap.end() + 1]
    return "\n" not in gap[0] and before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
