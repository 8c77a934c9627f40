"""The usual form of a project in every shape that files have: fields, funds, goals, indicators, total."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from jixiao.documents import Layout
from jixiao.evaluations import Evaluation, Form, Subject
from tests.support import Rows, cell_lines, evaluation, one_line, outline_of, piped, recognised, spaced, tabbed, web

Shape = Callable[[Rows], str]
TITLE = "溪桥县2023年度项目支出绩效自评表"
HEAD = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
ROWS = [
    ["项目名称", "城乡居民参保动员经费"],
    ["主管部门", "溪桥县医疗保障局", "实施单位", "溪桥县医疗保障服务中心"],
    ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["", "年度资金总额", "120.00", "110.00", "99.00", "10", "90.00%", "9"],
    ["", "其中：当年财政拨款", "100.00", "90.00", "79.00", "—", "87.78%", "—"],
    ["", "上年结转资金", "20.00", "20.00", "20.00", "—", "100.00%", "—"],
    ["年度总体目标", "预期目标", "实际完成情况"],
    ["", "动员居民参保不少于30万人", "完成参保31.2万人"],
    HEAD,
    ["产出指标", "数量指标", "参保动员人数", "≥30万人", "31.2万人", "20", "20", ""],
    ["", "", "宣传活动场次", "≥40场", "38场", "15", "14.25", "两场因汛期取消"],
    ["", "质量指标", "参保信息准确率", "≥98%", "99.1%", "15", "15", ""],
    ["效益指标", "社会效益指标", "居民参保率", "≥95%", "96%", "30", "30", ""],
    ["满意度指标", "服务对象满意度指标", "参保居民满意度", "≥90%", "93%", "10", "10", ""],
    ["总分", "", "", "", "", "100", "98.25", ""],
]
GRID_ROWS = [
    ["项目名称", "城乡居民参保动员经费^7"],
    ["主管部门", "溪桥县医疗保障局^3", "实施单位", "溪桥县医疗保障服务中心^3"],
    ["项目资金（万元）_4", *ROWS[2][1:]],
    *(row[1:] for row in ROWS[3:6]),
    ["年度总体目标_2", "预期目标^4", "实际完成情况^3"],
    ["动员居民参保不少于30万人^4", "完成参保31.2万人^3"],
    HEAD,
    ["产出指标_3", "数量指标_2", *ROWS[9][2:]],
    ROWS[10][2:],
    ROWS[11][1:],
    *ROWS[12:14],
    ["总分^5", "100", "98.25", ""],
]
TREE = [
    "1 产出指标 - -",
    "2 数量指标 - -",
    "3 参保动员人数 20 20",
    "3 宣传活动场次 15 14.25",
    "2 质量指标 - -",
    "3 参保信息准确率 15 15",
    "1 效益指标 - -",
    "2 社会效益指标 - -",
    "3 居民参保率 30 30",
    "1 满意度指标 - -",
    "2 服务对象满意度指标 - -",
    "3 参保居民满意度 10 10",
]
EVERY_SHAPE = {
    "cells": f"{TITLE}\n{cell_lines(ROWS)}",
    "tabs": f"{TITLE}\n{tabbed(ROWS)}",
    "bars": f"{TITLE}\n{piped(ROWS)}",
    "blanks": f"{TITLE}\n{spaced(ROWS)}",
    "grid": web(GRID_ROWS, TITLE),
}


@pytest.fixture(params=EVERY_SHAPE)
def form(request: pytest.FixtureRequest) -> Evaluation:
    return evaluation(EVERY_SHAPE[request.param])


def test_what_paper_it_is(form: Evaluation) -> None:
    assert (form.form, form.subject) == (Form.PROJECT_TABLE, Subject.PROJECT)
    assert (form.year, form.place) == (2023, "溪桥县")
    assert form.title is not None
    assert form.title.text == TITLE
    assert form.department is not None
    assert form.department.text == "溪桥县医疗保障局"


def test_the_tree(form: Evaluation) -> None:
    assert outline_of(form.indicators) == TREE


def test_the_values_of_the_rows(form: Evaluation) -> None:
    leaf = list(form.leaves())[1]
    assert [cell.text for cell in (leaf.name, leaf.target, leaf.actual, leaf.reason) if cell is not None] == [
        "宣传活动场次",
        "≥40场",
        "38场",
        "两场因汛期取消",
    ]


def test_a_blank_reason_is_there_and_empty(form: Evaluation) -> None:
    """The column exists, so that the blank is the paper's own, and not a loss in reading."""
    first = next(form.leaves())
    assert first.reason is not None
    assert first.reason.text == ""


