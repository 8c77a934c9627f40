"""Weights and scores: each within its weight, each level adding up, the total following."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jixiao.auditing.model import Match, Severity
from tests.auditing.specimens import (
    ALL_SHAPES,
    FUND_HEAD,
    GOOD_FUNDS,
    GOOD_ROWS,
    HEAD,
    SHAPES,
    TITLE,
    fund_form,
    indicator_form,
    report,
)
from tests.support import Rows, cell_lines, one_line, only_finding, piped, quoted, run, spaced, tabbed, web

SCORE_CHECKS = ["score-within-weight", "weight-sum", "weight-total", "score-sum", "score-total", "total-missing"]
Shape = Callable[[Rows], str]


def with_cell(rows: Rows, row: int, column: int, text: str) -> list[list[str]]:
    changed = [list(cells) for cells in rows]
    changed[row][column] = text
    return changed


@pytest.mark.parametrize("check", SCORE_CHECKS)
@pytest.mark.parametrize("shape", ALL_SHAPES)
def test_a_form_that_adds_up_has_no_finding_in_any_shape(check: str, shape: Shape) -> None:
    findings, relations = run(check, fund_form(GOOD_FUNDS, GOOD_ROWS, ("100", "99.00"), shape))
    assert findings == []
    assert all(relation.holds and relation.match is Match.FACE for relation in relations)


class TestScoreWithinWeight:
    @pytest.mark.parametrize("shape", SHAPES)
    def test_a_score_above_its_weight(self, shape: Shape) -> None:
        finding = only_finding("score-within-weight", indicator_form(with_cell(GOOD_ROWS, 1, 6, "22"), shape=shape))
        assert finding.severity is Severity.ERROR
        assert finding.message == "“案卷合格率”得22分，超过了分值20分"
        assert (finding.expected, finding.reported) == ("不超过20", "22")
        assert quoted(finding) == ["22", "20"]

    def test_a_score_equal_to_its_weight_holds(self) -> None:
        findings, relations = run("score-within-weight", indicator_form(GOOD_ROWS))
        assert findings == []
        assert [relation.expression for relation in relations] == ["30 ≤ 30", "20 ≤ 20", "40 ≤ 40"]

    def test_the_points_of_execution_are_compared_too(self) -> None:
        finding = only_finding(
            "score-within-weight", fund_form([["年度资金总额", "80", "80", "80", "10", "100%", "12"]])
        )
        assert finding.message == "“预算执行率”得12分，超过了分值10分"

    @pytest.mark.parametrize(
        "words",
        [
            "（一）社会效益指标（满分40分，实得41分）",
            "社会效益指标分值40分，自评得分41分。",
            "社会效益指标40分，得41分。",
            "社会效益指标（权重40分）：得41分。",
        ],
    )
    def test_in_prose(self, words: str) -> None:
        finding = only_finding("score-within-weight", report(words))
        assert finding.reported == "41"
        assert "41分" in quoted(finding)[0]

    def test_a_blank_score_is_not_compared(self) -> None:
        rows = with_cell(GOOD_ROWS, 2, 6, "")
        findings, relations = run("score-within-weight", web([HEAD, *_as_grid(rows)], TITLE.strip()))
        assert findings == []
        assert len(relations) == 2


def _as_grid(rows: Rows) -> list[list[str]]:
    """Give the first two rows one merged dimension, as the page of the form has it."""
    first, second, *rest = ([*row] for row in rows)
    return [[first[0] + "_2", *first[1:]], second[1:], *rest]


class TestWeightSum:
    def test_in_a_grid_where_nothing_can_be_lost_it_is_an_error(self) -> None:
        rows = _as_grid(with_cell(GOOD_ROWS, 0, 5, "25"))
        finding = only_finding("weight-sum", web([HEAD, *rows], TITLE.strip()))
        assert finding.severity is Severity.ERROR
        assert finding.message == "“数量指标”分值30分，下级指标分值合计25分"
        assert (finding.expected, finding.reported) == ("25", "30")
        assert quoted(finding) == ["数量指标（30分）", "25"]

    @pytest.mark.parametrize("shape", SHAPES)
    def test_in_text_a_row_may_be_lost_so_it_only_asks(self, shape: Shape) -> None:
        finding = only_finding("weight-sum", indicator_form(with_cell(GOOD_ROWS, 0, 5, "25"), shape=shape))
        assert (finding.severity, finding.kind) == (Severity.WARNING, "incomplete")
        assert finding.message == "“数量指标”分值30分，看得到的下级分值合计25分，可能有行缺失或错位"
        assert quoted(finding)[0] == "数量指标（30分）"

    def test_in_prose(self) -> None:
        finding = only_finding(
            "weight-sum",
            report(
                "（一）产出指标（满分60分，实得60分）",
                "1.数量指标（满分25分，实得25分）",
                "2.质量指标（满分30分，实得30分）",
            ),
        )
        assert finding.message == "“产出指标”分值60分，下级指标分值合计55分"
        assert finding.working == "25+30 = 55，与60相差5"
        assert quoted(finding)[0] == "产出指标（满分60分"

    @pytest.mark.parametrize(("weight", "faults"), [("52", 1), ("95", 0)], ids=["swapped", "another node's child"])
    def test_in_prose_far_off_only_where_a_slip_explains_it(self, weight: str, faults: int) -> None:
        text = report(
            "（一）产出指标（满分60分，实得60分）",
            f"1.数量指标（满分{weight}分，实得25分）",
            "2.质量指标（满分35分，实得35分）",
        )
        assert len(run("weight-sum", text)[0]) == faults

    def test_children_that_add_up_are_told_as_a_relation(self) -> None:
        findings, relations = run("weight-sum", indicator_form(GOOD_ROWS))
        assert findings == []
        assert ("30+20", "50") in {(relation.expression, relation.reported) for relation in relations}

    def test_a_branch_with_an_unprinted_weight_is_not_judged(self) -> None:
        text = report(
            "（一）产出指标（满分60分，实得58分）", "1.数量指标（满分25分，实得25分）", "2.质量指标得分33分。"
        )
        assert [run(check, text)[0] for check in ("weight-sum", "score-sum")] == [[], []]


class TestWeightTotal:
    def test_a_total_that_the_weights_do_not_make(self) -> None:
        rows = [[HEAD[0], *HEAD[1:]], *_as_grid(GOOD_ROWS), ["总分^5", "100", "90", ""]]
        finding = only_finding("weight-total", web(rows, TITLE.strip()))
        assert finding.severity is Severity.ERROR
        assert finding.message == "各项分值合计90分，总分值写100分"
        assert (finding.expected, finding.reported) == ("90", "100")
        assert quoted(finding)[0] == "100"

    @pytest.mark.parametrize("shape", SHAPES)
    def test_in_text_it_only_asks_for_missing_rows(self, shape: Shape) -> None:
        finding = only_finding("weight-total", indicator_form(GOOD_ROWS, ("100", "90"), shape))
        assert (finding.severity, finding.kind) == (Severity.WARNING, "incomplete")
        assert finding.message == "看得到的分值合计90分，总分值为100分，相差10分，可能有行缺失"

    def test_in_a_table_on_one_line_that_was_read_to_the_last_number(self) -> None:
        finding = only_finding("weight-total", fund_form(GOOD_FUNDS, GOOD_ROWS[:2], ("100", "59.00"), one_line))
        assert finding.severity is Severity.ERROR
        assert finding.message == "各项分值合计60分，总分值写100分"

    def test_in_a_table_on_one_line_with_a_number_left_over_the_gap_is_ours(self) -> None:
        rows = with_cell(GOOD_ROWS, 2, 6, "45")
        finding = only_finding("weight-total", fund_form(GOOD_FUNDS, rows, ("100", "99.00"), one_line))
        assert (finding.severity, finding.kind) == (Severity.INFO, "incomplete")
        assert (finding.expected, finding.reported) == ("100", "60")

    def test_two_forms_read_as_one_are_our_gap(self) -> None:
        lost = fund_form([*GOOD_FUNDS, *GOOD_FUNDS], GOOD_ROWS[:2], ("100", "99.00"))
        assert [f.severity for f in run("weight-total", lost)[0]] == [Severity.INFO]

    def test_execution_counts_among_the_weights_or_beside_them(self) -> None:
        """Some forms give the indicators alone 100 points, and the execution rate ten besides."""
        rows = with_cell(with_cell(GOOD_ROWS, 2, 0, "效益指标（50分）"), 2, 1, "社会效益指标（50分）")
        rows = with_cell(with_cell(rows, 2, 5, "50"), 2, 6, "50")
        findings, relations = run("weight-total", fund_form(GOOD_FUNDS, rows, ("100", "100")))
        assert findings == []
        assert [relation.holds for relation in relations] == [True]


class TestScoreSum:
    def test_a_heading_that_gives_more_than_its_parts(self) -> None:
        finding = only_finding(
            "score-sum",
            report(
                "（一）产出指标（满分50分，实得50分）",
                "1.数量指标（满分20分，实得19分）",
                "2.质量指标（满分30分，实得28分）",
            ),
        )
        assert finding.severity is Severity.ERROR
        assert finding.message == "“产出指标”写得50分，下级指标得分合计47分"
        assert (finding.expected, finding.reported) == ("47", "50")
        assert quoted(finding)[0] == "产出指标（满分50分，实得50分"

    def test_a_heading_that_gives_what_its_parts_give(self) -> None:
        findings, relations = run(
            "score-sum",
            report(
                "（一）产出指标（满分50分，实得47分）",
                "1.数量指标（满分20分，实得19分）",
                "2.质量指标（满分30分，实得28分）",
            ),
        )
        assert findings == []
        assert [(r.expression, r.reported, r.computed) for r in relations] == [("19+28", "47", "47")]

    def test_decimals_of_points_are_exact(self) -> None:
        """Points are never rounded: 9.66 + 9.67 is 19.33, and 19.3 is another number."""
        finding = only_finding(
            "score-sum",
            report(
                "（一）产出指标（满分20分，实得19.3分）",
                "1.数量指标（满分10分，实得9.66分）",
                "2.质量指标（满分10分，实得9.67分）",
            ),
        )
        assert (finding.expected, finding.reported) == ("19.33", "19.3")

    @pytest.mark.parametrize(
        "words",
        [
            "产出指标60分，得59分，其中数量指标30分得30分、质量指标30分得29分。",
            "产出指标60分，得59分，其中：数量指标30分，得30分，质量指标30分，得29分。",
            "产出指标分值60分，自评得分59分（其中数量指标分值30分，自评得分30分；质量指标分值30分，自评得分29分）。",
        ],
    )
    def test_parts_listed_behind_among_which(self, words: str) -> None:
        findings, relations = run("score-sum", report(words))
        assert findings == []
        assert [(relation.expression, relation.reported) for relation in relations] == [("30+29", "59")]


class TestScoreTotal:
    @pytest.mark.parametrize("shape", ALL_SHAPES)
    def test_a_total_that_the_scores_do_not_make(self, shape: Shape) -> None:
        finding = only_finding("score-total", fund_form(GOOD_FUNDS, GOOD_ROWS, ("100", "97.00"), shape))
        assert finding.severity is Severity.ERROR
        assert finding.message == "各项得分合计99.00分，总分写97.00分"
        assert (finding.expected, finding.reported) == ("99", "97.00")
        assert quoted(finding) == ["97.00", "9.00", "30", "20", "40"]
        assert finding.working == "9.00+30+20+40 = 99.00，与97.00相差2.00"

    def test_with_rows_missing_it_cannot_be_judged(self) -> None:
        finding = only_finding("score-total", indicator_form(GOOD_ROWS[:2], ("100", "99")))
        assert (finding.severity, finding.kind) == (Severity.WARNING, "incomplete")
        assert finding.message == "看得到的得分合计50分，总分写99分，表中可能有行缺失，不能判定"

    def test_a_blank_score_is_never_a_zero(self) -> None:
        rows = _as_grid(with_cell(GOOD_ROWS, 1, 6, ""))
        findings, relations = run("score-total", web([HEAD, *rows, ["总分^5", "90", "70", ""]], TITLE.strip()))
        assert (findings, relations) == ([], [])

    @pytest.mark.parametrize(
        "total",
        ["综合得分为98分。", "自评总分：98分。", "共计得98分。", "自我评价98分。", "绩效自评综合得分98分，等级为优。"],
    )
    def test_in_prose(self, total: str) -> None:
        scores = "产出指标60分，得59分。效益指标40分，得38分。"
        finding = only_finding("score-total", report(scores, total))
        assert finding.message == "各项得分合计97分，总分写98分"
        assert quoted(finding)[1:] == ["产出指标60分，得59分", "效益指标40分，得38分"]

    def test_in_prose_that_adds_up(self) -> None:
        findings, relations = run("score-total", report("产出指标60分，得59分。效益指标40分，得38分。", "总得分97分。"))
        assert findings == []
        assert [(r.expression, r.reported) for r in relations] == [("59+38", "97")]

    def test_headings_that_contradict_the_total_though_the_parts_make_it(self) -> None:
        """The lowest scores give the total, the headings above them do not: both sums are told."""
        findings, relations = run(
            "score-total",
            report(
                "（一）产出指标（满分60分，实得60分）",
                "1.数量指标（满分30分，实得30分）",
                "2.质量指标（满分30分，实得28分）",
                "（二）效益指标（满分40分，实得40分）",
                "1.社会效益指标（满分40分，实得40分）",
                "自评综合得分98分。",
            ),
        )
        assert [(f.expected, f.reported) for f in findings] == [("100", "98")]
        assert sorted((r.holds, r.expression) for r in relations) == [(False, "60+40"), (True, "30+28+40")]


class TestTotalMissing:
    @pytest.mark.parametrize("shape", [cell_lines, piped, spaced])
    def test_a_total_row_without_a_score(self, shape: Shape) -> None:
        text = TITLE + shape([HEAD, *GOOD_ROWS, ["总分", "90", "", ""]])
        finding = only_finding("total-missing", text)
        assert finding.severity is Severity.ERROR
        assert finding.message == "总分栏没有填得分，各项得分合计90分"
        assert (finding.expected, finding.reported) == ("90", "（空）")
        assert quoted(finding) == ["总分", "90"]

    def test_in_a_grid(self) -> None:
        rows = [HEAD, *_as_grid(GOOD_ROWS), ["总分^5", "90", "", ""]]
        assert only_finding("total-missing", web(rows, TITLE.strip())).expected == "90"

    def test_in_a_tab_grid_with_a_cell_for_every_head(self) -> None:
        text = indicator_form(GOOD_ROWS, ("90", ""))
        assert only_finding("total-missing", text).expected == "90"

    def test_a_filled_total_is_not_missing(self) -> None:
        assert run("total-missing", indicator_form(GOOD_ROWS, ("90", "90"))) == ([], [])

    def test_a_form_that_scores_nothing_has_no_total_to_miss(self) -> None:
        rows = [row[:5] for row in GOOD_ROWS]
        assert run("total-missing", TITLE + piped([HEAD[:5], *rows, ["合计", ""]])) == ([], [])


class TestDuplicateIndicator:
    @pytest.mark.parametrize("shape", SHAPES)
    def test_two_indicators_of_one_category(self, shape: Shape) -> None:
        rows = [*GOOD_ROWS[:1], ["", "", "检查机构数", "≥20家", "21家", "20", "20", ""], GOOD_ROWS[2]]
        rows[0] = with_cell([["产出指标", "数量指标", *rows[0][2:]]], 0, 2, "检查机构家数")[0]
        rows[1][2] = "检查机构家数"
        finding = only_finding("duplicate-indicator", indicator_form(rows, shape=shape))
        assert finding.severity is Severity.WARNING
        assert finding.message == "同一类下有两个指标都叫“检查机构家数”，请核对名称或合并"
        assert quoted(finding) == ["检查机构家数", "检查机构家数"]
        assert finding.excerpts[0].start > finding.excerpts[1].start

    def test_the_same_name_in_two_categories_is_none(self) -> None:
        rows = with_cell(with_cell(GOOD_ROWS, 0, 2, "检查完成情况"), 1, 2, "检查完成情况")
        assert run("duplicate-indicator", indicator_form(rows)) == ([], [])


def test_a_total_against_the_sums_that_a_report_tells() -> None:
    """预算执行9.81 + 产出49.89 + 效益29.70 + 满意度10 are 99.40."""
    words = [
        "预算执行（10分）：执行率98.10%，得9.81分。",
        "产出指标（50分）：任务完成率（30分，目标100%，得30分）；办结率（20分，目标100%，得19.89分）。小计得49.89分。",
        "效益指标（30分）：报销比例（20分，目标70%，得19.70分）；结算率（10分，目标60%，得10分）。小计得29.70分。",
        "满意度指标（10分）：目标90%，实际93.5%，得10分。",
    ]
    finding = only_finding("score-total", report(*words, "以上合计，自评得分为99.29分，评价等级为优。"))
    assert (finding.expected, finding.reported) == ("99.4", "99.29")
    assert run("score-total", report(*words, "以上合计，自评得分为99.40分，评价等级为优。"))[0] == []


class TestTotalAmongTheFields:
    """Some forms have the total in their head, beside the name of the project, and no row of it at the end."""

    def form(self, total: str, shape: Callable[[Rows], str]) -> str:
        fields = [
            ["项目名称", "医保宣传经费", "自评总分（分）", total],
            ["主管部门", "霜溪县医疗保障局", "联系人", "某某"],
        ]
        funds = [["", *line] for line in GOOD_FUNDS]
        return TITLE + shape([*fields, FUND_HEAD, *funds, HEAD, *GOOD_ROWS])

    @pytest.mark.parametrize("shape", [tabbed, piped])
    def test_it_is_the_sum_of_the_scores(self, shape: Callable[[Rows], str]) -> None:
        assert only_finding("score-total", self.form("98.00", shape)).expected.startswith("99")
        assert run("score-total", self.form("99.00", shape))[0] == []

    @pytest.mark.parametrize("shape", [tabbed, piped])
    def test_it_is_left_blank(self, shape: Callable[[Rows], str]) -> None:
        assert only_finding("total-field-blank", self.form("", shape)).expected.startswith("99")
        assert run("total-field-blank", self.form("99.00", shape))[0] == []


class TestPartsThatAreNotAllTold:
    """A heading of prose whose paragraph tells more points than indicators were read is not added up."""

    WORDS = (
        "（一）产出指标（50分，得49.17分）。",
        "1.数量指标（30分，得29.17分）。巡查目标40家，完成43家，得15分；培训目标20期，完成19期，得14.17分。",
        "2.时效指标（20分，得20分）。补助资金在6月21日拨付完毕，得10分；办结目标不超过20天，实际16天，得10分。",
        "（二）效益指标（50分，得50分）。",
    )

    @pytest.mark.parametrize("check_id", ["score-sum", "score-total"])
    def test_nothing_is_raised(self, check_id: str) -> None:
        assert run(check_id, report(*self.WORDS, "综合得分99.17分。"))[0] == []

    def test_the_total_is_checked_all_the_same(self) -> None:
        finding = only_finding("score-total", report(*self.WORDS, "综合得分98.17分。"))
        assert (finding.expected, finding.reported) == ("99.17", "98.17")

    def test_parts_that_are_all_told_are_added_up(self) -> None:
        finding = only_finding("score-sum", report(self.WORDS[1].replace("得29.17分", "得28.17分")))
        assert (finding.expected, finding.reported) == ("29.17", "28.17")
