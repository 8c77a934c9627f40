"""Words of rising or of nothing against figures of the same thing."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.specimens import report
from tests.support import only_finding, quoted, run


class TestTrendClaim:
    @pytest.mark.parametrize(
        ("claim", "figure", "message"),
        [
            ("参保人数稳中有升。", "参保人数比上年下降1.2%。", "写“参保人数稳中有升”，数字却是上年下降1.2%"),
            ("参保人数连年增加。", "参保人数减少300人。", "写“参保人数连年增加”，数字却是人数减少300人"),
            ("救助人次逐年下降。", "救助人次同比增长5%。", "写“救助人次逐年下降”，数字却是同比增长5%"),
        ],
    )
    def test_a_claim_that_the_figures_contradict(self, claim: str, figure: str, message: str) -> None:
        finding = only_finding("trend-claim", report(claim, figure))
        assert finding.severity is Severity.WARNING
        assert finding.message == message
        assert quoted(finding) == [claim.rstrip("。"), figure.rstrip("。")]

    @pytest.mark.parametrize(
        ("claim", "figure"),
        [
            ("参保人数稳中有升。", "参保人数比上年增长1.2%。"),
            ("参保人数稳中有升。", "住院人次下降3%。"),  # another thing
            ("参保人数稳中有升。", "参保人数30万人。"),
            ("群众获得感不断增强。", "群众投诉下降3%。"),
        ],
    )
    def test_near_misses(self, claim: str, figure: str) -> None:
        assert run("trend-claim", report(claim, figure))[0] == []


class TestZeroClaim:
    @pytest.mark.parametrize(
        ("claim", "figure", "thing"),
        [("窗口实现零投诉。", "全年受理投诉3件。", "投诉"), ("系统零故障运行。", "系统故障17.6小时。", "故障")],
    )
    def test_a_claim_that_the_figures_contradict(self, claim: str, figure: str, thing: str) -> None:
        finding = only_finding("zero-claim", report(claim, figure))
        assert finding.severity is Severity.WARNING
        assert finding.message.startswith(f"写“零{thing}”，别处却有")
        assert finding.reported == f"零{thing}"
        assert quoted(finding) == [f"零{thing}", figure.rstrip("。")]

    def test_of_a_whole_year(self) -> None:
        assert only_finding("zero-claim", report("系统全年零故障运行。", "系统故障17.6小时。")).reported == "零故障"

    @pytest.mark.parametrize(
        ("claim", "figure"),
        [
            ("窗口实现零投诉。", "全年受理投诉0件。"),
            ("系统零故障运行。", "年度目标为故障不超过20小时。"),
            ("窗口实现零投诉。", "投诉办结率100%。"),
            ("归零故障指标。", "系统故障17.6小时。"),
        ],
    )
    def test_near_misses(self, claim: str, figure: str) -> None:
        assert run("zero-claim", report(claim, figure)) == ([], [])