def test_the_fund_rows(form: Evaluation) -> None:
    told = [
        (
            line.label.text.strip(),
            line.part,
            *(None if amount is None else str(amount.quantity) for amount in (line.initial, line.adjusted)),
            *(None if amount is None else str(amount.quantity) for amount in (line.executed, line.rate)),
        )
        for line in form.funds
    ]
    assert told == [
        ("年度资金总额", False, "120.00万元", "110.00万元", "99.00万元", "90.00%"),
        ("其中：当年财政拨款", True, "100.00万元", "90.00万元", "79.00万元", "87.78%"),
        ("上年结转资金", True, "20.00万元", "20.00万元", "20.00万元", "100.00%"),
    ]


def test_the_points_of_execution(form: Evaluation) -> None:
    points = [(line.weight, line.score) for line in form.funds]
    assert [(w.value, s.value) for w, s in points if w is not None and s is not None] == [(Decimal(10), Decimal(9))]
    assert points[1:] == [(None, None), (None, None)]


def test_the_goal(form: Evaluation) -> None:
    (goal,) = form.goals
    assert goal.expected is not None
    assert goal.reached is not None
    assert (goal.expected.text, goal.reached.text) == ("动员居民参保不少于30万人", "完成参保31.2万人")


def test_the_total(form: Evaluation) -> None:
    assert form.total_label is not None
    assert form.total_weight is not None
    assert form.total is not None
    assert form.total_label.text == "总分"
    assert (form.total_weight.value, form.total.value) == (Decimal(100), Decimal("98.25"))


@pytest.mark.parametrize("shape", [name for name in EVERY_SHAPE if name != "blanks"])
def test_the_fields(shape: str) -> None:
    recognition = recognised(EVERY_SHAPE[shape])
    (only,) = recognition.forms
    assert [(f.label.text, f.value.text if f.value else None) for f in only.fields] == [
        ("项目名称", "城乡居民参保动员经费"),
        ("主管部门", "溪桥县医疗保障局"),
        ("实施单位", "溪桥县医疗保障服务中心"),
    ]
    assert only.evaluation.project is not None
    assert only.evaluation.project.text == "城乡居民参保动员经费"


@pytest.mark.parametrize("shape", EVERY_SHAPE)
def test_every_excerpt_quotes_the_document(shape: str) -> None:
    recognition = recognised(EVERY_SHAPE[shape])
    (form,) = recognition.evaluations
    cells = [cell for leaf in form.leaves() for cell in (leaf.name, leaf.target, leaf.actual, leaf.reason)]
    points = [leaf.weight for leaf in form.leaves()] + [leaf.score for leaf in form.leaves()]
    quotes = [cell for cell in cells if cell is not None] + [point.excerpt for point in points if point is not None]
    assert len(quotes) == 30
    assert all(recognition.document.text[quote.start : quote.end] == quote.text for quote in quotes)


