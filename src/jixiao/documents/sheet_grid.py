"""From the filled cells of a sheet and its merged areas to the cells of a table."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from jixiao.documents.composing import DraftCell


class Area(NamedTuple):
    """A rectangle of cells, rows and columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


class TooManyCellsError(Exception):
    """The sheet would fill more cells than allowed."""


Filled = Mapping[int, Mapping[int, str]]


def grid(filled: Filled, merged: Sequence[Area], most_cells: int) -> list[DraftCell]:
    """Return the cells of a table, sorted by row and column; FILLED holds text by row and column.

    Rows and columns without any text are left out, so a stray entry far away costs nothing; the others have a cell,
    empty or not, wherever rows and columns cross. Raises :class:`TooManyCellsError` above MOST_CELLS.
    """
    rows = sorted(row for row, cells in filled.items() if cells)
    columns = sorted({column for cells in filled.values() for column in cells})
    if len(rows) * len(columns) > most_cells:
        raise TooManyCellsError
    reaches = _reaches_by_row(filled, rows, columns, merged, most_cells)
    drafts: list[DraftCell] = []
    for row in rows:
        drafts += _row(row, filled[row], columns, reaches.get(row, ()))
    return drafts


class _Reach(NamedTuple):
    """A merged area cut down to the rows and columns that hold text; ``text`` is what it shows."""

    top: int
    columns: Sequence[int]
    height: int
    width: int
    text: str


def _reaches_by_row(
    filled: Filled, rows: Sequence[int], columns: Sequence[int], merged: Sequence[Area], most_cells: int
) -> dict[int, list[_Reach]]:
    """Return, for each row with text, the merged areas that run through it."""
    found: dict[int, list[_Reach]] = defaultdict(list)
    count = 0
    for area in merged:
        down = rows[bisect_left(rows, area.top) : bisect_right(rows, area.bottom)]
        across = columns[bisect_left(columns, area.left) : bisect_right(columns, area.right)]
        count += len(down) * len(across)
        if count > most_cells:
            raise TooManyCellsError
        if not down or not across:
            continue
        # Only the upper left cell of a merged area shows; text in the others is covered by it.
        text = filled[area.top].get(area.left, "") if area.top == down[0] else ""
        height = min(area.bottom, rows[-1]) - down[0] + 1
        width = min(area.right, columns[-1]) - across[0] + 1
        for row in down:
            found[row].append(_Reach(down[0], across, height, width, text))
    return found


def _row(row: int, texts: Mapping[int, str], columns: Sequence[int], reaches: Sequence[_Reach]) -> list[DraftCell]:
    cells = []
    covered: set[int] = set()
    for reach in reaches:
        if reach.top == row and reach.columns[0] not in covered:
            cells.append(DraftCell(reach.text, row, reach.columns[0], reach.height, reach.width))
        covered.update(reach.columns)
    cells += [DraftCell(texts.get(column, ""), row, column) for column in columns if column not in covered]
    return sorted(cells, key=lambda cell: cell.column)
