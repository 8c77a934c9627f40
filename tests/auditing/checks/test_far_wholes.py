"""Rates beside their part whose whole is told in another section."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.specimens import report
from tests.support import only_finding, run

WHOLE = "建设内容是对326家定点医药机构的收费系统进行接口改造。"
PART = "定点医药机构完成接口改造318家，完成率98.15%，高于95%的目标。"


@pytest.mark.parametrize(
    ("whole", "part"),
    [
        (WHOLE, PART),
        ("全县应接入定点零售药店的监管系统共326家。", "定点零售药店接入监管系统318家，接入率98.15%。"),
        ("全县326户监测对象需入户核查。", "监测对象已完成入户核查318户（完成率98.15%）。"),
        (WHOLE, PART.replace("98.15%", "达到98.15%")),
    ],
)
def test_a_rate_that_does_not_follow(whole: str, part: str) -> None:
    finding = only_finding("rate-of-far-whole", report(whole, part))
    assert finding.severity is Severity.ERROR
    assert (finding.expected, finding.reported) == ("97.55%", "98.15%")


@pytest.mark.parametrize(
    ("whole", "part"),
    [
        (WHOLE, PART.replace("98.15%", "97.55%")),
        ("全县有定点医药机构326家。", PART),  # one word alike only
        (WHOLE + "另有330家定点医药机构的接口改造由市级承担。", PART),  # two wholes
        ("目标是定点医药机构接口改造326家。", PART),
        (WHOLE, PART.replace("98.15%", "88.15%")),  # of something else
        (WHOLE, "定点医药机构应改造324家，完成接口改造318家，完成率98.15%。"),
        (WHOLE + "今年纳入计划324家。", PART),  # the rate is of these
    ],
)
def test_rates_of_something_else(whole: str, part: str) -> None:
    assert run("rate-of-far-whole", report(whole, part)) == ([], [])
