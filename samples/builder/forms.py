"""The rows that the national forms of 财预〔2020〕10号 are made of: money, goals, indicators, total."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from samples.builder.grids import Cell, Grid, Row, head, left

WIDTHS = (10, 18, 18, 20, 14, 8, 14, 9, 12, 10, 12, 25)
"""Grid columns of the form on an upright page, in millimetres: money and indicators part the page differently."""

_MONEY_SPANS = (2, 1, 2, 2, 1, 2, 1)
_INDICATOR_SPANS = (1, 1, 2, 2, 2, 1, 1, 1)
_INDICATOR_HEADS = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")
MONEY_HEADS = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")


def landscape(widths: Sequence[int]) -> tuple[int, ...]:
    """Return WIDTHS stretched to a page that lies on its side."""
    return tuple(round(width * 1.45) for width in widths)


def named_rows(*rows: Sequence[str]) -> list[Row]:
    """Return the rows above the money: one label with its value, or two labels with theirs."""
    spans = {2: (2, 10), 4: (2, 3, 3, 4)}
    return [tuple(map(Cell, texts, spans[len(texts)])) for texts in rows]


def money_rows(label: str, heads: Sequence[str], rows: Sequence[Sequence[str]], head_rows: int = 1) -> list[Row]:
    """Return the head of the money and its ROWS, each a name and six values; HEADS are seven, the first may be blank.

    With HEAD_ROWS above 1 the head is merged over so many rows, as some word processors leave it.
    """
    first = (head(label, 1, head_rows + len(rows)), *(head(text, span, head_rows) for text, span in _spanned(heads)))
    return [first, *[()] * (head_rows - 1), *[tuple(Cell(text, span) for text, span in _spanned(row)) for row in rows]]


def _spanned(texts: Sequence[str]) -> list[tuple[str, int]]:
    return list(zip(texts, _MONEY_SPANS, strict=True))


def goal_rows(expected: str, reached: str, reached_rows: int = 1) -> list[Row]:
    """Return the two rows of the year's overall goal."""
    heads = (head("年度总体目标", 1, 1 + reached_rows), head("预期目标", 5), head("实际完成情况", 6))
    return [heads, (left(expected, 5, reached_rows), left(reached, 6, reached_rows)), *[()] * (reached_rows - 1)]


def indicator_rows(rows: Sequence[Sequence[str]], reason_head: str, head_rows: int = 1) -> list[Row]:
    """Return the head and the ROWS of the indicators: dimension, category, name, target, actual, weight, score, reason.

    Equal dimensions and categories that follow each other are merged downwards.
    """
    label = head("绩效指标", 1, head_rows + len(rows))
    heads = zip((*_INDICATOR_HEADS, reason_head), _INDICATOR_SPANS, strict=True)
    result: list[Row] = [(label, *(head(text, span, head_rows) for text, span in heads)), *[()] * (head_rows - 1)]
    for _, dimension in groupby(rows, key=lambda row: row[0]):
        result.extend(_dimension(list(dimension)))
    return result


def _dimension(rows: Sequence[Sequence[str]]) -> list[Row]:
    result: list[Row] = []
    for _, group in groupby(rows, key=lambda row: row[1]):
        category = list(group)
        for number, row in enumerate(category):
            begins: Row = (Cell(row[0], 1, len(rows)),) if not result else ()
            begins += (Cell(row[1], 1, len(category)),) if number == 0 else ()
            values = zip(row[2:-1], _INDICATOR_SPANS[2:-1], strict=True)
            result.append((*begins, *(Cell(text, span) for text, span in values), left(row[-1])))
    return result


def total_row(weight: str, score: str, formula: str = "") -> Row:
    """Return the last row."""
    return (head("总分", 9), head(weight), Cell(score, bold=True, formula=formula), Cell())


def form(*parts: Sequence[Row], widths: tuple[int, ...] = WIDTHS) -> Grid:
    """Return the form made of PARTS."""
    return Grid(widths, tuple(row for part in parts for row in part))
