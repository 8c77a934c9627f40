"""Forms of one cell a line with nothing between the rows: rows are found again by the width of their heads."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.documents import Cell, Layout, Span
from jixiao.evaluations import Evaluation
from jixiao.recognition.lost_rows import LEAST_CELLS, find_rows
from jixiao.recognition.table_rows import rows_of
from tests.auditing.specimens import HEAD
from tests.support import Rows, evaluation, outline_of, quoted, recognised, run

TITLE = "柳汀县2022年度项目支出绩效自评表"
FUND_HEAD = ["项目资金（万元）", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
ROWS = [
    ["项目名称", "定点药店巡查经费"],
    ["主管部门", "柳汀县医疗保障局"],
    FUND_HEAD,
    ["年度资金总额", "60", "64", "61.5", "10", "96.09%", "9.6"],
    ["其中：当年财政拨款", "60", "64", "61.5", "—", "96.09%", "—"],
    HEAD,
    ["产出指标", "数量指标", "巡查定点药店数", "≥40家", "43家", "20", "20", "无"],
    ["产出指标", "质量指标", "巡查记录完整率", "≥95%", "97%", "15", "15", "无"],
    ["产出指标", "时效指标", "巡查结果办结时间", "≤15天", "18天", "15", "12.5", "两家药店停业后补查"],
    ["效益指标", "社会效益指标", "投诉件下降率", "≥10%", "12%", "30", "30", "无"],
    ["满意度指标", "服务对象满意度指标", "参保人满意度", "≥90%", "93%", "10", "10", "无"],
    ["总分", "100", "97.1"],
]
NARROW = ["二级指标", "三级指标", "年度指标值", "实际完成值"]
FIRST = ["数量指标", "巡查家数", "40家", "43家"]


def unbroken(rows: Rows) -> str:
    """Write a table one cell a line behind a tab, with nothing that parts the rows."""
    return TITLE + "\n" + "".join(f"\t{cell}\n" for row in rows for cell in row)


def rows_in(texts: Sequence[str]) -> list[list[str]]:
    """Return the texts of the rows that are found in cells of TEXTS."""
    cells = [Cell(text, Span(0, len(text)), 0, column) for column, text in enumerate(texts)]
    return [[cell.text for cell in row] for row in find_rows(cells)]


class TestForm:
    @pytest.fixture
    def form(self) -> Evaluation:
        return evaluation(unbroken(ROWS))

    def test_the_reader_knows_no_rows(self) -> None:
        """Else the tests below would look at something else."""
        (table,) = recognised(unbroken(ROWS)).document.tables()
        assert (table.layout, table.rows, len(table.cells)) == (Layout.RAGGED, 1, sum(map(len, ROWS)))

    def test_the_rows(self) -> None:
        assert rows_in(list(chain.from_iterable(ROWS))) == ROWS

    def test_the_fields(self, form: Evaluation) -> None:
        assert form.project is not None
        assert form.department is not None
        assert (form.project.text, form.department.text) == ("定点药店巡查经费", "柳汀县医疗保障局")
        assert (form.place, form.year) == ("柳汀县", 2022)

    def test_the_fund_rows(self, form: Evaluation) -> None:
        told = [
            [line.label.text, *(str(a.quantity) for a in (line.initial, line.adjusted, line.executed, line.rate) if a)]
            for line in form.funds
        ]
        assert told == [
            ["年度资金总额", "60万元", "64万元", "61.5万元", "96.09%"],
            ["其中：当年财政拨款", "60万元", "64万元", "61.5万元", "96.09%"],
        ]
        assert [line.score and line.score.value for line in form.funds] == [Decimal("9.6"), None]

    def test_the_tree(self, form: Evaluation) -> None:
        assert outline_of(form.indicators) == [
            "1 产出指标 - -",
            "2 数量指标 - -",
            "3 巡查定点药店数 20 20",
            "2 质量指标 - -",
            "3 巡查记录完整率 15 15",
            "2 时效指标 - -",
            "3 巡查结果办结时间 15 12.5",
            "1 效益指标 - -",
            "2 社会效益指标 - -",
            "3 投诉件下降率 30 30",
            "1 满意度指标 - -",
            "2 服务对象满意度指标 - -",
            "3 参保人满意度 10 10",
        ]

    def test_the_cells_of_a_row(self, form: Evaluation) -> None:
        late = list(form.leaves())[2]
        assert [e.text for e in (late.target, late.actual, late.reason) if e is not None] == [
            "≤15天",
            "18天",
            "两家药店停业后补查",
        ]

    def test_the_total(self, form: Evaluation) -> None:
        assert form.total_weight is not None
        assert form.total is not None
        assert (form.total_weight.value, form.total.value) == (Decimal(100), Decimal("97.1"))

    def test_excerpts_point_at_the_words_of_the_file(self, form: Evaluation) -> None:
        text = recognised(unbroken(ROWS)).document.text
        for leaf in form.leaves():
            assert text[leaf.name.start : leaf.name.end] == leaf.name.text

    def test_blank_cells_whose_line_is_there(self) -> None:
        blank = [[cell if cell != "无" else "" for cell in row] for row in ROWS]
        form = evaluation(unbroken(blank))
        assert outline_of(form.indicators) == outline_of(evaluation(unbroken(ROWS)).indicators)
        assert [leaf.reason and leaf.reason.text for leaf in form.leaves()] == ["", "", "两家药店停业后补查", "", ""]

    def test_a_wrong_sum_is_found(self) -> None:
        wrong = [*ROWS[:-1], ["总分", "100", "98.1"]]
        findings, _ = run("score-total", unbroken(wrong))
        assert [(finding.expected, finding.reported) for finding in findings] == [("97.1", "98.1")]
        assert quoted(findings[0])[0] == "98.1"
        assert run("score-total", unbroken(ROWS))[0] == []


class TestFindRows:
    def test_nothing(self) -> None:
        assert rows_in([]) == []

    def test_a_width_of_its_own_for_every_run_of_heads(self) -> None:
        other = [*NARROW, "得分"]
        values = ["质量指标", "记录完整率", "95%", "97%", "15"]
        assert rows_in([*NARROW, *FIRST, *other, *values]) == [NARROW, FIRST, other, values]

    @pytest.mark.parametrize("label", ["备注", "总得分", "年度总体目标", "填报人：经办科室"])
    def test_a_label_ends_the_rows(self, label: str) -> None:
        assert rows_in([*NARROW, *FIRST, label, "12", *FIRST[:2]])[2] == [label, "12"]

    def test_a_word_of_another_name_does_not(self) -> None:
        assert rows_in([*NARROW, *FIRST, "总分值说明", "12", "13", "14"])[2] == ["总分值说明", "12", "13", "14"]

    def test_the_numbers_of_a_total(self) -> None:
        assert rows_in(["总分", "100", "", "97.1", "良好"]) == [["总分", "100", "", "97.1"], ["良好"]]

    def test_a_total_has_three_numbers_at_most(self) -> None:
        assert rows_in(["总分", "100", "10", "97.1", "5"]) == [["总分", "100", "10", "97.1"], ["5"]]

    def test_a_label_right_before_heads(self) -> None:
        assert rows_in(["绩效指标", *NARROW, *FIRST]) == [["绩效指标"], NARROW, FIRST]

    def test_a_value_right_before_heads(self) -> None:
        assert rows_in(["项目经费", "60万元", *NARROW, *FIRST]) == [["项目经费", "60万元"], NARROW, FIRST]

    def test_labels_side_by_side(self) -> None:
        assert rows_in(["项目名称", "主管部门", "柳汀县医疗保障局"]) == [["项目名称"], ["主管部门", "柳汀县医疗保障局"]]

    @pytest.mark.parametrize("heads", [NARROW[:3], ["得分"] * 5], ids=["too few", "too alike"])
    def test_no_heads_no_width(self, heads: list[str]) -> None:
        assert all(len(row) <= 2 for row in rows_in([*heads, *FIRST]))

    def test_a_head_of_unknown_meaning_between_others(self) -> None:
        heads = [*NARROW[:2], "牵头科室", *NARROW[2:]]
        values = [*FIRST[:2], "基金监管科", *FIRST[2:]]
        assert rows_in([*heads, *values]) == [heads, values]

    @pytest.mark.parametrize(("spare", "rows"), [(0, 6), (1, 1)])
    def test_rows_are_sought_in_long_runs_only(self, spare: int, rows: int) -> None:
        """A short run without rows may be anything."""
        cells = [*NARROW, *FIRST * 5][: LEAST_CELLS - spare]
        (table,) = recognised(unbroken([cells])).document.tables()
        assert len(table.cells) == LEAST_CELLS - spare
        assert len(rows_of(table, 0)) == rows

    @given(st.lists(st.lists(st.sampled_from(["巡查", "43家", "≥40家", "无", "", "12.5"]), min_size=4, max_size=4)))
    def test_rows_of_values_come_back_whole(self, rows: list[list[str]]) -> None:
        assert rows_in([*NARROW, *chain.from_iterable(rows)]) == [NARROW, *rows]

    @given(st.lists(st.sampled_from([*HEAD, *FUND_HEAD, "总分", "备注", "项目名称", "巡查", "43家", "12.5", ""])))
    def test_no_cell_is_lost_or_moved(self, texts: list[str]) -> None:
        found = rows_in(texts)
        assert list(chain.from_iterable(found)) == texts
        assert all(found)


WIDE = ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "实际完成值", "分值", "得分", "偏差原因"]
# As pages are copied where merged cells are gone: the rows lack one or two names each.
UNLIKE = [
    ["产出指标\n（60分）", "数量指标", "巡查定点药店数", "≥", "40", "家", "43", "20", "20", ""],
    ["", "药师培训人次", "≥", "60", "人次", "54", "20", "18", "两期因台风改到次年"],
    ["质量指标", "巡查记录完整率", "≥", "95", "%", "97", "20", "20", ""],
    ["效益指标\n（30分）", "社会效益指标", "投诉件下降率", "≥", "10", "%", "12", "30", "30", ""],
]
UNLIKE_LINES = list(chain.from_iterable("\n".join(row).split("\n") for row in UNLIKE))


class TestRowsOfUnlikeWidth:
    def test_rows_that_lack_merged_cells(self) -> None:
        assert rows_in([*WIDE, *UNLIKE_LINES, "总分", "90", "88"]) == [WIDE, *UNLIKE, ["总分", "90", "88"]]

    def test_with_the_blank_cells_gone_as_well(self) -> None:
        filled = [[cell for cell in row if cell] for row in UNLIKE]
        lines = [cell for cell in UNLIKE_LINES if cell]
        assert rows_in([*WIDE, *lines, "总分", "90"]) == [WIDE, *filled, ["总分", "90"]]

    def test_a_label_of_the_whole_table_before_the_heads(self) -> None:
        assert rows_in(["绩效指标完成情况", *WIDE, *UNLIKE_LINES])[1:] == UNLIKE

    def test_amounts_whose_label_has_no_head(self) -> None:
        heads = FUND_HEAD[1:]
        lines = [
            ["年度资金总额", "60", "64", "61.5", "10", "96.09%", "9.6"],
            ["上年结转", "0", "4", "4", "—", "100%", "—"],
        ]
        assert rows_in(["（万元）", "", *heads, *chain.from_iterable(lines)])[1:] == [heads, *lines]

    def test_a_note_behind_the_rows_is_no_row(self) -> None:
        rows = rows_in([*WIDE, *UNLIKE_LINES, "其他需要说明的问题", "无", "总分", "90", "88"])
        assert rows[-2:] == [["其他需要说明的问题", "无"], ["总分", "90", "88"]]

    def test_the_form(self) -> None:
        form = evaluation(unbroken([["项目名称", "定点药店巡查经费"], WIDE, UNLIKE_LINES, ["总分", "90", "88"]]))
        assert [(leaf.name.text, str(leaf.weight and leaf.weight.value)) for leaf in form.leaves()] == [
            ("巡查定点药店数", "20"),
            ("药师培训人次", "20"),
            ("巡查记录完整率", "20"),
            ("投诉件下降率", "30"),
        ]
        assert [node.weight and node.weight.value for node in form.indicators] == [60, 30]

    def test_blank_cells_before_the_numbers_of_a_total(self) -> None:
        assert rows_in(["总分", "", "", "", "", "100", "97.1", "良好"])[0] == ["总分", "", "", "", "", "100", "97.1"]
