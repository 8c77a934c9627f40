"""Spending far above the initial budget, and amounts added that have to explain the change."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.department import department_report
from tests.auditing.specimens import GOOD_ROWS, fund_form, report
from tests.support import only_finding, quoted, run


class TestSpendingAboveInitial:
    TOLD = "2023年年初预算支出820万元。2023年决算支出1640.50万元，其中人员经费600万元。"

    def test_twice_the_budget_without_a_word(self) -> None:
        finding = only_finding("spending-above-initial", department_report(self.TOLD))
        assert finding.message == "支出1640.50万元是预算820万元的2.00倍，多820.50万元，没有调整预算数，也没有说明原因"
        assert quoted(finding)[0] == "2023年决算支出1640.50万元"

    @pytest.mark.parametrize("explained", ["年中追加项目资金。", "增加部分为上级转移支付。", "全年预算1650万元。"])
    def test_an_adjusted_budget_or_a_reason(self, explained: str) -> None:
        assert run("spending-above-initial", department_report(self.TOLD, explained))[0] == []

    def test_income_and_last_year_are_other_matters(self) -> None:
        told = "2023年年初预算收入820万元，2023年决算收入1640万元。2022年决算支出1640万元。"
        assert run("spending-above-initial", department_report(told))[0] == []

    def test_a_little_more(self) -> None:
        assert run("spending-above-initial", department_report(self.TOLD.replace("1640.50", "860")))[0] == []


class TestAdditionExplains:
    TOLD = "年初预算820.00万元，年中追加{}，调整预算900.00万元，全年支出{}。"

    def test_the_addition_is_the_difference(self) -> None:
        findings, relations = run("addition-explains", department_report(self.TOLD.format("80.00万元", "885万元")))
        assert findings == []
        assert [(r.reported, r.holds) for r in relations] == [("80.00万元", True)]

    def test_the_addition_explains_spending(self) -> None:
        findings, relations = run("addition-explains", department_report(self.TOLD.format("65万元", "885万元")))
        assert (findings, [r.holds for r in relations]) == ([], [True])

    def test_a_part_is_left_unexplained(self) -> None:
        finding = only_finding("addition-explains", department_report(self.TOLD.format("51.17万元", "885.00万元")))
        assert "900.00万元与年初预算820.00万元相差80.00万元，还差28.83万元没有说明" in finding.message
        assert quoted(finding)[0] == "年中追加51.17万元"
        assert finding.reported == "51.17万元"

    def test_amounts_without_their_unit_are_not_compared(self) -> None:
        funds = [["年度资金总额", "820.00", "900.00", "885.00", "10", "98.33%", "9.83"]]
        rows = [[*GOOD_ROWS[0][:-1], "年中追加51.17万元用于设备"], *GOOD_ROWS[1:]]
        text = fund_form(funds, rows).replace("（万元）", "")
        assert run("addition-explains", text)[0] == []

    @pytest.mark.parametrize("added", ["医疗救助补助50万元等", "培训费50万元，又追加设备费20万元"])
    def test_one_of_several_additions_proves_nothing(self, added: str) -> None:
        assert run("addition-explains", department_report(self.TOLD.format(added, "885万元")))[0] == []

    def test_an_addition_told_far_from_the_totals(self) -> None:
        words = "信息系统项目年中追加6万元用于等保测评。"
        told = "年初预算820.00万元，调整预算900.00万元，全年支出885万元。"
        assert run("addition-explains", department_report(told, words))[0] == []

    def test_a_form_whose_reason_tells_the_cut(self) -> None:
        rows = [[*GOOD_ROWS[0][:-1], "合同价低于预算，年中调减11.50万元"], *GOOD_ROWS[1:]]
        funds = [["年度资金总额", "210.00", "198.50", "187.26", "10", "94.34%", "9.43"]]
        findings, relations = run("addition-explains", fund_form(funds, rows))
        assert (findings, [r.holds for r in relations]) == ([], [True])
        wrong = [["年度资金总额", "212.00", "198.50", "187.26", "10", "94.34%", "9.43"]]
        assert only_finding("addition-explains", fund_form(wrong, rows)).expected == "13.50万元"


class TestAdditionUnexplained:
    @pytest.mark.parametrize(
        "words",
        [
            "2023年年初预算742.60万元，年中追加63.18万元，调整后预算805.78万元，资金全部为一般公共预算。",
            "年初批复预算1108.60万元，年中调增177.80万元，增幅16.04%。",
            "年初部门预算300.00万元，年中县财政调减预算30.00万元。因病致贫得到缓解。",
        ],
    )
    def test_a_change_without_a_word_on_it(self, words: str) -> None:
        finding = only_finding("addition-unexplained", report(words))
        assert finding.severity is Severity.WARNING
        assert finding.message.endswith("万元，没有说明原因、用途或来源")
        assert quoted(finding)[0] in words

    @pytest.mark.parametrize(
        "words",
        [
            "年初预算742.60万元，年中追加63.18万元，用于大厅改造。",
            "年初预算742.60万元，年中追加63.18万元。其中人员调资23.18万元，能力提升补助40.00万元。",
            "年初预算742.60万元，年中追加63.18万元为增资。",
            "年初预算742.60万元，年中县财政统一压减63.18万元。",
            "年初预算742.60万元，年中追加上级补助63.18万元。",
            "年初预算742.60万元，年中追加20.18万元。",  # under a twentieth
            "年初预算742.60万元，年中追加63.18万元。|预算执行中追加部分系省级补助资金。",  # told elsewhere
            "年中追加63.18万元。",  # nothing to compare with
        ],
    )
    def test_near_misses(self, words: str) -> None:
        assert run("addition-unexplained", report(*words.split("|"))) == ([], [])
