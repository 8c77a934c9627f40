"""Plain text → blocks. Text exports keep tables in four shapes, and each is recognised by its separators.

* one cell a line behind a leading tab, a blank line between rows (word processors' exports);
* one row a line, cells parted by tabs (spreadsheets; merged cells are empty or gone);
* one row a line, cells parted by ``|`` (web pages);
* words parted by spaces, one row a line or the whole table on one line (PDF and spreadsheet text).

Everything else is prose; lines that a PDF broke in mid-sentence are joined into one paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from jixiao.documents.glued_words import part_starts
from jixiao.documents.model import Block, Cell, Document, Layout, Paragraph, Role, Span, Table
from jixiao.documents.run_together import paragraph_starts

_NUMERIC_WORD = re.compile(r"[≥≤<>=＞＜﹥﹤≧≦]{0,2}-?\d[\d,.，]*[%％‰]?[\u4e00-\u9fff/]{0,4}|[—–-]+")
_SENTENCE_MARK = re.compile(r"[。；！？]")
_ENDS_SENTENCE = re.compile(r"[。；！？：:;!?…”）)]$")
_STARTS_PARAGRAPH = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十百]+[、）).．]|[（(]\d+[）)]|\d+[、．.](?!\d)|第[一二三四五六七八九十]+[章节部条]|附[件表]|[—-]+\s*\d+\s*[—-]+\s*$)"
)
PAGE_NUMBER = re.compile(r"\s*[—–-]+\s*\d+\s*[—–-]+\s*$|\s*第\s*\d+\s*页\s*(?:共\s*\d+\s*页)?\s*$")
_RULE_LINE = re.compile(r"\s*\|?[\s|:+-]*-{2,}[\s|:+-]*$")
_CLOSING_ROW = re.compile(
    r"\s*(?:(?:总分|合计|总计|总得分|[\u4e00-\u9fff\d]{0,6}小计)(?:\s+\d+(?:\.\d+)?){0,2}|(?:自评|评价)(?:等级|结果|等次)\s+\S{1,4})\s*$"
)
_CELL_HEAD = re.compile(
    r"项目名称|主管部门|实施单位|项目资金.{0,8}|年初预算数?|全年.{0,6}预算数|全年执行数|执行率.{0,8}|分值|得分|[一二三]级指标"
    r"|指标名称|计量单位|指标性质|(?:年度|年初|调整)?指标值|(?:实际|全年)完成值|指标(?:权重|得分).{0,4}|年度总体目标|绩效指标"
)
_NEAR_LINES = 60
_FEWEST_CELL_HEADS = 7
_SHORT_CELL = 20
_LONG_CELL = 50
_LONG_RUN = 3
_LEAST_CELLS = 24
_FLAT_WORDS = 16
# 产出指标 (50分) is one name: its points belong to the word before them.
_WORD = re.compile(r"\S+(?:[ 　][（(]\s?\d+(?:\.\d+)?\s?分\s?[）)])?(?!\S)|\S+")
_HEAD_WORDS = re.compile(r"预算数|执行数|执行率|指标值|完成值|分值|得分|[一二三]级指标")
_FEWEST_HEADS = 3
_FEWEST_NUMBERS = 3
_WRAPPED_LINE = 18
_MOST_WRAPPED = 6
_PART_OF_SENTENCE = re.compile(r"[，、]")
_VALUE = re.compile(r"[≥≤<>=＞＜]{0,2}-?\d[\d,.]*(?:[%％‰]|[万亿]?[\u4e00-\u9fff]{0,2})|[—–-]+")
_NOTE = re.compile(r"(?:备\s?注|说明|注|填报|填表)[^\s]{0,6}[：:]")
_MOST_BLANK = 2
_MANY_BARS = 3
_MOST_PIECES = 16
_LONG_PIECE = 16
_LEAST_TORN = 2
_CAPTION = re.compile(
    r"\s*(?:附[件表].{0,30}|[^|]{0,30}(?:自评|绩效|评价|数据)[^|]{0,6}表\s*(?:[（(].*[）)])?|[（(]\s*20\d\d\s*年度?\s*[）)])\s*$"
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the text without its line break; ``start`` is its offset."""

    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def blank(self) -> bool:
        return not self.text.strip()


