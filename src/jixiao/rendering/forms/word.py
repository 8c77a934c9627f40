"""Forms as a Word file: real merged cells, margins and fonts as offices have them, page numbers at the foot.

Page and type follow GB/T 9704-2012 as far as a form allows: A4, title in 小标宋 二号, table text in 宋体 小五 to 五号.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.section import Section
from docx.shared import Mm, Pt

from jixiao.rendering.forms.boxes import Box, BoxStyle, Sheet
from jixiao.rendering.word_type import NAMESPACE, TABLE_BORDERS, add_page_number, set_font

_TITLE_FONT, _BODY_FONT = "方正小标宋简体", "宋体"
_TITLE_SIZE, _BODY_SIZE = 18, 9
_ANNEX_FONT, _ANNEX_SIZE = "黑体", 14
_BOLD = (BoxStyle.HEAD, BoxStyle.LABEL)
_CENTRED = (BoxStyle.HEAD, BoxStyle.LABEL, BoxStyle.NUMBER)
# A row with more words than this in a box may go over to the next page, which it could fill by itself.
_LONGEST_WHOLE = 400
_MARGINS = (
    "<w:tblCellMar>"
    + "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 40), ("left", 60), ("bottom", 40), ("right", 60))
    )
    + "</w:tblCellMar>"
)
# In twentieths of a point, at the size of the table: a digit, any other sign, the margins of a box, and what a column
# of words keeps when it gives way to numbers.
_DIGIT, _OTHER_SIGN, _AROUND_NUMBER, _LEAST = 116, 180, 140, 660
_LONG_SIDE, _SHORT_SIDE = Mm(297), Mm(210)
_MARGIN = Mm(20)


def forms_document(sheets: Sequence[Sheet]) -> bytes:
    """Return SHEETS as a .docx file, each on a page of its own, upright or across as the form is."""
    document = docx.Document()
    _set_type(document)
    for number, sheet in enumerate(sheets):
        section = document.sections[0] if number == 0 else document.add_section(WD_SECTION.NEW_PAGE)
        _set_page(section, sheet.landscape)
        if number == 0:
            add_page_number(section)  # later sections take theirs over from the one before
        if sheet.annex:
            _line(document, sheet.annex, _ANNEX_FONT, _ANNEX_SIZE, WD_ALIGN_PARAGRAPH.LEFT)
        _line(document, sheet.title, _TITLE_FONT, _TITLE_SIZE)
        if sheet.subtitle:
            _line(document, sheet.subtitle, _BODY_FONT, 12)
        document.element.body.insert(-1, parse_xml(_table(sheet, section)))
        for line in sheet.below:
            _line(document, line, _BODY_FONT, _BODY_SIZE, WD_ALIGN_PARAGRAPH.LEFT)
        if not sheet.below:
            _line(document, "", _BODY_FONT, 2)
    page = io.BytesIO()
    document.save(page)
    return page.getvalue()


def _set_type(document: Document) -> None:
    normal = document.styles["Normal"]
    set_font(normal, _BODY_FONT, _BODY_SIZE)
    normal.paragraph_format.space_after = Pt(0)


def _set_page(section: Section, landscape: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (_LONG_SIDE, _SHORT_SIDE) if landscape else (_SHORT_SIDE, _LONG_SIDE)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN


def _line(
    document: Document, text: str, font: str, size: int, side: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.CENTER
) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = side
    set_font(paragraph.add_run(text), font, size)


def _table(sheet: Sheet, section: Section) -> str:
    widths = _twips(sheet, section)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(_row(row, widths) for row in _covered(sheet))
    return (
        f'<w:tbl {NAMESPACE}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{TABLE_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>{_MARGINS}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _twips(sheet: Sheet, section: Section) -> list[int]:
    """Share the width between the margins out, in twentieths of a point.

    Columns of words give way to those of numbers, so that no number is broken where there is room.
    """
    across = (int(section.page_width or 0) - 2 * int(_MARGIN)) // 635
    whole = sum(sheet.widths)
    shares = [across * width // whole for width in sheet.widths]
    least = [max(min(share, _LEAST), need) for share, need in zip(shares, _number_widths(sheet), strict=True)]
    wanted = [max(need - share, 0) for share, need in zip(shares, least, strict=True)]
    spare = [max(share - need, 0) for share, need in zip(shares, least, strict=True)]
    moved = min(sum(wanted), sum(spare))
    return [
        share + moved * more // max(sum(wanted), 1) - moved * less // max(sum(spare), 1)
        for share, more, less in zip(shares, wanted, spare, strict=True)
    ]


def _number_widths(sheet: Sheet) -> list[int]:
    """Return how wide each column has to be for its numbers, in the widest of the usual fonts."""
    needed = [0] * len(sheet.widths)
    for box in sheet.boxes:
        if box.style is BoxStyle.NUMBER and box.column_span == 1:
            printed = "0" * box.room or box.text
            signs = sum(_DIGIT if char.isdigit() or char in ".," else _OTHER_SIGN for char in printed)
            needed[box.column] = max(needed[box.column], signs + _AROUND_NUMBER)
    return needed


def _covered(sheet: Sheet) -> Iterator[list[tuple[Box, bool]]]:
    """Yield the rows with the boxes that stand in them, and whether each begins there or comes down from above."""
    standing: list[list[tuple[Box, bool]]] = [[] for _ in range(sheet.rows)]
    for box in sheet.boxes:
        for row in range(box.row, box.row + box.row_span):
            standing[row].append((box, row == box.row))
    for boxes in standing:
        yield sorted(boxes, key=lambda pair: pair[0].column)


def _row(boxes: Sequence[tuple[Box, bool]], widths: Sequence[int]) -> str:
    cells = "".join(_cell(box, begins, widths) for box, begins in boxes)
    whole = "" if any(len(box.text) > _LONGEST_WHOLE for box, _ in boxes) else "<w:cantSplit/>"
    return f"<w:tr><w:trPr>{whole}</w:trPr>{cells}</w:tr>"


def _cell(box: Box, begins: bool, widths: Sequence[int]) -> str:
    width = sum(widths[box.column : box.column + box.column_span])
    span = f'<w:gridSpan w:val="{box.column_span}"/>' if box.column_span > 1 else ""
    merge = "" if box.row_span == 1 else '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
    text = box.text if begins else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f"{''.join(_paragraph(part, box.style) for part in text.split(chr(10)))}</w:tc>"
    )


def _paragraph(text: str, style: BoxStyle) -> str:
    side = '<w:jc w:val="center"/>' if style in _CENTRED else ""
    bold = "<w:rPr><w:b/></w:rPr>" if style in _BOLD else ""
    run = f'<w:r>{bold}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{side}</w:pPr>{run}</w:p>"
