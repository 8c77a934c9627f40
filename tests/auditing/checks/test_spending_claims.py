"""Words that the budget was never changed, or all used up."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.specimens import report
from tests.support import only_finding, quoted, run

CHANGED = "年初预算968.52万元，年中追加47.25万元，调整后预算1015.77万元。全年支出1002.36万元，预算执行率98.68%。"
UNCHANGED = "年初预算1015.77万元，调整后预算1015.77万元。全年支出1002.36万元，预算执行率98.68%。"


class TestClaimNoAddition:
    @pytest.mark.parametrize(
        "claim",
        [
            "全年严格预算约束，未发生预算追加事项。",
            "当年预算严格按年初批复执行，没有发生调整。",
            "各项支出按年初预算执行，未作调整，财务制度健全。",
            "年中预算无追加。",
        ],
    )
    def test_against_a_budget_that_was_changed(self, claim: str) -> None:
        finding = only_finding("claim-no-addition", report(CHANGED, claim))
        assert finding.severity is Severity.WARNING
        assert "但年初预算968.52万元，调整预算1015.77万元" in finding.message
        assert quoted(finding)[0] in claim

    @pytest.mark.parametrize(
        ("money", "claim"),
        [
            (UNCHANGED, "全年未发生预算追加事项。"),
            ("全年支出1002.36万元，预算执行率98.68%。", "全年未发生预算追加事项。"),
            (CHANGED, "“三公”经费没有发生追加。"),
            (CHANGED, "绩效目标未作调整。"),
            (CHANGED, "居民医保待遇标准没有调整。"),
            (CHANGED, "今后杜绝无预算追加。"),
        ],
    )
    def test_near_misses(self, money: str, claim: str) -> None:
        assert run("claim-no-addition", report(money, claim)) == ([], [])


class TestClaimUsedUp:
    MONEY = "全年可用资金210.60万元，全年支出187.43万元，预算执行率89.00%。"

    @pytest.mark.parametrize(
        "claim", ["年度内补助资金已全部使用完毕。", "项目资金没有形成沉淀。", "预算资金已足额支出到位。"]
    )
    def test_against_a_rest(self, claim: str) -> None:
        finding = only_finding("claim-used-up", report(self.MONEY, claim))
        assert finding.severity is Severity.WARNING
        assert "执行率89.00%" in finding.message
        assert quoted(finding)[0] in claim

    @pytest.mark.parametrize(
        "claim",
        [
            "第一批资金已全部使用完毕。",
            "上级补助资金已全部支付完毕。",
            "合同尾款已全部支付完毕。",
            "资金力争全部使用完毕。",
            "年度内补助资金已全部使用完毕的县有3个。",
        ],
    )
    def test_parts_and_intents(self, claim: str) -> None:
        assert run("claim-used-up", report(self.MONEY, claim)) == ([], [])

    def test_money_that_was_used(self) -> None:
        words = ("全年预算210.60万元，全年支出210.60万元，预算执行率100%。", "补助资金已全部使用完毕。")
        assert run("claim-used-up", report(*words)) == ([], [])
