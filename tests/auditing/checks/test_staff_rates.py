"""The rate of posts filled in one row of a form."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.support import only_finding, piped, quoted, run, tabbed

TITLE = "2024年度部门整体支出绩效自评表\n"


def form(rate: str) -> str:
    rows = [
        ["部门名称", "霜溪县医疗保障局", "", "", "", ""],
        ["编制数", "38", "年末实有在职人数", "35", "在职人员控制率", rate],
        ["一级指标", "二级指标", "三级指标", "指标值", "实际完成值", "得分"],
    ]
    return TITLE + tabbed(rows)


class TestStaffRate:
    def test_a_rate_that_does_not_follow(self) -> None:
        finding = only_finding("staff-rate", form("94.74%"))
        assert finding.severity is Severity.ERROR
        assert (finding.reported, finding.expected) == ("94.74%", "92.11%")
        assert quoted(finding) == ["94.74%", "35", "38"]

    def test_a_rate_that_follows(self) -> None:
        findings, relations = run("staff-rate", form("92.11%"))
        assert findings == []
        assert [relation.holds for relation in relations] == [True]

    @pytest.mark.parametrize(("rate", "faults"), [("86.67%", 0), ("87.76%", 1)])
    def test_numbers_below_their_heads(self, rate: str, faults: int) -> None:
        page = (
            "<p>部门整体支出绩效评价基础数据表（2023年度）</p><table>"
            "<tr><td rowspan=2>财政供养人员情况（人）</td><td>编制数</td><td>实际在职人数</td><td>控制率</td></tr>"
            f"<tr><td>30</td><td>26</td><td>{rate}</td></tr></table>"
        )
        findings, relations = run("staff-rate", page)
        assert len(findings) == faults
        assert [relation.expression for relation in relations] == ["26 ÷ 30"]

    @pytest.mark.parametrize("rate", ["", "—"])
    def test_no_rate(self, rate: str) -> None:
        assert run("staff-rate", form(rate)) == ([], [])

    def test_a_row_without_posts(self) -> None:
        rows = [["在职人数", "35", "在职人员控制率", "94.74%"], ["项目", "预算", "支出", "余额"]]
        assert run("staff-rate", TITLE + piped(rows)) == ([], [])
