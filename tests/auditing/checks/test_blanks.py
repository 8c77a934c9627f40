"""Blank fields, blank totals over filled-in parts, blank adjustments, blank signatures."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.department import department_report
from tests.auditing.specimens import FUND_HEAD, GOOD_FUNDS, GOOD_ROWS, HEAD, TITLE, fund_form
from tests.support import Rows, cell_lines, only_finding, piped, quoted, run, tabbed

SHAPES = [cell_lines, tabbed, piped]
Shape = Callable[[Rows], str]


def with_fields(fields: Rows, shape: Shape = tabbed) -> str:
    return TITLE + shape([*fields, FUND_HEAD, *(["", *line] for line in GOOD_FUNDS), HEAD, *GOOD_ROWS])


class TestBlankField:
    @pytest.mark.parametrize("shape", SHAPES)
    def test_a_department_left_out(self, shape: Shape) -> None:
        fields = [["项目名称", "医疗救助"], ["主管部门", "", "实施单位", "清芦县医疗保障局"]]
        finding = only_finding("blank-field", with_fields(fields, shape))
        assert finding.message == "“主管部门”一栏空着"
        assert quoted(finding) == ["主管部门"]

    @pytest.mark.parametrize("shape", SHAPES)
    def test_filled_in(self, shape: Shape) -> None:
        fields = [["项目名称", "医疗救助"], ["主管部门", "清芦县医疗保障局", "实施单位", "清芦县医疗保障局"]]
        assert run("blank-field", with_fields(fields, shape))[0] == []

    def test_a_value_that_slipped_one_cell_on_is_there(self) -> None:
        fields = [["项目名称", "医疗救助"], ["主管部门", "", "清芦县医保机构", "", "", ""]]
        assert run("blank-field", with_fields(fields))[0] == []


def base_data(*rows: list[str]) -> str:
    head = ["经费控制情况（万元）", "2022年决算数", "2023年预算数", "2023年决算数"]
    return "2023年度部门整体支出绩效评价基础数据表\n" + tabbed([head, *rows])


PARTS = [["其中：办公经费", "7.00", "6.00", "5.50"], ["水费、电费", "2.00", "1.50", "1.25"]]


class TestBlankParent:
    def test_parts_without_their_total(self) -> None:
        finding = only_finding("blank-parent", base_data(["公用经费", "", "", ""], *PARTS))
        assert finding.message == (
            "“公用经费”一行空着，所列分项合计2022年决算数9.00万元、2023年预算数7.50万元、2023年决算数6.75万元"
        )
        assert quoted(finding)[0] == "公用经费"

    def test_the_total_is_there(self) -> None:
        assert run("blank-parent", base_data(["公用经费", "9.00", "7.50", "6.75"], *PARTS))[0] == []

    def test_parts_that_are_blank_as_well(self) -> None:
        rows = [["公务用车费", "", "", ""], ["其中：购置", "", "", ""], ["政府采购金额", "7", "8", "5"]]
        assert run("blank-parent", base_data(*rows))[0] == []

    def test_a_row_of_another_kind_is_no_part(self) -> None:
        rows = [["公用经费", "", "", ""], ["政府采购金额", "7", "8", "5"]]
        assert run("blank-parent", base_data(*rows))[0] == []

    def test_numbered_children(self) -> None:
        rows = [["项目支出", "", "", ""], ["1、业务工作经费", "3", "4", "4"], ["2、运行维护经费", "1", "2", "2"]]
        assert "2023年决算数6万元" in only_finding("blank-parent", base_data(*rows)).message

    def test_a_fund_row_with_one_blank_column(self) -> None:
        funds = [["年度资金总额", "100.00", "", "90.00", "10", "90.00%", "9"], ["其中：财政拨款", "100", "95.00", "90"]]
        finding = only_finding("blank-parent", fund_form(funds))
        assert finding.message == "“年度资金总额”的全年预算数空着，其中一行填了95.00"


class TestBlankAdjustment:
    DATA = base_data(["部门基本支出预算调整", "", "", ""], ["政府采购金额", "230", "681", "608"])

    def test_a_budget_that_changed(self) -> None:
        told = department_report("年初预算820万元，调整预算1120万元，全年支出1103万元。")
        findings, _ = run("blank-adjustment", self.DATA, told)
        assert [f.message for f in findings] == ["“部门基本支出预算调整”一行空着，但年初预算820万元，全年预算1120万元"]
        assert quoted(findings[0])[0] == "部门基本支出预算调整"

    def test_a_budget_that_did_not_change(self) -> None:
        told = department_report("年初预算820万元，调整预算820.00万元，全年支出820万元。")
        assert run("blank-adjustment", self.DATA, told)[0] == []
        assert run("blank-adjustment", self.DATA)[0] == []


class TestSignature:
    def test_nothing_behind_the_colon(self) -> None:
        lines = "填报日期：2024年3月5日  单位负责人签字：\n"
        finding = only_finding("signature-blank", department_report("全年工作平稳。", lines, lines))
        assert finding.severity is Severity.INFO
        assert finding.message == "“单位负责人签字”后面空着（全文2处）"

    def test_a_name_behind_it(self) -> None:
        assert run("signature-blank", department_report("单位负责人签字：某某"))[0] == []
