"""Rows of a table, read one after another: heads, fields, fund rows, goals, indicator rows, totals, data rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from jixiao.documents import Cell, Excerpt, Layout, Table
from jixiao.evaluations import Amount, Points
from jixiao.quantities import parse_number, parse_quantity
from jixiao.recognition.columns import Column, align, column_of, is_blank
from jixiao.recognition.lost_rows import LEAST_CELLS, find_rows
from jixiao.recognition.passages import clean_text

_UNIT_NOTE = re.compile(r"[（(]?(亿元|万元|元|人|人次)[）)]?")
_SCALES = {"亿元": Decimal(10**8), "万元": Decimal(10**4), "元": Decimal(1)}
_POINTS_IN_LABEL = re.compile(r"[（(](\d+(?:\.\d+)?)分?[）)]?\s*$")


_UNIT_IN_HEAD = re.compile(r"（(亿元|万元|元)）")
_UNIT_IN_TITLE = re.compile(r"[（：/](亿元|万元|元)(?:）|$)")
_POINTS_IN_HEAD = re.compile(r"（(\d{1,2})分(?:[*×]执行率)?）")
_RATED_POINTS = re.compile(r"（(\d{1,2})分[*×]执行率）")
_MEASURE = re.compile(r"改进|整改")


@dataclass(frozen=True)
class Row:
    """One row: its cells in order, and the layout that tells how far their columns can be trusted."""

    cells: tuple[Cell, ...]
    layout: Layout
    source: int

    @cached_property
    def texts(self) -> list[str]:
        """The cleaned texts of the cells."""
        return [clean_text(cell.text) for cell in self.cells]

    @cached_property
    def filled(self) -> list[Cell]:
        """The cells that hold something."""
        return [cell for cell, text in zip(self.cells, self.texts, strict=True) if not is_blank(text)]

    def excerpt(self, cell: Cell) -> Excerpt:
        """Return the words of a cell without the white space around them."""
        text = cell.text
        left = len(text) - len(text.lstrip())
        right = len(text.rstrip())
        if right <= left:
            return Excerpt(text, cell.span.start, cell.span.end, self.source)
        return Excerpt(text[left:right], cell.span.start + left, cell.span.start + right, self.source)


@dataclass(frozen=True, slots=True)
class Head:
    """A row of column heads: the role and the cell of every column."""

    row: Row
    columns: tuple[Column, ...]
    unit: str = ""
    weight: Points | None = None

    def lay(self, row: Row) -> dict[int, Cell]:
        """Return column position → cell of ROW."""
        if row.layout is not Layout.GRID:
            return align(row.cells, self.columns)
        laid: dict[int, Cell] = {}
        for position, head in enumerate(self.row.cells):
            for cell in row.cells:
                starts_here = head.column <= cell.column < head.column + head.column_span
                covers_start = cell.column <= head.column < cell.column + cell.column_span
                if starts_here or (covers_start and position not in laid and cell not in laid.values()):
                    laid.setdefault(position, cell)
        return laid

    def find(self, laid: dict[int, Cell], column: Column) -> Cell | None:
        """Return the cell under the first column with the role COLUMN, if any."""
        for position, role in enumerate(self.columns):
            if role is column and position in laid:
                return laid[position]
        return None

    def find_measure(self, laid: dict[int, Cell]) -> Cell | None:
        """Return the cell under 改进措施 where the form has a column for reasons before it."""
        reasons = [position for position, role in enumerate(self.columns) if role is Column.REASON]
        heads = self.row.texts
        named = (at for at in reasons[1:] if at < len(heads) and _MEASURE.match(heads[at]))
        return next((laid[at] for at in named if at in laid), None)


def excerpt_of(row: Row, cell: Cell | None) -> Excerpt | None:
    """Return the words of a cell of ROW, ``None`` where there is no cell."""
    return row.excerpt(cell) if cell is not None else None


def rows_of(table: Table, source: int) -> list[Row]:
    """Return the rows of TABLE that have cells; rows that a text export lost are found again by their heads."""
    if table.layout is Layout.RAGGED and table.rows == 1 and len(table.cells) >= LEAST_CELLS:
        return [Row(cells, table.layout, source) for cells in find_rows(table.cells)]
    return [Row(tuple(cells), table.layout, source) for cells in table.by_row() if cells]


def read_head(row: Row) -> Head:
    """Return the roles of a row's cells as if they were column heads."""
    columns = [column_of(cell.text) for cell in row.cells]
    adjusted = [i for i, column in enumerate(columns) if column is Column.ADJUSTED]
    if len(adjusted) > 1 and Column.EXECUTED in columns:
        columns[adjusted[0]] = Column.LABEL
    named = next((i for i, column in enumerate(columns) if column is not Column.OTHER), 0)
    columns[:named] = [Column.LABEL] * named
    if columns[1:2] == [Column.DIMENSION] and columns[0] is not Column.SERIAL:
        columns[0] = Column.LABEL  # 目标任务完成情况（90分） over all rows, whatever it is called
    unit = next((m[1] for text in row.texts if "元" in text and (m := _UNIT_IN_HEAD.search(text))), "")
    carried = next(
        (c for c, text in zip(row.cells, row.texts, strict=True) if "分" in text and _POINTS_IN_HEAD.search(text)), None
    )
    weight = None
    if carried is not None and (found := _POINTS_IN_HEAD.search(clean_text(carried.text))):
        weight = Points(value=Decimal(found[1]), excerpt=row.excerpt(carried))
    return Head(row, tuple(columns), unit, weight)


