"""Columns of a table that follow from each other, and totals of several columns."""

from __future__ import annotations

import pytest

from tests.support import only_finding, piped, run, tabbed

HEAD = ["子项", "预算", "支付", "支付率", "结余"]
ROWS = [
    ["筛查", "36.00", "34.00", "94.44%", "2.00"],
    ["抽查", "42.00", "37.80", "90.00%", "4.20"],
    ["检查", "24.00", "22.00", "91.67%", "2.00"],
    ["宣传", "10.00", "9.60", "96.00%", "0.40"],
]
TOTAL = ["合计", "112.00", "103.40", "92.32%", "8.60"]


def table(*rows: list[str]) -> str:
    return "项目支出明细表\n" + tabbed([HEAD, *rows])


def changed(at: int, column: int, value: str) -> list[list[str]]:
    rows = [list(row) for row in [*ROWS, TOTAL]]
    rows[at][column] = value
    return rows


class TestColumnRelation:
    @pytest.mark.parametrize(
        ("at", "column", "value", "expected"),
        [(1, 3, "90.60%", "90.00%"), (2, 4, "2.60", None), (3, 2, "6.90", None)],
        ids=["a rate", "a rest", "an operand swapped"],
    )
    def test_a_row_that_does_not_follow_the_others(
        self, at: int, column: int, value: str, expected: str | None
    ) -> None:
        findings, _ = run("column-relation", table(*changed(at, column, value)))
        assert any(value in [e.text for e in finding.excerpts] for finding in findings)
        assert expected is None or findings[0].expected == expected

    def test_rows_that_do_follow_are_recorded(self) -> None:
        findings, relations = run("column-relation", table(*ROWS, TOTAL))
        assert findings == []
        assert {r.expression for r in relations if "÷" in r.expression} >= {"37.80 ÷ 42.00", "22.00 ÷ 24.00"}

    def test_two_rows_that_do_not_follow_prove_another_rule(self) -> None:
        rows = changed(1, 3, "90.60%")
        rows[2][3] = "91.76%"
        assert run("column-relation", table(*rows))[0] == []

    def test_few_rows_prove_nothing(self) -> None:
        assert run("column-relation", table(*ROWS[:2])) == ([], [])


class TestColumnTotal:
    def test_one_column_of_a_total_with_a_slip(self) -> None:
        rows = [["甲乡", "418", "131.82"], ["乙乡", "57", "10.36"], ["丙乡", "36", "10.40"], ["合计", "521", "152.58"]]
        finding = only_finding("column-total", "救助明细表\n" + piped([["乡镇", "人次", "金额"], *rows]))
        assert (finding.reported, finding.expected) == ("521", "511")

    @pytest.mark.parametrize(
        "total",
        [["合计", "511", "152.58"], ["合计", "598", "152.58"], ["合计", "521", "140.00"]],
        ids=["right", "far off", "no column adds up"],
    )
    def test_nothing_to_prove(self, total: list[str]) -> None:
        rows = [["甲乡", "418", "131.82"], ["乙乡", "57", "10.36"], ["丙乡", "36", "10.40"], total]
        assert run("column-total", "救助明细表\n" + piped([["乡镇", "人次", "金额"], *rows]))[0] == []

    def test_rates_do_not_add_up(self) -> None:
        rows = [["甲", "60", "100%"], ["乙", "40", "100%"], ["丙", "20", "100%"], ["合计", "120", "100%"]]
        assert run("column-total", "拨付明细表\n" + piped([["来源", "到位", "到位率"], *rows]))[0] == []


def test_columns_of_indicators_are_of_kinds_of_their_own() -> None:
    """95.4 + 2 is 97.4 by chance, and points are no part of a rate."""
    head = ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "完成值", "权重"]
    numbers = [("95.4", "97.4", "2"), ("91.0", "94.0", "3"), ("90.5", "91.5", "1"), ("93.1", "96.2", "2")]
    rows = [
        ["产出指标", "质量指标", f"第{name}片区回访率", "≥", target, "%", actual, weight]
        for name, (target, actual, weight) in zip("一二三四", numbers, strict=True)
    ]
    assert run("column-relation", "2023年度项目支出绩效自评表\n" + piped([head, *rows])) == ([], [])
