"""Rows of funds: budget, executed amount, rate and points under their heads."""

from __future__ import annotations

import re
from decimal import Decimal

from jixiao.documents import Cell, Layout
from jixiao.evaluations import Amount, FundLine, Points
from jixiao.quantities import parse_quantity
from jixiao.recognition.columns import CATEGORY_NAME, DIMENSION_NAME, Column
from jixiao.recognition.form_draft import FormDraft
from jixiao.recognition.passages import clean_text
from jixiao.recognition.table_rows import Head, Row, amount_of, excerpt_of, points_of

_RATE_ROUNDING = Decimal("0.0001")


def read_fund_row(draft: FormDraft, row: Row, head: Head, unit: str) -> bool:
    """Read a row below a head of funds into DRAFT; tell whether it was one. UNIT is that of amounts that name none."""
    laid = head.lay(row)
    if any(DIMENSION_NAME.match(t) or CATEGORY_NAME.match(t) for t in row.texts[:2] if t):
        return False
    numbers = {
        role: amount_of(row, head.find(laid, role), unit if role is not Column.RATE else "")
        for role in (Column.INITIAL, Column.ADJUSTED, Column.EXECUTED, Column.BALANCE, Column.RATE)
    }
    if row.layout is not Layout.GRID:
        _move_by_rate(numbers)
    label = _fund_label(row)
    marks = _marks(head, laid)
    if label is None or not (any(numbers.values()) or (marks and row.layout is Layout.GRID)):
        return label is not None
    text = clean_text(label.text)
    draft.funds.append(
        FundLine(
            label=row.excerpt(label),
            part=bool(draft.funds) and not re.search(r"总额|合计|总计", text),
            initial=numbers[Column.INITIAL],
            adjusted=numbers[Column.ADJUSTED],
            executed=numbers[Column.EXECUTED],
            balance=numbers[Column.BALANCE],
            rate=numbers[Column.RATE],
            weight=points_of(row, head.find(laid, Column.WEIGHT)) or _head_weight(row, head, laid),
            score=points_of(row, head.find(laid, Column.SCORE)),
            reason=excerpt_of(row, head.find(laid, Column.REASON)),
            marks=marks,
        )
    )
    return True


def _head_weight(row: Row, head: Head, laid: dict[int, Cell]) -> Points | None:
    """The weight of the execution rate may stand in the head alone: ``得分（20分*执行率）``."""
    scored = points_of(row, head.find(laid, Column.SCORE))
    return head.weight if scored is not None and Column.WEIGHT not in head.columns else None


def _fund_label(row: Row) -> Cell | None:
    """Return the label of a fund row: the last words before its first number, else its first words."""
    label: Cell | None = None
    for cell in row.filled:
        text = clean_text(cell.text)
        if label is not None and parse_quantity(text) is not None:
            break
        if len(text) <= 30 and parse_quantity(text) is None:
            label = cell
    return label


_MARKED = ((Column.INITIAL, "initial"), (Column.ADJUSTED, "adjusted"), (Column.EXECUTED, "executed"))
_MARKS = {**dict.fromkeys(("—", "——", "-", "－", "–"), "—"), "无": "无", "不适用": "不适用"}


def _marks(head: Head, laid: dict[int, Cell]) -> tuple[tuple[str, str], ...]:
    """Return what stands in place of amounts: a dash, 无 and 不适用 say something that a blank does not."""
    cells = ((name, head.find(laid, column)) for column, name in _MARKED)
    texts = ((name, clean_text(cell.text)) for name, cell in cells if cell is not None)
    return tuple((name, _MARKS[text]) for name, text in texts if text in _MARKS)


def _move_by_rate(numbers: dict[Column, Amount | None]) -> None:
    """Move two amounts a column on where an empty first cell was lost: the printed rate is that of the second."""
    first, second, rate = numbers[Column.INITIAL], numbers[Column.ADJUSTED], numbers[Column.RATE]
    if numbers[Column.EXECUTED] is not None or not (first and second and rate) or not first.quantity.value:
        return
    share = rate.quantity.value if rate.quantity.unit else rate.quantity.value / 100
    if abs(second.quantity.value / first.quantity.value - share) <= _RATE_ROUNDING:
        numbers[Column.INITIAL], numbers[Column.ADJUSTED], numbers[Column.EXECUTED] = None, first, second