def read_text(source: str, text: str) -> Document:
    """Return the document that TEXT holds; SOURCE is the name to quote in messages. Never raises."""
    lines = list(_lines(text))
    return Document(source=source, format="txt", text=text, blocks=tuple(_Reader(text, lines).blocks()))


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for row in text.split("\n"):
        yield _Line(row, start)
        start += len(row) + 1


@dataclass(frozen=True, slots=True)
class _SpacedRun:
    """Lines of spaced words from ``start`` to ``end``: how many rows and numbers stand before each of them."""

    start: int
    end: int
    rows: list[int]
    numbers: list[int]

    def from_line(self, at: int) -> tuple[int, int]:
        """Return how many rows and how many numbers the lines from AT to the end hold."""
        before = at - self.start
        return self.rows[-1] - self.rows[before], self.numbers[-1] - self.numbers[before]


class _Reader:
    """Walks the lines once and hands each run of table lines to the reader of its shape."""

    def __init__(self, text: str, lines: list[_Line]) -> None:
        self.text = text
        self.lines = lines
        self.measure, self.width = _measured(lines)
        self.run = _SpacedRun(0, 0, [0], [0])
        self.not_lined = 0
        self.headed = len(lines)
        self.paragraphs = 0
        self.tables = 0

    def blocks(self) -> Iterator[Block]:
        at = 0
        shapes: tuple[Callable[[int], tuple[int, list[list[Span]], Layout] | None], ...] = (
            self._tabbed_cells,
            self._lined_cells,
            self._tabbed_rows,
            self._barred_cells,
            self._piped_rows,
            self._spaced_rows,
        )
        while at < len(self.lines):
            if self.lines[at].blank and not self.lines[at].text.startswith("\t"):
                at += 1
                continue
            for shape in shapes:
                run = shape(at)
                if run is not None:
                    at, rows, layout = run
                    yield self._table(rows, layout)
                    break
            else:
                end = self._prose_end(at)
                yield from self._paragraphs(at, end)
                at = end

    def _paragraphs(self, at: int, end: int) -> Iterator[Paragraph]:
        """Yield the paragraph that the lines from AT to END make, or the several that a long line ran together."""
        start, stop = self.lines[at].start, self.lines[end - 1].end
        starts = [start + offset for offset in (paragraph_starts(self.lines[at].text) if end - at == 1 else [0])]
        role = Role.FOOTER if end - at == 1 and PAGE_NUMBER.match(self.lines[at].text) else Role.BODY
        for first, last in pairwise([*starts, stop]):
            self.paragraphs += 1
            yield Paragraph(self.text[first:last], Span(first, last), f"第{self.paragraphs}段", role)

    def _table(self, rows: list[list[Span]], layout: Layout) -> Table:
        self.tables += 1
        cells = tuple(
            Cell(self.text[span.start : span.end], span, row, column)
            for row, spans in enumerate(rows)
            for column, span in enumerate(spans)
        )
        whole = Span(cells[0].span.start, cells[-1].span.end)
        return Table(cells, len(rows), max(map(len, rows)), whole, f"表{self.tables}", layout)

    def _prose_end(self, at: int) -> int:
        end = at + 1
        while end < len(self.lines) and self._continues(end):
            end += 1
        return end

    def _continues(self, at: int) -> bool:
        """Tell whether line AT goes on with the sentence of the line before, as in text taken from a PDF."""
        before, here = self.lines[at - 1], self.lines[at]
        if not self.width or here.blank or before.blank or "\t" in here.text or here.text.count("|") > 1:
            return False
        if PAGE_NUMBER.match(here.text):
            return at + 1 < len(self.lines) and not self.lines[at + 1].blank and self._reads_on(before)
        if PAGE_NUMBER.match(before.text):
            return at >= 2 and self._reads_on(self.lines[at - 2]) and not _STARTS_PARAGRAPH.match(here.text)
        return self._reads_on(before) and not _STARTS_PARAGRAPH.match(here.text)

    def _reads_on(self, line: _Line) -> bool:
        """Tell whether a line of hard-wrapped prose goes on: it is full, or short of a word that does not break."""
        return self._unfinished(line) or _in_mid_sentence(line.text)

    def _unfinished(self, line: _Line) -> bool:
        text = line.text.rstrip()
        return self.measure(text) >= 0.8 * self.width and not re.search(r"[。！？]$", text)

    def _tabbed_cells(self, at: int) -> tuple[int, list[list[Span]], Layout] | None:
        """One cell a line: a tab opens a cell, a line without a tab goes on with it, blank lines end the row."""
        if not self._opens_cell(at):
            return None
        rows: list[list[Span]] = [[]]
        gaps: list[int] = []
        while at < len(self.lines):
            if self._opens_cell(at):
                end = self._cell_end(at)
                rows[-1].append(Span(self.lines[at].start + 1, self.lines[end - 1].end))
                at = end
                continue
            if PAGE_NUMBER.match(self.lines[at].text) and self._past_blank(at + 1) == at + 1:
                at += 1
                continue
            after = self._past_blank(at)
            if after == at or after >= len(self.lines) or not self._opens_cell(after):
                break
            gaps.append(after - at)
            rows.append([])
            at = after
        if sum(map(len, rows)) < 2:
            return None
        return at, _join_torn_rows(rows, gaps), Layout.RAGGED

    def _lined_cells(self, at: int) -> tuple[int, list[list[Span]], Layout] | None:
        """One cell a line without any tab, as pages copy them: told by the heads that stand on lines of their own."""
        if at < self.not_lined or not _CELL_HEAD.fullmatch(self.lines[at].text.strip()):
            return None
        near = [line.text.strip() for line in self.lines[at : at + _NEAR_LINES]]
        filled = [text for text in near if text]
        heads = sum(1 for text in filled if _CELL_HEAD.fullmatch(text))
        short = sum(1 for text in filled if len(text) <= _SHORT_CELL)
        if heads < _FEWEST_CELL_HEADS or short * 4 < len(filled) * 3:
            self.not_lined = at + 1
            return None
        end = self._lined_end(at)
        cells = [Span(line.start, line.end) for line in self.lines[at:end] if self._blank_is_cell or not line.blank]
        return (end, [cells], Layout.RAGGED) if len(cells) >= _LEAST_CELLS else None

    def _lined_end(self, at: int) -> int:
        """Return the line behind the table: where three long lines follow its last head, or the text ends."""
        heads = [end for end in range(at, len(self.lines)) if _CELL_HEAD.fullmatch(self.lines[end].text.strip())]
        long = 0
        for end in range(heads[-1], len(self.lines)):
            text = self.lines[end].text.strip()
            long = long + 1 if len(text) > _LONG_CELL else long if not text else 0
            if long == _LONG_RUN:
                return end - _LONG_RUN + 1
        return len(self.lines)

    @property
    def _blank_is_cell(self) -> bool:
        """Tell whether an empty line stands for an empty cell: not where every cell has one behind it."""
        return sum(1 for line in self.lines if line.blank) * 3 < len(self.lines)

    def _opens_cell(self, at: int) -> bool:
        text = self.lines[at].text
        return text.startswith("\t") and "\t" not in text[1:].rstrip("\t")

    def _cell_end(self, at: int) -> int:
        end = at + 1
        while end < len(self.lines) and self._in_cell(self.lines[end].text):
            end += 1
        return end

    def _in_cell(self, text: str) -> bool:
        """Tell whether a line goes on with the cell above it."""
        return bool(text) and not text.startswith("\t") and not PAGE_NUMBER.match(text)

    def _past_blank(self, at: int) -> int:
        while at < len(self.lines) and not self.lines[at].text.strip() and not self.lines[at].text.startswith("\t"):
            at += 1
        return at

    def _tabbed_rows(self, at: int) -> tuple[int, list[list[Span]], Layout] | None:
        return self._rows(at, lambda line: line.text.rstrip("\t ").count("\t") >= 1, "\t", least=2)

    def _piped_rows(self, at: int) -> tuple[int, list[list[Span]], Layout] | None:
        return self._rows(at, lambda line: line.text.count("|") >= 1, "|", least=2)

    def _barred_cells(self, at: int) -> tuple[int, list[list[Span]], Layout] | None:
        """Rows whose cells each end in a bar and may hold line breaks: ``产⏎出 |⏎数量指标 | 救助人次 | 10 ||``."""
        rows: list[list[Span]] = []
        torn = 0
        while (end := self._barred_row_end(at)) > at:
            first, last = self.lines[at], self.lines[end - 1]
            rows.append(_split(_Line(self.text[first.start : last.end], first.start), "|"))
            torn += end - at > 1
            at = self._past_page_break(end)
        return (at, rows, Layout.RAGGED) if torn >= _LEAST_TORN and len(rows) > torn else None

    def _barred_row_end(self, at: int) -> int:
        """Return the line behind the row that begins at AT: it ends with the first line of several bars."""
        for end in range(at, min(at + _MOST_PIECES, len(self.lines))):
            text = self.lines[end].text.strip()
            bars = text.count("|")
            if bars >= _MANY_BARS and text.endswith("|"):
                return end + 1
            torn = len(text) <= _LONG_PIECE and (bars == 0 or (bars == 1 and text.endswith("|")))
            if not text or not torn or _CAPTION.match(text):
                break
        return at

    def _rows(
        self, at: int, is_row: Callable[[_Line], bool], separator: str, least: int
    ) -> tuple[int, list[list[Span]], Layout] | None:
        """Rows of a line each; a short line between two rows is a torn piece of the table and stays in it."""
        if not is_row(self.lines[at]):
            return None
        rows: list[list[Span]] = []
        while at < len(self.lines):
            line = self.lines[at]
            if rows and (PAGE_NUMBER.match(line.text) or _RULE_LINE.match(line.text)):
                at += 1
                continue
            if is_row(line) or (line.text.strip() and self._torn_piece(at, is_row)):
                rows.append(_split(line, separator))
                at += 1
                continue
            after = self._past_page_break(at)
            if after == at or after >= len(self.lines) or not is_row(self.lines[after]):
                break
            at = after
        return (at, rows, Layout.RAGGED) if len(rows) >= least else None

    def _past_page_break(self, at: int) -> int:
        """Return the line behind one or two blank ones, or behind a page number with blank lines around it."""
        after = self._past_blank(at)
        if after - at > _MOST_BLANK:
            return at
        if after < len(self.lines) and PAGE_NUMBER.match(self.lines[after].text):
            behind = self._past_blank(after + 1)
            return behind if behind - after - 1 <= _MOST_BLANK else at
        return after

    def _torn_piece(self, at: int, is_row: Callable[[_Line], bool]) -> bool:
        short = len(self.lines[at].text) <= 60
        return (
            short and at + 1 < len(self.lines) and is_row(self.lines[at + 1]) and at > 0 and is_row(self.lines[at - 1])
        )

    def _spaced_rows(self, at: int) -> tuple[int, list[list[Span]], Layout] | None:
        """Rows of words parted by spaces, or a whole table on one line."""
        if _is_flat_table(self.lines[at].text):
            end = self._flat_end(at)
            words = (word for line in self.lines[at:end] for word in _words(line))
            return end, [[part for word in words for part in self._parted(word)]], Layout.FLAT
        if at >= self.run.end:
            self.run = self._spaced_run(at)
        rows, numbers = self.run.from_line(at)
        headed = numbers >= _FEWEST_NUMBERS and len(_HEAD_WORDS.findall(self.lines[at].text)) >= _FEWEST_HEADS
        if rows < 3 or (numbers < rows and not headed) or self._is_prose(at, self.run.end):
            return None
        return self.run.end, self._spaced_cells(at, self.run.end), Layout.RAGGED

    def _parted(self, word: Span) -> Iterator[Span]:
        starts = part_starts(self.text[word.start : word.end])
        for first, last in pairwise([*starts, word.end - word.start]):
            yield Span(word.start + first, word.start + last)

    def _flat_end(self, at: int) -> int:
        """Return the line behind a flat table that goes on with lines of its cells, whose heads it holds already."""
        end = at + 1
        while end < len(self.lines) and _goes_on_flat(self.lines[end].text):
            end += 1
        return end

    def _is_prose(self, at: int, end: int) -> bool:
        """Tell whether lines of words parted by spaces are hard-wrapped prose with a blank around every number."""
        lines = [line.text for line in self.lines[at:end]] if self.width else []
        headed = any(len(_HEAD_WORDS.findall(text)) >= _FEWEST_HEADS for text in lines)
        return not headed and sum(1 for text in lines if _PART_OF_SENTENCE.search(text)) * 2 > len(lines)

    def _spaced_cells(self, at: int, end: int) -> list[list[Span]]:
        """Return the words of the lines from AT to END, lines that go on with the row above them joined to it."""
        rows: list[list[Span]] = []
        for here in range(at, end):
            if PAGE_NUMBER.match(self.lines[here].text):
                continue
            words = _words(self.lines[here])
            if not rows or not self._wraps(here):
                rows.append(words)
                continue
            before, first = rows[-1][-1], words[0]
            whole = not _numeric(self.text[first.start : first.end]) and not _numeric(
                self.text[before.start : before.end]
            )
            rows[-1][-1:] = [Span(before.start, first.end)] if whole else [before, first]
            rows[-1] += words[1:]
        return rows

    def _wraps(self, at: int) -> bool:
        """Tell whether line AT goes on with a row of a table that was too long for a line of hard-wrapped text.

        That is only believed below a line of column heads. The words of its last cell go on, or numbers follow; a line
        that can be a row of its own is one, unless the two lines part a head (``… 实际完成值 分⏎值 得分 …``).
        """
        if not self.width or at <= self.headed or not self._fills_line(self.lines[at - 1]):
            return False
        before, words = self.lines[at - 1].text.split(), self.lines[at].text.split()
        if not before or not words or _STARTS_PARAGRAPH.match(self.lines[at].text) or _NOTE.match(words[0]):
            return False
        if _numeric(words[0]):
            return not _numeric(before[0]) and _HEAD_WORDS.search(self.lines[at - 1].text) is None
        if _CELL_HEAD.fullmatch(before[-1] + words[0]) and not _CELL_HEAD.fullmatch(words[0]):
            return True
        return self._ends_in_words(at) and not _is_spaced_row(self.lines[at].text)

    def _ends_in_words(self, at: int) -> bool:
        """Tell whether the row above line AT, up to a few lines back, has its numbers and ends in words."""
        if _numeric(self.lines[at - 1].text.split()[-1]):
            return False
        numbers = 0
        for before in range(at - 1, max(self.headed, at - 1 - _MOST_WRAPPED), -1):
            if not self._fills_line(self.lines[before]):
                return False
            numbers += sum(map(_numeric, self.lines[before].text.split()))
            if numbers >= _FEWEST_NUMBERS:
                return True
        return False

    def _fills_line(self, line: _Line) -> bool:
        return "\t" not in line.text and "|" not in line.text and self._unfinished(line)

    def _spaced_run(self, at: int) -> _SpacedRun:
        """Return the lines from AT on that can be rows; judged once, for each line may be the first of a table."""
        end, rows, numbers = at, [0], [0]
        self.headed = len(self.lines)
        while end < len(self.lines) and (
            _is_spaced_row(self.lines[end].text) or self._between_spaced_rows(end) or (end > at and self._wraps(end))
        ):
            text = self.lines[end].text
            counts = not PAGE_NUMBER.match(text)
            if self.headed > end and len(_HEAD_WORDS.findall(text)) >= _FEWEST_HEADS:
                self.headed = end
            rows.append(rows[-1] + counts)
            numbers.append(numbers[-1] + sum(1 for word in text.split() if counts and _NUMERIC_WORD.fullmatch(word)))
            end += 1
        return _SpacedRun(at, end, rows, numbers)

    def _between_spaced_rows(self, at: int) -> bool:
        """Tell whether line AT is one of at most two short lines, torn off their cells, between two rows."""
        before = next((i for i in (at - 1, at - 2) if not self._torn_line(i)), -1)
        after = next((i for i in (at + 1, at + 2) if not self._torn_line(i)), len(self.lines))
        if not self._torn_line(at) or after - before > 3 or before < 0 or after >= len(self.lines):
            return False
        return _is_spaced_row(self.lines[before].text) and _is_spaced_row(self.lines[after].text)

    def _torn_line(self, at: int) -> bool:
        if not 0 <= at < len(self.lines):
            return False
        text = self.lines[at].text
        short = 0 < len(text.strip()) <= 24 and not _SENTENCE_MARK.search(text)
        return short and not _is_spaced_row(text)


