"""Tables as finance systems export them: heads say what stands where; 元 becomes 万元 to the last cent."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.documents import Document, read_document
from jixiao.recognition import FinanceTable, finance_tables
from jixiao.recognition.finance_tables import in_ten_thousands
from tests.support import read, tabbed

Rows = Sequence[Sequence[object]]
HEADS = ("项目编码", "项目名称", "年初预算数", "调整后预算数", "支出数", "执行率")
BODY = (
    ("430621", "医疗救助补助资金", 17000000, 17117500.55, 17073100, "99.74%"),
    ("430622", "基金监管专项", 200000, 200000, 180000, "90%"),
    ("", "合计", 17200000, 17317500.55, 17253100, ""),
)
LINES = [
    ("医疗救助补助资金", Decimal(1700), Decimal("1711.750055"), Decimal("1707.31")),
    ("基金监管专项", Decimal(20), Decimal(20), Decimal(18)),
]


def workbook(folder: Path, rows: Rows, *merged: str) -> Document:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    book.save(folder / "导出.xlsx")
    return read_document(folder / "导出.xlsx")


def only(document: Document) -> FinanceTable:
    [table] = finance_tables(document)
    return table


def told(table: FinanceTable) -> list[tuple[object, ...]]:
    return [(line.label, line.initial, line.adjusted, line.executed) for line in table.lines]


def test_amounts_in_yuan_are_told_in_ten_thousands(tmp_path: Path) -> None:
    table = only(workbook(tmp_path, (["2023年预算执行情况"], ["单位：元"], HEADS, *BODY)))
    assert told(table) == LINES
    assert (table.unit, table.year, table.faults) == ("元", 2023, ())
    assert table.total is not None
    assert table.total.executed == Decimal("1725.31")


@pytest.mark.parametrize("order", [(5, 4, 3, 2, 1, 0), (1, 4, 0, 3, 5, 2), (2, 3, 4, 1, 0, 5)])
def test_the_order_of_the_columns_is_free(order: tuple[int, ...], tmp_path: Path) -> None:
    rows: Rows = [["单位：元"], *([row[at] for at in order] for row in (HEADS, *BODY))]
    assert told(only(workbook(tmp_path, rows))) == LINES


def test_each_head_may_bring_its_unit(tmp_path: Path) -> None:
    heads = ("项目名称", "年初预算数（万元）", "全年预算数（万元）", "支出数（元）")
    table = only(workbook(tmp_path, (heads, ("医疗救助补助资金", 1700, "1,711.750055", 17073100))))
    assert told(table) == LINES[:1]


@pytest.mark.parametrize(
    "name", ["43062101-基金监管专项", "43062101 基金监管专项", "A1001_基金监管专项", "2101301基金监管专项"]
)
def test_a_code_before_the_name_is_no_part_of_it(name: str, tmp_path: Path) -> None:
    rows = (["单位：万元"], ("项目", "预算数", "支出数"), (name, 20, 18))
    assert [line.label for line in only(workbook(tmp_path, rows)).lines] == ["基金监管专项"]


def test_heads_of_two_lines_under_a_merged_one(tmp_path: Path) -> None:
    rows = (
        ["预算单位：某局", None, None, "金额单位：元"],
        ["支出功能分类科目", None, "指标金额", "已支付"],
        ["科目编码", "科目名称", None, None],
        ["2101301", "城乡医疗救助", 5000000, 4900000],
        ["合计", None, 5000000, 4900000],
    )
    table = only(workbook(tmp_path, rows, "A2:B2", "C2:C3", "D2:D3"))
    assert told(table) == [("城乡医疗救助", None, Decimal(500), Decimal(490))]
    assert table.total is not None


def test_a_department_merged_down_the_rows(tmp_path: Path) -> None:
    rows: Rows = [
        ["单位：元", ""],
        ["单位名称", *HEADS],
        *(["某局" if at == 0 else None, *row] for at, row in enumerate(BODY)),
    ]
    table = only(workbook(tmp_path, rows, "A3:A5"))
    assert (told(table), table.department) == (LINES, "某局")


def test_a_table_in_word(tmp_path: Path) -> None:
    page = docx.Document()
    page.add_paragraph("2023年项目支出明细（单位：元）")
    table = page.add_table(rows=0, cols=len(HEADS))
    for row in (HEADS, *BODY):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = str(text)
    page.save(str(tmp_path / "导出.docx"))
    assert told(only(read_document(tmp_path / "导出.docx"))) == LINES


def test_a_table_in_plain_text() -> None:
    rows = [list(map(str, row)) for row in (HEADS, *BODY)]
    assert told(only(read("单位：元\n\n" + tabbed(rows)))) == LINES


def test_without_a_unit_nothing_is_taken(tmp_path: Path) -> None:
    table = only(workbook(tmp_path, (HEADS, *BODY)))
    assert table.lines == ()
    assert table.faults == ("表1（Sheet）没有写金额单位，请在表上方写“单位：元”或“单位：万元”",)


def test_words_in_a_column_of_amounts_are_told(tmp_path: Path) -> None:
    rows = (["单位：元"], ("项目名称", "预算数", "支出数"), ("宣传", 20000, "未结算"), ("培训", 10000, 9000))
    table = only(workbook(tmp_path, rows))
    assert table.faults == ("“宣传”的“未结算”不是金额",)
    assert table.lines[0].executed is None


def test_other_tables_are_left_out(tmp_path: Path) -> None:
    assert finance_tables(workbook(tmp_path, (["姓名", "电话"], ["张三", "—"]))) == ()


@given(st.integers(0, 10**13))
def test_no_cent_is_lost(cents: int) -> None:
    amount = in_ten_thousands(f"{Decimal(cents).scaleb(-2):f}", "元")
    assert amount is not None
    assert amount * 10_000 * 100 == cents
