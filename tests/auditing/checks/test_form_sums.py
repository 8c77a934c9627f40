"""Sums inside forms: sources of money, loose ``label：number`` cells, data tables; control rates and budgets."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jixiao.auditing.model import Match, Severity
from tests.auditing.specimens import HEAD, SHAPES, fund_form
from tests.support import Rows, cell_lines, one_line, only_finding, piped, quoted, run, spaced, tabbed, web

Shape = Callable[[Rows], str]
BASE_TITLE = "霜溪县2024年度部门整体支出绩效评价基础数据表"
BASE_HEAD = ["经费控制情况（万元）", "2023年决算数", "2024年预算数", "2024年决算数"]
THREE_PUBLIC = [
    ["“三公”经费", "8.60", "7.20", "6.90"],
    ["1、公务接待费", "3.62", "3.05", "2.81"],
    ["2、公务用车运行费", "4.98", "4.15", "4.09"],
    ["项目支出", "310.00", "325.00", "301.00"],
]


def base(rows: Rows, head: list[str] = BASE_HEAD, shape: Shape = tabbed) -> str:
    return f"{BASE_TITLE}\n{shape([head, *rows])}"


def source_rows(executed: str, *parts: str) -> list[list[str]]:
    """Return a fund table of 310万元 with two sources, whose executed amounts are PARTS."""
    first, second = parts
    return [
        ["年度资金总额", "300.00", "310.00", executed, "10", "90.32%", "9.03"],
        ["其中：当年财政拨款", "200.00", "210.00", first, "—", "90.48%", "—"],
        ["上年结转资金", "100.00", "100.00", second, "—", "90.00%", "—"],
    ]


class TestFundParts:
    @pytest.mark.parametrize("shape", SHAPES)
    def test_a_column_that_does_not_add_up(self, shape: Shape) -> None:
        finding = only_finding("fund-parts", fund_form(source_rows("285.00", "190.00", "90.00"), shape=shape))
        assert finding.severity is Severity.ERROR
        assert finding.message == "全年执行数：资金总额写285.00，各分项合计280.00"
        assert (finding.expected, finding.reported) == ("280.00", "285.00")
        assert quoted(finding) == ["285.00", "190.00", "90.00"]
        assert finding.working == "190.00＋90.00 = 280.00"

    @pytest.mark.parametrize(
        ("executed", "parts", "match"),
        [
            ("280.00", ("190.00", "90.00"), Match.FACE),
            ("280.3", ("190.13", "90.13"), Match.FACE),
            ("280.01", ("190.00", "90.00"), Match.ROUNDING),
        ],
    )
    def test_a_column_that_adds_up(self, executed: str, parts: tuple[str, str], match: Match) -> None:
        findings, relations = run("fund-parts", fund_form(source_rows(executed, *parts)))
        assert findings == []
        assert [relation.match for relation in relations] == [Match.FACE, Match.FACE, match]

    def test_the_edge_of_what_rounding_allows(self) -> None:
        """Three numbers with two decimals can hide 0.015: 280.01 follows, 280.02 does not."""
        assert only_finding("fund-parts", fund_form(source_rows("280.02", "190.00", "90.00"))).expected == "280.00"

    def test_a_blank_source_is_never_a_zero(self) -> None:
        finding = only_finding("fund-parts", fund_form(source_rows("285.00", "190.00", "")))
        assert (finding.severity, finding.kind) == (Severity.WARNING, "incomplete")
        assert finding.message == ("全年执行数的资金总额285.00与填了数的来源合计190.00不符，有的来源行空着，不能判定")

    def test_sources_above_the_total_are_wrong_even_with_a_blank(self) -> None:
        assert only_finding("fund-parts", fund_form(source_rows("185.00", "190.00", ""))).severity is Severity.ERROR

    def test_a_part_of_a_part_is_left_out(self) -> None:
        rows = [*source_rows("280.00", "190.00", "90.00"), ["其中：上级补助", "50.00", "50.00", "40.00", "", "", ""]]
        assert run("fund-parts", fund_form(rows))[0] == []

    def test_a_source_that_the_other_columns_count_is_no_part_of_another(self) -> None:
        """280 leaves out the 24 of the lottery fund; the budget of 304 counts it."""
        funds = [
            ["年度资金总额", "", "304.00", "280.00", "10", "92.11%", "9.21"],
            ["其中：中央财政资金", "", "200.00", "190.00", "—", "95.00%", "—"],
            ["彩票公益金", "", "24.00", "24.00", "—", "100%", "—"],
            ["地方资金", "", "80.00", "90.00", "—", "112.5%", "—"],
        ]
        finding = only_finding("fund-parts", fund_form(funds))
        assert (finding.expected, finding.reported) == ("304.00", "280.00")

    def test_a_part_of_the_only_source_is_left_out(self) -> None:
        rows = [
            ["年度资金总额", "300", "310", "280", "10", "90.32%", "9.03"],
            ["其中：当年财政拨款", "300", "310", "280", "—", "90.32%", "—"],
            ["其中：上级补助", "100", "100", "90", "—", "90%", "—"],
        ]
        assert run("fund-parts", fund_form(rows))[0] == []

    def test_a_table_on_one_line(self) -> None:
        findings, _ = run("fund-parts", fund_form(source_rows("285.00", "190.00", "90.00"), shape=one_line))
        assert [(f.reported, f.expected) for f in findings] == [("285.00", "280.00")]


def department(*inline: list[str], executed: str = "905.00") -> str:
    rows = [
        ["预算部门名称", "霜溪县医疗保障局"],
        ["年度预算申请（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["", "年度资金总额", "880.50", "905.00", executed, "10", "100%", "10"],
        ["", "按收入性质分：", "按支出性质分："],
        *(["", *cells] for cells in inline),
        HEAD,
        ["产出指标", "数量指标", "参保人数", "≥20万人", "20.5万人", "60", "60", ""],
    ]
    return "霜溪县2024年度部门整体支出绩效自评表\n" + tabbed(rows)


class TestInlineSums:
    def test_basic_and_project_expenditure(self) -> None:
        finding = only_finding("inline-sums", department(["其中：基本支出：603.80"], ["项目支出：310.20"]))
        assert finding.severity is Severity.ERROR
        assert finding.message == "资金总额写905.00，各分项合计914.00"
        assert (finding.expected, finding.reported) == ("914.00", "905.00")
        assert quoted(finding) == ["905.00", "其中：基本支出：603.80", "项目支出：310.20"]

    def test_sources_of_income(self) -> None:
        finding = only_finding("inline-sums", department(["其中：一般公共预算：800.00", "政府性基金拨款：150.00"]))
        assert (finding.expected, finding.reported) == ("950.00", "905.00")

    @pytest.mark.parametrize(
        "inline",
        [
            (["其中：基本支出：603.80"], ["项目支出：301.20"]),
            (["其中：基本支出：603.80"], ["项目支出：276.70"]),  # the initial budget
            (["其中：一般公共预算：800.00", "政府性基金拨款：105.00"],),
            (["其中：一般公共预算：905.00"], ["政府性基金拨款："]),
        ],
    )
    def test_amounts_that_make_a_total(self, inline: tuple[list[str], ...]) -> None:
        findings, relations = run("inline-sums", department(*inline))
        assert findings == []
        assert {relation.match for relation in relations} == {Match.FACE}

    @pytest.mark.parametrize("inline", [(["其中：基本支出：603.80"],), (["其中：一般公共预算：600.00"],)])
    def test_one_part_proves_nothing(self, inline: tuple[list[str], ...]) -> None:
        assert run("inline-sums", department(*inline)) == ([], [])

    def test_a_sum_is_told_once(self) -> None:
        _, relations = run("inline-sums", department(["其中：基本支出：603.80"], ["项目支出：301.20"]))
        assert len({(relation.expression, relation.reported) for relation in relations}) == len(relations)


class TestDataSums:
    def test_numbered_rows_add_up_in_every_column(self) -> None:
        findings, relations = run("data-sums", base(THREE_PUBLIC))
        assert findings == []
        assert [(r.reported, r.expression) for r in relations] == [
            ("8.60", "3.62＋4.98"),
            ("7.20", "3.05＋4.15"),
            ("6.90", "2.81＋4.09"),
        ]

    @pytest.mark.parametrize("shape", [tabbed, cell_lines])
    def test_one_column_that_does_not(self, shape: Shape) -> None:
        rows = [[*THREE_PUBLIC[0][:3], "7.90"], *THREE_PUBLIC[1:]]
        finding = only_finding("data-sums", base(rows, shape=shape))
        assert finding.severity is Severity.ERROR
        assert "写7.90，各分项合计6.90" in finding.message
        assert (finding.expected, finding.reported) == ("6.90", "7.90")
        assert quoted(finding) == ["7.90", "2.81", "4.09"]

    @pytest.mark.parametrize(
        ("head", "shape"), [(BASE_HEAD, piped), (["", *BASE_HEAD[1:]], tabbed), (["", *BASE_HEAD[1:]], cell_lines)]
    )
    def test_no_column_is_lost(self, head: list[str], shape: Shape) -> None:
        _, relations = run("data-sums", base(THREE_PUBLIC, head, shape))
        assert [relation.reported for relation in relations] == ["8.60", "7.20", "6.90"]

    def test_a_row_among_which_is_more_than_its_whole(self) -> None:
        rows = [["项目支出", "310.00", "325.00", "301.00"], ["其中：本级专项", "210.00", "326.00", "202.00"]]
        finding = only_finding("data-sums", base(rows))
        assert (finding.expected, finding.reported) == ("326.00", "325.00")

    def test_a_row_among_which_is_less_than_its_whole(self) -> None:
        rows = [["项目支出", "310.00", "325.00", "301.00"], ["其中：本级专项", "210.00", "226.00", "202.00"]]
        assert run("data-sums", base(rows)) == ([], [])

    @pytest.mark.parametrize("shape", [tabbed, cell_lines, spaced])
    def test_a_closing_total(self, shape: Shape) -> None:
        rows = [
            ["办公费", "10.00", "12.00", "11.00"],
            ["差旅费", "5.00", "6.00", "4.00"],
            ["会议费", "1.00", "2.00", "1.00"],
            ["合计", "16.00", "21.00", "16.00"],
        ]
        finding = only_finding("data-sums", base(rows, shape=shape))
        assert finding.message == "合计写21.00，各分项合计20.00"
        assert quoted(finding) == ["21.00", "12.00", "6.00", "2.00"]

    def test_a_closing_total_over_a_blank_cell_is_not_judged(self) -> None:
        rows = [
            ["办公费", "10.00", "12.00", "11.00"],
            ["差旅费", "5.00", "", "4.00"],
            ["会议费", "1.00", "2.00", "1.00"],
            ["合计", "16.00", "21.00", "16.00"],
        ]
        findings, relations = run("data-sums", base(rows))
        assert findings == []
        assert [relation.reported for relation in relations] == ["16.00", "16.00"]

    def test_blank_rows_are_no_parts(self) -> None:
        rows = [*THREE_PUBLIC[:1], ["1、出国经费", "", "", ""], ["2、公务接待费", "8.60", "7.20", "6.90"]]
        findings, relations = run("data-sums", base(rows))
        assert findings == []
        assert {relation.match for relation in relations} <= {Match.FACE}


class TestRowSums:
    def test_a_number_that_is_the_sum_of_the_next_ones(self) -> None:
        rows = [["预算情况", "653.20", "20.60", "632.60"], ["收入情况", "100.50", "60.25", "20.25", "20.00"]]
        findings, relations = run("row-sums", "江边区2023年度部门整体支出绩效自评表\n" + tabbed(rows))
        assert findings == []
        assert [(r.reported, r.expression) for r in relations] == [
            ("653.20", "20.60＋632.60"),
            ("100.50", "60.25＋20.25＋20.00"),
        ]

    def test_a_digit_off_where_other_rows_add_up(self) -> None:
        rows = [
            ["部门预算安排", "总额", "基本支出", "项目支出"],
            ["年初预算", "3,246.80", "1,128.60", "2,118.20"],
            ["调整预算", "3,418.50", "1,142.30", "2,276.20"],
            ["决算", "3,352.66", "1,136.92", "2,225.74"],
        ]
        finding = only_finding("row-sums", tabbed(rows))
        assert finding.severity is Severity.ERROR
        assert (finding.expected, finding.reported) == ("3362.66", "3,352.66")
        assert run("row-sums", tabbed([*rows[:2], rows[3]]))[0] == []  # one row proves nothing
        assert run("row-sums", tabbed([*rows[:3], ["决算", "2,352.00", "1,136.92", "2,225.74"]]))[0] == []

    def test_points_in_a_row_prove_nothing(self) -> None:
        rows = [["甲", "3.00", "2.00", "1.00"], ["乙", "5.00", "2.00", "3.00"], ["丙", "3.00", "3.00", "3.00"]]
        assert run("row-sums", tabbed(rows))[0] == []

    @pytest.mark.parametrize("row", [["人数", "12", "7", "5"], ["预算", "653.21", "20.60", "632.60"]])
    def test_whole_numbers_and_near_sums_prove_nothing(self, row: list[str]) -> None:
        assert run("row-sums", tabbed([row, ["预算情况", "10.00", "9.00", "8.00"]])) == ([], [])


def staff(posts: str, actual: str, rate: str, shape: Shape = tabbed) -> str:
    head = ["财政供养人员情况", "编制数", "2024年实际在职人数", "控制率"]
    return f"{BASE_TITLE}\n" + shape([head, ["在职人员", posts, actual, rate], ["其中：行政", "10", "9", "90%"]])


class TestControlRate:
    @pytest.mark.parametrize("shape", [tabbed, cell_lines, spaced])
    def test_a_wrong_rate(self, shape: Shape) -> None:
        finding = only_finding("control-rate", staff("42", "39", "98.26%", shape))
        assert finding.severity is Severity.ERROR
        assert finding.message == "控制率应为92.86%，表上写98.26%"
        assert (finding.expected, finding.reported) == ("92.86%", "98.26%")
        assert quoted(finding) == ["98.26%", "39", "42"]
        assert finding.working == "39 ÷ 42 = 92.86%"

    def test_a_right_rate(self) -> None:
        findings, relations = run("control-rate", staff("42", "39", "92.86%"))
        assert findings == []
        assert [relation.match for relation in relations] == [Match.FACE, Match.FACE]

    def test_persons_are_exact(self) -> None:
        assert only_finding("control-rate", staff("42", "39", "91.50%")).expected == "92.86%"

    def test_more_staff_than_posts(self) -> None:
        finding = only_finding("control-rate", staff("42", "45", "107.14%"))
        assert finding.severity is Severity.WARNING
        assert finding.message == "实际45超过核定42，控制率107.14%高于100%，没有说明原因"

    @pytest.mark.parametrize(("posts", "actual"), [("0", "39"), ("", "39"), ("42", "")])
    def test_nothing_to_divide(self, posts: str, actual: str) -> None:
        findings, relations = run("control-rate", staff(posts, actual, "92.86%"))
        assert findings == []
        assert [relation.reported for relation in relations] == ["90%"]


class TestWithinBudget:
    def test_more_spent_than_budgeted_in_the_same_year(self) -> None:
        finding = only_finding("within-budget", base([["会议费", "3.00", "3.20", "3.90"], THREE_PUBLIC[1]]))
        assert finding.severity is Severity.WARNING
        assert finding.message == "“会议费”决算数3.90大于预算数3.20"
        assert (finding.expected, finding.reported) == ("不大于3.20", "3.90")
        assert quoted(finding) == ["3.90", "3.20"]

    def test_a_torn_row_is_not_compared(self) -> None:
        """Its numbers may stand under any of the heads."""
        rows = [["会议费", "3.00", "3.20", "3.10"], ["培训费", "3.90"]]
        assert run("within-budget", base(rows))[0] == []

    NETWORK = (["信息网络运维费", "52.00", "61.00", "79.40"], THREE_PUBLIC[1])

    @pytest.mark.parametrize(
        "words",
        [
            "年中上级下达补助，追加信息网络运维费20.00万元。",
            "因机房改造，调整后信息网络运维费预算81.00万元。",
            "信息网络运维费决算数大于年初预算数，系年中追加20.00万元形成。",
        ],
    )
    @pytest.mark.parametrize("row", ["", "预算调整\t"])
    def test_a_budget_that_grew_by_what_was_spent(self, words: str, row: str) -> None:
        text = f"{base([*self.NETWORK])}\n{row}{words}\n"
        assert run("within-budget", text)[0] == []

    @pytest.mark.parametrize(
        "words",
        [
            "年中追加信息网络运维费10.00万元。",  # too little
            "年中追加药品监测费20.00万元。",  # another row
            "信息网络运维费决算79.40万元，其他项目没有追加预算。",
            "信息网络运维费上年结余20.00万元。",
        ],
    )
    def test_words_that_do_not_cover_what_was_spent(self, words: str) -> None:
        assert only_finding("within-budget", f"{base([*self.NETWORK])}\n{words}\n").reported == "79.40"

    def test_a_head_of_the_wrong_year_proves_nothing(self) -> None:
        heads = [BASE_HEAD[0], "2022年决算数", "2022年预算数", "2023年决算数"]
        rows = [["会议费", "3.90", "3.20", "3.10"], THREE_PUBLIC[1]]
        title = "部门整体支出绩效评价基础数据表（2023年度）\n"
        assert run("within-budget", title + tabbed([heads, *rows])) == ([], [])
        right = [BASE_HEAD[0], "2022年决算数", "2023年预算数", "2023年决算数"]
        assert run("within-budget", title + tabbed([right, *rows]))[1] != []

    def test_a_tenfold_jump(self) -> None:
        finding = only_finding("within-budget", base([["培训费", "72.98", "7.41", "7.30"], THREE_PUBLIC[1]]))
        assert finding.severity is Severity.WARNING
        assert finding.message == "“培训费”72.98变为7.41，约差十倍，请核对小数点或口径"
        assert quoted(finding) == ["7.41", "72.98"]

    @pytest.mark.parametrize(
        "row",
        [
            ["会议费", "9.00", "3.20", "3.20"],  # more than that in another year
            ["会议费", "3.00", "3.2", "3.24"],  # a gap that rounding explains
            ["会议费", "72.98", "8.10", "8.00"],  # ninefold
            ["会议费", "", "3.20", ""],
        ],
    )
    def test_near_misses(self, row: list[str]) -> None:
        findings, relations = run("within-budget", base([row, THREE_PUBLIC[1]]))
        assert findings == []
        assert all(relation.holds for relation in relations)

    def test_in_a_web_page(self) -> None:
        text = web([BASE_HEAD, ["会议费", "3.00", "3.20", "3.90"], THREE_PUBLIC[1]], BASE_TITLE)
        assert only_finding("within-budget", text).reported == "3.90"


class TestKindTotals:
    def form(self, projects: str) -> str:
        rows = [
            ["基本支出总额", "512.46万元", "项目支出总额", projects],
            ["预算执行情况（万元）", "预算数（A）", "执行数（B）", "执行率（B/A）", "得分"],
            ["部门整体支出总额", "1286.40", "1241.38", "96.50%", "19.30"],
        ]
        return f"2023年度部门整体绩效自评表\n{piped(rows)}"

    def test_kinds_that_do_not_make_the_total(self) -> None:
        finding = only_finding("kind-totals", self.form("718.92万元"))
        assert finding.severity is Severity.ERROR
        assert (finding.reported, finding.expected) == ("1241.38", "1231.38")

    def test_kinds_that_do(self) -> None:
        findings, relations = run("kind-totals", self.form("728.92万元"))
        assert findings == []
        assert [relation.holds for relation in relations] == [True]

    @pytest.mark.parametrize("projects", ["418.92万元", ""], ids=["another matter", "empty"])
    def test_nothing_to_compare(self, projects: str) -> None:
        assert run("kind-totals", self.form(projects)) == ([], [])