def _is_spaced_row(text: str) -> bool:
    words = text.split()
    if _CLOSING_ROW.match(text):
        return True
    if len(words) < 3 or "\t" in text or _SENTENCE_MARK.search(text):
        return False
    spacing = sum(1 for word in words if len(word) <= 2 and not _NUMERIC_WORD.fullmatch(word))
    return spacing * 2 <= len(words) or len(words) >= 5


def _numeric(word: str) -> bool:
    return _VALUE.fullmatch(word) is not None


def _in_mid_sentence(text: str) -> bool:
    """Tell whether a line holds more than a heading and stops within a sentence, wherever its end may be."""
    text = text.rstrip()
    if _ENDS_SENTENCE.search(text):
        return False
    inner = "。" if _STARTS_PARAGRAPH.match(text) else "，。；"
    return text.endswith(("，", "、")) or any(mark in text for mark in inner)


def _is_flat_table(text: str) -> bool:
    words = text.split()
    if len(words) < _FLAT_WORDS or "\t" in text or "|" in text:
        return False
    if sum(1 for head in ("指标", "得分", "分值", "预算数", "执行率") if head in text) < _FEWEST_HEADS:
        return False
    starts = ((word, part_starts(word)) for word in words)
    parts = [word[first:last] for word, cuts in starts for first, last in pairwise([*cuts, len(word)])]
    return sum(1 for part in parts if _NUMERIC_WORD.fullmatch(part)) * 6 >= len(parts)


