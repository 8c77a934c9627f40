"""Tables whose cells came down one after another without rows: rows are found again by their heads.

Where every row has a cell under every head, the width of the heads is that of the rows. Where merged cells are gone
the rows differ in width; then the cells are parted so that all of them together suit the columns best.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from jixiao.documents import Cell, Span
from jixiao.recognition.columns import NUMBERS, Column, column_of, fit, is_blank, suits
from jixiao.recognition.passages import clean_text

LEAST_CELLS = 24
_LEAST_HEADS = 4
_STOP = re.compile(
    r"^(?:总分|合计|总计|总得分|自评等级|评价等级|年度总体目标|年度目标|绩效指标|项目名称|主管部门|实施单位|备注|说明：.*|填报人.*"
    r"|(?:其他)?(?:需要|有关)?说明的?(?:问题|事项|情况))$"
)
_POINTS_OF_NAME = re.compile(r"（\d+(?:\.\d+)?分）")
_MONEY = (Column.INITIAL, Column.ADJUSTED, Column.EXECUTED)
_PROVING = frozenset({*NUMBERS, Column.UNIT, Column.NATURE})
_LEVELS = (Column.DIMENSION, Column.CATEGORY, Column.INDICATOR)
_MOST_MERGED = 5  # cells that a row may lack: merged names of its levels, a label of the whole, a blank reason
_FEWEST_CELLS = 4
_MOST_SPARE = 1
_MOST_NUMBERS = 3  # behind the label of the total
_EACH_ROW = -400  # hundredths of fit; no row is to be parted for the sake of numbers that would suit other columns


def find_rows(cells: Sequence[Cell]) -> list[tuple[Cell, ...]]:
    """Return CELLS cut into rows: a run of column heads sets the width of the rows behind it."""
    rows: list[tuple[Cell, ...]] = []
    at = 0
    while at < len(cells):
        width = _heads(cells, at)
        if not width:
            end = _loose_end(cells, at)
            rows.append(tuple(cells[at:end]))
            at = end
            continue
        rows.append(tuple(cells[at : at + width]))
        columns = _columns(rows[-1])
        at += width
        end = _rows_end(cells, at, len(columns))
        straight = [tuple(cells[i : i + len(columns)]) for i in range(at, end, len(columns))]
        whole = (end - at) % len(columns) == 0 and all(_in_place(row, columns) for row in straight)
        rows += straight if whole else _parted(_with_points(cells[at:end]), _without_corner(columns))
        at = end
    return rows


def _in_place(row: Sequence[Cell], columns: Sequence[Column]) -> bool:
    """Tell whether no cell of words stands under points, amounts, units or signs."""
    return all(suits(c.text, column) for c, column in zip(row, columns, strict=True) if column in _PROVING)


def _rows_end(cells: Sequence[Cell], start: int, width: int) -> int:
    """Return where the rows below heads end: before the next heads, or a label that stands in no column.

    A head of no known meaning begins the next heads only where a row of WIDTH cells can end.
    """
    at = start
    while at < len(cells) and not _stops(cells[at]):
        known = column_of(cells[at].text) is not Column.OTHER or (at - start) % width == 0
        if known and _heads(cells, at):
            break
        at += 1
    return at


def _without_corner(columns: Sequence[Column]) -> Sequence[Column]:
    """Return COLUMNS without the first where its head is the label of the whole table, which the rows lack."""
    corner = columns[0] not in (*_LEVELS, Column.SERIAL) and columns[1] in _LEVELS
    return columns[1:] if corner else columns


def _columns(heads: Sequence[Cell]) -> list[Column]:
    """Return the columns under HEADS; amounts have a label before them, whose head is blank or stands further up."""
    columns = [column_of(head.text) for head in heads]
    return [Column.LABEL, *columns] if columns[0] in _MONEY else columns


def _with_points(cells: Sequence[Cell]) -> list[Cell]:
    """Return CELLS, points on a line of their own (``产出指标⏎（50分）``) joined to the name above them."""
    joined: list[Cell] = []
    for cell in cells:
        named = joined and not is_blank(clean_text(joined[-1].text))
        if named and _POINTS_OF_NAME.fullmatch(clean_text(cell.text)):
            name = joined.pop()
            cell = replace(name, text=f"{name.text}\n{cell.text}", span=Span(name.span.start, cell.span.end))
        joined.append(cell)
    return joined


def _parted(cells: Sequence[Cell], columns: Sequence[Column]) -> list[tuple[Cell, ...]]:
    """Return CELLS parted into rows so that they suit COLUMNS best; merged cells may be missing at the left."""
    width = len(columns)
    least = max(width - _MOST_MERGED, _FEWEST_CELLS)
    best = [0] * (len(cells) + 1)
    taken = [0] * len(cells)
    for at in range(len(cells) - 1, -1, -1):
        widths = [w for w in range(1, width + _MOST_SPARE + 1) if at + w == len(cells) or w >= least]
        options = {w: _row_fit(cells[at : at + w], columns) + best[at + w] for w in widths if at + w <= len(cells)}
        taken[at] = max(options, key=lambda w: (options[w], w == width, w))
        best[at] = options[taken[at]]
    return list(_cut(cells, taken))


def _row_fit(row: Sequence[Cell], columns: Sequence[Column]) -> int:
    return _EACH_ROW + fit(row, columns)


def _cut(cells: Sequence[Cell], widths: Sequence[int]) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of CELLS, each as wide as WIDTHS says for its first cell."""
    at = 0
    while at < len(cells):
        yield tuple(cells[at : at + widths[at]])
        at += widths[at]


def _heads(cells: Sequence[Cell], at: int) -> int:
    """Return how many cells from AT on are column heads; 0 when they are too few or too alike to be a head row."""
    roles: list[Column] = []
    end = at
    while end < len(cells) and _is_head(cells, end, started=bool(roles)):
        roles.append(column_of(cells[end].text))
        end += 1
    named = {role for role in roles if role is not Column.OTHER}
    return end - at if len(named) >= _LEAST_HEADS else 0


def _is_head(cells: Sequence[Cell], at: int, started: bool) -> bool:
    text = clean_text(cells[at].text)
    if column_of(text) is not Column.OTHER or text in ("说明", "备注"):
        return True
    following = column_of(cells[at + 1].text) if at + 1 < len(cells) else Column.OTHER
    wordy = 0 < len(text) <= 14 and not any(c.isdigit() for c in text)
    return wordy and following is not Column.OTHER and (started or not _STOP.match(text))


def _stops(cell: Cell) -> bool:
    return bool(_STOP.match(clean_text(cell.text)))


def _loose_end(cells: Sequence[Cell], at: int) -> int:
    """Return the end of a label and what belongs to it: the numbers behind a total, else the one value beside it."""
    end = at + 1
    if re.match(r"(?:总分|合计|总计|总得分)$", clean_text(cells[at].text)):
        numbers = 0
        while end < len(cells) and numbers < _MOST_NUMBERS and re.fullmatch(r"[\d.]*", clean_text(cells[end].text)):
            numbers += bool(cells[end].text.strip())
            end += 1
    elif end < len(cells) and not _heads(cells, end) and not _stops(cells[end]):
        end += 1
    return end
