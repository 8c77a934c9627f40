"""Dates that no calendar has."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.specimens import report
from tests.support import only_finding, quoted, run


@pytest.mark.parametrize(
    ("text", "reported", "reason"),
    [
        ("2023年9月31日前上解到位。", "9月31日", "9月只有30天"),
        ("2023年2月29日完成验收。", "2023年2月29日", "2023年2月只有28天"),
        ("6月31日完成拨付。", "6月31日", "6月只有30天"),
        ("2023年1月10日启动，2月29日完成验收。", "2月29日", "2023年2月只有28天"),
        ("2023年13月完成。", "2023年13月", "一年只有12个月"),
        ("签订日期为2023-11-31。", "2023-11-31", "11月只有30天"),
    ],
)
def test_a_date_that_does_not_exist(text: str, reported: str, reason: str) -> None:
    finding = only_finding("impossible-date", report(text))
    assert finding.severity is Severity.ERROR
    assert finding.reported == reported
    assert reason in finding.message


def test_a_month_printed_for_the_day() -> None:
    finding = only_finding("impossible-date", report("补助资金9月6月上解至市级专户。"))
    assert finding.severity is Severity.ERROR
    assert (finding.reported, finding.expected) == ("9月6月", "9月6日")
    assert quoted(finding) == ["9月6月"]


def test_two_months_in_a_row_may_be_two_months() -> None:
    assert only_finding("impossible-date", report("6月7月两次调度。")).severity is Severity.WARNING


@pytest.mark.parametrize(
    "text",
    [
        "2024年2月29日完成验收，9月30日前上解。",
        "2月29日召开会议。",  # without a year February may have 29 days
        "2023年底印发方案。2月29日召开会议。",  # another sentence, perhaps another year
        "2024年1月10日启动，2月29日完成验收。",
        "集中缴费期为10月至2月。",
        "0-36月龄儿童，缴费满15月的人员。",
        "合同编号2023-15-01。",
        "第13月工资另行发放。",
    ],
)
def test_dates_and_lengths_of_time_that_do_exist(text: str) -> None:
    findings, _ = run("impossible-date", report(text))
    assert findings == []
