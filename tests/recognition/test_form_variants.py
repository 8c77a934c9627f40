"""Forms of other provinces: weights in labels and in columns, heads of two rows, torn tables, several forms in one."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import ClassVar

import pytest

from jixiao.evaluations import Evaluation, Indicator
from tests.support import Rows, cell_lines, evaluation, one_line, outline_of, piped, recognised, spaced, tabbed, web

Shape = Callable[[Rows], str]
TITLE = "枫泾县2022年度项目支出绩效自评表\n"
HEAD = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
SHORT_HEAD = HEAD[:7]


def told(node: Indicator) -> list[str | None]:
    """Return nature, target, unit, actual value and reason of an indicator."""
    cells = (node.nature, node.target, node.unit, node.actual, node.reason)
    return [None if cell is None else cell.text for cell in cells]


class TestWeightsInLabels:
    ROWS: ClassVar[Rows] = [
        HEAD,
        ["产出指标（50分）", "数量指标（30分）", "宣传资料发放", "≥5万份", "5.6万份", "30", "30", ""],
        ["", "质量指标（20分）", "资料差错率", "≤1%", "0.4%", "20", "20", ""],
        ["效益指标（40分）", "社会效益指标", "政策知晓率", "≥90%", "88%", "40", "39.11", "外出人员多"],
        ["满意度指标(10分", "服务对象满意度", "群众满意度", "≥90%", "95%", "10", "10", ""],
        ["总分", "", "", "", "", "100", "99.11", ""],
    ]

    @pytest.mark.parametrize("shape", [cell_lines, tabbed, piped, spaced])
    def test_with_whole_and_with_torn_brackets(self, shape: Shape) -> None:
        assert outline_of(evaluation(TITLE + shape(self.ROWS)).indicators) == [
            "1 产出指标（50分） 50 -",
            "2 数量指标（30分） 30 -",
            "3 宣传资料发放 30 30",
            "2 质量指标（20分） 20 -",
            "3 资料差错率 20 20",
            "1 效益指标（40分） 40 -",
            "2 社会效益指标 - -",
            "3 政策知晓率 40 39.11",
            "1 满意度指标(10分 10 -",
            "2 服务对象满意度 - -",
            "3 群众满意度 10 10",
        ]

    def test_bars_alone_where_cells_were_merged(self) -> None:
        """Exports that drop merged cells leave rows that begin with the category or the indicator."""
        rows = [[cell for cell in row if cell] for row in self.ROWS[:3]]
        text = TITLE + "\n".join(" | ".join(row) + " ||" for row in rows) + "\n"
        assert outline_of(evaluation(text).indicators)[-1] == "3 资料差错率 20 20"


class TestWeightColumnBehindEveryLevel:
    ROWS: ClassVar[Rows] = [
        ["一级指标", "分值", "二级指标", "分值", "三级指标", "分值", "目标值", "实际值", "得分"],
        ["产出", "60", "数量", "40", "救助人次", "25", "≥2000人次", "2100人次", "25"],
        ["", "", "", "", "救助资金", "15", "≥300万元", "310万元", "15"],
        ["", "", "质量", "20", "救助准确率", "20", "100%", "100%", "20"],
        ["效益", "40", "社会效益", "40", "减负程度", "40", "≥70%", "72%", "38"],
        ["合计", "100", "", "100", "", "100", "", "", "98"],
    ]
    TREE: ClassVar[list[str]] = [
        "1 产出 60 -",
        "2 数量 40 -",
        "3 救助人次 25 25",
        "3 救助资金 15 15",
        "2 质量 20 -",
        "3 救助准确率 20 20",
        "1 效益 40 -",
        "2 社会效益 40 -",
        "3 减负程度 40 38",
    ]

    @pytest.mark.parametrize("shape", [cell_lines, tabbed])
    def test_every_weight_goes_to_its_level(self, shape: Shape) -> None:
        form = evaluation(TITLE + shape(self.ROWS))
        assert outline_of(form.indicators) == self.TREE
        assert form.total is not None
        assert form.total.value == 98

    def test_in_a_grid(self) -> None:
        rows = [
            self.ROWS[0],
            ["产出_3", "60_3", "数量_2", "40_2", *self.ROWS[1][4:]],
            self.ROWS[2][4:],
            self.ROWS[3][2:],
            *self.ROWS[4:],
        ]
        assert outline_of(evaluation(web(rows, TITLE.strip())).indicators) == self.TREE


class TestHeadsOfTwoRows:
    BODY: ClassVar[Rows] = [
        ["产出指标", "数量指标", "巡查次数", "≥", "24", "次", "26", "40", "40", ""],
        ["", "质量指标", "整改完成率", "≥", "95", "%", "90", "30", "28.42", "两家停业"],
        ["满意度指标", "服务对象满意度指标", "机构满意度", "≥", "90", "%", "91", "30", "30", ""],
    ]
    UPPER: ClassVar[list[str]] = ["绩效指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
    LOWER: ClassVar[list[str]] = ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"]

    @pytest.mark.parametrize("shape", [spaced, piped])
    def test_in_text(self, shape: Shape) -> None:
        rows = [[cell for cell in row if cell] for row in self.BODY]
        form = evaluation(TITLE + shape([self.UPPER, self.LOWER, *rows, ["总分", "100", "98.42"]]))
        leaves = list(form.leaves())
        assert [told(leaf)[:4] for leaf in leaves] == [
            ["≥", "24", "次", "26"],
            ["≥", "95", "%", "90"],
            ["≥", "90", "%", "91"],
        ]
        assert [leaf.weight.value for leaf in leaves if leaf.weight] == [40, 30, 30]

    def test_in_a_grid(self) -> None:
        rows = [
            ["绩效指标^3", "年度指标值^3", *(f"{head}_2" for head in self.UPPER[2:])],
            self.LOWER,
            ["产出指标_2", *self.BODY[0][1:]],
            self.BODY[1][1:],
            self.BODY[2],
            ["总分^7", "100", "98.42", ""],
        ]
        form = evaluation(web(rows, TITLE.strip()))
        assert [told(leaf)[1:4] for leaf in form.leaves()] == [["24", "次", "26"], ["95", "%", "90"], ["90", "%", "91"]]
        assert form.total is not None
        assert form.total.value == Decimal("98.42")


class TestNatureValueAndUnitApart:
    ROWS: ClassVar[Rows] = [
        ["绩效指标（90分）", *HEAD[:3], "指标性质", "指标值", "度量单位", "完成值", "权重", "得分", "未完成原因分析"],
        ["产出指标", "数量指标", "资助参保人数", "≥", "8000", "人", "8120", "30", "30", ""],
        ["服务窗口数", "＝", "12", "个", "12", "20", "20", ""],
        ["效益指标", "社会效益指标", "困难群众负担减轻", "定性", "优良中低差", "", "优", "30", "30", ""],
        ["满意度指标", "服务对象满意度指标", "救助对象满意度", "≥", "90", "%", "87", "10", "9.67", "偏远乡镇未走到"],
        ["合计", "90", "89.67", ""],
    ]

    def test_with_merged_cells_gone_on_the_left(self) -> None:
        form = evaluation(TITLE + piped(self.ROWS))
        assert [told(leaf)[:4] for leaf in form.leaves()] == [
            ["≥", "8000", "人", "8120"],
            ["＝", "12", "个", "12"],
            ["定性", "优良中低差", "", "优"],
            ["≥", "90", "%", "87"],
        ]
        assert outline_of(form.indicators)[-1] == "3 救助对象满意度 10 9.67"
        assert form.total_weight is not None
        assert form.total_weight.value == 90


class TestWeightsInNames:
    ROWS: ClassVar[Rows] = [
        ["预算执行情况（万元）（20分）", "", "预算数（A）", "执行数（B）", "执行率（B/A）", "得分（20分*执行率）"],
        ["", "年度财政资金总额", "60.00", "57.00", "95.00%", "19"],
        ["一级指标", "二级指标", "三级指标", "年初目标值（A）", "实际完成值（B）", "得分"],
        ["产出指标（40分）", "数量指标", "现场检查机构（25分）", "≥200家", "212家", "25"],
        ["", "质量指标", "线索办结率（15分）", "≥98%", "96%", "14.69"],
        ["满意度指标（40分）", "服务对象满意度指标", "群众满意度（40分）", "≥90%", "92%", "40"],
        ["总分", "", "", "", "", "98.69"],
    ]

    @pytest.mark.parametrize("shape", [tabbed, piped, cell_lines])
    def test_the_points_stand_behind_the_names(self, shape: Shape) -> None:
        form = evaluation(TITLE + shape(self.ROWS))
        assert [line for line in outline_of(form.indicators) if line[0] == "3"] == [
            "3 现场检查机构（25分） 25 25",
            "3 线索办结率（15分） 15 14.69",
            "3 群众满意度（40分） 40 40",
        ]
        assert form.total is not None
        assert (form.total.value, form.total_weight) == (Decimal("98.69"), None)

    def test_the_points_of_execution_stand_in_the_head(self) -> None:
        (line,) = evaluation(TITLE + tabbed(self.ROWS)).funds
        assert line.weight is not None
        assert line.score is not None
        assert (line.weight.value, line.score.value) == (Decimal(20), Decimal(19))
        assert "20分" in line.weight.excerpt.text
        assert line.adjusted is not None
        assert str(line.adjusted.quantity) == "60.00万元"


class TestUnitsOfTheFundTable:
    @pytest.mark.parametrize(
        ("head", "amount", "expected"),
        [
            ("项目资金（万元）", "50.5", 505000),
            ("项目资金（元）", "505000", 505000),
            ("项目资金", "50.5万元", 505000),
            ("预算执行情况（亿元）", "0.5", 50_000_000),
        ],
    )
    def test_from_the_head_or_the_cell(self, head: str, amount: str, expected: int) -> None:
        rows = [
            [head, "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
            ["", "年度资金总额", amount, amount, amount, "10", "100%", "10"],
            HEAD,
            ["产出指标", "数量指标", "巡查次数", "≥24次", "26次", "90", "90", ""],
        ]
        (line,) = evaluation(TITLE + tabbed(rows)).funds
        assert line.executed is not None
        assert (line.executed.quantity.value, line.executed.quantity.unit) == (Decimal(expected), "元")

    @pytest.mark.parametrize("head", ["调整(年中)预算数", "调整预算数", "调整后的预算数", "全年预算数"])
    def test_the_adjusted_budget_under_any_name(self, head: str) -> None:
        rows = [
            ["项目资金(万元)", "", "年初预算数", head, "全年执行数", "分值", "执行率", "得分"],
            ["", "年度总金额", "40.00", "60.00", "30.00", "10", "50.00%", "5"],
            HEAD,
            ["产出指标", "数量指标", "巡查次数", "≥24次", "26次", "90", "90", ""],
        ]
        (line,) = evaluation(TITLE + tabbed(rows)).funds
        assert line.adjusted is not None
        assert str(line.adjusted.quantity) == "60.00万元"

    def test_a_blank_and_a_dash_are_none(self) -> None:
        rows = [
            ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
            ["", "年度资金总额", "50", "0", "—", "10", "", "10"],
            HEAD,
            ["产出指标", "数量指标", "巡查次数", "≥24次", "26次", "90", "90", ""],
        ]
        (line,) = evaluation(TITLE + tabbed(rows)).funds
        assert (line.executed, line.rate) == (None, None)
        assert line.adjusted is not None
        assert line.adjusted.quantity.value == 0


class TestTornTables:
    """Merged cells were lost, so that a label may stand beside any of its rows."""

    def rows(self, second: str) -> list[list[str]]:
        return [
            SHORT_HEAD,
            ["产出指标（50分）", "数量指标（30分）", "检查机构数", "≥50家", "52家", "10", "10"],
            ["复查机构数", "≥20家", "21家", second, second],
            ["整改到位率", "100%", "100%", "8", "8"],
            ["质量指标（20分）", "案卷合格率", "≥98%", "99%", "12", "12"],
            ["效益指标（50分）", "社会效益指标", "知晓率", "≥90%", "91%", "50", "50"],
        ]

    def test_a_row_moves_over_the_border_where_both_sides_then_add_up(self) -> None:
        names = self.categories(evaluation(TITLE + piped(self.rows("20"))))
        assert names["质量指标（20分）"] == ["整改到位率", "案卷合格率"]
        assert names["数量指标（30分）"] == ["检查机构数", "复查机构数"]

    def test_no_row_moves_where_that_mends_nothing(self) -> None:
        names = self.categories(evaluation(TITLE + piped(self.rows("15"))))
        assert names["数量指标（30分）"] == ["检查机构数", "复查机构数", "整改到位率"]

    def test_no_row_moves_in_a_grid(self) -> None:
        first, second, third, fourth, last = self.rows("20")[1:]
        rows = [SHORT_HEAD, [f"{first[0]}_4", f"{first[1]}_3", *first[2:]], second, third, fourth, last]
        names = self.categories(evaluation(web(rows, TITLE.strip())))
        assert names["数量指标（30分）"] == ["检查机构数", "复查机构数", "整改到位率"]

    @staticmethod
    def categories(form: Evaluation) -> dict[str, list[str]]:
        return {
            category.name.text: [leaf.name.text for leaf in category.children]
            for dimension in form.indicators
            for category in dimension.children
        }

    @pytest.mark.parametrize("shape", [tabbed, piped])
    def test_a_head_repeated_on_the_next_page(self, shape: Shape) -> None:
        rows = self.rows("20")
        text = TITLE + shape([*rows[:3], rows[0], *rows[3:]])
        assert len(list(evaluation(text).leaves())) == 5

    def test_a_name_torn_in_two(self) -> None:
        rows = [
            SHORT_HEAD,
            ["产出指标", "数量指标", "困难群众资助参"],
            ["保人数", "≥800人", "812人", "50", "50"],
            ["效益指标", "社会效益指标", "知晓率", "≥90%", "91%", "50", "50"],
        ]
        names = [leaf.name.text for leaf in evaluation(TITLE + piped(rows)).leaves()]
        assert names == ["困难群众资助参保人数", "知晓率"]


def project(name: str, executed: str, rate: str, points: str, total: str) -> list[list[str]]:
    return [
        ["项目名称", name],
        ["主管部门", "青禾区医疗保障局", "实施单位", "青禾区医保中心"],
        ["项目资金（元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["", "年度资金总额", "500000", "500000", executed, "10", rate, points],
        HEAD,
        ["产出指标", "数量指标", "服务人次", "≥1000人次", "1100人次", "60", "60", ""],
        ["满意度指标", "满意度指标", "群众满意度", "≥90%", "95%", "30", "30", ""],
        ["总分", "", "", "", "", "100", total, ""],
    ]


class TestSeveralForms:
    FIRST: ClassVar[Rows] = project("门诊慢病经费", "450000", "90%", "9", "99")
    SECOND: ClassVar[Rows] = project("异地就医经费", "500000", "100%", "10", "100")
    TITLE = "青禾区2024年度项目支出绩效自评表\n"

    @pytest.mark.parametrize("shape", [tabbed, piped, cell_lines])
    def test_in_one_table(self, shape: Shape) -> None:
        forms = recognised(self.TITLE + shape([*self.FIRST, *self.SECOND])).evaluations
        assert [form.project.text for form in forms if form.project] == ["门诊慢病经费", "异地就医经费"]
        assert [form.total.value for form in forms if form.total] == [99, 100]
        assert [len(list(form.leaves())) for form in forms] == [2, 2]
        assert forms[0].end <= forms[1].start

    def test_in_tables_of_their_own(self) -> None:
        text = f"{self.TITLE}{tabbed(self.FIRST)}\n青禾区2023年度项目支出绩效自评表\n{tabbed(self.SECOND)}"
        assert [form.year for form in recognised(text).evaluations] == [2024, 2023]

    def test_forms_of_one_table_share_the_year_of_its_title(self) -> None:
        forms = recognised(self.TITLE + tabbed([*self.FIRST, *self.SECOND])).evaluations
        assert [form.year for form in forms] == [2024, 2024]

    def test_one_form_in_two_tables(self) -> None:
        """Funds and indicators printed as tables of their own are one form."""
        text = f"{self.TITLE}{tabbed(self.FIRST[:4])}\n年度绩效指标完成情况\n{tabbed(self.FIRST[4:])}"
        (form,) = recognised(text).evaluations
        assert len(form.funds) == 1
        assert len(list(form.leaves())) == 2


class TestNamesInATableOnOneLine:
    def test_the_numbered_name_stands_before_heads_that_slipped_in(self) -> None:
        rows = [
            ["项目资金（万元）", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
            ["年度资金总额", "24.00", "24.00", "22.80", "10", "95%", "9.5"],
            ["产出", "指标1:政策范围内住院费用报", "销比例", "绩", "效", "≥70%", "71.6%", "40", "40"],
            ["满意度", "服务对象满", "指标1:离休干部满意度", "(10分", "意度指标", ")", "≥95%", "96%", "50", "50"],
            ["总分", "100", "99.50"],
        ]
        names = [leaf.name.text for leaf in evaluation(TITLE + one_line(rows)).leaves()]
        assert names == ["指标1:政策范围内住院费用报 销比例", "指标1:离休干部满意度"]


def test_a_total_of_the_weights_alone_is_no_indicator() -> None:
    rows = [
        HEAD,
        ["产出指标", "数量指标", "检查机构数", "≥50家", "52家", "50", "50", ""],
        ["效益指标", "社会效益指标", "政策知晓率", "≥90%", "91%", "40", "40", ""],
        ["权重合计", "", "", "", "", "90", "", ""],
    ]
    form = evaluation(TITLE + tabbed(rows))
    assert [leaf.name.text for leaf in form.leaves()] == ["检查机构数", "政策知晓率"]
    assert form.total_weight is not None
    assert form.total_weight.value == Decimal(90)
    assert form.total is None
    assert form.total_label is None


def test_a_grade_in_one_cell_with_its_label() -> None:
    rows = [
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["产出指标", "数量指标", "检查机构数", "≥50家", "52家", "60", "60"],
        ["效益指标", "社会效益指标", "政策知晓率", "≥90%", "80%", "40", "29.14"],
        ["总分", "100", "89.14", "自评等级：优"],
    ]
    form = evaluation("枫泾县2022年度项目支出绩效自评表\n" + spaced(rows))
    assert form.grade is not None
    assert (form.grade.name, form.grade.excerpt.text) == ("优", "自评等级：优")
    assert form.total is not None
    assert form.total.value == Decimal("89.14")


class TestFlatForms:
    """A table on one line, with what is torn off it or left out of it."""

    FUNDS: ClassVar[Rows] = [
        ["项目资金（万元）", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["年度资金总额", "24.00", "24.00", "22.80", "10", "95%", "9.5"],
    ]
    ROWS: ClassVar[Rows] = [
        ["产出指标(50分)", "数量指标", "检查机构数", "≥50家", "52家", "50", "50"],
        ["效益指标(40分)", "社会效益指标", "政策知晓率", "≥90%", "81%", "40", "36", "山区手机信号差，短信没有送达"],
        ["总分", "100", "95.50"],
    ]
    HEADS: ClassVar[Rows] = [["三级指标", "年度指标值", "实际完成值", "分值", "得分"]]
    # 得分 says how it comes about; no head names the weight.
    RATED: ClassVar[Rows] = [
        ["预算数(A)", "执行数(B)", "执行率(B/A)", "得分（20分*执行率）", "年度财政", "资金总额"],
        ["24.00", "22.80", "95.00%", "19.00"],
    ]

    def test_the_words_behind_the_last_score_are_its_reason(self) -> None:
        form = evaluation(TITLE + one_line([*self.FUNDS, *self.ROWS]))
        assert [leaf.reason and leaf.reason.text for leaf in form.leaves()] == ["", "山区手机信号差，短信没有送达"]

    def test_no_words_are_an_empty_reason(self) -> None:
        form = evaluation(TITLE + one_line([*self.FUNDS, self.ROWS[0], self.ROWS[1][:-1], self.ROWS[2]]))
        assert [leaf.reason and leaf.reason.text for leaf in form.leaves()] == ["", ""]

    def test_its_indicators_may_stand_on_lines_below(self) -> None:
        heads = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
        form = evaluation(TITLE + one_line([*self.FUNDS, heads]) + spaced(self.ROWS))
        assert outline_of(form.indicators) == [
            "1 产出指标(50分) 50 -",
            "3 检查机构数 50 50",
            "1 效益指标(40分) 40 -",
            "3 政策知晓率 40 36",
        ]
        assert form.total is not None
        assert form.total.value == Decimal("95.50")

    @pytest.mark.parametrize("heads", [RATED[0], ["预算执行情况", "（20分*执行率）", "资金总额"]])
    def test_a_rate_proves_its_amounts_and_a_head_weighs_it(self, heads: list[str]) -> None:
        form = evaluation(TITLE + one_line([heads, self.RATED[1], *self.HEADS, *self.ROWS[:2], ["总分", "105"]]))
        (line,) = form.funds
        assert [a and a.excerpt.text for a in (line.adjusted, line.executed, line.rate)] == ["24.00", "22.80", "95.00%"]
        assert [p and p.value for p in (line.weight, line.score)] == [20, 19]

    def test_names_that_carry_their_points(self) -> None:
        rows = [
            ["检查机构数(50分)", "≥50家", "52家", "50"],
            ["政策知晓率(40分)", "≥90%", "81%", "36"],
            ["总分", "95.50"],
        ]
        form = evaluation(TITLE + one_line([*self.FUNDS, *self.HEADS, *rows]))
        assert outline_of(form.indicators) == ["3 检查机构数(50分) 50 50", "3 政策知晓率(40分) 40 36"]

    def test_cells_glued_together(self) -> None:
        rows = [["检查机构数≥50家52家", "50分50分政策知晓率≥90%81%", "40分36分"], ["总分", "95.50"]]
        form = evaluation(TITLE + one_line([*self.FUNDS, *self.HEADS, *rows]))
        assert outline_of(form.indicators) == ["3 检查机构数 50 50", "3 政策知晓率 40 36"]

    def test_amounts_that_make_another_rate_prove_nothing(self) -> None:
        heads = ["预算执行情况", "（20分*执行率）", "资金总额"]
        form = evaluation(TITLE + one_line([heads, ["24.00", "20.80", "95.00%", "19.00"], *self.HEADS, *self.ROWS]))
        assert form.funds == ()


@pytest.mark.parametrize(
    "note",
    [
        "自评等级 良（90分及以上为优，80分至90分为良）",
        "说明：1.资金按合同支付。2.本项目自评等级为良（90分及以上为优，80分至90分为良）。",
    ],
)
def test_a_grade_in_a_note_behind_the_form(note: str) -> None:
    form = evaluation(TITLE + one_line([*TestFlatForms.FUNDS, *TestFlatForms.ROWS]) + note + "\n")
    assert form.grade is not None
    assert form.grade.name == "良"
    assert [band.name for band in form.bands] == ["优", "良"]


def test_the_grade_of_the_next_paper_is_not_that_of_the_form() -> None:
    behind = "柳汀县2022年度项目支出绩效自评报告\n自评等级为良。\n"
    forms = recognised(TITLE + one_line([*TestFlatForms.FUNDS, *TestFlatForms.ROWS]) + behind).forms
    assert [form.evaluation.grade for form in forms] == [None]


def test_a_label_of_the_whole_table_names_no_column() -> None:
    rows = [
        ["目标任务完成情况（90分）", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["", "产出指标", "数量指标", "检查机构数", "≥50家", "52家", "50", "50"],
        ["", "效益指标", "社会效益指标", "政策知晓率", "≥90%", "91%", "40", "40"],
    ]
    form = evaluation(TITLE + tabbed(rows))
    assert [leaf.actual and leaf.actual.text for leaf in form.leaves()] == ["52家", "91%"]


def test_a_lone_number_behind_the_total_is_the_sum_of_the_scores() -> None:
    rows = [
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["产出指标", "数量指标", "检查机构数", "≥50家", "48家", "60", "57.60"],
        ["效益指标", "社会效益指标", "政策知晓率", "≥90%", "91%", "40", "40"],
        ["总分", "97.60"],
    ]
    form = evaluation(TITLE + spaced(rows))
    assert form.total is not None
    assert (form.total.value, form.total_weight) == (Decimal("97.60"), None)


def test_a_name_of_glued_words_is_quoted_as_printed() -> None:
    rows = [["效益", "指标(50分)社会效益检查机构数≥50家52家", "50分50分政策知晓率≥90%81%", "40分36分"]]
    text = TITLE + one_line([*TestFlatForms.FUNDS, *TestFlatForms.HEADS, *rows, ["总分", "95.50"]])
    for leaf in evaluation(text).leaves():
        assert text[leaf.name.start : leaf.name.end] == leaf.name.text
