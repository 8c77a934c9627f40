"""Short ways to say relations and findings: names, targets put together, units shared, reasons, sums of points."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.auditing.building import (
    NO_REASON,
    actual_of,
    as_sum,
    form_of,
    gap_severity,
    incomplete,
    label,
    layout_of,
    point_finding,
    point_relation,
    printed,
    same_kind,
    says_no_reason,
    scored_papers,
    short,
    sum_of,
    target_of,
)
from jixiao.auditing.model import Match, Severity
from jixiao.documents import Excerpt, Layout
from jixiao.evaluations import Indicator, Points
from jixiao.quantities import Direction, Quantity, parse_quantity
from tests.auditing.specimens import GOOD_FUNDS, GOOD_ROWS, HEAD, TITLE, fund_form, indicator_form, report
from tests.support import dossier, one_line, web


def words(text: str, start: int = 0) -> Excerpt:
    return Excerpt(text, start, start + len(text))


def points(number: str) -> Points:
    return Points(value=Decimal(number), excerpt=words(number))


def node(name: str = "检查机构数", **cells: str) -> Indicator:
    return Indicator(level=3, name=words(name), **{key: words(text) for key, text in cells.items()})


def quantity(text: str) -> Quantity:
    found = parse_quantity(text)
    assert found is not None
    return found


class TestNames:
    @pytest.mark.parametrize(
        ("name", "shown"),
        [
            ("检查机构数", "检查机构数"),
            ("检查机构数（10分）", "检查机构数"),
            ("检查机构数(10分", "检查机构数"),
            ("产出指标（满分50分，实得48分", "产出指标"),
            ("产出指标40分", "产出指标"),
            ("1.数量指标", "数量指标"),
            ("（一）产出指标", "产出指标"),
            ("二、效益指标", "效益指标"),
            ("指标1：宣传场次", "宣传场次"),
            ("参保人数：年初目标27万人", "参保人数"),
            ("参保\n人数", "参保人数"),
            (
                "城乡居民基本医疗保险参保人员异地就医直接结算定点医药机构覆盖比例",
                "城乡居民基本医疗保险参保人员异地就医直接结算定点",
            ),
        ],
    )
    def test_without_points_and_numbering(self, name: str, shown: str) -> None:
        assert label(node(name)) == shown

    @pytest.mark.parametrize("name", ["产出指标分值50分", "产出指标满分50分"])
    def test_without_the_words_of_the_points(self, name: str) -> None:
        assert label(node(name)) == "产出指标"

    @pytest.mark.parametrize(("length", "kept"), [(10, 10), (60, 60), (61, 60), (500, 60)])
    def test_long_quotes_are_cut(self, length: int, kept: int) -> None:
        cut = short(words("长" * length, 7))
        assert (len(cut.text), cut.start, cut.end) == (kept, 7, 7 + kept)


class TestTargets:
    @pytest.mark.parametrize(
        ("cells", "direction", "value"),
        [
            ({"target": "≥95%"}, Direction.AT_LEAST, "0.95"),
            ({"target": "95", "nature": "≥", "unit": "%"}, Direction.AT_LEAST, "0.95"),
            ({"target": "≥95", "nature": "≥", "unit": "%"}, Direction.AT_LEAST, "0.95"),
            ({"target": "30", "nature": "小于等于", "unit": "分钟"}, Direction.AT_MOST, "30"),
            ({"target": "12", "nature": "＝", "unit": "次"}, Direction.EQUAL, "12"),
            ({"target": "12次", "nature": "定量"}, Direction.EQUAL, "12"),
            ({"target": "9800", "nature": "≥", "unit": "人"}, Direction.AT_LEAST, "9800"),
            ({"target": "≥95%", "unit": "%"}, Direction.AT_LEAST, "0.95"),
        ],
    )
    def test_put_together_from_its_columns(self, cells: dict[str, str], direction: Direction, value: str) -> None:
        target = target_of(node(**cells))
        assert target is not None
        assert target.quantity is not None
        assert (target.direction, target.quantity.value) == (direction, Decimal(value))

    @pytest.mark.parametrize(
        ("cells", "value"),
        [
            ({"actual": "96%"}, "0.96"),
            ({"actual": "96", "unit": "%"}, "0.96"),
            ({"actual": "＝96", "unit": "%"}, "0.96"),
            ({"actual": "31.2万人", "unit": "人"}, "312000"),
            ({"actual": "52"}, "52"),
        ],
    )
    def test_actual_values(self, cells: dict[str, str], value: str) -> None:
        actual = actual_of(node(**cells))
        assert actual is not None
        assert actual.value == Decimal(value)

    def test_what_is_not_printed_is_none(self) -> None:
        assert (target_of(node()), actual_of(node())) == (None, None)
        assert actual_of(node(actual="已完成")) is None

    @pytest.mark.parametrize(
        ("target", "actual", "value"),
        [
            ("95%", "96", "0.96"),
            ("60万元", "63", "630000"),
            ("60万元", "63万", "630000"),
            ("50家", "52家", "52"),
            ("50", "52", "52"),
        ],
    )
    def test_an_actual_without_unit_takes_that_of_the_target(self, target: str, actual: str, value: str) -> None:
        assert same_kind(quantity(target), quantity(actual)).value == Decimal(value)


class TestReasons:
    @pytest.mark.parametrize("text", ["无", " 无 ", "—", "/", "", "暂无", "不适用", "无。"])
    def test_that_say_nothing(self, text: str) -> None:
        assert says_no_reason(words(text))

    @pytest.mark.parametrize("text", ["两家停业", "无人申报", "按比例扣分"])
    def test_that_say_something(self, text: str) -> None:
        assert not says_no_reason(words(text))

    def test_a_missing_column_says_neither(self) -> None:
        assert not says_no_reason(None)

    def test_the_words_that_give_no_reason_are_clean(self) -> None:
        assert all(word == word.strip() for word in NO_REASON)


class TestPoints:
    PARTS = (points("9"), points("10"), points("15.5"))

    def test_sums_are_exact_and_written_out(self) -> None:
        assert sum_of(self.PARTS) == Decimal("34.5")
        assert sum_of([]) == 0
        assert as_sum(self.PARTS) == "9+10+15.5"
        assert printed(points("9.50")) == "9.50"

    @pytest.mark.parametrize(
        ("reported", "holds", "match"),
        [("34.5", True, Match.FACE), ("34.50", True, Match.FACE), ("35", False, Match.NONE)],
    )
    def test_a_relation(self, reported: str, holds: bool, match: Match) -> None:
        quotes = [p.excerpt for p in self.PARTS]
        relation = point_relation("score-sum", "9+10+15.5", points(reported), sum_of(self.PARTS), quotes)
        assert (relation.holds, relation.match, relation.computed) == (holds, match, "34.5")
        assert [excerpt.text for excerpt in relation.excerpts] == [reported, "9", "10", "15.5"]
        assert relation.interval is not None
        assert relation.interval.low == relation.interval.high == Decimal("34.5")

    def test_a_finding(self) -> None:
        finding = point_finding("score-sum", Severity.ERROR, "不符", points("35"), Decimal("34.50"), [], "算式")
        assert (finding.expected, finding.reported, finding.working, finding.kind) == ("34.5", "35", "算式", "fault")

    def test_a_gap_is_no_fault(self) -> None:
        finding = incomplete("weight-sum", "可能缺行", [words("数量指标")], "30", "25")
        assert (finding.kind, finding.severity, finding.interval) == ("incomplete", Severity.WARNING, None)


class TestPapers:
    def test_what_can_have_been_lost_in_reading(self) -> None:
        text = [fund_form(GOOD_FUNDS), web([HEAD, *GOOD_ROWS[2:]], TITLE.strip()), report("产出60分，得60分。")]
        whole = [complete for _, complete in scored_papers(dossier(*text))]
        assert whole == [False, True, True]

    def test_papers_without_points_and_money_are_passed_over(self) -> None:
        assert list(scored_papers(dossier(report("全年资助困难群众1200人。")))) == []

    def test_the_layout_of_a_paper_and_how_grave_a_gap_in_it_is(self) -> None:
        texts = [indicator_form(GOOD_ROWS), fund_form(GOOD_FUNDS, shape=one_line), report("产出60分，得60分。")]
        papers = dossier(*texts)
        evaluations = list(papers.evaluations())
        assert [layout_of(papers, e) for e in evaluations] == [Layout.RAGGED, Layout.FLAT, Layout.GRID]
        assert [gap_severity(papers, e) for e in evaluations] == [Severity.WARNING, Severity.INFO, Severity.WARNING]
        assert [form_of(papers, e) is None for e in evaluations] == [False, False, True]
