"""Reads Word files (.docx): everything that the page shows, in order, with the exact grid of each table."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from jixiao.documents import word_names as w
from jixiao.documents.composing import Composer
from jixiao.documents.errors import UnreadableFileError
from jixiao.documents.limits import Limits
from jixiao.documents.model import Document, Layout, Role
from jixiao.documents.office_package import OfficePackage, Relationship
from jixiao.documents.word_cleanup import Cleaned, clean
from jixiao.documents.word_numbering import Numbering
from jixiao.documents.word_table import Extents, extents_in, read_grid
from jixiao.documents.word_text import ParagraphText

_BLOCKS = frozenset({w.P, w.TBL, w.ALT_CHUNK, w.SUB_DOCUMENT})
_NOTES = (("footnotes", w.FOOTNOTE, "脚注"), ("endnotes", w.ENDNOTE, "尾注"))
_MARGINS = ((w.HEADER_REFERENCE, Role.HEADER, "页眉"), (w.FOOTER_REFERENCE, Role.FOOTER, "页脚"))


def read_word(package: OfficePackage, limits: Limits) -> Document:
    """Return the document in a Word package: body, then notes, headers and footers (each once).

    Raises :class:`UnreadableFileError` when the package or its main part is damaged or beyond LIMITS; damage to any
    other part is a problem of the document.
    """
    return _WordReader(package, limits).read()


class _WordReader:
    def __init__(self, package: OfficePackage, limits: Limits) -> None:
        self._package = package
        self._composer = Composer(package.source, "docx", limits)
        self._part = package.main_part("word/document.xml")
        self._links = package.relationships(self._part)
        self._aside = Cleaned()
        self._extents: Extents = {}
        self._boxes = 0

    def read(self) -> Document:
        root = self._package.xml(self._part)
        body = root.find(w.BODY)
        if body is None:
            raise self._package.broken(self._part)
        self._text = ParagraphText(self._numbering())
        margins = list(self._margin_links(root))
        self._clean(root)
        self._story(body)
        self._notes()
        self._margins(margins)
        return self._composer.document()

    def _clean(self, root: etree._Element) -> None:
        """Make a part ready to be read."""
        self._text.survey(root)
        self._extents.update(extents_in(root))
        cleaned = clean(root)
        self._aside.attached.update(cleaned.attached)
        self._aside.continued.update(cleaned.continued)

    def _numbering(self) -> Numbering | None:
        numbering = self._linked_part("numbering", "自动编号")
        return Numbering(numbering, self._linked_part("styles", "样式")) if numbering is not None else None

    def _linked_part(self, kind: str, name: str) -> etree._Element | None:
        link = next((link for link in self._links.values() if link.kind == kind), None)
        return self._other_part(link, name) if link else None

    def _other_part(self, link: Relationship, name: str) -> etree._Element | None:
        """Return the root of a part beside the main one; when it cannot be read, the document goes on without it."""
        try:
            return self._package.xml(link.target)
        except UnreadableFileError as error:
            self._composer.problem(f"{name}没有读出来：{error.reason}", place=name)
            return None

    def _story(self, container: etree._Element, role: Role = Role.BODY, place: str = "") -> None:
        carried = ""
        for block in w.nearest(container, _BLOCKS):
            if block.tag == w.P:
                line, carried = self._line(block, carried)
            else:
                line, carried = carried, ""
            self._composer.paragraph(line, role, place)
            if block.tag != w.P:
                self._aside_block(block)
            for element in self._aside.attached.get(block, ()):
                self._aside_block(element)
        self._composer.paragraph(carried, role, place)

    def _line(self, paragraph: etree._Element, carried: str) -> tuple[str, str]:
        """Return the finished line, and what runs on into the next paragraph because its own end was deleted."""
        text = self._text.of(paragraph)
        if paragraph in self._aside.continued:
            return "", carried + text
        return self._text.label(paragraph) + carried + text, ""

    def _aside_block(self, block: etree._Element) -> None:
        if block.tag == w.TBL:
            self._table(block)
        elif block.tag == w.TEXT_BOX:
            self._boxes += 1
            self._story(block, Role.TEXT_BOX, f"文本框{self._boxes}")
        else:
            self._lost(block)

    def _lost(self, block: etree._Element) -> None:
        what = "嵌入的对象（如 Excel 表格、公式）" if block.tag == w.OBJECT else "插入的另一个文件"
        place = self._composer.last_place()
        near = f"{place}附近" if place else "文件开头"
        self._composer.problem(f"{near}有{what}，其中的内容没有读取，请改为直接写在文档里的文字或表格", place=place)

    def _table(self, element: etree._Element) -> None:
        after: list[etree._Element] = []
        grid = read_grid(element, self._extents, lambda cell: self._cell_text(cell, after))
        table = self._composer.table(grid.cells, layout=Layout.RAGGED if grid.shifted else Layout.GRID)
        if table is not None and grid.shifted:
            message = f"{table.place}有单元格的合并信息损坏，各列的位置可能不准"
            self._composer.problem(message, table.span, table.place)
        for block in after:
            self._aside_block(block)

    def _cell_text(self, cell: etree._Element, after: list[etree._Element]) -> str:
        """Return the text of a cell; tables, text boxes and objects in it go to AFTER, to follow the table."""
        lines: list[str] = []
        carried = ""
        for block in w.nearest(cell, _BLOCKS):
            if block.tag != w.P:
                after.append(block)
                continue
            line, carried = self._line(block, carried)
            lines.append(line)
            after.extend(self._aside.attached.get(block, ()))
        return "\n".join([*lines, carried]).strip("\n")

    def _notes(self) -> None:
        for kind, tag, name in _NOTES:
            root = self._linked_part(kind, name)
            if root is None:
                continue
            self._clean(root)
            # Notes with a type are the rules that Word draws between text and notes.
            notes = [note for note in root.iterchildren(tag) if note.get(w.TYPE, "normal") == "normal"]
            for number, note in enumerate(notes, start=1):
                self._story(note, Role.FOOTNOTE, f"{name}{number}")

    def _margin_links(self, root: etree._Element) -> Iterator[tuple[Role, str, Relationship]]:
        """Yield the headers, then the footers that some page shows, each part once."""
        sections = list(root.iter(w.SECT_PR))
        seen = set()
        for tag, role, name in _MARGINS:
            for section in sections:
                for reference in section.iterchildren(tag):
                    link = self._links.get(reference.get(w.RELATION_ID, ""))
                    if link is not None and link.target not in seen and self._is_shown(section, reference):
                        seen.add(link.target)
                        yield role, name, link

    def _is_shown(self, section: etree._Element, reference: etree._Element) -> bool:
        kind = reference.get(w.TYPE, "default")
        if kind == "first":
            return w.switched_on(section.find(w.TITLE_PAGE))
        if kind == "even":
            settings = self._linked_part("settings", "文档设置")
            return settings is not None and w.switched_on(settings.find(w.EVEN_AND_ODD))
        return True

    def _margins(self, links: list[tuple[Role, str, Relationship]]) -> None:
        seen = set()
        for role, name, link in links:
            root = self._other_part(link, name)
            if root is None:
                continue
            self._clean(root)
            words = "".join(text.text or "" for text in root.iter(w.T))
            if (role, words) not in seen:
                seen.add((role, words))
                self._story(root, role, name)
