"""The same quantity stated twice: in one document, table against report, and across a dossier."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jixiao.auditing.model import Match, Severity
from tests.auditing.specimens import GOOD_FUNDS, GOOD_ROWS, fund_form, report
from tests.support import Rows, cell_lines, only_finding, piped, quoted, run, tabbed

BASE_TITLE = "霜溪县2024年度部门整体支出绩效评价基础数据表\n"
BASE_ROWS = [
    ["经费控制情况（万元）", "2023年决算数", "2024年预算数", "2024年决算数"],
    ["“三公”经费", "8.60", "7.20", "6.90"],
    ["1、公务接待费", "3.62", "3.05", "2.81"],
    ["2、公务用车运行费", "4.98", "4.15", "4.09"],
    ["项目支出：", "310.55", "325.50", "301.26"],
]


def department_form(project: str, basic: str = "603.74", total: str = "905.00") -> str:
    rows = [
        ["预算部门名称", "霜溪县医疗保障局"],
        ["年度预算申请（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["", "年度资金总额", "905.00", "905.00", total, "10", "100%", "10"],
        ["", "按收入性质分：", "按支出性质分："],
        ["", f"其中：一般公共预算：{total}", f"其中：基本支出：{basic}"],
        ["", "政府性基金拨款：", f"项目支出：{project}"],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "备注"],
        ["产出指标", "数量指标", "参保人数", "≥20万人", "20.5万人", "90", "88", "宣传不足"],
        ["总分", "", "", "", "", "100", "98", ""],
    ]
    return "霜溪县2024年度部门整体支出绩效自评表\n" + tabbed(rows)


class TestStatedAgain:
    @pytest.mark.parametrize(
        ("first", "again"),
        [
            ("全年资助困难群众参保1186人。", "经核对，资助困难群众参保1186人，资金全部拨付。"),
            ("全年支出462.35万元。", "决算报表显示全年支出4623500元。"),
        ],
    )
    def test_equal_quantities_with_equal_words_confirm_each_other(self, first: str, again: str) -> None:
        findings, relations = run("stated-again", report(first, again))
        assert findings == []
        assert {relation.match for relation in relations} == {Match.FACE}
        assert {words for relation in relations for words in quoted(relation)} >= {first.rstrip("。")}

    @pytest.mark.parametrize(
        "again", ["检查定点医药机构1186家。", "组织业务培训1186人。", "资助困难群众参保1187人。", "另得1186分。"]
    )
    def test_other_units_words_or_values_confirm_nothing(self, again: str) -> None:
        assert run("stated-again", report("全年资助困难群众参保1186人。", again)) == ([], [])

    def test_a_form_and_a_report(self) -> None:
        form = fund_form([["年度资金总额", "100.00", "100.00", "87.65", "10", "87.65%", "8.77"]])
        _, relations = run("stated-again", form, report("年度资金总额中，实际支出87.65万元。"))
        assert {(relation.excerpts[0].source, relation.excerpts[1].source) for relation in relations} >= {(1, 0)}

    def test_a_pair_is_told_once(self) -> None:
        text = report("全年资助困难群众参保1186人。", "经核对，资助困难群众参保1186人，资金全部拨付。")
        assert len(run("stated-again", text)[1]) == 1


class TestDocumentNumberAgain:
    @pytest.mark.parametrize("again", ["云府办发〔2022〕16号", "云府办发[2022]16号", "云府办发【2022】16号"])
    def test_the_same_number(self, again: str) -> None:
        text = report("按照《关于做好救助工作的通知》（云府办发〔2022〕16号）执行。", f"依据{again}文件安排预算。")
        findings, relations = run("document-number-again", text)
        assert findings == []
        assert [(relation.holds, relation.reported) for relation in relations] == [(True, again)]
        assert quoted(relations[0]) == [again, "云府办发〔2022〕16号"]

    def test_another_number_confirms_nothing(self) -> None:
        text = report("按照云府办发〔2022〕16号文件执行。", "依据云府办发〔2022〕61号文件安排预算。")
        assert run("document-number-again", text) == ([], [])


class TestStatedOtherwise:
    @pytest.mark.parametrize(
        ("first", "other", "expected", "reported"),
        [
            ("困难群众资助参保人数1186人", "困难群众资助参保人数1168人", "1186人", "1168人"),
            ("困难群众资助参保人数1186人", "困难群众资助参保人数为1187人", "1186人", "1187人"),
            ("医疗救助资金支出462.35万元", "医疗救助资金支出426.35万元", "462.35万元", "426.35万元"),
            ("定点医药机构检查覆盖率98.6%", "定点医药机构检查覆盖率96.8%", "98.6%", "96.8%"),
        ],
    )
    def test_a_slip_of_the_pen(self, first: str, other: str, expected: str, reported: str) -> None:
        finding = only_finding("stated-otherwise", report(first + "。", other + "。"))
        assert finding.severity is Severity.ERROR
        assert finding.message.endswith(f"此处写{reported}，另一处写{expected}，两处不一致")
        assert (finding.expected, finding.reported) == (expected, reported)
        assert quoted(finding) == [other, first]

    def test_across_the_documents_of_a_dossier(self) -> None:
        first, other = report("困难群众资助参保人数1186人。"), report("困难群众资助参保人数1168人。")
        finding = only_finding("stated-otherwise", first, other)
        assert [excerpt.source for excerpt in finding.excerpts] == [1, 0]
        assert finding.message == "“困难群众资助参保人数”此处写1168人，另一处写1186人，两处不一致"

    @pytest.mark.parametrize(
        ("first", "other"),
        [
            ("困难群众资助参保人数1186人", "困难群众资助参保人数1186人"),
            ("困难群众资助参保人数1186人", "困难群众资助参保人数1306人"),  # too far apart for a slip
            ("2023年困难群众资助参保人数1186人", "2022年困难群众资助参保人数1168人"),  # another year
            ("困难群众资助参保人数约1186人", "困难群众资助参保人数1168人"),  # a near number
            ("困难群众资助参保人数目标1186人", "困难群众资助参保人数1168人"),  # a target
            ("上年困难群众资助参保人数1186人", "困难群众资助参保人数1168人"),
            ("上年同期，困难群众资助参保人数1186人", "困难群众资助参保人数1168人"),
            ("年初目标：困难群众资助参保人数1186人", "困难群众资助参保人数1168人"),
            ("困难群众资助参保人数118.6万人", "困难群众资助参保人数1186人"),  # another scale
            ("共检查186家", "共检查168家"),  # no name to speak of
        ],
    )
    def test_near_misses(self, first: str, other: str) -> None:
        assert run("stated-otherwise", report(first + "。", other + "。")) == ([], [])


class TestRatesOfOneName:
    """Execution rates stand side by side in every report; only a digit written wrong is a slip."""

    @pytest.mark.parametrize(
        ("first", "other"),
        [
            ("部门预算执行率98.43%。", "各项目平均，项目预算执行率97.81%。"),
            ("基本支出预算执行率98.43%。", "项目支出预算执行率98.41%。"),
            (
                "全年预算2236.84万元，支出2201.72万元，预算执行率98.43%。",
                "专项预算1603.00万元，支出1577.83万元，预算执行率98.43%。",
            ),
            (
                "预算200.00万元，支出196.40万元，预算执行率98.20%。",
                "预算500.00万元，支出493.00万元，预算执行率98.60%。",
            ),
            ("宣传项目预算执行率为92.50%。", "监管项目执行较好，预算执行率为95.10%。"),
        ],
    )
    def test_two_rates(self, first: str, other: str) -> None:
        assert run("stated-otherwise", report(first, other))[0] == []

    @pytest.mark.parametrize("other", ["98.34%", "93.43%"])
    def test_a_slip(self, other: str) -> None:
        finding = only_finding("stated-otherwise", report("部门预算执行率98.43%。", f"部门预算执行率{other}。"))
        assert (finding.expected, finding.reported) == ("98.43%", other)


class TestTableAgainstProse:
    @pytest.mark.parametrize(
        ("words", "expected", "reported"),
        [
            ("全年公务接待费2.18万元。", "2.81", "2.18万元"),
            ("全年项目支出310.26万元。", "301.26", "310.26万元"),
        ],
    )
    @pytest.mark.parametrize("shape", [tabbed, piped, cell_lines])
    def test_a_slip_against_the_row_of_that_name(
        self, words: str, expected: str, reported: str, shape: Callable[[Rows], str]
    ) -> None:
        finding = only_finding("table-against-prose", BASE_TITLE + shape(BASE_ROWS), report(words))
        assert finding.severity is Severity.ERROR
        assert finding.message.endswith(f"正文写{reported}，表中同名的数是{expected}")
        assert (finding.expected, finding.reported) == (expected, reported)
        assert quoted(finding) == [words.rstrip("。"), expected]

    @pytest.mark.parametrize(
        "words",
        [
            "全年公务接待费2.81万元。",
            "公务接待费3.62万元。",  # the number of another year of that row
            "公务接待费2.8万元。",  # rounded
            "公务接待费9.99万元。",  # no slip of any number of the row
            "公务接待费目标2.18万元。",
            "会议及培训费2.18万元。",  # no row of that name
            "年中预算调整后合计915.00万元，其中项目支出352.50万元。",  # the table knows the first budget only
        ],
    )
    def test_near_misses(self, words: str) -> None:
        assert run("table-against-prose", BASE_TITLE + tabbed(BASE_ROWS), report(words)) == ([], [])


class TestScoreRestated:
    SCORES = "产出指标60分，得59分。效益指标40分，得38分。"

    @pytest.mark.parametrize(
        ("first", "again", "wrong"),
        [
            ("自评综合得分97分。", "综上，本项目自评总分为98分。", "项目自评总分为98分"),
            ("自评综合得分98分。", "综上，本项目自评总分为97分。", "自评综合得分98分"),
        ],
    )
    def test_two_totals_of_which_the_scores_make_one(self, first: str, again: str, wrong: str) -> None:
        finding = only_finding("score-restated", report(self.SCORES, first, again))
        assert finding.severity is Severity.ERROR
        assert finding.message == "总分一处写97分，一处写98分，前后不一致"
        assert (finding.expected, finding.reported) == ("97", "98")
        assert quoted(finding)[0] == wrong

    @pytest.mark.parametrize(
        ("words", "name"),
        [
            (("（一）产出指标（满分60分，实得60分）", "全部任务按期办结，本项得58分。"), "产出指标"),
            (("产出60分、效益40分。", "产出得60分，效益得38分。", "其后复核，产出得58分。"), "产出"),
        ],
    )
    def test_a_score_told_again(self, words: tuple[str, ...], name: str) -> None:
        finding = only_finding("score-restated", report(*words))
        assert finding.message == f"{name}一处写60分，一处写58分，前后不一致"
        assert (finding.expected, finding.reported) == ("60", "58")

    def test_the_same_total_again(self) -> None:
        findings, relations = run("score-restated", report(self.SCORES, "自评综合得分97分。", "总分为97分。"))
        assert findings == []
        assert [(r.expression, r.reported, r.match) for r in relations] == [("97", "97", Match.FACE)]

    @pytest.mark.parametrize("total", ["总分（满分100分）97分。", "评价等级分四档，总分90分以上为优。"])
    def test_full_points_and_grade_bands_are_no_totals(self, total: str) -> None:
        assert run("score-restated", report(self.SCORES, "自评综合得分97分。", total))[0] == []

    @pytest.mark.parametrize(
        ("total", "told"),
        [
            ("99.09", "90.99"),  # digits swapped
            ("99.00", "98.00"),
        ],
    )
    def test_the_text_cells_of_a_form(self, total: str, told: str) -> None:
        form = fund_form(GOOD_FUNDS, GOOD_ROWS, ("100", total))
        finding = only_finding("score-restated", f"{form}评价结论\t自评总分为{told}分，任务按期完成，资金使用规范\n")
        assert {finding.expected, finding.reported} == {total, told}

    def test_the_report_against_the_form_of_a_department(self) -> None:
        told = "霜溪县医疗保障局2024年度部门整体支出绩效自评报告\n" + report("自评综合得分97分。").split("\n", 1)[1]
        findings, _ = run("score-restated", department_form("301.26"), told)
        assert [(finding.expected, finding.reported) for finding in findings] == [("98", "97")]
        assert [excerpt.source for excerpt in findings[0].excerpts] == [1, 0]


class TestLabelAgainstLabel:
    BASE = BASE_TITLE + tabbed(BASE_ROWS)

    def test_a_label_with_two_amounts(self) -> None:
        finding = only_finding("label-against-label", self.BASE, department_form("310.26"))
        assert finding.severity is Severity.ERROR
        assert finding.message == "“项目支出”基础数据表写301.26，自评表写项目支出：310.26"
        assert (finding.expected, finding.reported) == ("310.26", "301.26")
        assert [excerpt.source for excerpt in finding.excerpts] == [0, 1]

    @pytest.mark.parametrize("amount", ["301.26", "301.3"])
    def test_a_label_with_one_amount(self, amount: str) -> None:
        findings, relations = run("label-against-label", self.BASE, department_form(amount))
        assert findings == []
        assert relations
        assert all(relation.holds for relation in relations)

    def test_the_work_grows_with_the_papers_and_not_with_their_square(self) -> None:
        papers = [self.BASE, department_form("301.26")]
        counts = [len(run("label-against-label", *papers * copies)[1]) for copies in (30, 60)]
        assert counts[1] < 2.5 * counts[0]

    def test_only_a_budget_column_is_not_compared(self) -> None:
        rows = [[*row[:1], *row[2:3]] for row in BASE_ROWS]
        rows = [[*row, "1"] for row in rows]
        rows[0][-1] = "行数"
        assert run("label-against-label", BASE_TITLE + tabbed(rows), department_form("310.26")) == ([], [])