def _goes_on_flat(text: str) -> bool:
    """Tell whether a line below a flat table holds more cells of it: words and numbers, no heads and no sentence."""
    headed = len(_HEAD_WORDS.findall(text)) >= _FEWEST_HEADS
    return bool(_is_spaced_row(text) and any(map(_numeric, text.split()))) and not headed


def _split(line: _Line, separator: str) -> list[Span]:
    """Return the pieces of a row; bars at both ends frame the row and part nothing."""
    text, start = line.text.rstrip(), line.start
    if separator == "|" and text.startswith("|") and text.endswith("|") and len(text) > 1:
        text, start = text[1:-1], start + 1
    spans = []
    for piece in text.split(separator) if separator == "|" else line.text.split(separator):
        left = len(piece) - len(piece.lstrip(" \n")) if piece.strip() else 0
        spans.append(Span(start + left, start + left + len(piece.strip(" \n"))))
        start += len(piece) + 1
    return spans


def _words(line: _Line) -> list[Span]:
    return [Span(line.start + m.start(), line.start + m.end()) for m in _WORD.finditer(line.text)]


def _join_torn_rows(rows: list[list[Span]], gaps: list[int]) -> list[list[Span]]:
    """Join rows parted by more blank lines than usual: those blank lines were empty paragraphs inside a cell."""
    if not gaps:
        return rows
    usual = min(gaps)
    joined = [list(rows[0])]
    for row, gap in zip(rows[1:], gaps, strict=True):
        if gap > usual and len(joined[-1]) == 1:
            joined[-1].extend(row)
        else:
            joined.append(list(row))
    return joined


