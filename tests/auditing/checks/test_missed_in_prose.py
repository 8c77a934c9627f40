"""Targets told in prose that were missed: said to be reached, or left without a reason."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Match, Severity
from tests.auditing.specimens import report
from tests.support import only_finding, quoted, run


@pytest.mark.parametrize(
    ("words", "tail"),
    [
        ("住院报销比例目标不低于70%，实际68.9%，已完成目标。", "却说已完成"),
        ("住院报销比例目标不低于70%，实际68.9%，得满分。", "却说已完成"),
        ("住院报销比例目标不低于70%，实际68.9%。", "没有说明原因"),
        ("住院报销比例年度目标值为不低于70%，全年实际达到68.9%。", "没有说明原因"),
    ],
)
def test_a_missed_target(words: str, tail: str) -> None:
    finding = only_finding("missed-in-prose", report(words))
    assert finding.severity is Severity.WARNING
    assert finding.message == f"目标不低于70%，实际68.9%，没有达到，{tail}"
    assert (finding.expected, finding.reported) == ("不低于70%", "68.9%")
    assert quoted(finding) == ["68.9%", "不低于70%"]


def test_a_result_behind_the_figures_that_it_is_worked_out_from() -> None:
    words = "人均补助目标不高于60元，实际按596.20万元和98650人计算为60.44元。"
    assert only_finding("missed-in-prose", report(words)).reported == "60.44元"


@pytest.mark.parametrize(
    ("words", "met"),
    [
        ("住院报销比例目标不低于70%，实际68.9%，主要是外转病人多。", False),
        ("住院报销比例目标不低于70%，实际68.9%，扣0.5分。", False),
        ("住院报销比例目标不低于70%，实际70%，已完成目标。", True),
        ("响应时间目标≤30分钟，实际28分钟。", True),
        ("人均补助目标不高于60元，实际按586.20万元和98650人计算为59.42元。", True),
        ("人均补助目标不高于60元，实际用补助总额586.20万元测算得59.42元。", True),
    ],
)
def test_a_missed_target_with_a_reason_and_a_reached_one(words: str, met: bool) -> None:
    findings, relations = run("missed-in-prose", report(words))
    assert findings == []
    assert [(r.holds, r.match) for r in relations] == [(met, Match.FACE if met else Match.NONE)]


@pytest.mark.parametrize(
    "words",
    [
        "参保目标不低于800人，实际750人次，已完成目标。",  # unlike units
        "参保目标800人，实际750人。",  # nothing says on which side
        "住院报销比例目标不低于70%。实际工作中加强宣传。",
    ],
)
def test_near_misses(words: str) -> None:
    assert run("missed-in-prose", report(words)) == ([], [])
