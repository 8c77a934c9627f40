"""The year's spending told in words, held against the fund row of the same form."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.specimens import FUND_HEAD, GOOD_ROWS, HEAD, TITLE, fund_form
from tests.support import one_line, only_finding, quoted, run, tabbed

FUNDS = [["年度资金总额", "160.00", "150.00", "139.56", "10", "93.04%", "9.30"]]


def with_note(note: str) -> str:
    return fund_form(FUNDS, GOOD_ROWS, ("100", "99.30")) + f"\n附：项目实施情况说明\n{note}\n"


class TestSpendingAgainstFund:
    def test_a_digit_off_in_the_notes_behind_the_form(self) -> None:
        finding = only_finding("spending-against-fund", with_note("本项目按季支付运维费。全年支出136.56万元。"))
        assert finding.severity is Severity.ERROR
        assert (finding.expected, finding.reported) == ("139.56万元", "136.56万元")
        assert quoted(finding) == ["全年支出136.56万元", "139.56"]
        assert "资金栏全年执行数是139.56万元" in finding.message

    def test_two_digits_that_changed_places_in_a_goal_cell(self) -> None:
        goals = [["年度总体目标", "预期目标", "实际完成情况"], ["", "救助困难群众", "救助1200人次，共支出139.65万元。"]]
        rows = [FUND_HEAD, ["", *FUNDS[0]], *goals, HEAD, *GOOD_ROWS]
        assert only_finding("spending-against-fund", TITLE + tabbed(rows)).reported == "139.65万元"

    def test_in_a_table_on_one_line_whose_cells_are_torn(self) -> None:
        torn = ["住院救助1926人次，门诊救助2410人次，年内共", "支出139.65万元。7月因提高门诊救助比例，"]
        rows = [FUND_HEAD, ["", *FUNDS[0]], torn, HEAD, *GOOD_ROWS]
        assert only_finding("spending-against-fund", TITLE + one_line(rows)).reported == "139.65万元"

    @pytest.mark.parametrize("words", ["全年支出139.56万元。", "资金共支出139.6万元。", "全年累计执行1395600元。"])
    def test_the_same_amount_is_told_as_a_relation(self, words: str) -> None:
        findings, relations = run("spending-against-fund", with_note(words))
        assert findings == []
        assert [r.holds for r in relations] == [True]

    @pytest.mark.parametrize(
        "words",
        [
            "系统运维支出136.56万元。",  # one item
            "上年全年支出136.56万元。",
            "2021年支出136.56万元。",
            "截至9月支出136.56万元。",
            "全年支出约136.56万元。",
            "全年支出120.30万元。",  # no slip: something else
            "全年支出160.00万元。",  # another amount of the form
            "现场检查每家0.60万元，支付39.56万元。",  # one item told by the verb alone
            "全年检查136家。",
        ],
    )
    def test_near_misses(self, words: str) -> None:
        assert run("spending-against-fund", with_note(words)) == ([], [])
