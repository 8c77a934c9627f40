"""What all our Word files share: Chinese fonts that Word and WPS take, table lines, page numbers (GB/T 9704-2012)."""

from __future__ import annotations

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Pt
from docx.styles.style import ParagraphStyle
from docx.text.run import Run

NAMESPACE = nsdecls("w")
TABLE_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_PAGE_NUMBER_FONT, _PAGE_NUMBER_SIZE = "宋体", 14
_FIELD = f"<w:fldSimple {NAMESPACE} w:instr=' PAGE '/>"


def set_font(target: Run | ParagraphStyle, font: str, size: float) -> None:
    """Set FONT and SIZE (points) for Latin and Chinese letters alike; Word keeps the two apart."""
    target.font.name = font
    target.font.size = Pt(size)
    target.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def add_page_number(section: Section) -> None:
    """Put the page number between dashes at the foot of the pages of SECTION: 四号 宋体 (GB/T 9704-2012, 7.5)."""
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    set_font(paragraph.add_run("— "), _PAGE_NUMBER_FONT, _PAGE_NUMBER_SIZE)
    number = paragraph.add_run("1")
    set_font(number, _PAGE_NUMBER_FONT, _PAGE_NUMBER_SIZE)
    field = parse_xml(_FIELD)
    number._r.addprevious(field)
    field.append(number._r)
    set_font(paragraph.add_run(" —"), _PAGE_NUMBER_FONT, _PAGE_NUMBER_SIZE)
