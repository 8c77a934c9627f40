"""Writes blocks as a Word file: merged tables, heading numbering, footnotes, tracked changes, text boxes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from samples.builder import word_parts
from samples.builder.archives import pack
from samples.builder.grids import Cell, Grid, Slot
from samples.builder.prose import Block, Kind, PageBreak, Paragraph, Piece, Style, TextBox, Turn
from samples.builder.word_parts import R, W

Node = etree._Element

_MM = 56.7  # twentieths of a point
_SCRIPTS = re.compile(r"[\d.,%]+|[^\d.,%]+")
_REVISION = {"author": "财务科", "date": "2025-02-18T09:00:00Z"}
_BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")


def write(blocks: Iterable[Block], title: str, header: str) -> bytes:
    """Return a Word file of BLOCKS; HEADER stands at the top of each page."""
    writer = _Writer()
    document = writer.document(blocks)
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": word_parts.content_types(),
        "_rels/.rels": word_parts.package_relations(),
        "docProps/core.xml": word_parts.core_properties(title),
        "word/document.xml": _serialized(document),
        "word/_rels/document.xml.rels": word_parts.document_relations(),
        "word/styles.xml": word_parts.styles(),
        "word/numbering.xml": word_parts.numbering(),
        "word/settings.xml": word_parts.SETTINGS,
        "word/footnotes.xml": _serialized(writer.footnotes),
        "word/header1.xml": word_parts.header(header),
        "word/footer1.xml": word_parts.FOOTER,
    }
    return pack({name: part.encode() if isinstance(part, str) else part for name, part in parts.items()})


def _serialized(node: Node) -> bytes:
    return etree.tostring(node, xml_declaration=True, encoding="UTF-8", standalone=True)


def _w(tag: str, *children: Node, **attributes: object) -> Node:
    node = etree.Element(f"{{{W}}}{tag}", nsmap={"w": W, "r": R})
    for name, value in attributes.items():
        node.set(f"{{{W}}}{name}", str(value))
    node.extend(children)
    return node


def _text(text: str, tag: str = "t") -> Node:
    node = _w(tag)
    node.text = text
    node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return node


def _runs(text: str, tag: str = "t", bold: bool = False) -> list[Node]:
    """Word keeps Chinese and Latin script in runs of their own, so that a number and its unit are parted."""
    return [_w("r", *([_w("rPr", _w("b"))] if bold else []), _text(part, tag)) for part in _SCRIPTS.findall(text)]


def _separator(number: int, kind: str) -> Node:
    return _w("footnote", _w("p", _w("r", _w(kind))), id=number, type=kind)


class _Writer:
    """Holds what must be numbered through the whole file."""

    def __init__(self) -> None:
        self.footnotes = _w("footnotes", _separator(-1, "separator"), _separator(0, "continuationSeparator"))
        self._revisions = 0

    def document(self, blocks: Iterable[Block]) -> Node:
        """Return the main part; a section ends where the page turns."""
        body = _w("body")
        landscape = False
        for block in blocks:
            if isinstance(block, Turn):
                if len(body):
                    body.append(_w("p", _w("pPr", _section(landscape))))
                landscape = block.landscape
            else:
                body.append(self._block(block))
        body.append(_section(landscape))
        return _w("document", body)

    def _block(self, block: Paragraph | Grid | TextBox | PageBreak) -> Node:
        if isinstance(block, Grid):
            return _table(block)
        if isinstance(block, TextBox):
            return _text_box(block)
        if isinstance(block, PageBreak):
            return _w("p", _w("r", _w("br", type="page")))
        return self._paragraph(block)

    def _paragraph(self, paragraph: Paragraph) -> Node:
        properties = _w("pPr", _w("pStyle", val=paragraph.style.value))
        if paragraph.list_id is not None:
            level = 0 if paragraph.style is Style.HEADING_1 else 1
            properties.append(_w("numPr", _w("ilvl", val=level), _w("numId", val=paragraph.list_id)))
            properties.append(_w("ind", firstLine=640))
        node = _w("p", properties)
        for piece in paragraph.pieces:
            node.extend(self._piece(piece))
        return node

    def _piece(self, piece: Piece) -> list[Node]:
        if piece.kind is Kind.TEXT:
            return _runs(piece.text)
        if piece.kind is Kind.FOOTNOTE:
            return [self._footnote(piece.text)]
        if piece.kind is Kind.BOOKMARK:
            return [_w("bookmarkStart", id=0, name=piece.text), _w("bookmarkEnd", id=0)]
        self._revisions += 1
        tag, text_tag = ("ins", "t") if piece.kind is Kind.INSERTED else ("del", "delText")
        return [_w(tag, *_runs(piece.text, text_tag), id=self._revisions, **_REVISION)]

    def _footnote(self, text: str) -> Node:
        number = len(self.footnotes) - 1
        mark = _w("r", _w("rPr", _w("rStyle", val="footnote-mark")), _w("footnoteRef"))
        paragraph = _w("p", _w("pPr", _w("pStyle", val="footnote")), mark, *_runs(text))
        self.footnotes.append(_w("footnote", paragraph, id=number))
        return _w("r", _w("rPr", _w("rStyle", val="footnote-mark")), _w("footnoteReference", id=number))


def _section(landscape: bool) -> Node:
    width, height = (16838, 11906) if landscape else (11906, 16838)
    size = _w("pgSz", w=width, h=height, **({"orient": "landscape"} if landscape else {}))
    node = _w("sectPr")
    for tag, identifier in (("headerReference", "rId5"), ("footerReference", "rId6")):
        reference = _w(tag, type="default")
        reference.set(f"{{{R}}}id", identifier)
        node.append(reference)
    margins = _w("pgMar", top=1304, right=1134, bottom=1134, left=1134, header=851, footer=851, gutter=0)
    node.extend([size, margins])
    return node


def _table(grid: Grid) -> Node:
    borders = _w("tblBorders", *(_w(side, val="single", sz=4, space=0, color="000000") for side in _BORDERS))
    widths = [round(width * _MM) for width in grid.widths]
    properties = _w(
        "tblPr", _w("tblW", w=sum(widths), type="dxa"), _w("jc", val="center"), borders, _w("tblLayout", type="fixed"),
        _w("tblCellMar", _w("left", w=40, type="dxa"), _w("right", w=40, type="dxa")),
    )  # fmt: skip
    columns = _w("tblGrid", *(_w("gridCol", w=width) for width in widths))
    rows = [_row(slots, widths) for slots in grid.slots()]
    return _w("tbl", properties, columns, *rows)


def _row(slots: list[Slot], widths: list[int]) -> Node:
    height = _w("trPr", _w("cantSplit"), _w("trHeight", val=360, hRule="atLeast"))
    cells = [_cell(slot, sum(widths[slot.column : slot.column + slot.cell.columns])) for slot in slots]
    return _w("tr", height, *cells)


def _cell(slot: Slot, width: int) -> Node:
    cell = slot.cell
    properties = _w("tcPr", _w("tcW", w=width, type="dxa"))
    if cell.columns > 1:
        properties.append(_w("gridSpan", val=cell.columns))
    if cell.rows > 1:
        properties.append(_w("vMerge", val="restart") if slot.begins else _w("vMerge"))
    properties.append(_w("vAlign", val="center"))
    lines = cell.text.split("\n") if slot.begins else [""]
    return _w("tc", properties, *(_cell_line(line, cell) for line in lines))


def _cell_line(line: str, cell: Cell) -> Node:
    properties = _w("pPr", _w("pStyle", val="cell"), _w("jc", val=cell.align.value))
    return _w("p", properties, *_runs(line, bold=cell.bold))


_BOX = """<w:p xmlns:w="{w}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml">
<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
<wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0" relativeHeight="2" behindDoc="0" locked="0"
 layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="margin"><wp:align>right</wp:align></wp:positionH>
<wp:positionV relativeFrom="paragraph"><wp:posOffset>60000</wp:posOffset></wp:positionV>
<wp:extent cx="2160000" cy="900000"/><wp:wrapSquare wrapText="left"/><wp:docPr id="1" name="文本框 1"/>
<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2160000" cy="900000"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>
<a:ln w="6350"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></wps:spPr>
<wps:txbx>{content}</wps:txbx><wps:bodyPr lIns="72000" tIns="36000" rIns="72000" bIns="36000"/></wps:wsp>
</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>
<mc:Fallback><w:pict><v:rect style="position:absolute;margin-left:260pt;width:170pt;height:71pt">
<v:textbox>{content}</v:textbox></v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"""


def _text_box(box: TextBox) -> Node:
    """Word stores a box twice, as a drawing and as its older substitute; a reader must take one of them."""
    lines = (_w("p", _w("pPr", _w("pStyle", val="note")), *_runs(line)) for line in box.lines)
    content = etree.tostring(_w("txbxContent", *lines), encoding="unicode")
    # White space between the elements of the template would stand in the paragraph.
    return etree.fromstring(_BOX.replace("\n<", "<").replace("\n", "").format(w=W, content=content))
