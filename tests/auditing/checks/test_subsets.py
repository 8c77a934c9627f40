"""Counts taken from a larger count."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.specimens import report
from tests.support import only_finding, run


class TestSubsetExceeds:
    @pytest.mark.parametrize(
        ("words", "reported", "expected"),
        [
            ("全年检查定点医药机构412家，发现存在违规问题的418家。", "418家", "不多于412家"),
            ("共发放问卷400份，收回有效问卷405份。", "405份", "不多于400份"),
            ("受理申请2960件，按时办结2980件。", "2980件", "不多于2960件"),
        ],
    )
    def test_more_than_the_whole(self, words: str, reported: str, expected: str) -> None:
        finding = only_finding("subset-exceeds", report(words))
        assert finding.severity is Severity.ERROR
        assert (finding.reported, finding.expected) == (reported, expected)

    def test_a_part_is_recorded(self) -> None:
        findings, relations = run("subset-exceeds", report("发放问卷400份，收回有效问卷385份。"))
        assert findings == []
        assert [relation.holds for relation in relations] == [True]

    @pytest.mark.parametrize(
        "words",
        [
            "全年检查定点医药机构412家，发现问题线索418条。",
            "全年检查定点医药机构412家；上年发现违规机构418家。",
            "检查412家，累计发现违规机构618家。",
            "检查约412家，发现违规机构418家。",
            "签订协议412家，发现违规机构418家。",
        ],
        ids=["other unit", "another clause", "over the years", "about", "no whole"],
    )
    def test_no_fault(self, words: str) -> None:
        assert run("subset-exceeds", report(words)) == ([], [])