class TestOnOneLine:
    """Rows are gone: only runs of values that prove themselves are read, and the fund row under its heads."""

    FORM = f"{TITLE}\n{one_line([*ROWS[:4], *ROWS[6:]])}"

    def test_layout_and_values(self) -> None:
        (only,) = recognised(self.FORM).forms
        assert only.layout is Layout.FLAT
        assert outline_of(only.evaluation.leaves()) == [line for line in TREE if line.startswith("3")]

    def test_funds_and_total(self) -> None:
        form = evaluation(self.FORM)
        (line,) = form.funds
        assert [str(a.quantity) for a in (line.initial, line.adjusted, line.executed, line.rate) if a] == [
            "120.00万元",
            "110.00万元",
            "99.00万元",
            "90.00%",
        ]
        assert form.total is not None
        assert form.total.value == Decimal("98.25")

    def test_a_row_of_the_fund_table_is_no_indicator(self) -> None:
        form = evaluation(f"{TITLE}\n{one_line(ROWS)}")
        assert "3 — 20.00 20.00" not in outline_of(form.leaves())
        assert len(list(form.leaves())) == 5

    def test_a_run_that_does_not_prove_itself_is_left_alone(self) -> None:
        """A score above its weight: the four words need not be one row."""
        rows = [row if row[2:3] != ["居民参保率"] else [*row[:6], "31", ""] for row in ROWS]
        names = [leaf.name.text for leaf in evaluation(f"{TITLE}\n{one_line(rows)}").leaves()]
        assert not any("居民参保率" in name for name in names)

    def test_a_full_weight_other_than_a_hundred(self) -> None:
        rows = [*ROWS[8:-1], ["总分", "", "", "", "", "90", "89.25", ""]]
        form = evaluation(f"{TITLE}\n{one_line(rows)}")
        assert form.total is not None
        assert form.total.value == Decimal("89.25")

    def test_a_name_that_is_also_a_category(self) -> None:
        rows = [[cell.replace("居民参保率", "政策知晓率") for cell in row] for row in ROWS]
        names = [leaf.name.text for leaf in evaluation(f"{TITLE}\n{one_line(rows)}").leaves()]
        assert "政策知晓率" in names

    def test_fund_rows_whose_labels_stand_before_their_runs(self) -> None:
        """The first labels came down ahead of the numbers, the later ones with them."""
        funds = (
            "项目资金 (万元) 年度资金总额 其中:当年财政拨款 年初预算数 分值 执行率 得分 94.50 94.50 86.02 10 "
            "91.03% 9.10 80.00 80.00 71.52 — 89.40% — 上年结转资金 14.50 14.50 14.50 — 100% — 其他资金 0 0 0 — — — "
        )
        lines = evaluation(f"{TITLE}\n{funds}{one_line(ROWS[8:])}").funds
        assert [line.executed.excerpt.text for line in lines if line.executed] == ["86.02", "71.52", "14.50", "0"]
        assert [line.part for line in lines] == [False, True, True, True]
        assert lines[2].label.text == "上年结转资金"

    def test_two_forms_on_the_line(self) -> None:
        second = [[cell.replace("99.00", "97.90").replace("98.25", "96.50") for cell in row] for row in ROWS]
        title = "霜溪县项目支出绩效自评表"
        lines = f"{one_line([[title], *ROWS]).strip()} {one_line([[title], *second])}"
        first, other = recognised(lines).evaluations
        assert [form.total and str(form.total.value) for form in (first, other)] == ["98.25", "96.50"]
        assert [len(list(form.leaves())) for form in (first, other)] == [5, 5]
        assert first.end <= other.start

    def test_a_project_named_twice_is_no_second_form(self) -> None:
        rows = [["项目名称", "城乡医疗救助"], *ROWS]
        assert len(recognised(f"{TITLE}\n{one_line(rows)}").evaluations) == 1

    SOURCES = (
        "枫泾县项目支出绩效自评表 项目名称 医疗救助 年初预算数 年度资金总额 其中：当年财政拨款 "
        "全年预算数 全年执行数 分值 执行率 得分 "
        "260.00 255.00 240.00 10 94.12% 9.41 240.00 235.00 220.00 — 93.62% — 上年结转资金 20.00 20.00 20.00 — 100% — {}"
        "一级指标 二级指标 三级指标 指标值 完成值 分值 得分 救助人次 ≥300人次 312人次 90 90 总分 100 99.41\n"
    )

    @pytest.mark.parametrize(
        ("words", "executed"),
        [
            ("其他资金 — — ", ["240.00", "220.00", "20.00"]),
            ("其他资金 0.00 0.00 0.00 — — — ", ["240.00", "220.00", "20.00", "0.00"]),
        ],
    )
    def test_sources_behind_the_first_bring_their_labels(self, words: str, executed: list[str]) -> None:
        funds = evaluation(self.SOURCES.format(words)).funds
        assert [line.executed.excerpt.text for line in funds if line.executed is not None] == executed
        assert [line.part for line in funds] == [False, *[True] * (len(executed) - 1)]
