"""A total told in the sentence before a table."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.specimens import report
from tests.support import only_finding, piped, quoted, run

ROWS = [
    ["违规类型", "金额", "占比"],
    ["超标准收费", "48.26", "28.65%"],
    ["重复收费", "37.15", "22.06%"],
    ["过度检查", "83.01", "49.29%"],
    ["合计", "168.42", "100.00%"],
]


def announced(words: str) -> str:
    return report(f"{words}\n{piped(ROWS)}")


class TestAnnouncedTotal:
    @pytest.mark.parametrize("printed", ["186.42", "168.24", "163.42"])
    def test_a_misprint(self, printed: str) -> None:
        finding = only_finding("announced-total", announced(f"全年查实违规金额{printed}万元，按类型列示如下："))
        assert finding.severity is Severity.ERROR
        assert (finding.reported, finding.expected) == (f"{printed}万元", "168.42")
        assert quoted(finding) == [f"全年查实违规金额{printed}万元", "168.42"]

    def test_the_same_number(self) -> None:
        findings, relations = run("announced-total", announced("全年查实违规金额168.42万元，按类型列示如下："))
        assert findings == []
        assert [relation.holds for relation in relations] == [True]

    @pytest.mark.parametrize(
        "words",
        ["全年查实违规金额186.42万元。", "全年追回资金156.63万元，按类型列示如下：", "查实186万元，按类型列示如下："],
        ids=["not announced", "another number", "too few digits"],
    )
    def test_nothing_to_compare(self, words: str) -> None:
        assert run("announced-total", announced(words)) == ([], [])
