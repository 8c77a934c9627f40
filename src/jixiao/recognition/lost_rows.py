"""Tables whose cells came down one after another without rows: rows are found again by the width of their heads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.documents import Cell
from jixiao.recognition.columns import Column, column_of
from jixiao.recognition.passages import clean_text

LEAST_CELLS = 24
_LEAST_HEADS = 4
_STOP = re.compile(
    r"^(?:总分|合计|总计|总得分|自评等级|评价等级|年度总体目标|年度目标|绩效指标|项目名称|主管部门|实施单位|备注|说明：.*|填报人.*)$"
)


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
        at += width
        while at + width <= len(cells) and not _stops(cells[at]) and not _heads(cells, at):
            rows.append(tuple(cells[at : at + width]))
            at += width
    return rows


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
        while end < len(cells) and re.fullmatch(r"[\d.]+|", clean_text(cells[end].text)) and end - at < 4:
            end += 1
    elif end < len(cells) and not _heads(cells, end) and not _stops(cells[end]):
        end += 1
    return end
