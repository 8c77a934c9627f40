"""Rows of a torn table that cannot be what they were read as: their cells stand in other columns than was taken.

A wrong number is for the audit to find; what no form can print (a weight above 100, an indicator called ``≥``, a share
among amounts) says that the reading is wrong. Then nothing may be added up over the table.
"""

from __future__ import annotations

from jixiao.documents import Excerpt, Layout
from jixiao.evaluations import FundLine
from jixiao.quantities import parse_number, parse_quantity
from jixiao.recognition.columns import is_blank, is_nature, is_unit
from jixiao.recognition.form_draft import FormDraft
from jixiao.recognition.indicator_tree import Branch, LeafRow
from jixiao.recognition.passages import clean_text

_HIGHEST = 100
_COMPARED = ("≥", "≤", "<", ">", "=")


def is_sound(draft: FormDraft) -> bool:
    """Tell whether every row of a form that was read can be one; in a true grid no cell loses its column."""
    if draft.layout is Layout.GRID:
        return True
    flat = draft.layout is Layout.FLAT
    return not any(_is_impossible(row, flat) for row in _rows(draft)) and not any(_moved(x, flat) for x in draft.funds)


def keep_sound(draft: FormDraft) -> None:
    """Leave those rows of a form that can be one, without the levels and the total that they do not make any more.

    Where a fund row has slipped, the others may have too: none is kept.
    """
    flat = draft.layout is Layout.FLAT
    draft.branches = [Branch(None, rows=[row for row in _rows(draft) if not _is_impossible(row, flat)])]
    draft.total = draft.total_weight = draft.total_label = None
    draft.complete = False
    if any(_moved(line, flat) for line in draft.funds):
        draft.funds = []


def _rows(draft: FormDraft) -> list[LeafRow]:
    return [row for branch in draft.branches for part in (branch, *branch.branches) for row in part.rows]


def _is_impossible(row: LeafRow, flat: bool) -> bool:
    """Tell whether no form prints such a row; a flat one may have lost its name, and is called by its target."""
    points = [p.value for p in (row.weight, row.score) if p is not None]
    if any(not 0 <= value <= _HIGHEST for value in points):
        return True
    named = flat and row.name == row.target and parse_number(clean_text(row.name.text)) is None
    return (_is_no_name(row.name) and not named) or any(map(_is_no_value, (row.target, row.actual)))


def _is_no_name(name: Excerpt) -> bool:
    text = clean_text(name.text)
    return text.startswith(_COMPARED) or is_nature(text) or is_unit(text) or parse_quantity(text) is not None


def _is_no_value(cell: Excerpt | None) -> bool:
    text = clean_text(cell.text) if cell is not None else ""
    return not is_blank(text) and (is_nature(text) or is_unit(text))


def _moved(line: FundLine, flat: bool) -> bool:
    """Tell whether a fund row holds a share among its amounts, or a number for a label that was not lost."""
    amounts = [a.quantity for a in (line.initial, line.adjusted, line.executed) if a is not None]
    numbered = not flat and parse_quantity(clean_text(line.label.text)) is not None
    return numbered or any(q.unit == "%" for q in amounts)
