"""Columns of shares in tables of numbers."""

from __future__ import annotations

from jixiao.auditing.model import Severity
from tests.support import Rows, only_finding, quoted, run, tabbed

ROWS = [
    ["费用类别", "人次（人次）", "支出金额（万元）", "占比"],
    ["门诊", "418", "42.30", "27.54%"],
    ["住院", "57", "96.75", "62.99%"],
    ["护理", "36", "14.55", "9.47%"],
    ["合计", "511", "153.60", "100.00%"],
]


def table(rows: Rows) -> str:
    return "霜溪县2024年度支出明细表\n" + tabbed(rows)


def with_cell(row: int, column: int, text: str) -> list[list[str]]:
    return [[text if (r, c) == (row, column) else cell for c, cell in enumerate(cells)] for r, cells in enumerate(ROWS)]


class TestTableShare:
    def test_shares_that_follow(self) -> None:
        findings, relations = run("table-share", table(ROWS))
        assert findings == []
        assert next((r.expression, r.reported) for r in relations) == ("42.30 ÷ 153.60", "27.54%")
        assert len(relations) == len(ROWS) - 2

    def test_one_that_does_not(self) -> None:
        finding = only_finding("table-share", table(with_cell(2, 3, "69.29%")))
        assert finding.severity is Severity.ERROR
        assert finding.message == "“住院”占比应为62.99%，表中写69.29%"
        assert quoted(finding)[0] == "69.29%"

    def test_without_a_total_of_100_per_cent(self) -> None:
        assert run("table-share", table(ROWS[:-1])) == ([], [])
        assert run("table-share", table(with_cell(4, 3, "98.00%"))) == ([], [])

    def test_shares_of_something_else(self) -> None:
        rows = with_cell(1, 3, "10.00%")
        rows[2][3], rows[3][3] = "20.00%", "70.00%"
        assert run("table-share", table(rows)) == ([], [])
