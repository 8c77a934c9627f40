"""What is wrong with a template, each fault in one sentence with its place: names, loops, brackets, the file itself."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from zipfile import BadZipFile

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml.etree import _Element

from jixiao.packs import Pack
from jixiao.rendering.templates.expressions import Expressions
from jixiao.rendering.templates.names import Kind, Loop

_TAG = re.compile(r"\{\{(?P<words>.*?)\}\}|\{%(?P<sign>.*?)%\}")
_SIGN = re.compile(r"(?P<prefix>tr|p)?\s*\b(?P<word>for|endfor|if|elif|else|endif)\b\s*(?P<rest>.*?)\s*$")
_FOR = re.compile(r"(?P<item>\w+)\s+in\s+(?P<list>\S+)$")
_HALF = re.compile(r"\{\{|\}\}|\{%|%\}")
_WIDE = re.compile(r"[｛｝]")
_EDGES = {RELATIONSHIP_TYPE.HEADER: "页眉", RELATIONSHIP_TYPE.FOOTER: "页脚"}


def faults_of(template: bytes, kind: Kind, pack: Pack) -> tuple[str, ...]:
    """Return a sentence on each fault of the .docx file TEMPLATE of KIND, in the order of the places; none if sound.

    Which lines of money and which signatures can be named is told by the forms of PACK.
    """
    try:
        document = docx.Document(io.BytesIO(template))
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError):
        return ("不是 Word 的 .docx 文件，请在 Word 或 WPS 里另存为 .docx。",)
    checker = _Checker(Expressions(kind, pack))
    for part, root in _parts(document):
        checker.read(part, root)
    return tuple(checker.faults)


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph: where it stands and what is written there. Outside tables ``table``, ``row`` and ``cell`` are 0."""

    place: str
    text: str
    number: int
    table: int = 0
    row: int = 0
    cell: int = 0


def _parts(document: Document) -> Iterator[tuple[str, _Element]]:
    yield "", document.element.body
    for relation in document.part.rels.values():
        if relation.reltype in _EDGES:
            yield _EDGES[relation.reltype], parse_xml(relation.target_part.blob)


def _lines(part: str, root: _Element) -> Iterator[_Line]:
    """Yield the paragraphs of a part in order; those of tables are placed by table, row and cell, each from 1."""
    paragraphs, tables, number = 0, 0, 0
    for child in root.iterchildren():
        if child.tag == qn("w:tbl"):
            tables += 1
            for row, cell, text in _table_texts(child):
                number += 1
                yield _Line(f"{part}表{tables}第{row}行第{cell}格", text, number, tables, row, cell)
        elif child.tag in (qn("w:p"), qn("w:sdt")):
            paragraphs += 1
            number += 1
            yield _Line(f"{part}第{paragraphs}段", _text(child), number)


def _table_texts(table: _Element) -> Iterator[tuple[int, int, str]]:
    for row, element in enumerate(table.iterchildren(qn("w:tr")), 1):
        for column, cell in enumerate(element.iterchildren(qn("w:tc")), 1):
            for paragraph in cell.iter(qn("w:p")):
                yield row, column, _text(paragraph)


def _text(element: _Element) -> str:
    return "".join(part.text or "" for part in element.iter(qn("w:t")))


@dataclass(frozen=True, slots=True)
class _Sign:
    """A sign such as ``{%tr for 行 in 资金 %}``: for rows (``tr``), paragraphs (``p``) or words within one."""

    tag: str
    prefix: str
    word: str
    rest: str
    line: _Line

    @property
    def ending(self) -> str:
        """What has to end it."""
        return f"{{%{self.prefix} end{self.word} %}}"

    def scope(self) -> tuple[int, ...]:
        """Return what its end has to share with it: the table, the cell or the paragraph."""
        line = self.line
        scopes = {"tr": (line.table,), "p": (line.table, line.row, line.cell), "": (line.number,)}
        return scopes[self.prefix]

    def can_end(self, begun: _Sign) -> bool:
        """Tell whether it ends BEGUN, in the same scope, and not in the very row or paragraph that is taken away."""
        same = {"tr": self.line.row == begun.line.row, "p": self.line.number == begun.line.number, "": False}
        kinds = (self.prefix, self.word) == (begun.prefix, f"end{begun.word}")
        return kinds and self.scope() == begun.scope() and not same[self.prefix]


@dataclass(frozen=True, slots=True)
class _Open:
    """A loop or a condition that was begun; a loop with its word for an item and the list."""

    sign: _Sign
    item: str = ""
    loop: Loop | None = None


