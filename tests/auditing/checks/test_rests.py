"""The rest of a project's money told twice."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.specimens import report
from tests.support import only_finding, run

FIRST = "可用资金212.40万元，支出198.60万元，结余13.80万元。"


class TestRestAgain:
    def test_another_rest(self) -> None:
        finding = only_finding("rest-again", report(FIRST, "本项目年末仍结余27.40万元，主要是设备安装条件不具备。"))
        assert finding.severity is Severity.WARNING
        assert (finding.reported, finding.expected) == ("27.40万元", "13.80万元")

    def test_the_same_rest(self) -> None:
        findings, relations = run("rest-again", report(FIRST, "本项目年末仍结余13.80万元。"))
        assert findings == []
        assert [relation.holds for relation in relations] == [True]

    @pytest.mark.parametrize(
        "text",
        ["居民医保基金当年结余27.40万元。", "上年结余27.40万元已收回。", "年末累计结余27.40万元。"],
        ids=["a fund", "the year before", "accumulated"],
    )
    def test_other_rests(self, text: str) -> None:
        assert run("rest-again", report(FIRST, text)) == ([], [])
