"""Reads web pages: what a browser would show of the text, with the exact grid of each table."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from jixiao.documents.composing import Composer, DraftCell
from jixiao.documents.errors import UnreadableFileError
from jixiao.documents.limits import MEGABYTE, Limits, too_many_cells
from jixiao.documents.model import Document
from jixiao.documents.number_styles import written
from jixiao.documents.symbols import box, from_symbol_font, is_symbol_font

_UNSEEN = frozenset(
    {"head", "script", "style", "title", "noscript", "template", "object", "iframe", "svg", "audio", "video"}
)
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "ul",
})  # fmt: skip
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_FONT_STYLE = re.compile(r"font-family\s*:\s*[\"']?([\w ]+)", re.IGNORECASE)
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\n\r\f]+")
# A line end of the source between two Chinese characters is none on the page.
_WRAPPED = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t\r\f]*\n[ \t\n\r\f]*(?=[\u3000-\u9fff\uff00-\uffef])")
_LIST_TYPES = {
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "lower-alpha": "lowerLetter",
    "upper-alpha": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCounting",
    "simp-chinese-informal": "chineseCounting",
    "simp-chinese-formal": "chineseLegalSimplified",
}
_WITHOUT_TEXT = frozenset({"hidden", "button", "submit", "reset", "image", "password", "file"})
_MOST_COLUMNS = 1_000
_MOST_ROWS = 65_534
_WHOLE = re.compile(r"\s*(\d{1,6})")


def read_web_page(source: str, text: str, limits: Limits) -> Document:
    """Return the document that the HTML in TEXT shows; SOURCE is the name to quote in messages.

    Raises :class:`UnreadableFileError` when nothing can be seen on the page, or beyond LIMITS.
    """
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    data = text.encode()
    if len(data) > limits.xml_bytes:
        reason = f"网页超过{limits.xml_bytes // MEGABYTE} MB 的上限"
        raise UnreadableFileError(source, reason, "请用浏览器打开，把要核查的内容复制到 Word 后再交")
    root = _root(data, parser)
    if root is None:
        raise UnreadableFileError(source, "网页里没有内容", "请用浏览器打开核对，重新保存后再交")
    return _PageReader(source, limits).read(root)


def _root(data: bytes, parser: etree.HTMLParser) -> etree._Element | None:
    """Return the root of a page; None when it holds no element, for which the library has two answers."""
    try:
        found: etree._Element | None = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None
    return found


class _Flow:
    """Text that runs on until a block ends: the page itself, or one cell.

    ``label`` is the number of a list item; it waits for the item's first words, which may lie in a block of their own.
    """

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self.label = ""
        self._lines: list[str] = []
        self._pieces: list[str] = []

    def add(self, text: str) -> None:
        if self.label and not text.isspace():
            self._pieces.append(self.label)
            self.label = ""
        self._pieces.append(text)

    def break_line(self) -> None:
        line = _WRAPPED.sub("", "".join(self._pieces))
        # Only blanks of the source are folded; fixed spaces indent, and stay.
        self._lines.append(_BLANKS.sub(" ", line).strip(" ").replace("\xa0", " "))
        self._pieces.clear()

    def end_block(self) -> None:
        if not self._pieces and not self._lines:
            return
        self.break_line()
        block = "\n".join(self._lines).strip("\n")
        if block and not block.isspace():
            self.blocks.append(block)
        self._lines.clear()


@dataclass(slots=True)
class _Table:
    """A table being read; ``busy`` says, by column, from which row on it is free again,
    and ``taken`` how many columns the last cell used up, those that it had to step over included.
    """

    cells: list[DraftCell] = field(default_factory=list)
    row: int = -1
    column: int = 0
    busy: dict[int, int] = field(default_factory=dict)
    inner: list[_Table] = field(default_factory=list)
    taken: int = 0

    def begin_row(self) -> None:
        self.row += 1
        self.column = 0

    def begin_cell(self, row_span: int, column_span: int) -> DraftCell:
        self.row = max(self.row, 0)
        before = self.column
        while self.busy.get(self.column, 0) > self.row:
            self.column += 1
        cell = DraftCell("", self.row, self.column, row_span, column_span)
        self.column += column_span
        self.taken = self.column - before
        for column in range(cell.column, self.column):
            # A wide cell may run over one that reaches down from above, which keeps its place further down.
            self.busy[column] = max(self.busy.get(column, 0), self.row + row_span)
        self.cells.append(cell)
        return cell

    def finished_cells(self) -> list[DraftCell]:
        """Return the cells, with spans that run past the last row cut off."""
        for cell in self.cells:
            cell.row_span = min(cell.row_span, self.row + 1 - cell.row)
        return self.cells


@dataclass(slots=True)
class _List:
    """A list being read; ``style`` is empty where its items have no number."""

    style: str
    next_number: int


class _PageReader:
    def __init__(self, source: str, limits: Limits) -> None:
        self._source = source
        self._limits = limits
        self._composer = Composer(source, "html", limits)
        self._flows = [_Flow()]
        self._open_cells: list[tuple[etree._Element, DraftCell]] = []
        self._tables: list[_Table] = []
        self._lists: list[_List] = []
        self._fonts: list[tuple[etree._Element, str]] = []
        self._keeps_blanks = 0
        self._slots = 0

    def read(self, root: etree._Element) -> Document:
        depth = 0
        unseen = None
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                depth += 1
                if depth > self._limits.nesting:
                    reason = f"网页元素嵌套超过{self._limits.nesting}层的上限"
                    raise UnreadableFileError(self._source, reason, "请用浏览器打开，把内容复制到 Word 后再交")
                if self._is_unseen(element):
                    unseen = element
                    walk.skip_subtree()
                else:
                    self._start(element)
                continue
            depth -= 1
            if element is unseen:
                unseen = None
            else:
                self._end(element)
            self._text(element.tail)
            if not self._tables:
                self._emit_paragraphs()
        self._flows[0].end_block()
        self._emit_paragraphs()
        return self._composer.document()

    def _is_unseen(self, element: etree._Element) -> bool:
        if element.tag == "select":
            self._flows[-1].add(_chosen(element))
            return True
        style = element.get("style")
        return (
            element.tag in _UNSEEN
            or element.get("hidden") is not None
            or (style is not None and _HIDDEN_STYLE.search(style) is not None)
        )

    def _start(self, element: etree._Element) -> None:
        tag = element.tag
        flow = self._flows[-1]
        if tag in _BLOCKS:
            flow.end_block()
        font = _font(element)
        if font is not None:
            self._fonts.append((element, font))
        if tag == "br":
            flow.break_line()
        elif tag == "input":
            flow.add(_control_text(element))
        elif tag in ("pre", "textarea"):
            self._keeps_blanks += 1
        elif tag in ("ol", "ul", "menu", "dir"):
            self._lists.append(_begun_list(element))
        elif tag == "li":
            self._begin_item(element)
        else:
            self._start_table_part(element)
        self._text(element.text)

    def _start_table_part(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == "table":
            self._tables.append(_Table())
        elif tag == "tr" and self._tables:
            self._tables[-1].begin_row()
        elif tag in ("td", "th") and self._tables:
            rows = _span(element.get("rowspan"), _MOST_ROWS) or _MOST_ROWS
            columns = _span(element.get("colspan"), _MOST_COLUMNS) or 1
            self._open_cells.append((element, self._tables[-1].begin_cell(rows, columns)))
            self._flows.append(_Flow())
            self._slots += self._tables[-1].taken
            if self._slots > self._limits.cells:
                raise too_many_cells(self._source, self._limits)

    def _end(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self._flows[-1].end_block()
        if self._fonts and self._fonts[-1][0] is element:
            self._fonts.pop()
        if tag in ("pre", "textarea"):
            self._keeps_blanks -= 1
        elif tag in ("ol", "ul", "menu", "dir"):
            self._lists.pop()
        elif tag == "li":
            self._flows[-1].label = ""
        elif tag == "table":
            self._end_table()
        elif self._open_cells and self._open_cells[-1][0] is element:
            self._open_cells.pop()[1].text = "\n".join(self._flows.pop().blocks)

    def _end_table(self) -> None:
        table = self._tables.pop()
        if self._tables:
            self._tables[-1].inner += [table, *table.inner]
            return
        self._emit_paragraphs()
        for each in (table, *table.inner):
            self._composer.table(each.finished_cells())

    def _emit_paragraphs(self) -> None:
        for block in self._flows[0].blocks:
            self._composer.paragraph(block)
        self._flows[0].blocks.clear()

    def _begin_item(self, element: etree._Element) -> None:
        if not self._lists or not self._lists[-1].style:
            return
        listed = self._lists[-1]
        value = element.get("value")
        number = _span(value, _MOST_ROWS) if value else listed.next_number
        listed.next_number = number + 1
        mark = "、" if listed.style.startswith("chinese") else ". "
        self._flows[-1].label += written(number, listed.style) + mark

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if self._fonts and self._fonts[-1][1]:
            text = from_symbol_font(text, self._fonts[-1][1])
        flow = self._flows[-1]
        if not self._keeps_blanks:
            flow.add(text)
            return
        for at, line in enumerate(text.split("\n")):
            if at:
                flow.break_line()
            flow.add(line.replace(" ", "\xa0"))


def _span(text: str | None, most: int) -> int:
    """Return a whole number from an attribute, at most MOST; 1 where it is missing or no number."""
    found = _WHOLE.match(text) if text else None
    return min(int(found[1]), most) if found else 1


def _font(element: etree._Element) -> str | None:
    """Return the symbol font that an element sets, empty where it sets another font, None where it sets none."""
    style = element.get("style")
    found = _FONT_STYLE.search(style) if style else None
    font = found[1].strip() if found else element.get("face") if element.tag == "font" else None
    if font is None:
        return None
    return font if is_symbol_font(font) else ""


def _control_text(control: etree._Element) -> str:
    """Return what an input field shows: a tick box, or what was typed into it."""
    kind = control.get("type", "text").lower()
    if kind in ("checkbox", "radio"):
        return box(control.get("checked") is not None)
    return "" if kind in _WITHOUT_TEXT else control.get("value", "")


def _chosen(select: etree._Element) -> str:
    """Return the entry that a drop-down list shows: the selected one, else the first."""
    options = list(select.iter("option"))
    chosen = next((option for option in options if option.get("selected") is not None), options[0] if options else None)
    return (chosen.text or "") if chosen is not None else ""


def _begun_list(element: etree._Element) -> _List:
    if element.tag != "ol":
        return _List("", 1)
    found = _LIST_STYLE.search(element.get("style", ""))
    kind = found[1].lower() if found else element.get("type", "1")
    start = element.get("start")
    style = "" if kind == "none" else _LIST_TYPES.get(kind, "decimal")
    return _List(style, _span(start, _MOST_ROWS) if start else 1)
