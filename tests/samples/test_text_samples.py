"""The web pages and text files have the shapes, the encodings and the damage that they are meant to have."""

from __future__ import annotations

from decimal import Decimal

import pytest
from lxml import etree, html

from samples.builder.grids import Cell, Grid
from samples.builder.plain import cell_a_line, tabbed
from tests.samples.reading import FOLDER, lines

BUNDLE, TORN = "miluo-style-bundle.txt", "guangzhou-style-department-table.txt"
PROJECT, PAGE = "nanchang-style-project-report.txt", "guangzhou-style-department-table.html"
MERGED = Grid((10, 10, 10), ((Cell("标签", 1, 2), Cell("甲\n乙", 2)), (Cell("1"), Cell("2"))))


def test_cell_a_line() -> None:
    assert cell_a_line(MERGED) == "\t标签\n\t甲\n乙\n\n\t\n\t1\n\t2\n\n"


def test_tabbed_rows_are_blank_where_a_merge_covers_them() -> None:
    assert tabbed(MERGED) == [["标签", "甲 乙", ""], ["", "1", "2"]]


def test_bundle_has_a_cell_a_line() -> None:
    found = lines(BUNDLE)
    at = found.index("\t年度资金总额")
    assert found[at : at + 8] == [
        "\t年度资金总额",
        "\t1359.38",
        "\t40364.85",
        "\t40364.85",
        "\t10",
        "\t100%",
        "\t10",
        "",
    ]


def test_total_of_the_department_table_is_blank() -> None:
    found = lines(BUNDLE)
    at = found.index("\t总分")
    assert found[at : at + 5] == ["\t总分", "\t100", "\t", "\t", ""]


def test_automatic_numbers_run_on_in_arabic() -> None:
    numbered = [line for line in lines(BUNDLE) if line.startswith("(") and line[2:4] == ") "]
    assert [line[:3] for line in numbered] == [f"({number})" for number in range(1, 10)]


def test_project_report_is_gb18030_and_nothing_else() -> None:
    content = (FOLDER / PROJECT).read_bytes()
    assert "224.94万元" in content.decode("gb18030")
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")


def _torn_rows() -> list[list[str]]:
    return [row for line in lines(TORN) if len(row := line.split("\t")) == 10 and row[5][:1].isdigit()]


def test_torn_table_lost_fifteen_points() -> None:
    rows = _torn_rows()
    assert len(rows) == 23
    assert sum(Decimal(row[5]) for row in rows) == 85
    assert sum(Decimal(row[7]) for row in rows) == Decimal("83.35")
    assert sum(Decimal(row[3]) for row in rows if row[3]) == 50 + 35


def test_torn_table_has_its_label_three_rows_late() -> None:
    rows = _torn_rows()
    label = next(number for number, row in enumerate(rows) if row[2] == "采购管理")
    assert rows[label][4] == "采购活动合规性"
    assert [row[4] for row in rows[label - 3 : label]] == [
        "采购意向公开合规性",
        "采购意向公开合规性",
        "采购内控制度建设",
    ]


def test_torn_budget_is_shifted_and_lost_its_last_amount() -> None:
    rows = [line.split("\t") for line in lines(TORN)]
    heads = next(row for row in rows if "基本支出" in row)
    amounts = next(row for row in rows if "653,204.29" in row)
    assert (heads.index("基本支出"), amounts.index("653,204.29")) == (1, 1)
    assert len(heads) == len(amounts) == 9
    assert not any("706.54" in row for row in rows)


def _page() -> etree._Element:
    return html.fromstring((FOLDER / PAGE).read_bytes().decode())


def test_page_rows_fill_the_grid() -> None:
    for table, width in zip(_page().iter("table"), (10, 7), strict=True):
        covered: dict[tuple[int, int], int] = {}
        for row, cells in enumerate(table.iter("tr")):
            for cell in cells.iter("td"):
                column = next(free for free in range(width + 1) if (row, free) not in covered)
                for down in range(int(cell.get("rowspan", "1"))):
                    for right in range(int(cell.get("colspan", "1"))):
                        covered[row + down, column + right] = covered.get((row + down, column + right), 0) + 1
        rows = len(list(table.iter("tr")))
        assert covered == {(row, column): 1 for row in range(rows) for column in range(width)}


def test_page_has_the_first_grade_checked() -> None:
    boxes = [box.get("checked") is not None for box in _page().iter("input")]
    assert boxes == [True, False, False, False]
