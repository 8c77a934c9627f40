"""Tables of numbers under heads: rows in order, nothing summed, nothing filled in; labels and numbers in one cell."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jixiao.evaluations import Form
from jixiao.recognition import DataTable, FormTable
from tests.support import Rows, cell_lines, piped, recognised, spaced, tabbed, web

Shape = Callable[[Rows], str]
TITLE = "霜溪县2024年度部门整体支出绩效评价基础数据表"
HEAD = ["经费控制情况（万元）", "2023年决算数", "2024年预算数", "2024年决算数"]
ROWS = [
    HEAD,
    ["“三公”经费", "8.60", "7.20", "6.90"],
    ["1、公务用车运行费", "4.98", "4.15", "4.09"],
    ["2、出国经费", "", "", ""],
    ["3、公务接待费", "3.62", "3.05", "2.81"],
    ["项目支出：", "310", "325.5", "301.2"],
]
READ: list[tuple[str, list[str | None]]] = [
    ("“三公”经费", ["8.60万元", "7.20万元", "6.90万元"]),
    ("1、公务用车运行费", ["4.98万元", "4.15万元", "4.09万元"]),
    ("2、出国经费", [None, None, None]),
    ("3、公务接待费", ["3.62万元", "3.05万元", "2.81万元"]),
    ("项目支出：", ["310万元", "325.5万元", "301.2万元"]),
]


def form(text: str) -> FormTable:
    (only,) = recognised(text).forms
    return only


def rows(table: DataTable) -> list[tuple[str, list[str | None]]]:
    return [(row.label.text, [str(v.quantity) if v else None for v in row.values]) for row in table.rows]


@pytest.mark.parametrize("text", [f"{TITLE}\n{tabbed(ROWS)}", f"{TITLE}\n{cell_lines(ROWS)}", web(ROWS, TITLE)])
class TestBaseData:
    def test_rows_and_heads(self, text: str) -> None:
        (table,) = form(text).data
        assert [head.text for head in table.heads] == HEAD
        assert rows(table) == READ

    def test_the_paper(self, text: str) -> None:
        paper = form(text).evaluation
        assert (paper.form, paper.year, paper.indicators) == (Form.BASE_DATA_TABLE, 2024, ())

    def test_a_blank_row_is_blank_and_its_cells_are_known(self, text: str) -> None:
        (table,) = form(text).data
        blank = table.rows[2]
        assert blank.blank
        assert [excerpt.text.strip() for excerpt in blank.blanks if excerpt is not None] == ["", "", ""]
        assert not any(row.blank for row in table.rows if row is not blank)


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n{piped(ROWS)}",
        f"{TITLE}\n{tabbed([['', *HEAD[1:]], *ROWS[1:]])}",
        web([["", *HEAD[1:]], *ROWS[1:]], TITLE),
    ],
)
def test_no_value_is_lost(text: str) -> None:
    (table,) = form(text).data
    assert [len([v for v in row.values if v is not None]) for row in table.rows] == [3, 3, 0, 3, 3]


def test_blanks_between_words() -> None:
    (table,) = form(f"{TITLE}\n{spaced([row for row in ROWS if row[1]])}").data
    assert rows(table) == [row for row in READ if row[1][0]]


def test_a_second_head_opens_a_second_table() -> None:
    staff = [["财政供养人员情况", "编制数", "2024年实际在职人数", "控制率"], ["在职人员", "42", "39", "92.86%"]]
    first, second = form(f"{TITLE}\n{tabbed([*staff, *ROWS])}").data
    assert rows(first) == [("在职人员", ["42", "39", "92.86%"])]
    assert rows(second) == READ


@pytest.mark.parametrize(("head", "value"), [("（元）", "8.60元"), ("（万元）", "8.60万元"), ("", "8.60")])
def test_the_unit_stands_in_the_head(head: str, value: str) -> None:
    table = [[f"经费控制情况{head}", *HEAD[1:]], *ROWS[1:]]
    (read,) = form(f"{TITLE}\n{tabbed(table)}").data
    assert rows(read)[0][1][0] == value


def test_words_under_number_heads_are_no_numbers() -> None:
    table = [HEAD, ["“三公”经费", "8.60", "详见附表", "6.90"], ROWS[-1]]
    (read,) = form(f"{TITLE}\n{tabbed(table)}").data
    assert rows(read)[0] == ("“三公”经费", ["8.60万元", None, "6.90万元"])


def test_a_table_of_words_is_no_form() -> None:
    assert (
        recognised("联系表\n" + tabbed([["科室", "职责"], ["基金监管股", "现场检查"], ["待遇股", "救助审核"]])).forms
        == ()
    )


class TestLabelsAndNumbersInOneCell:
    ROWS = (
        ["预算部门名称", "霜溪县医疗保障局"],
        ["年度预算申请（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["", "年度资金总额", "880.5", "905", "905", "10", "100%", "10"],
        ["", "按收入性质分：", "按支出性质分："],
        ["", "其中：一般公共预算：905", "其中：基本支出：603.8"],
        ["", "政府性基金拨款：", "项目支出：301.2"],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "备注"],
        ["产出指标", "数量指标", "参保人数", "≥20万人", "20.5万人", "90", "88", ""],
    )

    @pytest.mark.parametrize("shape", [tabbed, piped, cell_lines])
    def test_label_and_amount(self, shape: Shape) -> None:
        read = form("霜溪县2024年度部门整体支出绩效自评表\n" + shape(self.ROWS))
        assert [(item.label, str(item.amount.quantity), item.amount.excerpt.text) for item in read.inline] == [
            ("一般公共预算", "905万元", "其中：一般公共预算：905"),
            ("基本支出", "603.8万元", "其中：基本支出：603.8"),
            ("项目支出", "301.2万元", "项目支出：301.2"),
        ]
        assert read.evaluation.form is Form.DEPARTMENT_TABLE


def test_a_row_under_a_label_merged_with_that_of_the_head() -> None:
    page = (
        "<p>部门整体支出绩效评价基础数据表（2023年度）</p><table>"
        "<tr><td rowspan=2>财政供养人员情况（人）</td><td>编制数</td><td>实际在职人数</td><td>控制率</td></tr>"
        "<tr><td>30</td><td>26</td><td>86.67%</td></tr></table>"
    )
    [table] = form(page).data
    assert rows(table) == [("财政供养人员情况（人）", ["30", "26", "86.67%"])]
