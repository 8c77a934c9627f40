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
class Extent:
    """What a cell says of its extent."""

    width: int = 1
    below: str = ""
    beside: bool = False
    certain: bool = True


_SINGLE = Extent()
Extents = dict[etree._Element, Extent]


def extents_in(root: etree._Element) -> Extents:
    """Return the cells of a part that say anything of their extent: quicker than to ask every cell of every table."""
    extents: Extents = {}
    for told in root.iter(w.GRID_SPAN, w.V_MERGE, w.H_MERGE):
        properties = told.getparent()
        # What a tracked change replaced hangs on the change, not on the cell.
        cell = properties.getparent() if properties is not None and properties.tag == w.TC_PR else None
        if cell is not None and cell.tag == w.TC:
            _note(extents.setdefault(cell, Extent()), told)
    return extents


def _note(extent: Extent, told: etree._Element) -> None:
    if told.tag == w.V_MERGE:
        extent.below = w.value(told) or "continue"
    elif told.tag == w.H_MERGE:
        extent.beside = w.value(told) in ("", "continue")
    else:
        width = w.whole_number(told)
        extent.certain = width is not None and 0 < width <= _MOST_COLUMNS
        extent.width = width if width is not None and extent.certain else 1


def read_grid(table: etree._Element, extents: Extents, text_of: Callable[[etree._Element], str]) -> Grid:
    """Return the grid of TABLE, given the extents in its part.

    TEXT_OF reads one cell, in reading order, and is not asked for hidden merged ones.
    """
    grid = Grid()
    above: dict[int, DraftCell] = {}
    for row, element in enumerate(w.nearest(table, _ROWS)):
        above = _read_row(grid, row, element, extents, above, text_of)
    return grid


def _read_row(
    grid: Grid,
    row: int,
    element: etree._Element,
    extents: Extents,
    above: dict[int, DraftCell],
    text_of: Callable[[etree._Element], str],
) -> dict[int, DraftCell]:
    """Add the cells of a row; ABOVE holds, by column, the cells merged down to here; return those for the next row."""
    column = _columns_left_out(element)
    merged: dict[int, DraftCell] = {}
    last: DraftCell | None = None
    for cell in w.nearest(element, _CELLS):
        span = extents.get(cell, _SINGLE)
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
