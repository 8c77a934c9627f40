"""The pieces that the builder is made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples.builder.forms import indicator_rows, money_rows
from samples.builder.grids import Cell, Grid
from samples.builder.prose import Kind, PageBreak, Paragraph, Piece, Style, TextBox, Turn, parse


def test_row_that_is_too_short_is_refused() -> None:
    with pytest.raises(ValueError, match="row 2 ends at column 1 of 2"):
        Grid((1, 1), ((Cell("a"), Cell("b")), (Cell("c"),))).slots()


def test_row_that_is_too_long_is_refused() -> None:
    with pytest.raises(ValueError, match="row 1 reaches beyond column 2"):
        Grid((1, 1), ((Cell("a"), Cell("b", 2)),)).slots()


def test_merge_below_the_last_row_is_refused() -> None:
    with pytest.raises(ValueError, match="below the last row"):
        Grid((1,), ((Cell("a", 1, 2),),)).slots()


def test_slots_tell_what_reaches_down() -> None:
    slots = Grid((1, 1), ((Cell("a", 1, 2), Cell("b")), (Cell("c"),))).slots()
    assert [(slot.cell.text, slot.column, slot.begins) for slot in slots[1]] == [("a", 0, False), ("c", 1, True)]


@given(st.lists(st.integers(1, 4), min_size=1, max_size=6))
def test_rows_of_merged_cells_fill_every_grid(spans: list[int]) -> None:
    row = tuple(Cell(str(number), span) for number, span in enumerate(spans))
    slots = Grid((1,) * sum(spans), (row, row)).slots()
    assert [slot.column for slot in slots[0]] == [sum(spans[:number]) for number in range(len(spans))]


def test_blocks_of_the_markup() -> None:
    source = "title: 题\n\n---\npage: landscape\nbox: 甲|乙\n正文\nh1 typed: 一、节\nh2 list 3: 目"
    title, page, turn, box, body, typed, listed = parse(source)
    assert title == Paragraph((Piece("题"),), Style.TITLE)
    assert (page, turn, box) == (PageBreak(), Turn(landscape=True), TextBox(("甲", "乙")))
    assert body == Paragraph((Piece("正文"),))
    assert typed == Paragraph((Piece("一、节"),), Style.HEADING_1, 0)
    assert listed == Paragraph((Piece("目"),), Style.HEADING_2, 3)


def test_marks_inside_a_line() -> None:
    (paragraph,) = parse("预算{-1-}{+2+}万元{^注^}{bookmark}。")
    assert isinstance(paragraph, Paragraph)
    assert [piece.kind for piece in paragraph.pieces] == [
        Kind.TEXT, Kind.DELETED, Kind.INSERTED, Kind.TEXT, Kind.FOOTNOTE, Kind.BOOKMARK, Kind.TEXT,
    ]  # fmt: skip
    assert paragraph.text == "预算2万元。"


def test_unknown_table_is_refused() -> None:
    with pytest.raises(KeyError, match="nowhere"):
        parse("table: nowhere")


def test_equal_dimensions_and_categories_are_merged() -> None:
    values = ("≥1", "1", "5", "5", "")
    rows = indicator_rows([("产出", "数量", "甲", *values), ("产出", "数量", "乙", *values)], "原因")
    assert [(cell.text, cell.rows) for cell in rows[1][:3]] == [("产出", 2), ("数量", 2), ("甲", 1)]
    assert rows[2][0].text == "乙"


def test_head_merged_over_three_rows() -> None:
    rows = money_rows("资金", ("来源", "1", "2", "3", "4", "5", "6"), [("总额", *"123456")], head_rows=3)
    assert [len(row) for row in rows] == [8, 0, 0, 7]
    assert rows[0][0].rows == 4
