"""Budget execution: the rate, its points, overspending, adjusted budgets and low execution."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jixiao.auditing.model import Match, Severity
from tests.auditing.specimens import ALL_SHAPES, GOOD_ROWS, SHAPES, TITLE, fund_form, report
from tests.support import Rows, one_line, only_finding, piped, quoted, run, spaced, tabbed, web

Shape = Callable[[Rows], str]


def funds(
    initial: str, adjusted: str, executed: str, rate: str, score: str, weight: str = "10", shape: Shape = tabbed
) -> str:
    """Return a form whose total row holds these amounts in 万元."""
    return fund_form([["年度资金总额", initial, adjusted, executed, weight, rate, score]], shape=shape)


def with_reason(reason: str, executed: str = "60", adjusted: str = "100") -> str:
    rows = [*GOOD_ROWS[:2], [*GOOD_ROWS[2][:6], "38", reason]]
    rate = f"{int(executed) * 100 // int(adjusted)}%"
    return fund_form([["年度资金总额", "100", adjusted, executed, "10", rate, rate[:-2]]], rows)


class TestExecutionRate:
    @pytest.mark.parametrize("shape", ALL_SHAPES)
    def test_a_wrong_rate(self, shape: Shape) -> None:
        finding = only_finding("execution-rate", funds("300.00", "300.00", "270.00", "95.00%", "9.5", shape=shape))
        assert finding.severity is Severity.ERROR
        assert finding.message == "执行率应为90.00%，表上写95.00%"
        assert (finding.expected, finding.reported) == ("90.00%", "95.00%")
        assert quoted(finding) == ["95.00%", "270.00", "300.00"]
        assert finding.working == "270.00 ÷ 300.00 = 90.00%"
        assert finding.interval is not None
        assert 0.8999 < finding.interval.low < 0.9 < finding.interval.high < 0.9001

    def test_a_wrong_rate_in_a_grid(self) -> None:
        rows = [
            ["项目资金（万元）_2", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
            ["年度资金总额", "50", "50", "45", "10", "98%", "9.8"],
            ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "原因"],
            GOOD_ROWS[2],
        ]
        assert only_finding("execution-rate", web(rows, TITLE.strip())).message == "执行率应为90.00%，表上写98%"

    @pytest.mark.parametrize(
        ("executed", "budget", "rate", "match"),
        [
            ("270.00", "300.00", "90.00%", Match.FACE),
            ("224.94", "400.00", "56.24%", Match.FACE),
            # 224.94万元 may be 224.935万元, which is 56.234% of the budget.
            ("224.94", "400.00", "56.23%", Match.ROUNDING),
            ("1.0", "3.0", "34%", Match.ROUNDING),
            ("200人", "300人", "66.66%", Match.TRUNCATION),
            ("200人", "300人", "66.65%", Match.NONE),
            ("224.94", "400.00", "56.22%", Match.NONE),
        ],
    )
    def test_how_a_rate_holds(self, executed: str, budget: str, rate: str, match: Match) -> None:
        findings, relations = run("execution-rate", funds(budget, budget, executed, rate, "9"))
        assert [relation.match for relation in relations] == [match]
        assert len(findings) == (match is Match.NONE)

    @pytest.mark.parametrize("rate", ["90.5", "0.905", "90.5%", "90.50％"])
    def test_a_rate_without_its_sign(self, rate: str) -> None:
        findings, relations = run("execution-rate", funds("200", "200", "181", rate, "9.05"))
        assert findings == []
        assert [(relation.match, relation.reported) for relation in relations] == [(Match.FACE, rate)]

    def test_an_amount_that_slipped_into_the_column_is_no_rate(self) -> None:
        assert run("execution-rate", funds("845.00", "845.00", "845.00", "838.60", "9.9")) == ([], [])

    def test_a_share_of_one_is_the_whole(self) -> None:
        assert only_finding("execution-rate", funds("200", "200", "120", "1", "10")).reported == "1"

    def test_a_rate_worked_out_from_the_initial_budget_says_so(self) -> None:
        finding = only_finding("execution-rate", funds("300", "250", "225", "75%", "7.5"))
        assert finding.message == "执行率应为90.00%，表上写75%（这是按年初预算数算出的，应按全年预算数计算）"

    def test_only_an_initial_budget_is_the_base(self) -> None:
        findings, relations = run("execution-rate", funds("80", "", "60", "75%", "7.5"))
        assert findings == []
        assert [relation.expression for relation in relations] == ["60万元 ÷ 80万元"]

    @pytest.mark.parametrize(
        ("adjusted", "executed", "rate"), [("0", "0", "0%"), ("100", "", "90%"), ("100", "90", ""), ("", "90", "90%")]
    )
    def test_a_zero_or_missing_amount_is_not_judged(self, adjusted: str, executed: str, rate: str) -> None:
        text = fund_form([["年度资金总额", "", adjusted, executed, "10", rate, "9"]])
        assert run("execution-rate", text) == ([], [])

    def test_every_row_of_the_fund_table_is_judged(self) -> None:
        lines = [
            ["年度资金总额", "100", "100", "90", "10", "90%", "9"],
            ["其中：当年财政拨款", "80", "80", "70", "—", "78.5%", "—"],
        ]
        findings, relations = run("execution-rate", fund_form(lines))
        assert [(finding.expected, finding.reported) for finding in findings] == [("87.50%", "78.5%")]
        assert [relation.holds for relation in relations] == [True, False]


class TestExecutionPoints:
    @pytest.mark.parametrize("shape", ALL_SHAPES)
    def test_full_points_for_a_rate_below_the_whole(self, shape: Shape) -> None:
        finding = only_finding("execution-points", funds("200", "200", "184", "92.00%", "10", shape=shape))
        assert finding.severity is Severity.WARNING
        assert finding.message == "执行率92.00%，按比例应得9.20分，实得10分，没有写明另外的计分规则"
        assert (finding.expected, finding.reported) == ("9.20", "10")
        assert quoted(finding) == ["10", "10", "92.00%"]
        assert finding.excerpts[0].start > finding.excerpts[1].start

    @pytest.mark.parametrize(
        ("rate", "score", "holds"),
        [
            ("92.00%", "9.2", True),
            ("99.78%", "9.98", True),
            ("99.78%", "9.97", True),  # cut off
            ("99.78%", "9.96", False),
            ("99.78%", "10", True),  # a whole number, rounded
            ("99.00%", "9", False),  # a whole number is never cut off
            ("104.00%", "10", True),  # never above the weight
            ("0%", "0", True),
        ],
    )
    def test_points_by_the_rate(self, rate: str, score: str, holds: bool) -> None:
        _, relations = run("execution-points", funds("100", "100", "90", rate, score))
        assert [relation.holds for relation in relations] == [holds]

    def test_without_a_printed_rate_the_amounts_give_it(self) -> None:
        finding = only_finding("execution-points", funds("200", "200", "150", "", "9"))
        assert (finding.expected, finding.reported) == ("7.50", "9")

    def test_the_weight_may_stand_in_the_head_alone(self) -> None:
        rows = [
            ["预算执行情况（万元）（20分）", "", "预算数（A）", "执行数（B）", "执行率（B/A）", "得分（20分*执行率）"],
            ["", "年度财政资金总额", "60.00", "57.00", "95.00%", "18"],
            ["一级指标", "二级指标", "三级指标", "年初目标值（A）", "实际完成值（B）", "得分"],
            ["产出指标（80分）", "数量指标", "检查机构数（80分）", "≥50家", "52家", "80"],
        ]
        finding = only_finding("execution-points", TITLE + tabbed(rows))
        assert finding.message.startswith("执行率95.00%，按比例应得19.00分，实得18分")

    @pytest.mark.parametrize(
        "words",
        [
            ("（一）预算执行率指标（满分10分，实得10分）", "全年预算200万元，支出184万元，预算执行率92%。"),
            ("预算执行率指标分值10分，自评得分10分。全年预算执行率为92%。",),
            ("预算执行率10分，得10分。", "年末核算，部门支出执行进度达到92%。"),
        ],
    )
    def test_in_prose(self, words: tuple[str, ...]) -> None:
        finding = only_finding("execution-points", report(*words))
        assert finding.message.startswith("执行率92.00%，按比例应得9.20分，实得10分")
        assert "10分" in quoted(finding)[0]

    @pytest.mark.parametrize(
        "rule", ["得分=执行率×10", "执行率得分＝分值×执行率", "计分公式：得分按执行率乘以分值计算"]
    )
    def test_against_the_rule_that_the_paper_states(self, rule: str) -> None:
        words = ("预算执行率指标10分，得10分。全年预算执行率为92%。", f"评分办法：{rule}。")
        finding = only_finding("execution-points", report(*words))
        assert finding.severity is Severity.ERROR
        assert finding.message == "执行率92.00%，按比例应得9.20分，实得10分，不合文中写明的计分规则"

    def test_in_prose_by_the_title_of_a_paragraph(self) -> None:
        words = (
            "其中预算执行率10分、产出指标90分。",
            "（一）预算执行率。年度执行率92.00%，得10分。",
            "（二）产出指标，得90分。",
        )
        assert only_finding("execution-points", report(*words)).reported == "10"

    def test_points_of_a_rate_before_it_was_rounded(self) -> None:
        """18.465 of 92.325 %, which is printed 92.33 %."""
        _, relations = run(
            "execution-points", funds("400.00", "400.00", "369.30", "92.33%", "18.46").replace("\t10\t", "\t20\t")
        )
        assert [relation.holds for relation in relations] == [True]

    def test_in_prose_the_words_of_the_rate_are_quoted(self) -> None:
        words = ("（一）预算执行率指标（满分10分，实得10分）", "全年预算200万元，支出184万元，预算执行率92%。")
        assert "执行率92%" in quoted(only_finding("execution-points", report(*words)))[-1]

    def test_in_prose_with_the_right_points(self) -> None:
        findings, relations = run("execution-points", report("预算执行率指标10分，得9.2分。预算执行率92%。"))
        assert findings == []
        assert [relation.expression for relation in relations] == ["10 × 92.00%"]


class TestOverspent:
    @pytest.mark.parametrize("shape", SHAPES)
    def test_more_spent_than_budgeted(self, shape: Shape) -> None:
        finding = only_finding("overspent", funds("200", "200", "203", "101.5%", "10", shape=shape))
        assert finding.severity is Severity.WARNING
        assert finding.message == "“年度资金总额”执行数203大于预算数200"
        assert (finding.expected, finding.reported) == ("不大于200", "203")
        assert quoted(finding) == ["203", "200"]

    def test_a_gap_that_rounding_explains_is_none(self) -> None:
        findings, relations = run("overspent", funds("200.0", "200.0", "200.04", "100%", "10"))
        assert findings == []
        assert [relation.holds for relation in relations] == [True]

    def test_the_adjusted_budget_counts_not_the_initial_one(self) -> None:
        assert run("overspent", funds("100", "120", "115", "95.83%", "9.58"))[0] == []


class TestBudgetAdjusted:
    @pytest.mark.parametrize("shape", SHAPES)
    def test_a_budget_made_to_fit_what_was_spent(self, shape: Shape) -> None:
        finding = only_finding("budget-adjusted", funds("260", "200", "200", "100%", "10", shape=shape))
        assert finding.severity is Severity.WARNING
        assert finding.message == "年初预算260调整为200，与执行数分毫不差，没有说明原因，执行率按年初预算只有76.92%"
        assert (finding.expected, finding.reported) == ("76.92%", "100%")
        assert quoted(finding) == ["100%", "200", "260"]
        assert finding.working == "200 ÷ 260 = 76.92%"

    def test_a_change_above_a_twentieth(self) -> None:
        finding = only_finding("budget-adjusted", funds("100", "130", "120", "92.31%", "9.23"))
        assert finding.message == "年初预算100调整为130，幅度超过5%，没有说明原因"
        assert quoted(finding) == ["92.31%", "130", "100"]

    def test_a_change_above_a_twentieth_asks_for_a_reason(self) -> None:
        assert only_finding("budget-adjusted", funds("100", "130", "120", "92.31%", "9.23")).expected == "说明调整原因"

    @pytest.mark.parametrize(
        ("initial", "adjusted", "executed"), [("100", "105", "102"), ("100", "100", "100"), ("100", "100.00", "100.00")]
    )
    def test_a_twentieth_or_less_and_no_change_at_all(self, initial: str, adjusted: str, executed: str) -> None:
        assert run("budget-adjusted", funds(initial, adjusted, executed, "100%", "10")) == ([], [])

    @pytest.mark.parametrize("reason", ["年中调减宣传经费", "县财政收回结余", "上级追加资金", "预算按人数调减"])
    def test_an_explanation_anywhere_in_the_form(self, reason: str) -> None:
        assert run("budget-adjusted", with_reason(reason, executed="60", adjusted="60")) == ([], [])

    @pytest.mark.parametrize(
        "words",
        [
            "全年预算较年初增加30.00万元，为年中下达的省级补助。",
            "比年初预算净增30.00万元，主要是人员经费提标。",
            "年中新增中央补助30.00万元，已办理预算调整手续。",
            "省级下达的补助30.00万元列入全年预算。",
            "因补助下达较晚，年中办理预算调剂。",
        ],
    )
    def test_an_explanation_in_a_note_below_the_form(self, words: str) -> None:
        assert run("budget-adjusted", funds("100", "130", "120", "92.31%", "9.23") + f"有关说明：{words}\n") == ([], [])

    @pytest.mark.parametrize(
        "words", ["全年预算数=年初预算数+调整预算（年中追加或调减）。", "全年预算数比年初预算数增加30.00万元。"]
    )
    def test_a_rule_and_a_bare_figure_explain_nothing(self, words: str) -> None:
        assert only_finding(
            "budget-adjusted", funds("100", "130", "120", "92.31%", "9.23") + f"备注：{words}\n"
        ).reported == ("92.31%")

    @pytest.mark.parametrize("reason", ["次年据实调减目标", "拟提请调整限额"])
    def test_goals_and_limits_are_another_matter(self, reason: str) -> None:
        assert only_finding("budget-adjusted", with_reason(reason, executed="60", adjusted="60")).reported

    def test_a_reason_that_speaks_of_something_else(self) -> None:
        finding = only_finding("budget-adjusted", with_reason("宣传覆盖不足", executed="60", adjusted="60"))
        assert finding.message.startswith("年初预算100调整为60")

    def test_parts_of_the_total_are_not_asked_for(self) -> None:
        lines = [
            ["年度资金总额", "100", "100", "90", "10", "90%", "9"],
            ["其中：当年财政拨款", "90", "60", "60", "—", "100%", "—"],
        ]
        assert run("budget-adjusted", fund_form(lines)) == ([], [])

    def test_a_table_without_rows_cannot_show_that_no_reason_is_given(self) -> None:
        assert run("budget-adjusted", funds("260", "200", "200", "100%", "10", shape=one_line)) == ([], [])


class TestExecutionLow:
    @pytest.mark.parametrize("shape", [tabbed, piped, spaced])
    def test_below_four_fifths_without_a_reason(self, shape: Shape) -> None:
        finding = only_finding("execution-low", funds("100", "100", "70", "70%", "7", shape=shape))
        assert finding.severity is Severity.WARNING
        assert finding.message == "执行率只有70.00%，没有说明原因和结余资金的去向"
        assert (finding.expected, finding.reported) == ("说明原因", "70%")
        assert quoted(finding) == ["70%", "70", "100"]

    @pytest.mark.parametrize(("executed", "rate"), [("80", "80%"), ("100", "100%")])
    def test_four_fifths_and_more(self, executed: str, rate: str) -> None:
        assert run("execution-low", funds("100", "100", executed, rate, "8")) == ([], [])

    def test_just_below_four_fifths(self) -> None:
        assert only_finding("execution-low", funds("100", "100", "79.99", "79.99%", "8")).reported == "79.99%"

    def test_a_reason_on_the_money(self) -> None:
        assert run("execution-low", with_reason("合同尾款资金次年支付")) == ([], [])

    def test_a_reason_on_something_else(self) -> None:
        assert only_finding("execution-low", with_reason("宣传覆盖不足")).reported == "60%"

    def test_without_a_printed_rate_the_executed_amount_is_quoted(self) -> None:
        finding = only_finding("execution-low", funds("100", "100", "70", "", "7"))
        assert (finding.reported, quoted(finding)[0]) == ("70", "70")

    @pytest.mark.parametrize(("adjusted", "executed"), [("0", "0"), ("100", "")])
    def test_nothing_to_divide(self, adjusted: str, executed: str) -> None:
        text = fund_form([["年度资金总额", "", adjusted, executed, "10", "70%", "7"]])
        assert run("execution-low", text) == ([], [])
