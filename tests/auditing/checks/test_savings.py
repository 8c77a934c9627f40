"""Saved or overspent: the amount and its direction against the budget and what was paid of it."""

from __future__ import annotations

import pytest

from tests.auditing.specimens import report
from tests.support import only_finding, run


@pytest.mark.parametrize(
    ("text", "reported", "expected"),
    [
        ("设备采购预算786.3万元，实际支付670.71万元，节约资金151.59万元。", "151.59万元", "115.59万元"),
        ("设备采购预算786.3万元，实际支付670.71万元，超支115.59万元。", "115.59万元", "节约115.59万元"),
        ("设备采购预算670.71万元，实际支付786.3万元，节约115.59万元。", "115.59万元", "超支115.59万元"),
    ],
)
def test_amount_and_direction_follow_from_budget_and_payment(text: str, reported: str, expected: str) -> None:
    finding = only_finding("saving", report(text))
    assert (finding.reported, finding.expected) == (reported, expected)


@pytest.mark.parametrize(
    "text",
    [
        "设备采购预算786.3万元，实际支付670.71万元，节约资金115.59万元。",
        "设备采购预算670.71万元，实际支付786.3万元，超支115.59万元。",
    ],
)
def test_what_follows_is_recorded(text: str) -> None:
    findings, relations = run("saving", report(text))
    assert findings == []
    assert [relation.holds for relation in relations] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "设备采购预算786.3万元，实际支付670.71万元，培训6期，节约151.59万元。",  # not on end
        "设备采购预算786.3万元，印制手册用去670.71万元，节约差旅费151.59万元。",
        "设备采购预算约786.3万元，实际支付670.71万元，节约资金151.59万元。",
    ],
)
def test_near_misses(text: str) -> None:
    assert run("saving", report(text))[0] == []
