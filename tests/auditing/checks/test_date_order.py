"""Spans of time whose end lies before their beginning."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Match, Severity
from tests.auditing.specimens import report
from tests.support import only_finding, quoted, run


@pytest.mark.parametrize(
    "words",
    [
        "项目自2023年3月1日开始，至2023年2月28日结束。",
        "实施期为2023年3月1日至2023年2月28日。",
        "服务期2023年3月1日—2023年2月28日。",
    ],
)
def test_an_end_before_the_beginning(words: str) -> None:
    finding = only_finding("date-order", report(words))
    assert finding.severity is Severity.ERROR
    assert finding.message == "结束日期2023年2月28日早于开始日期2023年3月1日"
    assert (finding.expected, finding.reported) == ("不早于2023年3月1日", "2023年2月28日")
    assert quoted(finding) == ["2023年2月28日", "2023年3月1日"]


@pytest.mark.parametrize("end", ["2023年12月28日", "2023年3月1日", "2024年1月5日"])
def test_an_end_behind_the_beginning(end: str) -> None:
    findings, relations = run("date-order", report(f"项目自2023年3月1日至{end}。"))
    assert findings == []
    assert [(relation.holds, relation.match) for relation in relations] == [(True, Match.JUDGED)]


@pytest.mark.parametrize(
    "words",
    [
        "2023年3月1日下达资金，2022年12月28日已经批复。",  # two events, no span
        "2023年3月至2023年2月。",  # no days
        "2023年3月1日至2023年2月30日。",  # an impossible day is another check's
        "3月1日至2月28日。",
    ],
)
def test_near_misses(words: str) -> None:
    assert run("date-order", report(words)) == ([], [])
