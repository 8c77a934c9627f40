"""Batches of money against their total, and weights in per cent that must make 100 %."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Match, Severity
from tests.auditing.specimens import report
from tests.support import only_finding, quoted, run


class TestBatches:
    @pytest.mark.parametrize(
        "words",
        [
            "全年下达资金2864万元，第一批拨付1960万元，第二批886万元。",
            "市级共下达补助2864万元。其中第一批资金1960万元，第二批资金886万元。",
        ],
    )
    def test_batches_that_do_not_make_the_total(self, words: str) -> None:
        finding = only_finding("batches", report(words))
        assert finding.severity is Severity.ERROR
        assert finding.message == "各批合计2846万元，总额写2864万元"
        assert (finding.expected, finding.reported) == ("2846万元", "2864万元")
        assert finding.working == "1960万元＋886万元 = 2846万元"

    def test_the_reported_total_is_quoted_first(self) -> None:
        finding = only_finding("batches", report("全年下达资金2864万元，第一批拨付1960万元，第二批886万元。"))
        assert quoted(finding)[0] == "全年下达资金2864万元"

    def test_batches_that_do(self) -> None:
        findings, relations = run("batches", report("全年下达资金2846万元，其中第一批1960万元，第二批886万元。"))
        assert findings == []
        assert [(r.expression, r.match) for r in relations] == [("1960万元＋886万元", Match.FACE)]

    @pytest.mark.parametrize(
        "words",
        [
            "第一批1960万元，第二批886万元。",  # no total
            "全年下达资金5000万元，第一批1960万元，第二批886万元。",  # far off: other batches may follow
            "全年下达资金2864万元，第一批1960万元。",  # one batch
            "全年检查2864家，第一批1960家，第二批886家。",
        ],
    )
    def test_near_misses(self, words: str) -> None:
        assert run("batches", report(words)) == ([], [])


class TestPercentWeights:
    def test_weights_that_do_not_make_100(self) -> None:
        finding = only_finding("percent-weights", report("产出权重为60%，效益权重为30%，满意度权重为20%。"))
        assert finding.severity is Severity.ERROR
        assert finding.message == "各部分权重合计110%，应为100%"
        assert (finding.expected, finding.reported) == ("100%", "110%")
        assert quoted(finding) == ["产出权重为60%", "效益权重为30%", "满意度权重为20%"]
        assert finding.working == "60%＋30%＋20% = 110%"

    def test_weights_that_do(self) -> None:
        findings, relations = run("percent-weights", report("产出权重为60%，效益权重为30%，满意度权重为10%。"))
        assert findings == []
        assert [relation.match for relation in relations] == [Match.FACE]

    @pytest.mark.parametrize("words", ["产出权重60%，效益权重30%。", "产出占60%，效益占30%，满意度占20%。"])
    def test_near_misses(self, words: str) -> None:
        assert run("percent-weights", report(words)) == ([], [])

    def test_parts_of_a_weight(self) -> None:
        words = "效益指标权重为30%，其中经济效益权重10%、社会效益权重20%。"
        assert run("percent-weights", report(words))[0] == []
