from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.auditing.model import Finding, Severity
from jixiao.quantities import Interval
from jixiao.rendering.report import Report
from jixiao.rendering.words import bounds, category, interval_words, place_words, subject_words, total_words


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("表2!R5C4", "表2第5行第4列"),
        ("表2!R5", "表2第5行"),
        ("第35段", "第35段"),
        ("报告.docx 表2!R5C4", "报告.docx 表2第5行第4列"),
        ("基础数据!C5", "基础数据!C5"),
    ],
)
def test_place_is_said_as_a_clerk_says_it(place: str, words: str) -> None:
    assert place_words(place) == words


def test_long_bounds_are_moved_outwards() -> None:
    low, high = Decimal(1) / Decimal(3), Decimal(2) / Decimal(3)
    assert bounds(Interval(low, high)) == ("0.33333333", "0.66666667")
    assert Decimal(bounds(Interval(-high, -low))[0]) <= -high


@pytest.mark.parametrize(
    ("interval", "like", "words"),
    [
        (Interval.point(Decimal(48)), ("50",), "48"),
        (Interval(Decimal("0.0354906"), Decimal("0.0398322")), ("107.5%",), "[3.549%，3.984%]"),
        (
            Interval(Decimal("17072900"), Decimal("17073100"), True, False),
            ("1707.31万元",),
            "[1707.29万元，1707.31万元)",
        ),
        (Interval(Decimal("10000"), Decimal("20000")), ("没有数字", "3万元"), "[1万元，2万元]"),
        (Interval(Decimal("1"), Decimal("2"), False, False), (), "(1，2)"),
    ],
)
def test_interval_is_shown_in_the_unit_of_the_figure(interval: Interval, like: tuple[str, ...], words: str) -> None:
    assert interval_words(interval, *like) == words


def test_a_gap_is_listed_apart_whatever_its_severity() -> None:
    finding = Finding("c", Severity.WARNING, "缺一行", (), kind="incomplete")
    assert category(finding) == "incomplete"
    assert category(Finding("c", Severity.WARNING, "可疑", ())) == "warning"


def test_evaluation_is_named_by_what_the_document_says(report: Report) -> None:
    evaluation = report.documents[0].audit.evaluations[0]
    assert subject_words(evaluation) == "部门整体支出绩效自评报告 · 2023年度"
    assert total_words(evaluation) == "97.50"
    assert total_words(evaluation.model_copy(update={"total": None})) is None
