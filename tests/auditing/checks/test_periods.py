"""Dates against the evaluated year."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.specimens import report
from tests.support import only_finding, quoted, run

# The reports of the specimens evaluate 2023.


class TestCutOffInYear:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("截至2023年6月底，完成参保23.9万人，高于目标0.9万人。", "截至2023年6月底"),
            ("2023年推进参保扩面。截至10月底，参保率达96.1%。", "截至10月底"),
            ("截止2023年9月30日，追回基金105.16万元。", "截止2023年9月30日"),
        ],
    )
    def test_an_achievement_as_of_mid_year(self, text: str, words: str) -> None:
        finding = only_finding("cut-off-in-year", report(text))
        assert finding.severity is Severity.WARNING
        assert quoted(finding) == [words]
        assert finding.expected == "截至2023年底"
        assert "没有包括全年" in finding.message

    @pytest.mark.parametrize(
        "text",
        [
            "截至2023年底，完成参保23.9万人。",
            "截至12月底，参保率达96.1%。",
            "截至2023年12月31日，支出841260元。",
            "截至2023年9月底，8个站点全部完成建设。",
            "截至2023年6月底完成50%，全年完成100%。",
            "截至2023年11月底，2批资金均已拨付完毕。",
            "截至2024年3月底，新增参保2万人。",
            "截至2023年6月底，尚有3家机构未签订协议。",
            "截至2023年6月底印发的5份文件继续有效。",
        ],
    )
    def test_other_cut_off_dates(self, text: str) -> None:
        findings, _ = run("cut-off-in-year", report(text))
        assert findings == []

    def test_a_report_on_half_a_year(self) -> None:
        text = report("截至2023年6月底，完成参保23.9万人。").replace("项目支出绩效自评报告", "上半年绩效自评报告")
        assert run("cut-off-in-year", text) == ([], [])


class TestMonthWithoutYear:
    def test_since_january_of_an_unnamed_year(self) -> None:
        finding = only_finding("month-without-year", report("1月以来再救助58人，报销比例达到80%。"))
        assert quoted(finding) == ["1月以来"]
        assert finding.expected == "2023年全年"
        assert "没有写年份" in finding.message

    @pytest.mark.parametrize(
        "text",
        ["2023年1月以来再救助58人。", "2023年开展救助。3月以来救助58人。", "今年1月以来救助58人。", "7月起新增5种病。"],
    )
    def test_where_the_year_is_named(self, text: str) -> None:
        findings, _ = run("month-without-year", report(text))
        assert findings == []


FORM = (
    "清芦县2023年度项目支出绩效自评表\n"
    "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n"
    "产出指标\t数量指标\t救助人次\t≥100人次\t{actual}\t50\t50\n"
    "\n填表人：某某  填报日期：{filled}  单位负责人：\n\n"
)


def bundle(filled: str, signed: str) -> str:
    """Return a form with its filing date, and behind it the report with its date."""
    return FORM.format(actual="120人次", filled=filled) + report(signed)


class TestFilledAfterReport:
    def test_a_form_filled_in_after_the_report(self) -> None:
        text = bundle("2024年10月17日", "2024年6月5日")
        finding = only_finding("filled-after-report", text)
        assert finding.severity is Severity.WARNING
        assert finding.message.startswith("自评表填报日期为2024年10月17日，晚于报告日期2024年6月5日")
        assert quoted(finding) == ["2024年10月17日", "2024年6月5日"]
        _, relations = run("filled-after-report", text)
        assert [relation.holds for relation in relations] == [False]

    def test_in_two_files(self) -> None:
        form = FORM.format(actual="120人次", filled="2024 年 7 月 1 日")
        finding = only_finding("filled-after-report", form, report("2024年6月5日"))
        assert [excerpt.source for excerpt in finding.excerpts] == [0, 1]

    @pytest.mark.parametrize("filled", ["2024年6月5日", "2024年5月20日"])
    def test_in_order(self, filled: str) -> None:
        findings, relations = run("filled-after-report", bundle(filled, "2024年6月5日"))
        assert findings == []
        assert [relation.holds for relation in relations] == [True]

    def test_without_a_report_nothing_is_said(self) -> None:
        assert run("filled-after-report", FORM.format(actual="1", filled="2024年10月17日")) == ([], [])


class TestCutOffBeforeYear:
    def test_spending_as_of_the_year_before(self) -> None:
        finding = only_finding("cut-off-before-year", report("截至2022年12月31日，项目支出841.26万元。"))
        assert finding.severity is Severity.ERROR
        assert (finding.reported, finding.expected) == ("截至2022年12月31日", "截至2023年12月31日")

    @pytest.mark.parametrize(
        "text",
        [
            "截至2023年12月31日，项目支出841.26万元。",
            "截至2022年12月31日，上年结转资金支出841.26万元。",
            "截至2022年12月31日，全县参保23.9万人。",
            "截至2022年底支出841.26万元，2023年支出900.00万元。",
        ],
        ids=["this year", "carried over", "no spending", "both years"],
    )
    def test_no_fault(self, text: str) -> None:
        assert run("cut-off-before-year", report(text)) == ([], [])


class TestFiledBeforeYearEnd:
    def test_a_report_dated_in_its_own_year(self) -> None:
        finding = only_finding("filed-before-year-end", report("2023年3月18日"))
        assert finding.severity is Severity.ERROR
        assert finding.reported == "2023年3月18日"
        assert finding.expected == "2024年"

    @pytest.mark.parametrize("day", ["2024年3月18日", "2023年12月28日"])
    def test_when_the_year_is_over(self, day: str) -> None:
        findings, relations = run("filed-before-year-end", report(day))
        assert findings == []
        assert [relation.holds for relation in relations] == [True]

    def test_a_report_on_half_a_year(self) -> None:
        text = report("2023年7月18日").replace("项目支出绩效自评报告", "上半年绩效自评报告")
        assert run("filed-before-year-end", text) == ([], [])

    @pytest.mark.parametrize(("year", "faults"), [("2023", 1), ("2024", 0)])
    def test_a_filing_date_where_no_form_was_made_out(self, year: str, faults: int) -> None:
        words = f"填报日期：{year}年3月18日项目名称监管经费主管部门某县医疗保障局，全年支出79.20万元。"
        assert len(run("filed-before-year-end", report(words))[0]) == faults


class TestDateBeforePeriod:
    def test_a_report_dated_within_its_year(self) -> None:
        finding = only_finding("date-before-period", report("2023年预算180万元，2023年支出153万元。", "2023年12月20日"))
        assert finding.message == "日期写2023年12月20日，2023年度还没有结束，请核实日期或评价年度"
        assert quoted(finding) == ["2023年12月20日"]

    def test_a_report_dated_afterwards_is_a_relation(self) -> None:
        findings, relations = run("date-before-period", report("2024年3月18日"))
        assert findings == []
        assert [(r.reported, r.holds) for r in relations] == [("2024年3月18日", True)]

    def test_a_title_with_the_year_of_writing(self) -> None:
        text = report("2022年预算180万元，2022年支出153万元，2022年末结余27万元。", "2023年3月20日")
        assert run("date-before-period", text) == ([], [])


class TestDocumentYear:
    def test_a_document_issued_after_the_report(self) -> None:
        finding = only_finding(
            "document-year", report("依据《绩效评价办法》（清财绩〔2025〕3号）开展。", "2024年3月18日")
        )
        assert quoted(finding) == ["清财绩〔2025〕3号"]
        assert "年份2025晚于本报告" in finding.message

    def test_the_notice_of_the_year_of_writing(self) -> None:
        findings, _ = run("document-year", report("依据清财绩〔2024〕3号和清府发〔2019〕21号文件开展。"))
        assert findings == []
