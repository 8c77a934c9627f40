"""A report as a Word file, set as official papers are (GB/T 9704-2012): 28 lines of 28 pt, 三号 仿宋, 二号 title.

Fonts are named as offices have them; where one is missing, Word, WPS and LibreOffice put another in its place.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_LINE_SPACING
from docx.shared import Mm, Pt
from docx.text.run import Run

from jixiao.rendering.charts import WIDTH_MM, Chart
from jixiao.rendering.self_report.sections import Look, Paragraph, Report
from jixiao.rendering.word_type import add_page_number, set_font

_TITLE_FONT, _TITLE_SIZE = "方正小标宋简体", 22
_SIZE, _LINE = 16, 28
_CAPTION_SIZE = 12
# A numbered line that is no sentence is a heading of a lower level: it stays with what follows.
_LEADS_ON = re.compile(r"(?:\d{1,2}[.、．]|[（(]\d{1,2}[）)])[^。；]{1,40}")
_KEPT_WITH_SIGNATURE = 2
_FONTS = {Look.HEADING: "黑体", Look.SUBHEADING: "楷体_GB2312"}
_BODY_FONT = "仿宋_GB2312"


def report_document(report: Report, pictures: Mapping[Chart, bytes] | None = None) -> bytes:
    """Return REPORT as a .docx file with the PICTURES of its charts; its gaps are marked yellow.

    A chart without a picture is left out, and the others are numbered without it.
    """
    document = _begun(report.title)
    shown = 0
    for paragraph in report.paragraphs:
        if paragraph.chart is None:
            _add(document, paragraph)
        elif pictures and paragraph.chart in pictures:
            shown += 1
            _add_chart(document, paragraph.chart, pictures[paragraph.chart], shown)
    return _ended(document, [line for line in (report.signed, report.day) if line])


def report_template() -> bytes:
    """Return a report whose words are placeholders: one paragraph of each look, repeated for those of the report."""
    document = _begun("{{ 标题 }}")
    document.add_paragraph("{%p for 段 in 正文 %}")
    for sign, name, look in (
        ("if", "标题", Look.HEADING),
        ("elif", "小标题", Look.SUBHEADING),
        ("elif", "文字", Look.TEXT),
        ("elif", "待补写", Look.GAP),
    ):
        document.add_paragraph(f"{{%p {sign} 段.{name} %}}")
        _add(document, Paragraph(f"{{{{ 段.{name} }}}}", look))
    document.add_paragraph("{%p elif 段.图 %}")
    _chart_place(document, "{{ 段.图说 }}", "{{ 段.图题 }}").add_text("{{ 段.图 }}")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")
    return _ended(document, ["{{ 部门名称 }}", "{%p if 报告日期 %}", "{{ 报告日期 }}", "{%p endif %}"])


def _begun(title: str) -> Document:
    document = docx.Document()
    _set_page(document)
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading.paragraph_format.space_after = Pt(_LINE)
    heading.paragraph_format.line_spacing = Pt(36)
    heading.paragraph_format.first_line_indent = Pt(0)
    set_font(heading.add_run(title), _TITLE_FONT, _TITLE_SIZE)
    return document


def _ended(document: Document, signed: Sequence[str]) -> bytes:
    """Add who signs and when, never alone on a page, and return the file."""
    for paragraph in document.paragraphs[-_KEPT_WITH_SIGNATURE:] if signed else ():
        paragraph.paragraph_format.keep_with_next = True
    for number, line in enumerate(signed):
        below = document.add_paragraph()
        below.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        below.paragraph_format.space_before = Pt(0 if number else 2 * _LINE)
        below.paragraph_format.right_indent = Pt(4 * _SIZE)
        below.add_run(line)
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


def chart_words(chart: Chart, number: int) -> tuple[str, str]:
    """Return the sentence that points to the chart with this NUMBER, and what stands below the chart."""
    return f"{chart.title}见图{number}。", f"图{number}　{chart.caption}"


def _add_chart(document: Document, chart: Chart, picture: bytes, number: int) -> None:
    """Add the sentence that points to a chart, the chart, and its number and title below it, kept on one page."""
    lead, caption = chart_words(chart, number)
    put_picture(_chart_place(document, lead, caption), chart, picture)


def put_picture(run: Run, chart: Chart, picture: bytes) -> None:
    """Put the PICTURE of CHART into RUN, with what it shows in words."""
    drawing = run.add_picture(io.BytesIO(picture), width=Mm(WIDTH_MM))
    drawing._inline.docPr.set("descr", chart.alternative)


def _chart_place(document: Document, lead: str, caption: str) -> Run:
    """Add the paragraphs around a chart and return the run that it goes into."""
    document.add_paragraph(lead)
    place = document.add_paragraph()
    shape = place.paragraph_format
    shape.line_spacing_rule = WD_LINE_SPACING.SINGLE  # lines of a set height would cut the picture off
    shape.keep_with_next = True
    shape.space_before = Pt(6)
    below = document.add_paragraph()
    set_font(below.add_run(caption), _FONTS[Look.HEADING], _CAPTION_SIZE)
    below.paragraph_format.space_after = Pt(_LINE // 2)
    for paragraph in (place, below):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.first_line_indent = Pt(0)
    return place.add_run()
