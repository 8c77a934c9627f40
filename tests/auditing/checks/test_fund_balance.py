"""The column 结余 of fund tables."""

from __future__ import annotations

from jixiao.auditing.model import Severity
from tests.support import only_finding, piped, quoted, run

HEAD = ["项目名称", "年初预算数", "调整后预算数", "执行数", "结余数", "执行率"]


def summary(rest: str) -> str:
    """Return a list of two projects, the second with REST left."""
    rows = [
        HEAD,
        ["医疗救助县级配套", "340.00", "325.00", "318.46", "6.54", "97.99%"],
        ["医保基金监管", "45.00", "45.00", "37.62", rest, "83.60%"],
    ]
    return f"2023年度项目支出绩效自评汇总表\n{piped(rows)}"


class TestFundBalance:
    def test_a_rest_that_is_wrong(self) -> None:
        finding = only_finding("fund-balance", summary("8.38"))
        assert finding.severity is Severity.ERROR
        assert (finding.reported, finding.expected) == ("8.38", "7.38")
        assert quoted(finding) == ["8.38", "45.00", "37.62"]

    def test_rests_that_are_right(self) -> None:
        findings, relations = run("fund-balance", summary("7.38"))
        assert findings == []
        assert [relation.holds for relation in relations] == [True, True]

    def test_an_empty_cell_is_not_zero(self) -> None:
        assert len(run("fund-balance", summary(""))[1]) == 1
