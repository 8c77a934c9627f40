"""Scores against the standard that stands beside them."""

from __future__ import annotations

import pytest

from tests.auditing.specimens import report
from tests.support import only_finding, quoted, run

STAFF = "1.在职人员控制率（5分，得{}分）。评分标准：不超过100%得满分，每超过1个百分点扣0.5分，扣完为止。本局控制率{}。"
DAYS = "2.平均办结天数（10分，得{}分）。评分标准：不超过15天的得10分，每超过1天扣2分。全年平均{}。"
RATE = "3.结算率（8分，得{}分）。评分标准：不低于95%得满分，每低于1个百分点扣1分。全年结算率{}。"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (STAFF.format("5", "103.23%"), "3.00至3.50"),
        (DAYS.format("10", "17天"), "6"),
        (RATE.format("8", "92%"), "5"),
        (STAFF.format("4", "98.5%"), "5"),
        (STAFF.format("1", "120%"), "0"),
    ],
)
def test_a_score_against_its_standard(words: str, expected: str) -> None:
    finding = only_finding("stated-standard", report(words))
    assert [p.rstrip("0").rstrip(".") or "0" for p in finding.expected.split("至")] == [
        p.rstrip("0").rstrip(".") or "0" for p in expected.split("至")
    ]


@pytest.mark.parametrize(
    "words",
    [
        STAFF.format("5", "98.5%"),
        STAFF.format("3.5", "103.23%"),  # whole points passed
        STAFF.format("3", "103.23%"),  # points begun
        STAFF.format("3.38", "103.23%"),  # by shares
        STAFF.format("0", "120%"),
        DAYS.format("6", "17天"),
    ],
)
def test_a_score_that_follows(words: str) -> None:
    findings, relations = run("stated-standard", report(words))
    assert findings == []
    assert [relation.holds for relation in relations] == [True]


def test_the_places() -> None:
    finding = only_finding("stated-standard", report(DAYS.format("10", "17天")))
    assert "17天" in quoted(finding)[0]


@pytest.mark.parametrize(
    "words",
    [
        "每超过1天扣2分，不超过15天得满分。平均17天。",  # of no indicator
        DAYS.format("10", "17天，其中药店9天"),  # which of the two is meant
        "4.次均费用（10分，得10分）。不超过500元得满分，每超过1个百分点扣1分。全年次均520元。",  # unlike units
    ],
)
def test_what_cannot_be_judged(words: str) -> None:
    assert run("stated-standard", report(words)) == ([], [])
