"""Rates of indicators against the counts told for them."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.specimens import indicator_form
from tests.support import only_finding, quoted, run


def form(actual: str, reason: str) -> str:
    return indicator_form([["满意度指标", "服务对象满意度指标", "受助群众满意度", "≥93%", actual, "10", "10", reason]])


class TestIndicatorCounts:
    def test_digits_swapped(self) -> None:
        finding = only_finding("indicator-counts", form("93.53%", "电话调查300份，其中满意286份。"))
        assert finding.severity is Severity.ERROR
        assert (finding.reported, finding.expected) == ("93.53%", "95.33%")
        assert quoted(finding) == ["93.53%", "其中满意286份", "电话调查300份"]

    def test_a_rate_that_follows(self) -> None:
        findings, relations = run("indicator-counts", form("95.33%", "电话调查300份，其中满意286份。"))
        assert findings == []
        assert [relation.holds for relation in relations] == [True]

    @pytest.mark.parametrize(
        "reason",
        [
            "抽查档案300份，其中合格286份。",
            "电话调查300份，回访群众286人满意。",
            "电话调查约300份，其中满意286份。",
        ],
        ids=["another matter", "other units", "about"],
    )
    def test_nothing_to_prove(self, reason: str) -> None:
        assert run("indicator-counts", form("93.53%", reason)) == ([], [])
