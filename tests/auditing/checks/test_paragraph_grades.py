"""Score and grade told together in a paragraph, against the grade bands of the document."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Match, Severity
from tests.auditing.specimens import report
from tests.support import only_finding, quoted, run

BANDS = "评价等级分为四档：优（90≤得分≤100）、良（80≤得分<90）、中（60≤得分<80）、差（得分<60）。"
WHOLE = "本批项目自评综合得分92分，等级为优。"


def told(words: str) -> str:
    return report(BANDS, WHOLE, words)


@pytest.mark.parametrize(
    ("words", "expected", "reported"),
    [
        ("救助项目自评总分88.5分，等级为优。", "良", "优"),
        ("监管项目综合得分90分，评定等级为良。", "优", "良"),
        ("宣传项目总得分79.99分，等级为良。", "中", "良"),
    ],
)
def test_a_grade_of_another_band(words: str, expected: str, reported: str) -> None:
    finding = only_finding("paragraph-grade", told(words))
    assert finding.severity is Severity.ERROR
    assert (finding.expected, finding.reported) == (expected, reported)
    assert finding.message.endswith(f"按文中的分数段应为“{expected}”，写的是“{reported}”")
    assert reported in quoted(finding)[0]


@pytest.mark.parametrize("words", ["救助项目自评总分88.5分，等级为良。", "监管项目综合得分90分，评定等级为优。"])
def test_a_grade_of_its_band(words: str) -> None:
    findings, relations = run("paragraph-grade", told(words))
    assert findings == []
    assert [relation.match for relation in relations] == [Match.JUDGED]


@pytest.mark.parametrize(
    "text",
    [
        report(WHOLE, "救助项目自评总分88.5分，等级为优。"),  # no bands
        told("救助项目自评总分88.5分。"),  # no grade
        told("救助项目等级为优。"),  # no score
        told("救助项目总得分88.5分，监管项目总得分92分，等级为优。"),  # two scores
        told("救助项目自评总分88.5分，等级为一等。"),  # a grade of other bands
    ],
)
def test_near_misses(text: str) -> None:
    assert run("paragraph-grade", text) == ([], [])
