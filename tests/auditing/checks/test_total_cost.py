"""The indicator that stands for all the money of a form."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.auditing.specimens import ALL_SHAPES, fund_form
from tests.support import Rows, only_finding, run

FUNDS = [["年度资金总额", "82.00", "82.00", "79.48", "10", "96.93%", "9.69"]]


def rows(name: str = "项目总成本", target: str = "≤82万元", actual: str = "82万元") -> Rows:
    return [
        ["产出指标", "数量指标", "检查机构数", "≥50家", "52家", "50", "50", "无"],
        ["", "成本指标", name, target, actual, "10", "10", "无"],
        ["效益指标", "社会效益指标", "政策知晓率", "≥90%", "91%", "30", "30", "无"],
    ]


@pytest.mark.parametrize("shape", ALL_SHAPES)
def test_the_budget_copied_as_the_result(shape: Callable[[Rows], str]) -> None:
    finding = only_finding("total-cost", fund_form(FUNDS, rows(), shape=shape))
    assert (finding.expected, finding.reported) == ("79.48万元", "82万元")
    assert "与目标值相同" in finding.message


def test_what_was_spent() -> None:
    findings, relations = run("total-cost", fund_form(FUNDS, rows(actual="79.48万元")))
    assert findings == []
    assert [relation.holds for relation in relations] == [True]


@pytest.mark.parametrize(
    "told",
    [
        rows(name="印刷成本"),
        rows(target="≤20万元", actual="18万元"),  # of a part of the money
        rows(name="总成本降低率", target="≥2%", actual="3%"),
        rows(actual="控制在预算内"),
    ],
)
def test_other_indicators(told: Rows) -> None:
    assert run("total-cost", fund_form(FUNDS, told)) == ([], [])
