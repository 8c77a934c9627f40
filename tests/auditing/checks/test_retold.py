"""One thing told twice with a digit changed, the second time under a shorter name."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.specimens import report
from tests.support import only_finding, quoted, run

FULL = "全年按分类标准资助困难群众参保13998人。"
THIRD = "年末在册救助对象13998人。"


@pytest.mark.parametrize(
    ("first", "again", "third"),
    [
        (FULL, "资助参保13898人中有部分对象身份变化。", THIRD),
        (FULL, "（二）存在问题。1.资助参保13898人中有部分对象身份变化。", THIRD),
        ("2023年资助参保13898人。", FULL, THIRD),
        ("住院救助困难群众共计25417人次。", "救助群众25477人次，均已结算。", "一站式结算25417人次。"),
        ("检查定点医药机构病历材料，调阅住院病历31206份。", "（2）调阅病历为31266份。", "病历31206份均已归档。"),
        ("居民医保统筹基金支付住院费用41262.50万元。", "基金支付费用41282.50万元。", "住院费用合计41262.50万元。"),
    ],
)
def test_one_digit_changed(first: str, again: str, third: str) -> None:
    finding = only_finding("retold-with-slip", report(first, again, third))
    assert finding.severity is Severity.ERROR
    assert "只差一位数字" in finding.message
    assert len(quoted(finding)) == 2


def test_which_of_the_two_is_wrong() -> None:
    finding = only_finding("retold-with-slip", report(FULL, "资助参保13898人。", THIRD))
    assert (finding.reported, finding.expected) == ("13898人", "13998人")


@pytest.mark.parametrize(
    ("first", "again", "third"),
    [
        (FULL, "资助参保13898人。", ""),  # nothing tells which is right
        (FULL, "上年资助参保13898人。", THIRD),
        (FULL, "应资助参保13898人。", THIRD),
        (FULL, "救助住院13898人。", THIRD),
        (FULL, "资助参保13898人，后又补助100人。", THIRD),  # the step is told
        (FULL, "资助参保13898元。", THIRD),
        (FULL, "资助参保13889人。", THIRD),  # two digits
        ("资助参保约13998人。", "资助困难群众参保13898人。", THIRD),
    ],
)
def test_what_may_be_two_things(first: str, again: str, third: str) -> None:
    assert run("retold-with-slip", report(first, again, third)) == ([], [])
