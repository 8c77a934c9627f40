"""Slips that arithmetic lays bare: a lost 万, and lists above a threshold that hold something below it."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Match, Severity
from tests.auditing.specimens import GOOD_ROWS, fund_form, report
from tests.support import only_finding, quoted, run


class TestScaleSlip:
    @pytest.mark.parametrize(
        ("words", "expected", "reported"),
        [
            ("全年预算500万元，支出462.5万元，年末结余37.5元。", "37.5万元", "37.5元"),
            ("住院250万元，门诊120万元，合计370元。", "370万元", "370元"),
            ("职工参保4.2万人，居民参保25.8万人，共计30.0人。", "30.0万人", "30.0人"),
            ("追回基金318.75元，约谈4人；追回金额中医院294.18万元，药店24.57万元。", "318.75万元", "318.75元"),
        ],
    )
    def test_a_result_without_its_scale(self, words: str, expected: str, reported: str) -> None:
        finding = only_finding("scale-slip", report(words))
        assert finding.severity is Severity.ERROR
        assert (finding.expected, finding.reported) == (expected, reported)
        assert expected in finding.message
        assert finding.message.endswith("漏了“万”")
        assert quoted(finding)[0].endswith(reported)

    @pytest.mark.parametrize(
        "words",
        [
            "全年预算500万元，支出462.5万元，年末结余37.5万元。",
            "全年预算500万元，支出462.5万元，窗口退费合计38.6元。",  # other digits
            "全年预算500元，支出462.5元，年末结余37.5元。",  # all in 元
            "全年检查500家，复查462家，年末结余38元。",
            "追回318.75元，其中医院294.18万元，药店24.57万元。",  # looked at by another check
            "退费318.75元；追回金额中医院294.18万元，药店24.75万元。",
        ],
    )
    def test_near_misses(self, words: str) -> None:
        assert run("scale-slip", report(words)) == ([], [])


class TestScaleAgainstFund:
    def form(self, words: str) -> str:
        rows = [*GOOD_ROWS[:2], [*GOOD_ROWS[2][:6], "38", words]]
        return fund_form([["年度资金总额", "84.00", "84.00", "77.46", "10", "92.21%", "9.22"]], rows)

    def test_the_digits_of_the_fund_row_in_yuan(self) -> None:
        finding = only_finding("scale-against-fund", self.form("全年代缴个人缴费共支出77.46元"))
        assert finding.severity is Severity.ERROR
        assert finding.message == "资金栏是77.46万元，此处写成77.46元，漏了“万”"
        assert (finding.expected, finding.reported) == ("77.46万元", "77.46元")
        assert quoted(finding)[1] == "77.46"

    @pytest.mark.parametrize("amount", ["77.46万元", "774600元", "76.47元", "77.46分"])
    def test_near_misses(self, amount: str) -> None:
        assert run("scale-against-fund", self.form(f"全年代缴个人缴费共支出{amount}")) == ([], [])


class TestOverThreshold:
    LIST = "50万元以上的项目有3个，分别是系统运维80万元、宣传55万元、培训{}万元。"

    def test_a_list_that_holds_something_below_the_threshold(self) -> None:
        finding = only_finding("over-threshold", report(self.LIST.format(45)))
        assert finding.severity is Severity.ERROR
        assert finding.message == "写50万元以上的有3个，所列“培训”只有45万元"
        assert (finding.expected, finding.reported) == ("2", "3")
        assert quoted(finding) == ["50万元以上的项目有3个", "培训45万元"]

    @pytest.mark.parametrize("amount", ["50", "66"])
    def test_a_list_that_does_not(self, amount: str) -> None:
        findings, relations = run("over-threshold", report(self.LIST.format(amount)))
        assert findings == []
        assert [relation.match for relation in relations] == [Match.FACE]

    @pytest.mark.parametrize(
        "words", ["50万元以上的项目有3个。", "50万元以上的项目有4个，分别是运维80万元、宣传55万元、培训45万元。"]
    )
    def test_near_misses(self, words: str) -> None:
        assert run("over-threshold", report(words)) == ([], [])
