"""Print through a template: placeholders become words, rows are repeated, repeated names become one cell.

The words of a template are run in a sandbox: a file that somebody sent can not reach the machine.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row, CT_Tc
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # the library ships no types
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from jixiao.rendering.charts import Chart
from jixiao.rendering.self_report.word import put_picture
from jixiao.rendering.templates.context import PICTURE, SAME_AS_ABOVE, Value

# What XML cannot hold, and what docxtpl takes for new paragraphs and pages.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")


def sandbox() -> SandboxedEnvironment:
    """Return the environment in which templates are read and run."""
    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def filled(template: bytes, context: Mapping[str, Value], pictures: Mapping[Chart, bytes] | None = None) -> bytes:
    """Return TEMPLATE, which was checked, printed with CONTEXT as a .docx file, its charts with PICTURES in order."""
    opened = DocxTemplate(io.BytesIO(template))
    opened.render({name: _clean(value) for name, value in context.items()}, sandbox())
    document: Document = opened.docx
    _merge_repeated(document)
    _put_pictures(document, [*(pictures or {}).items()])
    page = io.BytesIO()
    opened.save(page)
    return page.getvalue()


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return _CONTROL.sub("", value)
    if isinstance(value, Mapping):
        return {name: _clean(each) for name, each in value.items()}
    return [_clean(each) for each in value]


def _merge_repeated(document: Document) -> None:
    """Merge cells marked to be the same with those above them; marks anywhere else are taken away."""
    for table in document.element.body.iter(qn("w:tbl")):
        above: dict[int, CT_Tc] = {}
        for row in table.iterchildren(qn("w:tr")):
            above = _merged(row, above)
    for text in document.element.body.iter(qn("w:t")):
        if text.text and SAME_AS_ABOVE in text.text:
            text.text = text.text.replace(SAME_AS_ABOVE, "")


def _merged(row: CT_Row, above: Mapping[int, CT_Tc]) -> dict[int, CT_Tc]:
    """Merge the marked cells of ROW with those ABOVE, by column; return the cells that the next row stands below."""
    cells = dict(_columns(row))
    for column, cell in cells.items():
        text = "".join(part.text or "" for part in cell.iter(qn("w:t")))
        if text.startswith(SAME_AS_ABOVE) and text.count(SAME_AS_ABOVE) == 1 and column in above:
            _begin_merge(above[column])
            _set_merge(cell, None)
            for run in [*cell.iter(qn("w:r"))]:
                if (paragraph := run.getparent()) is not None:
                    paragraph.remove(run)
    return cells


def _columns(row: CT_Row) -> Iterator[tuple[int, CT_Tc]]:
    column = 0
    for cell in row.tc_lst:
        yield column, cell
        column += cell.grid_span


def _begin_merge(cell: CT_Tc) -> None:
    if cell.get_or_add_tcPr().find(qn("w:vMerge")) is None:
        _set_merge(cell, "restart")


def _set_merge(cell: CT_Tc, value: str | None) -> None:
    properties = cell.get_or_add_tcPr()
    merge = properties.find(qn("w:vMerge"))
    if merge is None:
        merge = OxmlElement("w:vMerge")
        place = next((each for each in properties if each.tag in _AFTER_MERGE), None)
        properties.append(merge) if place is None else place.addprevious(merge)
    merge.attrib.clear()
    if value is not None:
        merge.set(qn("w:val"), value)


# The order of a cell's properties is set (ECMA-376, 17.4.69): these stand behind the merge.
_AFTER_MERGE = tuple(
    qn(f"w:{name}")
    for name in ("tcBorders", "shd", "noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark")
)


def _put_pictures(document: Document, pictures: Sequence[tuple[Chart, bytes]]) -> None:
    for element in [*document.element.body.iter(qn("w:p"))]:
        text = "".join(part.text or "" for part in element.iter(qn("w:t"))).strip()
        if text.startswith(PICTURE):
            paragraph = Paragraph(element, document._body)
            chart, picture = pictures[int(text.removeprefix(PICTURE))]
            for run in paragraph.runs:
                run.text = ""
            put_picture(paragraph.add_run(), chart, picture)