def _display_width(text: str) -> float:
    return sum(1.0 if ord(char) > 0x2E7F else 0.5 for char in text)


def _measured(lines: list[_Line]) -> tuple[Callable[[str], float], float]:
    """Return how the lines of hard-wrapped text were measured, and their width: 0 for a paragraph a line.

    Both measures may find a width; that one was used by which the lines that stop in mid-sentence are most alike.
    """
    found = [(m, width) for m in (_display_width, len) if (width := _wrapped_width(lines, m))]
    broken = [t for line in lines if len(t := line.text.rstrip()) >= _WRAPPED_LINE and not _ENDS_SENTENCE.search(t)]
    alike = [sum(1 for text in broken if measure(text) >= 0.9 * width) for measure, width in found]
    return found[alike.index(max(alike))] if found else (_display_width, 0)


def _wrapped_width(lines: list[_Line], measure: Callable[[str], float]) -> float:
    """Return the line width of hard-wrapped text, 0 for text that has a paragraph a line.

    Hard-wrapped text has many lines of nearly the same width that stop in mid-sentence: measured on paper, or counted
    in characters by a program that wrapped it.
    """
    widths = [(measure(line.text.rstrip()), line.text.rstrip()) for line in lines if "\t" not in line.text]
    long = [(width, text) for width, text in widths if width >= _WRAPPED_LINE]
    if len(long) < 6:
        return 0
    usual = sorted(width for width, _ in long)[len(long) * 3 // 4]
    broken = [text for width, text in long if width >= 0.85 * usual and not _ENDS_SENTENCE.search(text)]
    alike = sum(1 for width, _ in long if width <= 1.15 * usual)
    return usual if usual <= 60 and len(broken) * 2 > len(long) and alike * 10 >= 9 * len(long) else 0
