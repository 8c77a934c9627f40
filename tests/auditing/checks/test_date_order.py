"""Dates in order."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.specimens import report
from tests.support import only_finding, quoted, run


@pytest.mark.parametrize(
    "text",
    [
        "评价工作自2025年3月10日开始，至2025年2月28日结束。",
        "服务期为2024年2月1日至2023年1月31日。",
        "服务期2024年2月1日—2024年1月31日。",
    ],
)
def test_a_period_that_ends_before_it_begins(text: str) -> None:
    finding = only_finding("date-order", report(text))
    assert finding.severity is Severity.ERROR
    assert "结束日期" in finding.message
    assert "早于开始日期" in finding.message


def test_the_date_to_mend_is_the_later_one_printed() -> None:
    finding = only_finding("date-order", report("评价自2025年3月10日开始，至2025年2月28日结束。"))
    assert quoted(finding) == ["2025年2月28日", "2025年3月10日"]
    assert (finding.reported, finding.expected) == ("2025年2月28日", "不早于2025年3月10日")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("合同于2023年3月20日签订，已于2023年2月28日通过验收。", "验收日期2023年2月28日早于签订日期2023年3月20日"),
        ("工程2023年5月1日开工，2023年4月1日竣工。", "竣工日期2023年4月1日早于开工日期2023年5月1日"),
    ],
)
def test_steps_in_the_wrong_order(text: str, message: str) -> None:
    assert only_finding("date-order", report(text)).message.startswith(message)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("自2025年3月10日开始，至2025年4月28日结束，历时五十天。", True),
        ("自2025年3月10日至2025年4月28日，历时49天。", True),
        ("自2025年3月10日至2025年4月28日，历时60天。", False),
    ],
)
def test_the_length_of_a_period(text: str, holds: bool) -> None:
    findings, relations = run("date-order", report(text))
    assert [relation.holds for relation in relations] == [holds]
    assert [finding.message for finding in findings] == (
        [] if holds else ["写60天，按起止日期应为49天或50天（首尾都算）"]
    )


@pytest.mark.parametrize(
    "text",
    [
        "服务期为2024年2月1日至2025年1月31日。",
        "2023年3月20日签订合同，2023年12月20日通过验收。",
        "2024年3月1日完成自评，2023年2月1日下达预算。",
        "2023年1月10日启动，2月29日完成验收。",  # a day that 2023 does not have: told by another check
        "2024年1月22日签订新合同。原合同2023年12月20日通过验收。",
        "由2024年6月5日调整到2024年5月5日发放。",
    ],
)
def test_dates_that_need_no_order(text: str) -> None:
    findings, _ = run("date-order", report(text))
    assert findings == []


class TestDateSequence:
    STEPS = "小组于2024年3月4日成立，3月5日至3月15日收集资料，{}形成初稿，3月25日审议通过后上报。"

    def test_one_day_before_the_steps_before_it(self) -> None:
        finding = only_finding("date-sequence", report(self.STEPS.format("2月20日")))
        assert finding.severity is Severity.ERROR
        assert finding.reported == "2月20日"
        assert finding.expected == "不早于2024年3月15日"

    @pytest.mark.parametrize(
        "text",
        [
            STEPS.format("3月20日"),
            "小组于2024年3月4日成立，2月20日收集资料，3月25日审议。",
            "三批资金分别于3月4日、5月6日、2月20日、9月1日到账。",
        ],
        ids=["in order", "too few", "no steps"],
    )
    def test_no_fault(self, text: str) -> None:
        assert run("date-sequence", report(text)) == ([], [])


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("2023年5月28日签订合同，约定首付三成。2023年5月10日按合同支付首付款12万元，10月付清。", "早于签订日期"),
        ("2023年6月20日中标，6月2日签订服务合同。", "早于中标日期"),
    ],
)
def test_what_follows_from_a_contract(text: str, steps: str) -> None:
    assert steps in only_finding("date-order", report(text)).message


@pytest.mark.parametrize(
    "text",
    [
        "2023年5月10日签订合同，5月28日按合同支付首付款12万元。",
        "2023年5月28日签订续签合同，2023年5月10日按合同支付上期首付款12万元。",
    ],
)
def test_payments_in_order(text: str) -> None:
    assert run("date-order", report(text))[0] == []