def join_heads(upper: Head, lower: Head) -> Head:
    """Return the one head that two rows of heads make: merged cells above, the columns below them.

    In a grid the lower cells stand under their merged upper cell. In text the lower row replaces the heads that it
    spells out: the levels of indicators, and nature, value and unit of the target.
    """
    if upper.row.layout is Layout.GRID:
        below = {cell.column for cell in lower.row.cells}
        kept = [(c, h) for c, h in zip(upper.columns, upper.row.cells, strict=True) if h.column not in below]
        pairs = sorted([*kept, *zip(lower.columns, lower.row.cells, strict=True)], key=lambda pair: pair[1].column)
        row = Row(tuple(cell for _, cell in pairs), upper.row.layout, upper.row.source)
        return Head(row, tuple(column for column, _ in pairs), upper.unit)
    levels = [c for c in lower.columns if c in (Column.DIMENSION, Column.CATEGORY, Column.INDICATOR)]
    spelled = [c for c in lower.columns if c in (Column.NATURE, Column.TARGET, Column.UNIT)]
    columns: list[Column] = []
    for column in upper.columns:
        if column in (Column.LABEL, Column.OTHER, Column.INDICATOR) and not set(levels) & set(columns):
            columns += levels
        elif column is Column.TARGET and spelled:
            columns += spelled
        else:
            columns.append(column)
    return Head(upper.row, tuple(columns), upper.unit)


def is_lower_head(head: Head) -> bool:
    """Tell whether a row spells out the levels of indicators below a merged head, and brings no scores of its own."""
    roles = set(head.columns)
    levels = roles & {Column.DIMENSION, Column.CATEGORY, Column.INDICATOR}
    return len(levels) >= 2 and not numbers_in(head.row) and not roles & {Column.SCORE, Column.WEIGHT, Column.ACTUAL}


def is_upper_head(head: Head) -> bool:
    """Tell whether a row names value and score columns but not the levels of indicators."""
    roles = set(head.columns)
    valued = roles & {Column.TARGET, Column.ACTUAL, Column.WEIGHT, Column.SCORE}
    return len(valued) >= 3 and not roles & {Column.DIMENSION, Column.CATEGORY} and not numbers_in(head.row)


def is_indicator_head(head: Head) -> bool:
    """Tell whether the row names the columns of an indicator table."""
    roles = set(head.columns)
    named = roles & {Column.DIMENSION, Column.CATEGORY, Column.INDICATOR}
    valued = roles & {Column.TARGET, Column.ACTUAL, Column.WEIGHT, Column.SCORE}
    return bool(named) and bool(valued) and len(named) + len(valued) >= 3 and not numbers_in(head.row)


def numbers_in(row: Row) -> int:
    """Count the cells that hold nothing but a number or an amount: heads have none."""
    return sum(1 for text in row.texts if text[:1] in "-0123456789" and parse_quantity(text) is not None)


def is_fund_head(head: Head) -> bool:
    """Tell whether the row names the columns of a fund table."""
    roles = set(head.columns) & {Column.INITIAL, Column.ADJUSTED, Column.EXECUTED, Column.RATE}
    return len(roles) >= 2 and not numbers_in(head.row)


def points_of(row: Row, cell: Cell | None) -> Points | None:
    """Read a weight or a score; ``None`` when the cell is missing, blank or holds no plain number."""
    if cell is None:
        return None
    number = parse_number(clean_text(cell.text).removesuffix("分"))
    return None if number is None else Points(value=number[0], excerpt=row.excerpt(cell))


def points_in_label(row: Row, cell: Cell) -> Points | None:
    """Read the weight that a label carries, such as ``产出指标(30分)``, even with its last bracket torn off."""
    found = _POINTS_IN_LABEL.search(clean_text(cell.text))
    return Points(value=Decimal(found[1]), excerpt=row.excerpt(cell)) if found else None


def points_in_head(row: Row, cell: Cell) -> Points | None:
    """Read the weight that a head ties to the execution rate: ``得分（20分*执行率）``."""
    found = _RATED_POINTS.search(clean_text(cell.text))
    return Points(value=Decimal(found[1]), excerpt=row.excerpt(cell)) if found else None


def amount_of(row: Row, cell: Cell | None, unit: str = "") -> Amount | None:
    """Read an amount or rate; a number without a unit takes UNIT, the unit that stands in the head of the table."""
    if cell is None or is_blank(clean_text(cell.text)):
        return None
    quantity = parse_quantity(clean_text(cell.text))
    if quantity is None:
        return None
    if not quantity.unit and unit in _SCALES:
        bare = quantity.scale == 1
        quantity = replace(quantity, unit="元", scale=_SCALES[unit] if bare else quantity.scale)
    return Amount(quantity=quantity, excerpt=row.excerpt(cell))


def unit_of(texts: Sequence[str]) -> str:
    """Return the money unit that a head such as ``项目资金（万元）`` names, or an empty string."""
    return next((m[1] for text in texts if "元" in text and (m := _UNIT_IN_TITLE.search(text))), "")
