"""Products and written-out formulas; the money of a project given as an indicator."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jixiao.auditing.model import Match, Severity
from tests.auditing.specimens import FUND_HEAD, HEAD, SHAPES, TITLE, indicator_form, report
from tests.support import Rows, only_finding, piped, quoted, run, tabbed

Shape = Callable[[Rows], str]


class TestHeadsTimesStandard:
    @pytest.mark.parametrize(
        ("words", "expected", "reported"),
        [
            ("资助困难群众1200人，每人补助180元，共计22.6万元。", "21.6万元", "22.6万元"),
            ("补助标准180元/人，资助1200人，支出资金22.6万元。", "21.6万元", "22.6万元"),
            ("入户核查800户，每户补助50元，合计4.30万元。", "4.00万元", "4.30万元"),
            ("参保31.00万人，人均补助640元，补助资金20844.00万元。", "19840.00万元", "20844.00万元"),
            ("按每人每年180元的标准，资助1200人，拨付资金226000元。", "216000元", "226000元"),
            ("参保412000人，每人0.7元，安排资金27.84万元。", "28.84万元", "27.84万元"),
            ("聘请协理员6名，每人每年劳务费3.2万元，共计19.6万元。", "19.2万元", "19.6万元"),
            ("资助8526人，每人60元，支付511560.00万元。", "51.16万元", "511560.00万元"),
            ("检查机构43家，每家抽查病历200份，共8800份。", "8600份", "8800份"),
            ("为27个乡镇窗口配发资料，每个窗口274份，共6669份。", "7398份", "6669份"),
        ],
    )
    def test_a_wrong_amount(self, words: str, expected: str, reported: str) -> None:
        finding = only_finding("heads-times-standard", report(words))
        assert finding.severity is Severity.ERROR
        assert (finding.expected, finding.reported) == (expected, reported)
        assert finding.message.endswith(f"应为{expected}，写的是{reported}")
        assert quoted(finding)[0].endswith(reported)
        assert finding.working.endswith(f"= {expected}")

    def test_the_message_shows_the_product(self) -> None:
        finding = only_finding("heads-times-standard", report("资助困难群众1200人，每人补助180元，共计22.6万元。"))
        assert finding.message == "1200人×180元应为21.6万元，写的是22.6万元"
        assert quoted(finding) == ["共计22.6万元", "资助困难群众1200人", "每人补助180元"]

    @pytest.mark.parametrize(
        ("words", "match"),
        [
            ("资助困难群众1200人，每人补助180元，共计21.6万元。", Match.FACE),
            ("按每人每年0.7元的标准补助，参保412000人，补助资金28.84万元。", Match.FACE),
            ("参保31万人，每人缴费380元，筹集资金1.178亿元。", Match.FACE),
            ("检查机构43家，每家抽查病历200份，共8600份。", Match.FACE),
        ],
    )
    def test_a_right_amount(self, words: str, match: Match) -> None:
        findings, relations = run("heads-times-standard", report(words))
        assert findings == []
        assert [relation.match for relation in relations] == [match]

    @pytest.mark.parametrize(
        "words",
        [
            "专家6名，平均每名认定398人次，共计2400人次。",  # an average is rounded
            "资助约1200人，每人补助180元，共计22.6万元。",  # a near number
            "资助1200人，每人补助180元，另拨付宣传资金60万元。",  # other money
            "资助1200人次，每人补助180元，共计22.6万元。",  # 人 and 人次
            "资助1200人。每人补助180元。共计22.6万元。",  # nothing joins the sentences
            "城镇800人、农村400人，每人补助180元，共计22.6万元。",  # two head-counts
        ],
    )
    def test_near_misses(self, words: str) -> None:
        assert run("heads-times-standard", report(words)) == ([], [])


class TestWrittenFormula:
    @pytest.mark.parametrize(
        ("words", "expected", "reported"),
        [
            ("合同签订及时率=100/104×100%=98%。", "96.15%", "98%"),
            ("在职人员控制率＝49人（实有）÷52人（编制）×100%＝92.43%。", "94.23%", "92.43%"),
            ("支出率=184/200=94%。", "92.00%", "94%"),
            ("支出率=1,184.5/1,200.0×100%=97.8%。", "98.71%", "97.8%"),
        ],
    )
    def test_a_wrong_result(self, words: str, expected: str, reported: str) -> None:
        finding = only_finding("written-formula", report(words))
        assert finding.severity is Severity.ERROR
        assert (finding.expected, finding.reported) == (expected, reported)
        assert finding.message.endswith(f"应为{expected}，写的是{reported}")
        assert quoted(finding)[0].replace("％", "%") == reported

    @pytest.mark.parametrize(
        ("words", "match"),
        [
            ("合同签订及时率=104/104×100%=100%。", Match.FACE),
            ("在职人员控制率=49人（实有）÷52人（编制）×100%=94.23%。", Match.FACE),
            ("使用率=2/3×100%=66.66%。", Match.TRUNCATION),
            ("使用率=2/3*100%=66.67%。", Match.FACE),
        ],
    )
    def test_a_right_result(self, words: str, match: Match) -> None:
        findings, relations = run("written-formula", report(words))
        assert findings == []
        assert [relation.match for relation in relations] == [match]

    @pytest.mark.parametrize(
        "words", ["支出率=184/0=94%。", "完成比例约为3/4，合格率达到95%。", "支出率=实际支出/预算数×100%=94%。"]
    )
    def test_near_misses(self, words: str) -> None:
        assert run("written-formula", report(words)) == ([], [])

    def test_in_the_cell_of_a_form(self) -> None:
        rows = [["过程", "预算执行", "合同签订及时率", "100%", "签订及时率=100/104×100%=98%", "20", "20", ""]]
        assert only_finding("written-formula", indicator_form(rows)).expected == "96.15%"

    def test_the_working_is_the_formula_as_written(self) -> None:
        finding = only_finding("written-formula", report("合同签订及时率=100/104×100%=98%。"))
        assert finding.working == "100 ÷ 104 = 96.15%"


class TestAmountIndicator:
    PROJECT = "居民参保征收经费"

    def form(self, target: str, actual: str, name: str = PROJECT, project: str = PROJECT) -> list[list[str]]:
        return [
            ["项目名称", project],
            FUND_HEAD,
            ["", "年度资金总额", "193", "124.01", "124.01", "10", "100%", "10"],
            HEAD,
            ["产出指标", "数量指标", name, target, actual, "50", "50", ""],
        ]

    @pytest.mark.parametrize("shape", SHAPES[:3])
    def test_an_actual_that_the_fund_row_does_not_know(self, shape: Shape) -> None:
        text = TITLE + shape(self.form("193万元", "142.01万元"))
        finding = only_finding("amount-indicator", text)
        assert finding.severity is Severity.ERROR
        assert finding.message == (
            "“居民参保征收经费”完成值写142.01万元，与本表资金栏的预算数、执行数（124.01）都不一致"
        )
        assert (finding.expected, finding.reported) == ("124.01", "142.01万元")
        assert quoted(finding) == ["142.01万元", "124.01"]

    def test_a_target_that_the_fund_row_does_not_know(self) -> None:
        finding = only_finding("amount-indicator", TITLE + tabbed(self.form("184.58万元", "124.01万元")))
        assert finding.severity is Severity.WARNING
        assert finding.message.startswith("“居民参保征收经费”目标值写184.58万元")

    def test_a_number_without_a_unit(self) -> None:
        findings, relations = run("amount-indicator", TITLE + tabbed(self.form("193", "124.01")))
        assert [finding.message for finding in findings] == [
            "“居民参保征收经费”的指标值193没有写单位",
            "“居民参保征收经费”的指标值124.01没有写单位",
        ]
        assert {finding.severity for finding in findings} == {Severity.WARNING}
        assert all(relation.holds for relation in relations)

    @pytest.mark.parametrize(("target", "actual"), [("193万元", "124.01万元"), ("1930000元", "1240100元")])
    def test_amounts_of_the_fund_row(self, target: str, actual: str) -> None:
        findings, relations = run("amount-indicator", TITLE + piped(self.form(target, actual)))
        assert findings == []
        assert [relation.match for relation in relations] == [Match.FACE, Match.FACE]

    @pytest.mark.parametrize(
        ("name", "project"),
        [
            ("参保居民人数", PROJECT),
            ("人均补助标准", PROJECT),
            ("宣传印刷费用", PROJECT),
            ("征收经费到位率", PROJECT),
            (PROJECT, "医疗救助资金"),
        ],
    )
    def test_other_indicators_are_not_money_of_the_project(self, name: str, project: str) -> None:
        text = TITLE + tabbed(self.form("184.58万元", "184.58万元", name, project))
        assert run("amount-indicator", text) == ([], [])
