"""The grid of a Word table: which cell stands where, with merged cells as one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from jixiao.documents import word_names as w
from jixiao.documents.composing import DraftCell

_ROWS = frozenset({w.TR})
_CELLS = frozenset({w.TC})
_MOST_COLUMNS = 1_000


@dataclass(slots=True)
class Grid:
    """Cells sorted by row and column; ``shifted`` says that a span was unreadable, so columns are not certain."""

    cells: list[DraftCell] = field(default_factory=list)
    shifted: bool = False


@dataclass(slots=True)
class _Span:
    """What a cell says of its extent."""

    width: int = 1
    below: str = ""
    beside: bool = False
    certain: bool = True


def read_grid(table: etree._Element, text_of: Callable[[etree._Element], str]) -> Grid:
    """Return the grid of TABLE; TEXT_OF reads one cell, in reading order, and is not asked for hidden merged ones."""
    grid = Grid()
    above: dict[int, DraftCell] = {}
    for row, element in enumerate(w.nearest(table, _ROWS)):
        above = _read_row(grid, row, element, above, text_of)
    return grid


def _read_row(
    grid: Grid, row: int, element: etree._Element, above: dict[int, DraftCell], text_of: Callable[[etree._Element], str]
) -> dict[int, DraftCell]:
    """Add the cells of a row; ABOVE holds, by column, the cells merged down to here; return those for the next row."""
    column = _columns_left_out(element)
    merged: dict[int, DraftCell] = {}
    last: DraftCell | None = None
    for cell in w.nearest(element, _CELLS):
        span = _span(cell)
        grid.shifted = grid.shifted or not span.certain
        upper = above.get(column) if span.below == "continue" else None
        if span.beside and last is not None:
            last.column_span += span.width
        elif upper is not None:
            upper.row_span = row - upper.row + 1
            merged[column] = last = upper
        else:
            last = DraftCell(text_of(cell), row, column, 1, span.width)
            grid.cells.append(last)
            if span.below:
                merged[column] = last
        column += span.width
    return merged


def _columns_left_out(row: etree._Element) -> int:
    properties = w.child(row, w.TR_PR)
    left_out = w.whole_number(w.child(properties, w.GRID_BEFORE)) if properties is not None else None
    return min(max(left_out or 0, 0), _MOST_COLUMNS)


def _span(cell: etree._Element) -> _Span:
    span = _Span()
    properties = w.child(cell, w.TC_PR)
    for extent in properties.iterchildren(w.GRID_SPAN, w.V_MERGE, w.H_MERGE) if properties is not None else ():
        if extent.tag == w.V_MERGE:
            span.below = w.value(extent) or "continue"
        elif extent.tag == w.H_MERGE:
            span.beside = w.value(extent) in ("", "continue")
        else:
            width = w.whole_number(extent)
            span.certain = width is not None and 0 < width <= _MOST_COLUMNS
            span.width = width if width is not None and span.certain else 1
    return span
