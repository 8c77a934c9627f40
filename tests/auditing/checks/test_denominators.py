"""Execution rates taken of the initial budget though the text tells an adjusted one."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.specimens import report
from tests.support import only_finding, quoted, run

BUDGETS = "年初预算200万元，{}250万元，全年支出190万元，"


@pytest.mark.parametrize("adjusted", ["调整后预算", "年中调增为", "全年预算"])
def test_a_rate_of_the_initial_budget(adjusted: str) -> None:
    finding = only_finding("rate-denominator", report(BUDGETS.format(adjusted) + "预算执行率95%。"))
    assert finding.severity is Severity.WARNING
    assert finding.message == "执行率95%是按年初预算200万元算的，按调整后预算应为76.00%"
    assert (finding.expected, finding.reported) == ("76.00%", "95%")
    assert quoted(finding) == ["预算执行率95%", f"{adjusted}250万元", "全年支出190万元"]
    assert finding.working == "190万元 ÷ 250万元 = 76.00%"


@pytest.mark.parametrize(
    "words",
    [
        BUDGETS.format("调整后预算") + "预算执行率76%。",
        BUDGETS.format("调整后预算") + "年初预算执行率95%。",  # says so itself
        "年初预算200万元，全年支出190万元，预算执行率95%。",  # no adjusted budget
        BUDGETS.format("调整后预算") + "预算执行率88%。",  # neither
        BUDGETS.format("调整后预算") + "任务完成率95%。",
    ],
)
def test_near_misses(words: str) -> None:
    assert run("rate-denominator", report(words)) == ([], [])


def test_the_spending_may_stand_among_other_amounts() -> None:
    words = (
        "年初预算200万元，全年预算250万元。基金支付8126.40万元。截至12月底支出190万元，其中运维150万元。预算执行率95%。"
    )
    assert only_finding("rate-denominator", report(words)).expected == "76.00%"
