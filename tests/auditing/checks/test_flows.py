"""What was there, came in and went out; initial budgets and what was added to them."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Match, Severity
from tests.auditing.specimens import report
from tests.support import only_finding, quoted, run


class TestFlowBalance:
    def test_what_came_in_less_what_went_out(self) -> None:
        words = "年末在册25060人，比年初的24215人净增845人，其中全年新增1362人、退出517人。"
        findings, relations = run("flow-balance", report(words))
        assert findings == []
        assert [(r.expression, r.reported, r.match) for r in relations] == [
            ("1362人 － 517人", "845人", Match.FACE),
            ("24215人 ＋ 1362人 － 517人", "25060人", Match.FACE),
        ]

    def test_an_opening_told_behind(self) -> None:
        words = "年末固定资产168.90万元，年内新增11.45万元、报废3.20万元，比年初的160.65万元净增8.25万元。"
        assert [r.holds for r in run("flow-balance", report(words))[1]] == [True, True]

    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            ("年末在册25060人，比年初的24215人净增854人，其中新增1362人、退出517人。", "845人"),
            ("年初资产160.65万元，年内新增11.45万元、报废3.20万元，年末资产168.09万元。", "168.90万元"),
        ],
    )
    def test_a_digit_off(self, words: str, expected: str) -> None:
        finding = only_finding("flow-balance", report(words))
        assert finding.severity is Severity.ERROR
        assert finding.expected == expected
        assert finding.reported in quoted(finding)[0]

    @pytest.mark.parametrize(
        "words",
        [
            "净增845人，其中新增1362人、退出300人、死亡102人。",  # two ways out
            "净增845人，其中新增1362人、退出17家。",  # unlike units
            "净增90人，其中新增1362人、退出517人。",  # far off: something is left out
            "年末在册25060人，新增1362人。",
        ],
    )
    def test_near_misses(self, words: str) -> None:
        assert run("flow-balance", report(words)) == ([], [])


class TestAdjustedBudget:
    @pytest.mark.parametrize(
        ("words", "expression"),
        [
            ("年初预算742.60万元，年中追加63.18万元，调整后预算805.78万元。", "742.60万元 ＋ 63.18万元"),
            (
                "年初部门预算968.52万元，年中因奖励兑现增加28.60万元、人员调资增加18.65万元，全年预算1015.77万元。",
                "968.52万元 ＋ 28.60万元 ＋ 18.65万元",
            ),
            ("年初预算60.00万元，年中县财政压减8.00万元，全年预算52.00万元。", "60.00万元 － 8.00万元"),
            (
                "年初预算742.60万元，年中追加63.18万元，其中调资追加23.18万元，调整后预算805.78万元。",
                "742.60万元 ＋ 63.18万元",
            ),
        ],
    )
    def test_what_makes_the_adjusted_budget(self, words: str, expression: str) -> None:
        findings, relations = run("adjusted-budget", report(words))
        assert findings == []
        assert [(r.expression, r.holds) for r in relations] == [(expression, True)]

    def test_a_digit_off(self) -> None:
        words = "年初预算742.60万元，年中追加63.18万元，调整后预算805.87万元。"
        finding = only_finding("adjusted-budget", report(words))
        assert (finding.expected, finding.reported) == ("805.78万元", "805.87万元")
        assert finding.message.startswith("742.60万元 ＋ 63.18万元应为805.78万元")

    @pytest.mark.parametrize(
        "words",
        [
            "年初预算742.60万元，调整后预算805.78万元。",
            "年中追加63.18万元，调整后预算805.78万元。",
            "年初预算742.60万元，年中追加60.00万元等，调整后预算805.78万元。",  # not all are told
        ],
    )
    def test_near_misses(self, words: str) -> None:
        assert run("adjusted-budget", report(words)) == ([], [])


@pytest.mark.parametrize("words", ["动用上年结转20.00万元", "使用非税收入20.00万元"])
def test_an_amount_that_may_add_to_the_budget_too(words: str) -> None:
    """Else 152.40 would be one digit off 132.40, the sum of the other two."""
    told = f"年初预算120.00万元，年中下达补助12.40万元，{words}，全年预算152.40万元。"
    assert run("adjusted-budget", report(told))[0] == []
