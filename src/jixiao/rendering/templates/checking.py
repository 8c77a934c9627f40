"""What is wrong with a template, each fault in one sentence with its place: names, loops, brackets, the file itself."""

from __future__ import annotations

import difflib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from zipfile import BadZipFile

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import _Element

from jixiao.rendering.templates.filling import sandbox
from jixiao.rendering.templates.names import BLANKS, Kind, Loop, loops_for, names_for

_TAG = re.compile(r"\{\{(?P<words>.*?)\}\}|\{%(?P<sign>.*?)%\}")
_FOR = re.compile(r"for\s+(?P<item>\w+)\s+in\s+(?P<list>\S+)$")
_PREFIX = re.compile(r"^(?P<prefix>tr|tc|p|r)?\s+(?P<words>.+)$")
_HALF = re.compile(r"\{\{|\}\}|\{%|%\}")
_WIDE = re.compile(r"[｛｝]")
_QUOTES = str.maketrans("“”‘’", "\"\"''")
_EDGES = {RELATIONSHIP_TYPE.HEADER: "页眉", RELATIONSHIP_TYPE.FOOTER: "页脚"}
_LOOP_WORDS = ("index", "index0", "first", "last", "length", "revindex")


def faults_of(template: bytes, kind: Kind) -> tuple[str, ...]:
    """Return a sentence on each fault of the .docx file TEMPLATE of KIND, in the order of the places; none if sound."""
    try:
        document = docx.Document(io.BytesIO(template))
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError):
        return ("不是 Word 的 .docx 文件，请在 Word 或 WPS 里另存为 .docx。",)
    checker = _Checker(kind)
    for part, root in _parts(document):
        checker.read(part, root)
    return tuple(checker.faults)


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph: where it stands, what is written there, and the table that it is in."""

    place: str
    text: str
    table: int


def _parts(document: Document) -> Iterator[tuple[str, _Element]]:
    yield "", document.element.body
    for relation in document.part.rels.values():
        if relation.reltype in _EDGES:
            yield _EDGES[relation.reltype], parse_xml(relation.target_part.blob)


def _lines(part: str, root: _Element) -> Iterator[_Line]:
    """Yield the paragraphs of a part in order; those of tables are placed by table, row and cell, each from 1."""
    count = 0
    tables = 0
    for child in root.iterchildren():
        if child.tag == qn("w:tbl"):
            tables += 1
            yield from _table_lines(part, child, tables)
        elif child.tag in (qn("w:p"), qn("w:sdt")):
            count += 1
            yield _Line(f"{part}第{count}段", _text(child), 0)


def _table_lines(part: str, table: _Element, number: int) -> Iterator[_Line]:
    for row, element in enumerate(table.iterchildren(qn("w:tr")), 1):
        for column, cell in enumerate(element.iterchildren(qn("w:tc")), 1):
            for paragraph in cell.iter(qn("w:p")):
                yield _Line(f"{part}表{number}第{row}行第{column}格", _text(paragraph), number)


def _text(element: _Element) -> str:
    return "".join(part.text or "" for part in element.iter(qn("w:t")))


@dataclass(slots=True)
class _Open:
    """A loop or a condition that was begun: its own words, its place, what it repeats."""

    words: str
    line: _Line
    prefix: str
    item: str = ""
    loop: Loop | None = None

    @property
    def ending(self) -> str:
        """What has to end it."""
        return f"{{%{self.prefix} {'endfor' if self.item else 'endif'} %}}"


@dataclass(slots=True)
class _Checker:
    """Reads the parts of one template and gathers faults."""

    kind: Kind
    faults: list[str] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)
    _environment: SandboxedEnvironment = field(default_factory=sandbox)
    _tags: int = 0

    def read(self, part: str, root: _Element) -> None:
        """Read one part; what is begun in it has to end in it."""
        for line in _lines(part, root):
            self._read_line(line)
        for left in self._open:
            self._not_ended(left)
        self._open.clear()
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
                self._read_words(line, tag[0], re.sub(r"^[rp]\s+", "", tag["words"]))
            else:
                self._read_sign(line, tag[0], tag["sign"])

    def _read_sign(self, line: _Line, tag: str, sign: str) -> None:
        found = _PREFIX.match(sign.rstrip().rstrip("-"))
        words = (found["words"] if found else sign).strip()
        prefix = (found["prefix"] or "") if found else ""
        word = words.split()[0] if words else ""
        if word == "for":
            self._begin_loop(line, tag, words, prefix)
        elif word == "if":
            self._read_words(line, tag, words.removeprefix("if"))
            self._open.append(_Open(tag, line, prefix))
        elif word in ("elif", "else"):
            self._read_words(line, tag, words.removeprefix(word) or "年度")
            self._check_inside(line, tag, prefix)
        elif word in ("endfor", "endif"):
            self._end(line, tag, word, prefix)
        else:
            self._fault(line, f"“{tag}”看不懂；能用的是 for、endfor、if、elif、else、endif")

    def _begin_loop(self, line: _Line, tag: str, words: str, prefix: str) -> None:
        found = _FOR.match(words)
        if found is None:
            self._fault(line, f"“{tag}”写得不对，应写成“{{%{prefix} for 行 in 资金 %}}”")
        loop = next((each for each in loops_for(self.kind) if found is not None and each.name == found["list"]), None)
        if found is not None and loop is None:
            known = [each.name for each in loops_for(self.kind)]
            self._fault(line, f"“{tag}”里没有“{found['list']}”这个列表{_instead(found['list'], known)}")
        self._open.append(_Open(tag, line, prefix, found["item"] if found is not None else "行", loop))

    def _end(self, line: _Line, tag: str, word: str, prefix: str) -> None:
        """End the innermost that TAG can end; what was begun inside it and is still open has no end."""
        ending = f"{{%{prefix} {word} %}}"
        fitting = [at for at, each in enumerate(self._open) if each.ending == ending and each.line.table == line.table]
        if not fitting:
            what = "循环" if word == "endfor" else "条件"
            self._fault(line, f"“{tag}”前面没有它的{what}，开始和结束要成对，写在同一张表里")
            return
        for left in self._open[fitting[-1] + 1 :]:
            self._not_ended(left)
        del self._open[fitting[-1] :]

    def _not_ended(self, left: _Open) -> None:
        self._fault(left.line, f"“{left.words}”没有结束，后面要有“{left.ending}”")

    def _check_inside(self, line: _Line, tag: str, prefix: str) -> None:
        if not self._open or self._open[-1].item or self._open[-1].prefix != prefix:
            self._fault(line, f"“{tag}”前面没有它的“{{%{prefix} if …… %}}”")

    def _read_words(self, line: _Line, tag: str, words: str) -> None:
        try:
            tree = self._environment.parse(f"{{{{ {words.translate(_QUOTES)} }}}}")
        except TemplateSyntaxError:
            self._fault(line, f"“{tag}”写得不对，占位符应写成“{{{{ 部门名称 }}}}”或“{{{{ 行.得分 }}}}”")
            return
        for sentence in self._unknown(tree):
            self._fault(line, f"“{tag}”{sentence}")

    def _unknown(self, tree: nodes.Template) -> Iterator[str]:
        """Yield what is wrong with the names in an expression."""
        items = {each.item: each.loop for each in self._open if each.item}
        parts = [*tree.find_all(nodes.Getattr)]
        owners = {id(part.node) for part in parts}
        for part in parts:
            if not isinstance(part.node, nodes.Name):
                yield "写得太复杂，只能写“名称”或“行.名称”"
            elif part.node.name == BLANKS:
                continue
            elif part.node.name in items or part.node.name == "loop":
                yield from _unknown_field(part.node.name, part.attr, items)
            else:
                yield from self._unknown_owner(part.node.name)
        for name in tree.find_all(nodes.Name):
            if id(name) not in owners:
                yield from self._unknown_name(name.name, items)

    def _unknown_owner(self, name: str) -> Iterator[str]:
        lists = [each for each in loops_for(self.kind) if each.item == name]
        if lists:
            loop = f"“{{%tr for {name} in {lists[0].name} %}}”和“{{%tr endfor %}}”"
            yield f"不在循环里：“{name}”只能写在 {loop} 之间（列表有 {'、'.join(each.name for each in lists)}）"
        else:
            yield f"里没有“{name}”这样的循环，点号只能写在循环的名称后面，如“{{{{ 行.得分 }}}}”"

    def _unknown_name(self, name: str, items: Mapping[str, Loop | None]) -> Iterator[str]:
        known = [each.name for each in names_for(self.kind)]
        lists = [each.name for each in loops_for(self.kind)]
        if name in items:
            loop = items[name]
            if loop is not None and loop.fields:
                yield f"要写明是哪一栏，如“{{{{ {name}.{loop.fields[0].name} }}}}”"
        elif name == BLANKS:
            yield f"要写明是哪一格，如“{{{{ {BLANKS}.基本支出全年预算数 }}}}”"
        elif name not in (*known, *lists):
            yield f"是不认识的占位符{_instead(name, known)}"


def _unknown_field(item: str, attribute: str, items: Mapping[str, Loop | None]) -> Iterator[str]:
    if item == "loop":
        known: Sequence[str] = _LOOP_WORDS
    else:
        loop = items[item]
        if loop is None:
            return
        known = [each.name for each in loop.fields]
    if attribute not in known:
        yield f"里没有“{attribute}”这一栏{_instead(attribute, known)}"


def _instead(word: str, known: Sequence[str]) -> str:
    """Return what was probably meant, else all that there is."""
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    return f"，是不是“{close[0]}”" if close else f"，可以写的有：{'、'.join(known)}"
