"""Rates for which a paper writes down its own formula."""

from __future__ import annotations

import pytest

from tests.auditing.specimens import report
from tests.support import only_finding, quoted, run

MONEY = "2023年年初预算300.00万元，年中追加60.00万元，调整后预算360.00万元。全年支出324.00万元，年末结转36.00万元。"


@pytest.mark.parametrize(
    ("words", "expected", "reported"),
    [
        ("预算执行率=实际支出÷调整后预算×100%=108.00%。", "90.00%", "108.00%"),
        ("预算执行率=支出数÷全年预算数×100%，得分按此计算。（二）预算执行率为108.00%。", "90.00%", "108.00%"),
        ("预算调整率=预算调整数÷年初预算数×100%=16.67%。", "20.00%", "16.67%"),
        ("结转结余率＝年末结转结余/调整后预算数×100%＝12.00%。", "10.00%", "12.00%"),
    ],
)
def test_a_rate_by_another_base(words: str, expected: str, reported: str) -> None:
    finding = only_finding("stated-formula", report(MONEY, words))
    assert (finding.expected, finding.reported) == (expected, reported)
    assert "按文中写的公式" in finding.message


def test_a_rate_that_holds() -> None:
    findings, relations = run("stated-formula", report(MONEY, "预算调整率=预算调整数÷年初预算数×100%=20.00%。"))
    assert findings == []
    assert [(r.expression, r.holds) for r in relations] == [("（360.00万元 － 300.00万元） ÷ 300.00万元", True)]


def test_the_places() -> None:
    finding = only_finding("stated-formula", report(MONEY, "预算执行率=实际支出÷调整后预算×100%=108.00%。"))
    assert quoted(finding)[1:] == ["全年支出324.00万元", "调整后预算360.00万元"]


@pytest.mark.parametrize(
    "words",
    [
        "预算执行率=实际支出÷全年预算×100%。项目支出完成率92.00%。",  # a rate of another name
        "控制率=在职人数÷编制数×100%=95.00%。",  # no money
        "“三公”经费全年预算8.00万元，变动率=本年支出÷上年支出×100%=95.00%。",
        "信息系统项目调整后预算20.00万元。预算执行率=全年支出÷调整后预算×100%=45.00%。",  # two budgets
    ],
)
def test_near_misses(words: str) -> None:
    assert run("stated-formula", report(MONEY, words))[0] == []
