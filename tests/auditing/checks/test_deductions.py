"""Points taken off: the listed deductions make the whole one, and weight less deduction is the score."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Match, Severity
from tests.auditing.specimens import indicator_form, report
from tests.support import only_finding, quoted, run


class TestDeductionSum:
    def test_deductions_that_do_not_make_the_whole(self) -> None:
        finding = only_finding("deduction-sum", report("本项扣3分。其中材料不齐扣1分，逾期办理扣除0.5分。"))
        assert finding.severity is Severity.ERROR
        assert finding.message == "写扣3分，逐项扣分合计1.5分"
        assert (finding.expected, finding.reported) == ("1.5", "3")
        assert quoted(finding) == ["扣3分", "扣1分", "扣除0.5分"]
        assert finding.working == "1＋0.5 = 1.5"

    def test_deductions_that_do(self) -> None:
        findings, relations = run("deduction-sum", report("本项扣2分。其中材料不齐扣1分，逾期办理扣1分。"))
        assert findings == []
        assert [(r.expression, r.match) for r in relations] == [("1＋1", Match.FACE)]

    @pytest.mark.parametrize(
        "words",
        [
            "材料不齐扣1分，逾期办理扣1分，差错扣1分。",  # no whole
            "本项扣3分，其中材料不齐扣1分。",  # one part
            "甲项扣3分，乙项扣2分，其中材料不齐扣1分，逾期办理扣1分。",  # two wholes
        ],
    )
    def test_near_misses(self, words: str) -> None:
        assert run("deduction-sum", report(words)) == ([], [])


class TestDeductionScore:
    def test_in_prose(self) -> None:
        finding = only_finding("deduction-score", report("社会效益指标40分，得37分，宣传不足扣2分。"))
        assert finding.severity is Severity.WARNING
        assert finding.message == "“社会效益指标”分值40分，写扣2分，得分却是37分"
        assert (finding.expected, finding.reported) == ("38", "37")
        assert finding.working == "40 － 2 = 38"

    def test_in_the_reason_cell_of_a_form(self) -> None:
        rows = [["产出指标", "数量指标", "检查机构数", "≥50家", "40家", "20", "15", "两家停业，扣4分"]]
        finding = only_finding("deduction-score", indicator_form(rows))
        assert (finding.expected, finding.reported) == ("16", "15")
        assert quoted(finding)[0] == "15"

    def test_a_deduction_that_fits(self) -> None:
        findings, relations = run("deduction-score", report("社会效益指标40分，得38分，宣传不足扣2分。"))
        assert findings == []
        assert [(r.expression, r.match) for r in relations] == [("40 － 2", Match.FACE)]

    @pytest.mark.parametrize(
        "words", ["社会效益指标40分，得37分，宣传不足扣2分，差错扣2分。", "社会效益指标40分，宣传不足扣2分。"]
    )
    def test_near_misses(self, words: str) -> None:
        assert run("deduction-score", report(words)) == ([], [])

    def test_a_rule_takes_nothing_off(self) -> None:
        assert run("deduction-score", report("社会效益指标40分，得40分，规定每少一项扣2分。")) == ([], [])
