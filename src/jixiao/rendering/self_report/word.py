"""A report as a Word file, set as official papers are (GB/T 9704-2012): 28 lines of 28 pt, 三号 仿宋, 二号 title.

Fonts are named as offices have them; where one is missing, Word, WPS and LibreOffice put another in its place.
"""

from __future__ import annotations

import io
import re

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_LINE_SPACING
from docx.shared import Mm, Pt

from jixiao.rendering.self_report.sections import Look, Paragraph, Report
from jixiao.rendering.word_type import add_page_number, set_font

_TITLE_FONT, _TITLE_SIZE = "方正小标宋简体", 22
_SIZE, _LINE = 16, 28
_FONTS = {Look.HEADING: "黑体", Look.SUBHEADING: "楷体_GB2312"}
_BODY_FONT = "仿宋_GB2312"
# A numbered line that is no sentence is a heading of a lower level: it stays with what follows.
_LEADS_ON = re.compile(r"(?:\d{1,2}[.、．]|[（(]\d{1,2}[）)])[^。；]{1,40}")


def report_document(report: Report) -> bytes:
    """Return REPORT as a .docx file; its gaps are marked yellow."""
    document = docx.Document()
    _set_page(document)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Pt(_LINE)
    title.paragraph_format.line_spacing = Pt(36)
    title.paragraph_format.first_line_indent = Pt(0)
    set_font(title.add_run(report.title), _TITLE_FONT, _TITLE_SIZE)
    for paragraph in report.paragraphs:
        _add(document, paragraph)
    for number, line in enumerate(filter(None, (report.signed, report.day))):
        signed = document.add_paragraph()
        signed.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        signed.paragraph_format.space_before = Pt(0 if number else 2 * _LINE)
        signed.paragraph_format.right_indent = Pt(4 * _SIZE)
        signed.add_run(line)
    page = io.BytesIO()
    document.save(page)
    return page.getvalue()


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    add_page_number(section)
    normal = document.styles["Normal"]
    set_font(normal, _BODY_FONT, _SIZE)
    shape = normal.paragraph_format
    shape.space_after = Pt(0)
    shape.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    shape.line_spacing = Pt(_LINE)
    shape.first_line_indent = Pt(2 * _SIZE)


def _add(document: Document, paragraph: Paragraph) -> None:
    added = document.add_paragraph()
    run = added.add_run(paragraph.text)
    set_font(run, _FONTS.get(paragraph.look, _BODY_FONT), _SIZE)
    if paragraph.look is Look.GAP:
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    if paragraph.look in _FONTS or _LEADS_ON.fullmatch(paragraph.text):
        added.paragraph_format.keep_with_next = True
