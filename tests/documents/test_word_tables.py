"""The grid of Word tables: merged cells, shifted rows, nested tables, and agreement with python-docx."""

from __future__ import annotations

import io

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.documents import Layout, Table, read_bytes
from tests.documents.office import first_table, misplaced, p, read_docx, rows, t, tbl, tc, texts, tr


def _grid(table: Table) -> list[tuple[str, int, int, int, int]]:
    return [(cell.text, cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells]


def _down(kind: str = "") -> str:
    return f'<w:vMerge w:val="{kind}"/>' if kind else "<w:vMerge/>"


def _across(width: object) -> str:
    return f'<w:gridSpan w:val="{width}"/>'


def test_merged_cells_appear_once_at_their_corner() -> None:
    document = read_docx(
        tbl(
            tr(tc("一级指标", _down("restart")), tc("二级指标", _across(2)), tc("得分")),
            tr(tc("", _down()), tc("数量"), tc("质量"), tc("")),
            tr(tc("", _down("continue")), tc("合计", _across(3))),
        )
    )
    table = first_table(document)

    assert (table.rows, table.columns, table.place, table.layout) == (3, 4, "表1", Layout.GRID)
    assert _grid(table) == [
        ("一级指标", 0, 0, 3, 1),
        ("二级指标", 0, 1, 1, 2),
        ("得分", 0, 3, 1, 1),
        ("数量", 1, 1, 1, 1),
        ("质量", 1, 2, 1, 1),
        ("", 1, 3, 1, 1),
        ("合计", 2, 1, 1, 3),
    ]
    assert document.text == "\t一级指标\n\t二级指标\n\t得分\n\n\t\n\t数量\n\t质量\n\t\n\n\t\n\t合计\n\n"
    assert document.place_at(document.text.index("质量")) == "表1!R2C3"
    assert not misplaced(document)


def test_table_stands_between_blank_lines_and_lines_of_a_cell_stay() -> None:
    document = read_docx(p("前") + tbl(tr(tc(p("甲") + p("乙") + p("")), tc("丙"))) + p("后"))

    assert document.text == "前\n\n\t甲\n乙\n\t丙\n\n后\n"
    assert rows(first_table(document)) == [["甲\n乙", "丙"]]
    assert not misplaced(document)


def test_columns_left_out_before_a_row_are_counted() -> None:
    shifted = tr(tc("丙"), properties='<w:gridBefore w:val="2"/>')
    table = first_table(read_docx(tbl(tr(tc("甲"), tc("乙"), tc("丁")), shifted)))

    assert _grid(table)[-1] == ("丙", 1, 2, 1, 1)


def test_old_horizontal_merge_widens_the_first_cell() -> None:
    merged = tr(tc("甲", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), tc("乙"))

    assert _grid(first_table(read_docx(tbl(merged)))) == [("甲", 0, 0, 1, 2), ("乙", 0, 2, 1, 1)]


def test_continued_merge_without_a_beginning_keeps_its_text() -> None:
    table = first_table(read_docx(tbl(tr(tc("甲"), tc("乙")), tr(tc("丙", _down()), tc("丁")))))

    assert rows(table) == [["甲", "乙"], ["丙", "丁"]]


def test_two_merges_under_one_another_stay_apart() -> None:
    column = [
        tr(tc("产出", _down("restart"))),
        tr(tc("", _down())),
        tr(tc("效益", _down("restart"))),
        tr(tc("", _down())),
    ]

    assert _grid(first_table(read_docx(tbl(*column)))) == [("产出", 0, 0, 2, 1), ("效益", 2, 0, 2, 1)]


def test_rows_and_cells_in_wrappers_are_read_and_deleted_ones_are_not() -> None:
    def wrapped(content: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    deleted_row = tr(tc("删"), properties="<w:del/>")
    document = read_docx(
        tbl(wrapped(tr(wrapped(tc("甲")), tc("乙"))), deleted_row, tr(tc("丙"), tc("丁", "<w:cellDel/>")))
    )

    assert rows(first_table(document)) == [["甲", "乙"], ["丙"]]


def test_nested_table_follows_as_a_table_of_its_own() -> None:
    inner = tbl(tr(tc("内1"), tc("内2")))
    document = read_docx(tbl(tr(tc(p("外前") + inner + p("外后")), tc("旁"))) + p("后"))
    outer, nested = document.tables()

    assert (rows(outer), outer.place) == ([["外前\n外后", "旁"]], "表1")
    assert (rows(nested), nested.place) == ([["内1", "内2"]], "表2")
    assert document.text.count("内1") == 1
    assert not misplaced(document)


def test_deeply_nested_tables_are_all_read() -> None:
    content = p("最里")
    for depth in range(60):
        content = tbl(tr(tc(p(f"第{depth}层") + content)))
    tables = list(read_docx(content).tables())

    assert len(tables) == 60
    assert rows(tables[-1]) == [["第0层\n最里"]]


@pytest.mark.parametrize("width", ["x", "0", "-3", "99999999999999999999", "5000"])
def test_unreadable_span_is_said_and_the_text_kept(width: str) -> None:
    document = read_docx(tbl(tr(tc("甲", _across(width)), tc("乙"))))
    table = first_table(document)

    assert rows(table) == [["甲", "乙"]]
    assert table.layout is Layout.RAGGED
    assert [problem.message for problem in document.problems] == ["表1有单元格的合并信息损坏，各列的位置可能不准"]
    assert document.problems[0].span == table.span


def test_tick_boxes_set_the_state_of_their_cell() -> None:
    state = "<w:sdtPr><w14:checkbox><w14:checked w14:val='1'/></w14:checkbox></w:sdtPr>"
    ticked = f"<w:sdt>{state}<w:sdtContent>{t('☒')}</w:sdtContent></w:sdt>"
    cells = tr(tc(p(ticked)), tc("☐"), tc("☑优 ☐良"), tc("□"), tc("√"), tc("98"))

    assert [cell.checked for cell in first_table(read_docx(tbl(cells))).cells] == [True, False, None, False, True, None]


def test_empty_table_leaves_no_trace() -> None:
    document = read_docx(p("甲") + tbl() + p("乙"))

    assert texts(document) == ["甲", "乙"]
    assert not list(document.tables())


def _by_python_docx(data: bytes) -> list[list[list[str]]]:
    """The text that python-docx finds at each place of each table's grid: merged text stands at every place covered."""
    tables = python_docx.Document(io.BytesIO(data)).tables
    return [[[cell.text.strip("\n") for cell in row.cells] for row in table.rows] for table in tables]


def _by_us(data: bytes) -> list[list[list[str]]]:
    grids = []
    for table in read_bytes("表.docx", data).tables():
        grid = [[""] * table.columns for _ in range(table.rows)]
        for cell in table.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                grid[row][cell.column : cell.column + cell.column_span] = [cell.text] * cell.column_span
        grids.append(grid)
    return grids


_SIZE = 5
_RECTANGLES = st.lists(st.tuples(*[st.integers(0, _SIZE)] * 4), max_size=4)


@settings(max_examples=40)
@given(_RECTANGLES)
def test_grid_agrees_with_python_docx(merges: list[tuple[int, int, int, int]]) -> None:
    document = python_docx.Document()
    table = document.add_table(_SIZE, _SIZE)
    for number, cell in enumerate(table._cells):
        cell.text = f"第{number}格"
    taken: set[tuple[int, int]] = set()
    for top, left, bottom, right in merges:
        area = {(row, column) for row in range(top, bottom) for column in range(left, right)}
        if area and not area & taken:
            taken |= area
            table.cell(top, left).merge(table.cell(bottom - 1, right - 1))
    file = io.BytesIO()
    document.save(file)

    assert _by_us(file.getvalue()) == _by_python_docx(file.getvalue())
    assert not misplaced(read_bytes("表.docx", file.getvalue()))