@dataclass(slots=True)
class _Checker:
    """Reads the parts of one template and gathers faults."""

    expressions: Expressions
    faults: list[str] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)
    _tags: int = 0

    def read(self, part: str, root: _Element) -> None:
        """Read one part; what is begun in it has to end in it."""
        lines = [*_lines(part, root)]
        for line in lines:
            self._read_line(line)
        for left in self._open:
            self._not_ended(left)
        self._open.clear()
        self._check_lost(lines)
        if not part and not self._tags:
            self.faults.append("里面一个占位符也没有，不能当模板用。占位符的写法见 docs/templates.md。")

    def _fault(self, line: _Line, words: str) -> None:
        self.faults.append(f"{line.place}{words}。")

    def _read_line(self, line: _Line) -> None:
        if _WIDE.search(line.text):
            self._fault(line, "用了全角的大括号“｛｝”，占位符要用半角的“{{ }}”")
        if _HALF.search(_TAG.sub("", line.text)):
            self._fault(line, f"“{line.text.strip()}”里的括号不成对，“{{{{”要有“}}}}”，“{{%”要有“%}}”，都写在同一段里")
        for tag in _TAG.finditer(line.text):
            self._tags += 1
            if tag["words"] is not None:
                self._read_words(line, tag[0], tag["words"])
            elif (found := _SIGN.match(tag["sign"])) is None:
                self._fault(line, f"“{tag[0]}”看不懂；能用的是 for、endfor、if、elif、else、endif，前面可以写 tr 或 p")
            else:
                self._read_sign(_Sign(tag[0], found["prefix"] or "", found["word"], found["rest"], line))

    def _read_sign(self, sign: _Sign) -> None:
        if sign.prefix == "tr" and not sign.line.table:
            self._fault(sign.line, f"“{sign.tag}”只能写在表里，段落用“{{%p …… %}}”")
        elif sign.word == "for":
            self._begin_loop(sign)
        elif sign.word == "if":
            self._read_words(sign.line, sign.tag, sign.rest)
            self._open.append(_Open(sign))
        elif sign.word in ("elif", "else"):
            self._go_on(sign)
        else:
            self._end(sign)

    def _begin_loop(self, sign: _Sign) -> None:
        found = _FOR.match(sign.rest)
        if found is None:
            self._fault(sign.line, f"“{sign.tag}”写得不对，应写成“{{%{sign.prefix} for 行 in 资金 %}}”")
            self._open.append(_Open(sign, "行"))
            return
        loop = self.expressions.loop(found["list"])
        if loop is None:
            self._fault(sign.line, f"“{sign.tag}”{self.expressions.unknown_loop(found['list'])}")
        self._open.append(_Open(sign, found["item"], loop))

    def _go_on(self, sign: _Sign) -> None:
        if sign.word == "elif":
            self._read_words(sign.line, sign.tag, sign.rest)
        begun = self._open[-1].sign if self._open else None
        if begun is None or begun.word != "if" or (begun.prefix, begun.scope()) != (sign.prefix, sign.scope()):
            self._fault(sign.line, f"“{sign.tag}”前面没有它的“{{%{sign.prefix} if …… %}}”")

    def _end(self, sign: _Sign) -> None:
        """End the innermost that SIGN can end; what was begun inside it and is still open has no end."""
        fitting = [at for at, each in enumerate(self._open) if sign.can_end(each.sign)]
        if not fitting:
            what = "循环" if sign.word == "endfor" else "条件"
            where = {"tr": "写在同一张表的不同行", "p": "写在同一格（或正文）的不同段", "": "写在同一段里"}[sign.prefix]
            self._fault(sign.line, f"“{sign.tag}”前面没有它的{what}，开始和结束要成对，{where}")
            return
        for left in self._open[fitting[-1] + 1 :]:
            self._not_ended(left)
        del self._open[fitting[-1] :]

    def _not_ended(self, left: _Open) -> None:
        self._fault(left.sign.line, f"“{left.sign.tag}”没有结束，后面要有“{left.sign.ending}”")

    def _read_words(self, line: _Line, tag: str, words: str) -> None:
        items = {each.item: each.loop for each in self._open if each.item}
        for sentence in self.expressions.faults(words, items):
            self._fault(line, f"“{tag}”{sentence}")

    def _check_lost(self, lines: list[_Line]) -> None:
        """Find placeholders in rows and paragraphs that are taken away for the sign that they hold."""
        for (table, _), row in groupby(lines, lambda line: (line.table, line.row)):
            together = [*row]
            if table and any("{%tr" in line.text for line in together):
                self._lost(together, "行")
            for line in together:
                if "{%p" in line.text:
                    self._lost([line], "段")

    def _lost(self, lines: list[_Line], what: str) -> None:
        lost = next(((line, tag) for line in lines for tag in _TAG.finditer(line.text) if tag["words"]), None)
        if lost is not None:
            line, tag = lost
            sign = "{%tr …… %}" if what == "行" else "{%p …… %}"
            self._fault(line, f"“{tag[0]}”印不出来：这一{what}有“{sign}”，打印时整{what}去掉，请另起一{what}写")
