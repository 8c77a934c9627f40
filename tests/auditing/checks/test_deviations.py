"""Deviation columns: actual against target, with the sign that the rest of the form uses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.specimens import TITLE
from tests.support import Rows, cell_lines, only_finding, piped, quoted, run, tabbed

HEAD = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "偏离度（%）", "分值", "得分", "说明"]
TOLD = ["14.00", "-5.40", "-8.33", "1.42"]


def form(*told: str, head: str = "偏离度（%）", shape: Callable[[Rows], str] = tabbed) -> str:
    """Return a form with four sound rows and, behind them, a cost of 4.65 where 5 was the most."""
    rows = [
        ["产出指标", "数量指标", "业务办理量", "≥6万件", "6.84万件"],
        ["", "质量指标", "凭证激活率", "≥85%", "80.41%"],
        ["", "时效指标", "平均等候时间", "≤12分钟", "11分钟"],
        ["满意度指标", "服务对象满意度指标", "群众满意度", "≥95%", "96.35%"],
        ["成本指标", "经济成本指标", "单站成本", "≤5万元", "4.65万元"],
    ]
    heads = [head if cell == HEAD[5] else cell for cell in HEAD]
    return TITLE + shape([heads, *([*row, cell, "10", "10", ""] for row, cell in zip(rows, told, strict=False))])


@pytest.mark.parametrize("shape", [tabbed, piped, cell_lines])
@pytest.mark.parametrize("head", ["偏离度（%）", "偏差率", "指标偏离程度"])
def test_a_lost_sign(shape: Callable[[Rows], str], head: str) -> None:
    finding = only_finding("deviation", form(*TOLD, "7.00", head=head, shape=shape))
    assert finding.severity is Severity.ERROR
    assert finding.message == "“单站成本”目标≤5万元，完成4.65万元，偏离度应为-7.00，写的是7.00，漏写了负号"
    assert (finding.expected, finding.reported) == ("-7.00", "7.00")
    assert quoted(finding) == ["7.00", "4.65万元", "≤5万元"]


def test_a_wrong_number() -> None:
    assert only_finding("deviation", form(*TOLD, "-7.50")).expected == "-7.00"


@pytest.mark.parametrize(
    "told",
    [
        [*TOLD, "-7.00"],
        [*TOLD, "-7"],
        ["14.00%", "-5.40%", "-8.33%", "1.42%", "-7.00%"],
        ["14.00", "5.40", "8.33", "1.42", "7.00"],  # the form prints sizes without signs
        ["-14.00", "5.40", "8.33", "-1.42", "7.00"],  # target less actual
        ["0", "5", "9", "1", "7"],  # reckoned in a way of its own
        ["14.00", "-5.40", "7.00"],  # too few rows to tell how the form reckons
    ],
)
def test_no_fault(told: list[str]) -> None:
    assert run("deviation", form(*told))[0] == []
