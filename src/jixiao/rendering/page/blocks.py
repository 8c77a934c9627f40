"""The document itself as HTML: paragraphs, and tables with their rows, columns and merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

from jixiao.documents import Block, Cell, Document, Layout, Paragraph, Role, Table
from jixiao.evaluations import Evaluation
from jixiao.rendering.page.marks import Marker, Part

_ROLES = {Role.HEADER: "页眉", Role.FOOTER: "页脚", Role.FOOTNOTE: "脚注", Role.TEXT_BOX: "文本框"}
_LAYOUT_NOTES = {
    Layout.RAGGED: "原文件没有保留合并单元格，各列可能错位",
    Layout.FLAT: "原文件没有保留行列，按先后顺序列出",
}
_NUMERIC = re.compile(r"\s*[≥≤<>=±+-]?\s*[\d,.，]+\s*[%％‰分]?\s*")
_LONGEST_CENTRED = 12
_LONG_CELL = 60
_LONGEST_TITLE = 60


def document_html(document: Document, evaluations: Sequence[Evaluation], index: int, marker: Marker) -> str:
    """Return the blocks of DOCUMENT, the one numbered INDEX in its dossier, with the marks of MARKER."""
    titles = _titles(evaluations, index)
    return "\n".join(_block(block, titles, marker) for block in document.blocks)


def _titles(evaluations: Sequence[Evaluation], index: int) -> dict[int, str]:
    """Return the style of the paragraphs that are titles or headings, by the offset where their words begin."""
    found: dict[int, str] = {}
    for evaluation in evaluations:
        for heading in evaluation.outline:
            if heading.excerpt.source == index:
                found[heading.excerpt.start] = f"h{heading.level}"
        if evaluation.title and evaluation.title.source == index:
            found[evaluation.title.start] = "title"
    return found


def _block(block: Block, titles: dict[int, str], marker: Marker) -> str:
    return _paragraph(block, titles, marker) if isinstance(block, Paragraph) else _table(block, marker)


def _paragraph(paragraph: Paragraph, titles: dict[int, str], marker: Marker) -> str:
    blank = len(paragraph.text) - len(paragraph.text.lstrip())
    style = titles.get(paragraph.span.start) or titles.get(paragraph.span.start + blank) or ""
    if len(paragraph.text.strip()) > _LONGEST_TITLE:
        style = ""
    role = _ROLES.get(paragraph.role, "")
    note = f'<span class="role">{role}</span>' if role else ""
    classes = " ".join(filter(None, ["para", style, "aside" if role else ""]))
    margin = "" if role else _margin(paragraph.place)
    return f'<p class="{classes}" data-place="{margin}">{note}{marker.html(paragraph.span)}</p>'


def _margin(place: str) -> str:
    """Return the label for the margin: ``35`` for ``第35段``, other labels as they are."""
    found = re.fullmatch(r"第(\d+)段", place)
    return found[1] if found else escape(place)


def _table(table: Table, marker: Marker) -> str:
    note = _LAYOUT_NOTES.get(table.layout, "")
    caption = f"<figcaption><b>{escape(table.place)}</b>{' ' + note if note else ''}</figcaption>"
    body = _flow(table, marker) if table.layout is Layout.FLAT else _rows(table, marker)
    return f'<figure class="table">{caption}<div class="scroll">{body}</div></figure>'


def _flow(table: Table, marker: Marker) -> str:
    cells = "".join(
        f'<span class="cell{_cell_mark(cell, marker)}">{_content(cell, marker)}</span>' for cell in table.cells
    )
    return f'<div class="flow">{cells}</div>'


def _rows(table: Table, marker: Marker) -> str:
    rows = list(enumerate(table.by_row()))
    if table.layout is Layout.GRID:
        return _grid(rows, table.columns, marker)
    # Where columns are uncertain, a row of long texts would only squeeze the columns of the other rows.
    runs = groupby(rows, key=lambda row: any(len(cell.text) > _LONG_CELL for cell in row[1]))
    parts = [list(run) for _, run in runs]
    return "".join(_grid(part, max(len(cells) for _, cells in part), marker) for part in parts)


def _grid(rows: Sequence[tuple[int, Sequence[Cell]]], columns: int, marker: Marker) -> str:
    covered: dict[int, int] = {}
    body = "".join(f"<tr>{''.join(_row(number, cells, covered, columns, marker))}</tr>" for number, cells in rows)
    return f"<table>{body}</table>"


def _row(number: int, cells: Sequence[Cell], covered: dict[int, int], columns: int, marker: Marker) -> Iterable[str]:
    """Yield the cells of one row; COVERED holds for columns under a merged cell the first row that is free again."""
    for column in [column for column, free in covered.items() if free <= number]:
        del covered[column]
    at = 0
    for cell in cells:
        yield from _gaps(at, cell.column, covered)
        yield _cell(cell, marker)
        at = cell.column + cell.column_span
        if cell.row_span > 1:
            covered.update(dict.fromkeys(range(cell.column, at), number + cell.row_span))
    yield from _gaps(at, columns, covered)


def _gaps(start: int, end: int, covered: dict[int, int]) -> Iterable[str]:
    """Yield fillers for the grid positions from START to END at which the file has no cell."""
    for column in sorted(column for column in covered if start <= column < end):
        yield _gap(column - start)
        start = column + 1
    yield _gap(end - start)


def _gap(columns: int) -> str:
    return "" if columns <= 0 else f'<td class="gap" colspan="{columns}"></td>'


def _cell(cell: Cell, marker: Marker) -> str:
    spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    classes = f"{_alignment(cell.text)}{_cell_mark(cell, marker)}".strip()
    return f'<td{spans} class="{classes}">{_content(cell, marker)}</td>'


def _content(cell: Cell, marker: Marker) -> str:
    box = "" if cell.checked is None else ("☑ " if cell.checked else "☐ ")
    return box + marker.html(cell.span)


def _alignment(text: str) -> str:
    if _NUMERIC.fullmatch(text):
        return "num"
    return "mid" if len(text.strip()) <= _LONGEST_CENTRED else ""


def _cell_mark(cell: Cell, marker: Marker) -> str:
    """Return the class of a blank cell that a finding points at: there are no words to mark in it."""
    if cell.text.strip():
        return ""
    marks = [mark for mark in marker.within(cell.span) if mark.part is Part.MENDED]
    return f" blank {marks[0].category}" if marks else ""
