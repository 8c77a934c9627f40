"""Amounts that lost their 万, and counts that have one too many."""

from __future__ import annotations

import pytest

from tests.auditing.specimens import report
from tests.support import only_finding, run


class TestAmountScale:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("预算380.00万元，执行341.26万元，结余38.74元。", "38.74万元"),
            ("折页海报12.85万元、墙体标语9.60万元、电视广播9.00元。", "9.00万元"),
            ("基金收入1.83亿元，支出1.52亿元，当年结余0.31万元。", "0.31亿元"),
        ],
    )
    def test_a_lost_scale(self, text: str, expected: str) -> None:
        assert only_finding("amount-scale", report(text)).expected == expected

    @pytest.mark.parametrize(
        "text",
        [
            "执行341.26万元，救助380.00万元，次均支付665.22元。",
            "执行341.26万元，预算380.00万元，按每人1.20元核拨经费1.20元。",
            "执行341.26万元，支出12,500.00元，结余38.74元。",
            "执行341.26万元，预算380.00万元，结余38元。",
            "结余38.74元。",
        ],
        ids=["an average", "a price", "other amounts in 元", "no decimals", "nothing beside it"],
    )
    def test_nothing_to_prove(self, text: str) -> None:
        assert run("amount-scale", report(text)) == ([], [])


class TestCountScale:
    def test_a_scale_too_many(self) -> None:
        finding = only_finding("count-scale", report("参保392725人，上年为395118人，减少2393万人。"))
        assert (finding.reported, finding.expected) == ("2393万人", "2393人")

    @pytest.mark.parametrize(
        "text",
        [
            *("参保39.27万人，减少2393人。", "参保4800万人，其中职工1200万人。"),
            *("参保2393万人。", "参保约2393万人，职工12人。"),
        ],
        ids=["as it should be", "a province", "nothing to compare with", "about"],
    )
    def test_nothing_to_prove(self, text: str) -> None:
        assert run("count-scale", report(text)) == ([], [])
